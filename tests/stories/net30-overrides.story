Under the shipped workflow `net30` a dispute (D) stops the clock at 9 until five days after it is settled, so day 20 comes on April 10
instead of March 22, and after ten days it is the manager's; a promise (P) pauses chasing until it is broken, and then a call comes first;
a payment (S) ends everything.

# collect.yaml
workflow: net30

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
D,C-D,2026-03-02,100.00,USD
P,C-P,2026-03-02,100.00,USD
S,C-S,2026-03-02,100.00,USD

# events.csv
date,type,invoice_id,amount,until,reason,channel,ref
2026-03-09,touch,D,,,,email,D/first-overdue/email/1
2026-03-09,touch,P,,,,email,P/first-overdue/email/1
2026-03-09,touch,S,,,,email,S/first-overdue/email/1
2026-03-11,dispute,D,,,billing_error,,
2026-03-20,payment,S,100.00,,,,
2026-03-23,touch,P,,,,email,P/escalation/email/1
2026-03-24,touch,P,,,,call,P/escalation/call/1
2026-03-24,promise,P,,2026-04-03,,,
2026-03-25,dispute_resolved,D,,,,,
2026-04-06,touch,P,,,,call,P/broken-promise/1
2026-04-10,touch,P,,,,email,P/escalation/email/3
2026-04-10,touch,P,,,,call,P/escalation/call/3

# plan as of 2026-03-20
action_id    kind     owner          scheduled_on
D/dispute/1  dispute  ar-specialist  2026-03-11

# status as of 2026-03-20
invoice  status    clock  stage          entered     blocked_until  next_on
D        disputed  9      first-overdue  2026-03-07  -              -
P        active    18     first-overdue  2026-03-07  -              2026-03-23
S        paid      -      first-overdue  2026-03-07  -              -

# plan as of 2026-03-23
action_id    kind     owner       scheduled_on
D/dispute/1  dispute  ar-manager  2026-03-11

# status as of 2026-03-27
invoice  status    clock  stage          entered     blocked_until  next_on
D        disputed  9      first-overdue  2026-03-07  2026-03-30     2026-04-10
P        promised  25     escalation     2026-03-22  2026-04-04     2026-04-06
S        paid      -      first-overdue  2026-03-07  -              -

# plan as of 2026-03-30
nothing

# plan as of 2026-04-03
nothing

# status as of 2026-04-06
invoice  status  clock  stage          entered     blocked_until  next_on
D        active  16     first-overdue  2026-03-07  -              2026-04-10
P        active  35     escalation     2026-03-22  -              2026-04-07
S        paid    -      first-overdue  2026-03-07  -              -

# plan as of 2026-04-07
action_id             kind   owner          scheduled_on
P/escalation/email/3  touch  ar-specialist  2026-04-06
P/escalation/call/3   touch  ar-specialist  2026-04-07

# plan as of 2026-04-10
action_id             kind   owner          scheduled_on
D/escalation/email/1  touch  ar-specialist  2026-04-10
