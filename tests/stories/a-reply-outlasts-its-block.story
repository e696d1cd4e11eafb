The task of a reply stays due when its days are over, beside the stage's actions. A later reply is a task of its own,
and one answer answers both.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { reply: { pause_days: 3 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel
2026-03-05,reply,A,
2026-03-06,reply,A,
2026-03-05,reply,B,
2026-03-12,touch,A,call

# status as of 2026-03-06
invoice  status   blocked_until  next_on
A        replied  2026-03-09     2026-03-09
B        replied  2026-03-08     2026-03-08

# plan as of 2026-03-06
action_id  scheduled_on  why
A/reply/2  2026-03-06    the customer replied on 2026-03-06, not answered yet
B/reply/1  2026-03-05    the customer replied on 2026-03-05, not answered yet

# plan as of 2026-03-08
action_id           scheduled_on
A/reply/2           2026-03-06
B/reminder/email/1  2026-03-01
B/reply/1           2026-03-05

# plan as of 2026-03-12
action_id           scheduled_on
A/reminder/email/1  2026-03-01
B/reminder/email/1  2026-03-01
B/reply/1           2026-03-05
