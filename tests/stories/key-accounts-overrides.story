Under the shipped workflow `key-accounts` a dispute (D) is the account owner's, whatever it is about, and after two weeks the finance director's;
it stops the clock at 8 until ten days after it is settled. A promise (P) has three days of grace, and the reminder waits while the account
owner calls about a broken one. A payment (S) ends everything. The ledger has no account owners, so all that is theirs falls to the manager.

# collect.yaml
workflow: key-accounts

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
D,C-D,2026-03-02,100.00,USD
P,C-P,2026-03-02,100.00,USD
S,C-S,2026-03-02,100.00,USD

# events.csv
date,type,invoice_id,amount,until,reason,channel,ref
2026-03-06,payment,S,100.00,,,,
2026-03-09,touch,D,,,,call,D/courtesy-call/call/1
2026-03-09,touch,P,,,,call,P/courtesy-call/call/1
2026-03-10,dispute,D,,,service,,
2026-03-10,promise,P,,2026-03-20,,,
2026-03-24,touch,P,,,,call,P/broken-promise/1
2026-03-30,dispute_resolved,D,,,service,,

# plan as of 2026-03-05
action_id               kind   owner       scheduled_on
D/account-owner/task/1  touch  ar-manager  2026-03-05
P/account-owner/task/1  touch  ar-manager  2026-03-05
S/account-owner/task/1  touch  ar-manager  2026-03-05

# plan as of 2026-03-23
action_id           kind            owner       scheduled_on
P/broken-promise/1  broken_promise  ar-manager  2026-03-23
D/dispute/1         dispute         ar-manager  2026-03-10

# status as of 2026-03-23
invoice  status    clock  stage          entered     blocked_until
D        disputed  8      courtesy-call  2026-03-09  -
P        active    21     reminder       2026-03-23  -
S        paid      -      account-owner  2026-03-05  -

# plan as of 2026-03-25
action_id           kind     owner             scheduled_on
P/reminder/email/1  touch    ar-manager        2026-03-23
D/dispute/1         dispute  finance-director  2026-03-10

# status as of 2026-03-31
invoice  status    clock  stage          entered     blocked_until  next_on
D        disputed  8      courtesy-call  2026-03-09  2026-04-09     2026-04-22
P        active    29     reminder       2026-03-23  -              2026-04-13
S        paid      -      account-owner  2026-03-05  -              -

# plan as of 2026-04-22
action_id             kind   owner       scheduled_on
P/senior-call/call/1  touch  ar-manager  2026-04-16
D/reminder/email/1    touch  ar-manager  2026-04-22
