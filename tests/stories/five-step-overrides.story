Under the shipped workflow `five-step` a dispute about the price (D) goes to the account owner and stops the clock at 16 for eleven days; a
broken promise (P) brings a call and takes the invoice from day 11 to the second notice, three days early, and from there to the final notice;
a payment (S) ends everything.

# collect.yaml
workflow: five-step

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,account_owner
D,C-D,2026-03-02,100.00,USD,ar-specialist
P,C-P,2026-03-02,100.00,USD,
S,C-S,2026-03-02,100.00,USD,

# events.csv
date,type,invoice_id,amount,until,reason,channel,ref
2026-03-09,touch,P,,,,email,P/firm-reminder/email/1
2026-03-09,payment,S,100.00,,,,
2026-03-10,promise,P,,2026-03-12,,,
2026-03-16,touch,D,,,,email,D/second-notice/email/1
2026-03-16,touch,P,,,,call,P/broken-promise/1
2026-03-18,touch,D,,,,call,D/second-notice/call/1
2026-03-18,dispute,D,,,pricing,,
2026-03-24,dispute_resolved,D,,,pricing,,
2026-03-26,touch,P,,,,email,P/second-notice/email/1
2026-03-26,touch,P,,,,call,P/second-notice/call/1

# status as of 2026-03-12
invoice  status    clock  stage          entered     blocked_until  next_on
D        active    10     firm-reminder  2026-03-09  -              2026-03-16
P        promised  10     firm-reminder  2026-03-09  2026-03-13     2026-03-13
S        paid      -      due            2026-03-02  -              -

# plan as of 2026-03-13
action_id                kind            owner          scheduled_on
P/broken-promise/1       broken_promise  ar-specialist  2026-03-13
D/firm-reminder/email/1  touch           automated      2026-03-09

# status as of 2026-03-13
invoice  status  clock  stage          entered     blocked_until  next_on
D        active  11     firm-reminder  2026-03-09  -              2026-03-16
P        active  14     second-notice  2026-03-13  -              -
S        paid    -      due            2026-03-02  -              -

# plan as of 2026-03-17
action_id                kind   owner          scheduled_on
P/second-notice/email/1  touch  ar-specialist  2026-03-13
P/second-notice/call/1   touch  ar-specialist  2026-03-16

# plan as of 2026-03-20
action_id                kind     owner          scheduled_on
P/second-notice/email/1  touch    ar-specialist  2026-03-13
P/second-notice/call/1   touch    ar-specialist  2026-03-16
D/dispute/1              dispute  ar-specialist  2026-03-18

# status as of 2026-03-27
invoice  status    clock  stage          entered     blocked_until  next_on
D        disputed  16     second-notice  2026-03-16  2026-03-29     2026-04-13
P        active    28     second-notice  2026-03-13  -              2026-03-30
S        paid      -      due            2026-03-02  -              -

# plan as of 2026-04-13
action_id                       kind   owner          scheduled_on
P/final-notice/account-owner/1  touch  ar-manager     2026-03-30
P/final-notice/email/1          touch  ar-manager     2026-03-31
P/final-notice/letter/1         touch  ar-manager     2026-03-31
D/final-notice/account-owner/1  touch  ar-specialist  2026-04-13
