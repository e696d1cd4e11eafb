What counts for a promise is what came in since it was made, less what was taken back of that: on the invoice, and on account of its customer. A and
B pay by cheques that bounce within the three days of grace, C on the very day; the cheque of J bounces later, when the promise is kept for good. D and
E pay again in time. A fee, as on F, undoes nothing. Cash on account keeps the promises of G and I, but not that of H to pay all that is open.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { promise: { grace_days: 3 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-01,500.00,USD
B,C-B,2026-03-01,500.00,USD
C,C-C,2026-03-01,500.00,USD
D,C-D,2026-03-01,500.00,USD
E,C-E,2026-03-01,500.00,USD
F,C-F,2026-03-01,500.00,USD
G,C-G,2026-03-01,500.00,USD
H,C-H,2026-03-01,500.00,USD
I,C-I,2026-03-01,500.00,USD
J,C-J,2026-03-01,500.00,USD

# events.csv
date,type,invoice_id,customer_id,amount,until
2026-03-03,promise,A,,500.00,2026-03-10
2026-03-10,payment,A,,500.00,
2026-03-12,reversal,A,,500.00,
2026-03-03,promise,B,,,2026-03-10
2026-03-10,payment,B,,500.00,
2026-03-12,reversal,B,,500.00,
2026-03-03,promise,C,,500.00,2026-03-10
2026-03-10,payment,C,,500.00,
2026-03-10,reversal,C,,500.00,
2026-03-03,promise,D,,200.00,2026-03-10
2026-03-05,payment,D,,200.00,
2026-03-06,reversal,D,,200.00,
2026-03-13,payment,D,,200.00,
2026-03-01,payment,E,,300.00,
2026-03-03,promise,E,,200.00,2026-03-10
2026-03-05,payment,E,,200.00,
2026-03-06,reversal,E,,300.00,
2026-03-09,payment,E,,200.00,
2026-03-03,promise,F,,,2026-03-10
2026-03-05,payment,F,,500.00,
2026-03-07,fee,F,,20.00,
2026-03-03,promise,G,,500.00,2026-03-10
2026-03-10,payment,,C-G,500.00,
2026-03-03,promise,H,,,2026-03-10
2026-03-08,payment,H,,200.00,
2026-03-08,payment,,C-H,300.00,
2026-03-03,promise,I,,500.00,2026-03-10
2026-03-08,payment,I,,200.00,
2026-03-08,payment,,C-I,300.00,
2026-03-03,promise,J,,500.00,2026-03-10
2026-03-09,payment,J,,500.00,
2026-03-14,reversal,J,,500.00,

# status as of 2026-03-10
invoice  status    blocked_until  flags
A        paid      -              -
B        paid      -              -
C        promised  2026-03-13     -
D        promised  2026-03-13     -
E        active    -              -
F        active    -              -
G        active    -              -
H        promised  2026-03-13     -
I        active    -              -
J        paid      -              -

# status as of 2026-03-12
invoice  status    blocked_until  flags
A        promised  2026-03-13     -
B        promised  2026-03-13     -
C        promised  2026-03-13     -
D        promised  2026-03-13     -
E        active    -              -
F        active    -              -
G        active    -              -
H        promised  2026-03-13     -
I        active    -              -
J        paid      -              -

# status as of 2026-03-14
invoice  status  blocked_until  flags
A        active  -              broken_promise
B        active  -              broken_promise
C        active  -              broken_promise
D        active  -              -
E        active  -              -
F        active  -              -
G        active  -              -
H        active  -              broken_promise
I        active  -              -
J        active  -              -
