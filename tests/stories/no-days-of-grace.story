With `grace_days: 0` a promise breaks on the promised date itself, unless the money is there that day.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, boss: { name: Boss } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { promise: { grace_days: 0, broken: { owner: boss, template: broken-promise } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,until
2026-03-02,promise,A,,2026-03-10
2026-03-02,promise,B,50.00,2026-03-10
2026-03-10,payment,B,50.00,

# status as of 2026-03-09
invoice  status    blocked_until  flags
A        promised  2026-03-10     -
B        promised  2026-03-10     -

# plan as of 2026-03-10
action_id           kind            channel  owner  template        scheduled_on  score   why
A/broken-promise/1  broken_promise  call     boss   broken-promise  2026-03-10    150.00  the promise for 2026-03-10 was broken
B/reminder/email/1  touch           email    ar     -               2026-03-01    50.00   Reminder since 2026-03-01 (day 1)
