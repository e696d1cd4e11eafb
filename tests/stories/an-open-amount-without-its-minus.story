Some systems export the open amount of a credit note without its minus sign. Whatever stands there, a row whose amount is zero or less is an open
credit: it has no stage, no action is due on it, and it is no cash of the customer unless it is below zero.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,open_amount,open_on
A,C-A,2026-03-01,-100.00,USD,100.00,2026-03-31
B,C-A,2026-03-01,100.00,USD,100.00,2026-03-31

# plan as of 2026-03-31
action_id           channel
B/reminder/email/1  email

# status as of 2026-03-31
invoice  status  clock  stage     balance
A        credit  -      -         100.00
B        active  30     reminder  100.00
