An open amount is the balance after all money up to its day: such events do not change the balance again, later ones do.
They still keep promises. What is missing from the amount and no event explains may have been paid for a promise: C is not accused of breaking
its promise of 40.00, E is, as only 20.00 are missing, and so is F, who promised to pay all of it. An invoice that is closed by its open amount alone
was closed on no known day.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,open_amount,open_on
A,C-A,2026-02-28,100.00,USD,60.00,2026-03-05
B,C-B,2026-02-28,100.00,USD,60.00,2026-03-05
C,C-C,2026-02-28,100.00,USD,60.00,2026-03-05
D,C-D,2026-02-28,100.00,USD,0.00,2026-03-05
E,C-E,2026-02-28,100.00,USD,80.00,2026-03-05
F,C-F,2026-02-28,100.00,USD,60.00,2026-03-05

# events.csv
date,type,invoice_id,amount,until
2026-03-03,payment,A,30.00,
2026-03-05,payment,A,10.00,
2026-03-08,payment,A,20.00,
2026-03-02,promise,B,40.00,2026-03-06
2026-03-04,payment,B,40.00,
2026-03-02,promise,C,40.00,2026-03-06
2026-03-02,promise,E,40.00,2026-03-06
2026-03-02,promise,F,,2026-03-06

# status as of 2026-03-10
invoice  status  balance  closed_on  flags
A        active  40.00    -          -
B        active  60.00    -          -
C        active  60.00    -          -
D        paid    0.00     -          -
E        active  80.00    -          broken_promise
F        active  60.00    -          broken_promise
