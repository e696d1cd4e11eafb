A promise is kept when the invoice closes by the promised date and a day of grace, or when the money received from the day
of the promise on reaches the promised amount: payments and credits, no earlier ones. Else it breaks on the day of grace,
which is also the day on which the invoice is free again.

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
F,C-F,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,until
2026-03-02,promise,A,,2026-03-10
2026-03-11,payment,A,100.00,
2026-03-02,promise,B,40.00,2026-03-10
2026-03-05,payment,B,25.00,
2026-03-09,credit,B,15.00,
2026-03-02,promise,C,,2026-03-10
2026-03-11,payment,C,99.00,
2026-03-06,promise,D,40.00,2026-03-10
2026-03-05,payment,D,40.00,
2026-03-06,promise,E,40.00,2026-03-10
2026-03-06,payment,E,40.00,
2026-03-02,promise,F,40.00,2026-03-10

# status as of 2026-03-08
invoice  status    blocked_until  promise     next_on     clock  flags
A        promised  2026-03-11     2026-03-10  2026-03-11  8      -
B        promised  2026-03-11     2026-03-10  2026-03-11  8      -
C        promised  2026-03-11     2026-03-10  2026-03-11  8      -
D        promised  2026-03-11     2026-03-10  2026-03-11  8      -
E        active    -              -           2026-03-14  8      -
F        promised  2026-03-11     2026-03-10  2026-03-11  8      -

# status as of 2026-03-10
invoice  status    blocked_until  promise     next_on     clock  flags
A        promised  2026-03-11     2026-03-10  2026-03-11  10     -
B        active    -              -           2026-03-14  10     -
C        promised  2026-03-11     2026-03-10  2026-03-11  10     -
D        promised  2026-03-11     2026-03-10  2026-03-11  10     -
E        active    -              -           2026-03-14  10     -
F        promised  2026-03-11     2026-03-10  2026-03-11  10     -

# status as of 2026-03-11
invoice  status  blocked_until  promise  next_on     clock  flags
A        paid    -              -        -           -      -
B        active  -              -        2026-03-14  11     -
C        active  -              -        2026-03-14  11     broken_promise
D        active  -              -        2026-03-14  11     broken_promise
E        active  -              -        2026-03-14  11     -
F        active  -              -        2026-03-14  11     broken_promise
