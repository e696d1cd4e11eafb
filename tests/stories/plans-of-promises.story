Promises made on one day are a plan: each is kept when what came in since reaches its amount and those before it, and the first that breaks breaks
the plan, once. P pays nothing, Q two of three, R all of it, a part of it on account. S promised 300.00 and then the rest. T makes a new promise two
days later, which takes the place of its plan. The promise of U was noted twice.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { promise: { broken: { owner: ar } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
P,C-P,2026-03-01,1000.00,USD
Q,C-Q,2026-03-01,1000.00,USD
R,C-R,2026-03-01,1000.00,USD
S,C-S,2026-03-01,1000.00,USD
T,C-T,2026-03-01,1000.00,USD
U,C-U,2026-03-01,1000.00,USD

# events.csv
date,type,invoice_id,customer_id,amount,until,by
2026-03-05,promise,P,,300.00,2026-03-10,Dana
2026-03-05,promise,P,,300.00,2026-03-20,Dana
2026-03-05,promise,P,,400.00,2026-03-30,Dana
2026-03-05,promise,Q,,300.00,2026-03-10,Dana
2026-03-05,promise,Q,,300.00,2026-03-20,Dana
2026-03-05,promise,Q,,400.00,2026-03-30,Dana
2026-03-05,promise,R,,300.00,2026-03-10,Dana
2026-03-05,promise,R,,300.00,2026-03-20,Dana
2026-03-05,promise,R,,400.00,2026-03-30,Dana
2026-03-10,payment,Q,,300.00,,Dana
2026-03-20,payment,Q,,300.00,,Dana
2026-03-09,payment,R,,300.00,,Dana
2026-03-18,payment,,C-R,300.00,,Dana
2026-03-30,payment,R,,400.00,,Dana
2026-03-05,promise,S,,,2026-03-20,Dana
2026-03-05,promise,S,,300.00,2026-03-10,Dana
2026-03-06,payment,S,,300.00,,Dana
2026-03-05,promise,T,,300.00,2026-03-10,Dana
2026-03-05,promise,T,,700.00,2026-03-20,Dana
2026-03-07,promise,T,,1000.00,2026-03-25,Dana
2026-03-05,promise,U,,300.00,2026-03-10,Dana
2026-03-05,promise,U,,300.00,2026-03-10,Kim
2026-03-08,payment,U,,300.00,,Dana

# status as of 2026-03-10
invoice  status    blocked_until  promise     flags
P        promised  2026-03-11     2026-03-10  -
Q        promised  2026-03-21     2026-03-20  -
R        promised  2026-03-21     2026-03-20  -
S        promised  2026-03-21     2026-03-20  -
T        promised  2026-03-26     2026-03-25  -
U        active    -              -           -

# plan as of 2026-03-11
action_id           channel  scheduled_on
P/broken-promise/1  call     2026-03-11
U/reminder/email/1  email    2026-03-02

# status as of 2026-03-21
invoice  status    blocked_until  promise     flags
P        active    -              -           broken_promise
Q        promised  2026-03-31     2026-03-30  -
R        promised  2026-03-31     2026-03-30  unapplied_cash
S        active    -              -           broken_promise
T        promised  2026-03-26     2026-03-25  -
U        active    -              -           -

# plan as of 2026-03-31
action_id           channel  scheduled_on
P/broken-promise/1  call     2026-03-11
T/broken-promise/3  call     2026-03-26
S/broken-promise/1  call     2026-03-21
U/reminder/email/1  email    2026-03-02
Q/broken-promise/3  call     2026-03-31

# withheld as of 2026-03-31
action_id           reason
R/reminder/email/1  unapplied-cash
