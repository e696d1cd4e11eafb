With `advance_to` a broken promise lets the clock jump to the day of that stage: never back, and not before the due date.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { promise: { broken: { advance_to: call } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-03-20,100.00,USD
C,C-C,2026-02-08,100.00,USD

# events.csv
date,type,invoice_id,until
2026-03-03,promise,A,2026-03-05
2026-03-03,promise,B,2026-03-05
2026-03-03,promise,C,2026-03-05

# status as of 2026-03-06
invoice  status    clock  stage  entered
A        active    14     call   2026-03-06
B        upcoming  -14    -      -
C        active    26     call   2026-02-22

# plan as of 2026-03-07
action_id      scheduled_on  clock  why
C/call/call/1  2026-02-22    27     Call since 2026-02-22 (day 14)
A/call/call/1  2026-03-06    15     Call since 2026-03-06 (broken promise)

# status as of 2026-03-21
invoice  status  clock  stage     entered
A        active  29     call      2026-03-06
B        active  1      reminder  2026-03-21
C        active  41     call      2026-02-22
