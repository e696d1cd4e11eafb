Of several reasons the status names the first of: disputed, paused, promised, replied. The clock stands while any of them
stops it.

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

# events.csv
date,type,invoice_id,until
2026-03-05,reply,A,
2026-03-05,pause,A,2026-03-08
2026-03-05,dispute,A,
2026-03-06,dispute_resolved,A,
2026-03-05,promise,B,2026-03-10
2026-03-05,reply,B,
2026-03-05,promise,C,2026-03-10
2026-03-05,pause,C,2026-03-07

# status as of 2026-03-05
invoice  status    clock
A        disputed  5
B        promised  5
C        paused    5

# status as of 2026-03-07
invoice  status    clock  blocked_until
A        paused    5      2026-03-08
B        promised  7      2026-03-11
C        promised  5      2026-03-11

# status as of 2026-03-09
invoice  status    clock
A        active    6
B        promised  9
C        promised  7
