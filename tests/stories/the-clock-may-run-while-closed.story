The days for which an invoice was closed count, if the workflow says so: when it is opened again it goes to where its clock stands.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: letter }] }
  - { id: last, trigger: { day: 9 }, owner: ar, actions: [{ channel: letter }] }
overrides: { payment: { closed_clock: run } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,channel
2026-02-27,payment,A,100.00,
2026-03-04,reversal,A,100.00,
2026-03-06,touch,A,,call
2026-02-27,payment,B,100.00,
2026-03-04,reversal,B,100.00,
2026-03-05,payment,B,100.00,
2026-03-09,reversal,B,100.00,
2026-03-02,payment,C,100.00,
2026-03-04,fee,C,5.00,

# status as of 2026-03-04
invoice  status  clock  stage     entered
A        active  4      reminder  2026-03-04
B        active  4      reminder  2026-03-04
C        active  4      reminder  2026-03-01

# status as of 2026-03-09
invoice  status  clock  stage  entered
A        active  9      last   2026-03-09
B        active  9      last   2026-03-09
C        active  9      last   2026-03-09
