What is overpaid on one invoice is the customer's, and holds back messages on another that it covers, of the same
currency only.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-02-28,80.00,USD
C,ACME,2026-02-28,80.00,EUR

# events.csv
date,type,invoice_id,amount
2026-03-05,payment,A,180.00

# plan as of 2026-03-08
action_id          flags
C/reminder/call/1  -

# withheld as of 2026-03-08
action_id          reason
B/reminder/call/1  unapplied-cash

# warnings as of 2026-03-08
events.csv:2: A is overpaid by 80.00 USD; apply the difference to another invoice, or record a reversal when you pay it back
