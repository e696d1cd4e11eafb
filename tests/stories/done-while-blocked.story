A call made while the invoice is blocked counts as the stage's call, so it is not asked for again when the block ends.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }, { channel: call, after: 3 }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,until
2026-03-02,promise,A,,2026-03-09
2026-03-05,touch,A,call,
2026-03-02,promise,B,,2026-03-09
2026-03-03,touch,B,call,

# plan as of 2026-03-10
action_id           scheduled_on
A/reminder/email/1  2026-03-01
B/reminder/email/1  2026-03-01
B/reminder/call/1   2026-03-10
