A settlement with a reason ends the disputes with that reason or with none; without one it ends all. With several open the
task is that of the latest. A settlement of nothing is told.

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
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD
E,C-E,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,reason
2026-03-05,dispute,A,pricing
2026-03-06,dispute,A,service
2026-03-08,dispute_resolved,A,pricing
2026-03-05,dispute,B,
2026-03-08,dispute_resolved,B,pricing
2026-03-05,dispute,C,pricing
2026-03-06,dispute,C,service
2026-03-08,dispute_resolved,C,
2026-03-05,dispute,D,pricing
2026-03-08,dispute_resolved,D,service
2026-03-05,dispute,E,pricing
2026-03-06,dispute,E,service
2026-03-08,dispute_resolved,E,service

# plan as of 2026-03-07
action_id    scheduled_on
A/dispute/2  2026-03-06
B/dispute/1  2026-03-05
C/dispute/2  2026-03-06
D/dispute/1  2026-03-05
E/dispute/2  2026-03-06

# status as of 2026-03-08
invoice  status    clock
A        disputed  5
B        active    5
C        active    5
D        disputed  5
E        disputed  5

# plan as of 2026-03-08
action_id           scheduled_on
A/dispute/2         2026-03-06
D/dispute/1         2026-03-05
E/dispute/1         2026-03-05
B/reminder/email/1  2026-03-01
C/reminder/email/1  2026-03-01
