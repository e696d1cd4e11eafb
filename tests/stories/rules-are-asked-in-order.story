Escalate rules are asked once a day, in the order of the file. A rule that waits for the clock, and stands before the one
that lets it jump, sees the new value on the next day.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 2 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 10 }, owner: ar, actions: [{ channel: call }] }
  - { id: notice, trigger: { day: 11 }, owner: ar, actions: [{ channel: letter }] }
escalate:
  - { id: late, trigger: { day: 1 }, to: call }
  - { id: early, trigger: { unanswered: { below: 1 } }, to: reminder }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount
2026-02-28,payment,A,20.00

# status as of 2026-02-28
invoice  clock  stage     entered     next_on
A        2      reminder  2026-02-28  2026-03-01

# plan as of 2026-03-01
action_id      clock  why
A/call/call/1  10     Call since 2026-03-01 (rule late)

# status as of 2026-03-10
invoice  clock  stage   entered
A        19     notice  2026-03-02
