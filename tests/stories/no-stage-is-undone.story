A stage is entered on a day on which all of its trigger holds, and a part payment afterwards does not undo it.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: notice, trigger: { day: 10, balance: { at_least: 50 } }, owner: ar, actions: [{ channel: letter }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-12,payment,A,60.00
2026-03-09,payment,B,60.00
2026-03-09,payment,C,60.00
2026-03-12,fee,C,20.00

# status as of 2026-03-11
invoice  balance  clock  stage     entered
A        100.00   11     notice    2026-03-10
B        40.00    11     reminder  2026-03-01
C        40.00    11     reminder  2026-03-01

# status as of 2026-03-13
invoice  balance  clock  stage     entered
A        40.00    13     notice    2026-03-10
B        40.00    13     reminder  2026-03-01
C        60.00    13     notice    2026-03-12
