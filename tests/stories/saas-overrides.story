Under the shipped workflow `saas` a dispute about the service (D) goes to customer success, after a week to the manager, and stops the clock
at 10 for fourteen days; a dispute is an answer, so a plan is offered afterwards. Each broken promise (P) brings a call, the second one also
the formal demand, and a third promise is not waited for. A payment (S) ends everything.

# collect.yaml
workflow: saas

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
D,C-D,2026-03-02,100.00,USD
P,C-P,2026-03-02,100.00,USD
S,C-S,2026-03-02,100.00,USD

# events.csv
date,type,invoice_id,amount,until,reason,channel,ref
2026-03-10,touch,D,,,,email,D/follow-up/email/1
2026-03-10,touch,P,,,,email,P/follow-up/email/1
2026-03-11,promise,P,,2026-03-13,,,
2026-03-12,dispute,D,,,service,,
2026-03-13,payment,S,100.00,,,,
2026-03-16,touch,P,,,,call,P/broken-promise/1
2026-03-16,promise,P,,2026-03-20,,,
2026-03-23,dispute_resolved,D,,,service,,
2026-03-24,touch,P,,,,call,P/broken-promise/2
2026-03-25,promise,P,,2026-04-10,,,

# plan as of 2026-03-13
action_id    kind     owner             scheduled_on
D/dispute/1  dispute  customer-success  2026-03-12

# status as of 2026-03-13
invoice  status    clock  stage      entered     blocked_until  next_on
D        disputed  10     follow-up  2026-03-10  -              -
P        promised  11     follow-up  2026-03-10  2026-03-14     2026-03-16
S        paid      -      follow-up  2026-03-10  -              -

# status as of 2026-03-20
invoice  status    clock  stage      entered     owner          next_on
D        disputed  10     follow-up  2026-03-10  ar-manager     -
P        promised  18     follow-up  2026-03-10  ar-specialist  2026-03-23
S        paid      -      follow-up  2026-03-10  -              -

# plan as of 2026-03-23
action_id           kind            owner          scheduled_on
P/broken-promise/2  broken_promise  ar-specialist  2026-03-21

# status as of 2026-03-23
invoice  status    clock  stage          entered     blocked_until  next_on
D        disputed  10     follow-up      2026-03-10  2026-03-26     2026-03-27
P        active    33     formal-demand  2026-03-21  -              -
S        paid      -      follow-up      2026-03-10  -              -

# plan as of 2026-03-24
nothing

# plan as of 2026-03-25
action_id                 kind   owner       scheduled_on
P/formal-demand/email/1   touch  ar-manager  2026-03-23
P/formal-demand/letter/1  touch  ar-manager  2026-03-23

# plan as of 2026-03-30
action_id                 kind   owner          scheduled_on
P/formal-demand/email/1   touch  ar-manager     2026-03-23
P/formal-demand/letter/1  touch  ar-manager     2026-03-23
P/formal-demand/call/1    touch  ar-manager     2026-03-30
D/follow-up/call/1        touch  ar-specialist  2026-03-27
D/follow-up/offer-plan/1  touch  ar-specialist  2026-03-30
