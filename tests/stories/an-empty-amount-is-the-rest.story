A payment, credit or write-off without an amount takes what is left, if anything is.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-03,payment,A,30.00
2026-03-05,payment,A,
2026-03-03,payment,B,120.00
2026-03-05,payment,B,
2026-03-05,credit,C,
2026-03-07,fee,C,5.00

# status as of 2026-03-06
invoice  status    balance  closed_on
A        paid      0.00     2026-03-05
B        paid      -20.00   2026-03-03
C        credited  0.00     2026-03-05

# status as of 2026-03-07
invoice  status  balance  closed_on
A        paid    0.00     2026-03-05
B        paid    -20.00   2026-03-03
C        active  5.00     -
