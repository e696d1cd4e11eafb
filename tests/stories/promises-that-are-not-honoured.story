With `honour: 1` a promise after a broken one is recorded but keeps nobody away, and it can be broken too. The call about
a broken promise is that of the latest promise, as long as none is waited for.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, boss: { name: Boss } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { promise: { honour: 1, broken: { owner: boss } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,until
2026-03-02,promise,A,2026-03-05
2026-03-07,promise,A,2026-03-20

# plan as of 2026-03-05
nothing

# plan as of 2026-03-06
action_id           owner  scheduled_on  flags           score
A/broken-promise/1  boss   2026-03-06    broken_promise  150.00

# plan as of 2026-03-08
action_id           owner  scheduled_on  flags           score
A/reminder/email/1  ar     2026-03-01    broken_promise  150.00

# status as of 2026-03-08
invoice  status  blocked_until  next_on     owner
A        active  -              2026-03-21  ar

# plan as of 2026-03-21
action_id           owner  scheduled_on  flags           score
A/broken-promise/2  boss   2026-03-21    broken_promise  200.00
