With rates amounts are compared and ranked in the base currency, also in conditions.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 5, balance: { at_least: 120 } }, owner: ar, actions: [{ channel: call }] }

# collect.yaml
ledger: { fx: { base: USD, rates: { EUR: 1.5, JPY: 0.008 } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,119.99,USD
B,C-B,2026-02-28,80.00,EUR
C,C-C,2026-02-28,79.99,EUR
D,C-D,2026-02-28,15001,JPY

# plan as of 2026-03-10
action_id           balance  score
D/call/call/1       15001    120.01
B/call/call/1       80.00    120.00
A/reminder/email/1  119.99   119.99
C/reminder/email/1  79.99    119.98
