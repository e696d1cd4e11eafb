-- The plan of benches/workflow.yaml for a generated ledger. Given are INVOICES and EVENTS (paths), AS_OF (a date); PLAN is written.
--
-- Of each invoice: what came in, whether a dispute is open, the one block that a promise or a reply can be, what was sent. That is
-- enough because of what benches/ledger/history.rs leaves out. A replay day by day would not fit into a query.
CREATE VIEW invoices AS
  SELECT invoice_id, customer_id, customer_name, due_date, currency, amount
  FROM read_csv('INVOICES', header = true, delim = ',', quote = '"', escape = '"', columns = {
    'invoice_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'customer_name': 'VARCHAR', 'contact': 'VARCHAR', 'email': 'VARCHAR',
    'issue_date': 'DATE', 'due_date': 'DATE', 'amount': 'DECIMAL(15,2)', 'currency': 'VARCHAR', 'segment': 'VARCHAR'});

CREATE VIEW events AS
  SELECT DISTINCT ON (id) date, type, invoice_id, amount, until, channel, ref
  FROM read_csv('EVENTS', header = true, delim = ',', quote = '"', escape = '"', columns = {
    'id': 'VARCHAR', 'date': 'DATE', 'type': 'VARCHAR', 'invoice_id': 'VARCHAR', 'amount': 'DECIMAL(15,2)', 'until': 'DATE',
    'reason': 'VARCHAR', 'channel': 'VARCHAR', 'ref': 'VARCHAR', 'by': 'VARCHAR', 'note': 'VARCHAR'})
  WHERE date <= DATE 'AS_OF';

CREATE VIEW histories AS
  SELECT invoice_id,
    sum(amount) FILTER (type = 'payment') AS paid,
    count(*) FILTER (type = 'dispute') > count(*) FILTER (type = 'dispute_resolved') AS disputed,
    max(date) FILTER (type = 'dispute') AS disputed_on,
    max(date) FILTER (type = 'reply') AS replied_on,
    max(date) FILTER (ref = invoice_id || '/reply/1') AS answered_on,
    -- Chasing may go on two days after the promised one, and on the day of the answer, or four days after the reply.
    max(date) FILTER (type IN ('promise', 'reply')) AS blocked_from,
    coalesce(max(until) FILTER (type = 'promise') + 2, least(answered_on, replied_on + 4)) AS blocked_until,
    max(ref) FILTER (channel = 'email') AS recorded,
    max(date) FILTER (channel = 'email' AND ref IS NULL) AS mailed_on
  FROM events
  GROUP BY invoice_id;

CREATE TABLE stages (stage VARCHAR, day INTEGER, next INTEGER);
INSERT INTO stages VALUES
  ('reminder', -5, 3), ('first-overdue', 3, 14), ('second-notice', 14, 30), ('final-notice', 30, 60), ('handoff', 60, 1000000);

CREATE VIEW positions AS
  SELECT invoices.*, histories.* EXCLUDE (invoice_id), stage, amount - coalesce(paid, 0) AS balance,
    DATE 'AS_OF' - due_date AS days_past_due, due_date + day AS reached,
    coalesce(disputed OR blocked_until > DATE 'AS_OF', false) AS blocked,
    CASE WHEN reached >= blocked_from AND reached < blocked_until THEN blocked_until ELSE reached END AS free
  FROM invoices
  LEFT JOIN histories USING (invoice_id)
  LEFT JOIN stages ON DATE 'AS_OF' - due_date >= day AND DATE 'AS_OF' - due_date < next
  WHERE amount > coalesce(paid, 0);

CREATE VIEW actions AS
  SELECT invoice_id || '/' || stage || '/email/1' AS action_id, 'touch' AS kind, free AS scheduled_on, *
  FROM positions
  WHERE stage IS NOT NULL AND NOT blocked AND NOT coalesce(recorded = action_id, false) AND NOT coalesce(mailed_on >= free, false)
UNION ALL
  SELECT invoice_id || '/dispute/1', 'dispute', disputed_on, * FROM positions WHERE disputed
UNION ALL
  SELECT invoice_id || '/reply/1', 'reply', replied_on, * FROM positions WHERE replied_on IS NOT NULL AND answered_on IS NULL;

COPY (
  SELECT action_id, kind, invoice_id, customer_id, customer_name, currency, balance, due_date, days_past_due, scheduled_on
  FROM actions
  ORDER BY currency, days_past_due <= 0, balance DESC, days_past_due DESC, invoice_id, scheduled_on, action_id
) TO 'PLAN' (FORMAT csv, HEADER);
