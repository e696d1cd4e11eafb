The call about a broken promise is made again like others. Until then the stage's own actions go on, but not on the day of the
call. A call that nobody answered is no answer to a reply.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, boss: { name: Boss } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { promise: { broken: { owner: boss } }, no_answer: { retry_days: 3, times: 1 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,until,outcome
2026-03-02,promise,A,,2026-03-05,
2026-03-06,touch,A,call,,no_answer
2026-03-09,touch,A,call,,no_answer
2026-03-02,promise,B,,2026-03-05,
2026-03-06,touch,B,call,,no_answer
2026-03-05,reply,C,,,
2026-03-06,touch,C,call,,no_answer
2026-03-07,touch,C,call,,right_person

# plan as of 2026-03-06
action_id  scheduled_on
C/reply/1  2026-03-05

# plan as of 2026-03-07
action_id           scheduled_on
A/reminder/email/1  2026-03-01
B/reminder/email/1  2026-03-01
C/reminder/email/1  2026-03-01

# status as of 2026-03-07
invoice  status  next_on
A        active  2026-03-09
B        active  2026-03-09
C        active  -

# plan as of 2026-03-09
action_id           scheduled_on
B/broken-promise/1  2026-03-09
C/reminder/email/1  2026-03-01

# plan as of 2026-03-10
action_id           scheduled_on
A/reminder/email/1  2026-03-01
B/broken-promise/1  2026-03-09
C/reminder/email/1  2026-03-01
