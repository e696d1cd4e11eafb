With `catch_up: sequential` every stage after the due date is waited for: a touch, then as many days as lie between it and
the next stage.

# workflow.yaml
version: 1
catch_up: sequential
owners: { ar: { name: AR } }
stages:
  - { id: before, trigger: { day: -3 }, owner: ar, actions: [{ channel: email }] }
  - { id: first, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: second, trigger: { day: 4 }, owner: ar, actions: [{ channel: email }] }
  - { id: third, trigger: { day: 10 }, owner: ar, actions: [{ channel: email }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,ref
2026-03-06,touch,A,email,A/first/email/1
2026-03-10,touch,A,email,A/second/email/1

# status as of 2026-03-08
invoice  clock  stage  entered
A        8      first  2026-03-01
B        8      first  2026-03-01

# status as of 2026-03-09
invoice  clock  stage   entered
A        9      second  2026-03-09
B        9      first   2026-03-01

# status as of 2026-03-15
invoice  clock  stage   entered
A        15     second  2026-03-09
B        15     first   2026-03-01

# plan as of 2026-03-16
action_id        scheduled_on  days_late
A/third/email/1  2026-03-16    0
B/first/email/1  2026-03-01    15
