A call that nobody answered is due again after some days, on a working day, so often and no more: the last one counts as done.
Calls of one day count as one. A message that was left, and every other outcome, does the call. It lapses as many days after
it was due for the first time as any other.

# workflow.yaml
version: 1
calendar: { working_days: [mon, tue, wed, thu, fri] }
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
tracks:
  - id: quick
    match: { segment: quick }
    stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call, within: 3 }] }]
overrides: { no_answer: { retry_days: 2, times: 2 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,segment
A,C-A,2026-03-05,100.00,USD,
B,C-B,2026-03-05,100.00,USD,
C,C-C,2026-03-05,100.00,USD,
D,C-D,2026-03-05,100.00,USD,
E,C-E,2026-03-05,100.00,USD,
F,C-F,2026-03-05,100.00,USD,
G,C-G,2026-03-05,100.00,USD,
H,C-H,2026-03-05,100.00,USD,quick

# events.csv
date,type,invoice_id,customer_id,channel,outcome,ref
2026-03-06,touch,A,,call,no_answer,
2026-03-06,touch,B,,call,No answer,
2026-03-09,touch,B,,call,no_answer,
2026-03-06,touch,C,,call,no_answer,
2026-03-09,touch,C,,call,no_answer,
2026-03-11,touch,C,,call,no_answer,
2026-03-06,touch,D,,call,voicemail,
2026-03-06,touch,E,,call,no_answer,
2026-03-06,touch,,C-E,call,no_answer,
2026-03-09,touch,E,,call,no_answer,
2026-03-06,touch,F,,call,no_answer,
2026-03-09,touch,F,,call,reached,
2026-03-06,touch,G,,call,no_answer,G/reminder/call/1
2026-03-06,touch,H,,call,no_answer,

# plan as of 2026-03-06
nothing

# status as of 2026-03-06
invoice  next_on
A        2026-03-09
B        2026-03-09
C        2026-03-09
D        -
E        2026-03-09
F        2026-03-09
G        2026-03-09
H        2026-03-09

# plan as of 2026-03-09
action_id          scheduled_on  days_late
A/reminder/call/1  2026-03-09    0
G/reminder/call/1  2026-03-09    0
H/reminder/call/1  2026-03-09    0

# plan as of 2026-03-11
action_id          scheduled_on  days_late
A/reminder/call/1  2026-03-09    2
B/reminder/call/1  2026-03-11    0
E/reminder/call/1  2026-03-11    0
G/reminder/call/1  2026-03-09    2
