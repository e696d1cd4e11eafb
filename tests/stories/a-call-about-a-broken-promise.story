The call about a broken promise sets the stage's own actions aside, on the day it is made too. Any touch without a
reference does it, tasks apart, or a payment, or one with its reference. While it is withheld the stage stays aside as well.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, boss: { name: Boss } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { promise: { broken: { owner: boss } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD
E,C-E,2026-02-28,100.00,USD
F,C-F,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,customer_id,channel,amount,until,ref
2026-03-02,promise,A,,,,2026-03-05,
2026-03-07,touch,A,,sms,,,
2026-03-02,promise,B,,,,2026-03-05,
2026-03-07,payment,B,,,10.00,,
2026-03-02,promise,C,,,,2026-03-05,
2026-03-07,touch,C,,task,,,
2026-03-02,promise,D,,,,2026-03-05,
2026-03-07,payment,,C-D,,100.00,,
2026-03-02,promise,E,,,,2026-03-05,
2026-03-07,touch,E,,email,,,E/broken-promise/1
2026-03-02,promise,F,,,,2026-03-05,
2026-03-07,touch,F,,email,,,F/reminder/email/1

# plan as of 2026-03-06
action_id           kind            channel  owner  scheduled_on  days_late
A/broken-promise/1  broken_promise  call     boss   2026-03-06    0
B/broken-promise/1  broken_promise  call     boss   2026-03-06    0
C/broken-promise/1  broken_promise  call     boss   2026-03-06    0
D/broken-promise/1  broken_promise  call     boss   2026-03-06    0
E/broken-promise/1  broken_promise  call     boss   2026-03-06    0
F/broken-promise/1  broken_promise  call     boss   2026-03-06    0

# plan as of 2026-03-07
action_id           scheduled_on
C/broken-promise/1  2026-03-06
F/broken-promise/1  2026-03-06

# withheld as of 2026-03-07
action_id           reason
D/broken-promise/1  unapplied-cash

# plan as of 2026-03-08
action_id           scheduled_on
A/reminder/email/1  2026-03-01
C/broken-promise/1  2026-03-06
E/reminder/email/1  2026-03-01
F/broken-promise/1  2026-03-06
B/reminder/email/1  2026-03-01
