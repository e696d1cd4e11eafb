On one date events count in the order of the file: a dispute that is settled later that day is over,
and one that is raised after another was settled is open.

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

# events.csv
date,type,invoice_id
2026-03-10,dispute,A
2026-03-10,dispute_resolved,A
2026-03-10,dispute_resolved,B
2026-03-10,dispute,B

# plan as of 2026-03-10
action_id           kind     channel  owner  scheduled_on  days_late  score
B/dispute/1         dispute  task     ar     2026-03-10    0          125.00
A/reminder/email/1  touch    email    ar     2026-03-01    9          100.00

# status as of 2026-03-10
invoice  status    clock  stage     entered     blocked_until  next_on     balance  owner  flags
A        active    10     reminder  2026-03-01  -              2026-03-14  100.00   ar     -
B        disputed  10     reminder  2026-03-01  -              -           100.00   ar     disputed
