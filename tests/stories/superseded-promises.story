A newer promise or a dispute takes the place of one that is waited for: it does not break. A promise that is broken
already stays broken.

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
2026-03-02,promise,A,2026-03-08
2026-03-06,promise,A,2026-03-15
2026-03-02,promise,B,2026-03-08
2026-03-06,dispute,B,
2026-03-07,dispute_resolved,B,
2026-03-02,promise,C,2026-03-08
2026-03-10,promise,C,2026-03-15

# status as of 2026-03-09
invoice  status    blocked_until  flags
A        promised  2026-03-16     -
B        active    -              -
C        active    -              broken_promise

# status as of 2026-03-12
invoice  status    blocked_until  flags
A        promised  2026-03-16     -
B        active    -              -
C        promised  2026-03-16     broken_promise
