A dispute over a part has its task like any other, and the rest is chased. It keeps everybody from chasing once the rest is paid, or where it is as large as the
invoice. A part is in dispute until the days of peace after it are over.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, desk: { name: Desk } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
  - { id: letter, trigger: { day: 14 }, owner: ar, actions: [{ channel: letter }] }
overrides: { dispute: { owner: desk, cooldown_days: 2 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,1000.00,USD
B,C-B,2026-02-28,1000.00,USD
C,C-C,2026-02-28,1000.00,USD
D,C-D,2026-02-28,1000.00,USD

# events.csv
date,type,invoice_id,amount,reason,until
2026-03-05,dispute,A,400.00,pricing,
2026-03-05,dispute,B,400.00,pricing,
2026-03-08,payment,B,600.00,,
2026-03-05,promise,C,,,2026-03-20
2026-03-06,dispute,C,1000.00,,
2026-03-10,dispute_resolved,C,,,
2026-03-05,promise,D,,,2026-03-20
2026-03-06,dispute,D,100.00,service,
2026-03-09,dispute_resolved,D,,,

# status as of 2026-03-07
invoice  status    clock  balance  asked   flags
A        active    7      1000.00  600.00  part_disputed
B        active    7      1000.00  600.00  part_disputed
C        disputed  6      1000.00  0.00    disputed
D        promised  7      1000.00  900.00  part_disputed

# plan as of 2026-03-07
action_id          owner  asked   why
C/dispute/1        desk   0.00    1000.00 USD disputed since 2026-03-06
A/reminder/call/1  ar     600.00  Reminder since 2026-03-01 (day 1)
A/dispute/1        desk   600.00  400.00 USD disputed since 2026-03-05 (pricing)
B/reminder/call/1  ar     600.00  Reminder since 2026-03-01 (day 1)
B/dispute/1        desk   600.00  400.00 USD disputed since 2026-03-05 (pricing)
D/dispute/1        desk   900.00  100.00 USD disputed since 2026-03-06 (service)

# status as of 2026-03-10
invoice  status    clock  blocked_until  balance  asked   flags
A        active    10     -              1000.00  600.00  part_disputed
B        disputed  8      -              400.00   0.00    disputed
C        disputed  6      2026-03-12     1000.00  0.00    disputed
D        promised  10     2026-03-21     1000.00  900.00  part_disputed

# status as of 2026-03-12
invoice  status    clock  blocked_until  balance  asked    flags
A        active    12     -              1000.00  600.00   part_disputed
B        disputed  8      -              400.00   0.00     disputed
C        active    6      -              1000.00  1000.00  -
D        promised  12     2026-03-21     1000.00  1000.00  -
