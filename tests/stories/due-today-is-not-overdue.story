An invoice is overdue from the day after its due date on. The customer's cash is a flag where it is less than what is overdue: what is due today does
not add to that.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: due, trigger: { day: 0 }, owner: ar, actions: [{ channel: email }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-03-08,50.00,USD

# events.csv
date,type,customer_id,amount
2026-03-05,payment,ACME,100.00

# plan as of 2026-03-08
action_id      days_past_due  scheduled_on  flags
B/due/email/1  0              2026-03-08    -

# withheld as of 2026-03-08
action_id      reason          days_past_due
A/due/email/1  unapplied-cash  8

# plan as of 2026-03-09
action_id      days_past_due  flags
B/due/email/1  1              unapplied_cash
