With `close_at: 5` an invoice is closed as soon as no more than 5 is left; a fee that lifts the rest above it opens the
invoice again.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { payment: { close_at: 5 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-05,payment,A,95.00
2026-03-05,payment,B,94.99
2026-03-05,payment,C,96.00
2026-03-08,fee,C,2.00

# status as of 2026-03-07
invoice  status  balance  closed_on   clock
A        paid    5.00     2026-03-05  -
B        active  5.01     -           7
C        paid    4.00     2026-03-05  -

# status as of 2026-03-08
invoice  status  balance  closed_on   clock
A        paid    5.00     2026-03-05  -
B        active  5.01     -           8
C        active  6.00     -           5
