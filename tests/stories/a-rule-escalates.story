An escalate rule lets the clock jump on the first day on which all its conditions hold and the invoice is not blocked;
after an extension it may do so again.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
escalate:
  - { id: big, trigger: { day: 5, balance: { at_least: 100 } }, to: call }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,99.99,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,until
2026-03-04,pause,C,,2026-03-08
2026-03-10,extend,A,,2026-03-20
2026-03-03,payment,D,50.00,
2026-03-08,fee,D,50.00,

# status as of 2026-03-05
invoice  status  clock  stage     entered
A        active  14     call      2026-03-05
B        active  5      reminder  2026-03-01
C        paused  4      reminder  2026-03-01
D        active  5      reminder  2026-03-01

# status as of 2026-03-09
invoice  status  clock  stage     entered
A        active  18     call      2026-03-05
B        active  9      reminder  2026-03-01
C        active  14     call      2026-03-09
D        active  15     call      2026-03-08

# plan as of 2026-03-25
action_id        scheduled_on  why
C/call/call/1    2026-03-09    Call since 2026-03-09 (rule big)
D/call/call/1    2026-03-08    Call since 2026-03-08 (rule big)
A@2/call/call/1  2026-03-25    Call since 2026-03-25 (rule big)
B/call/call/1    2026-03-14    Call since 2026-03-14 (day 14)
