A call that names no action is the stage's call if it was made once the clock had come that far: also on the Sunday before
the Monday on which it would be due, and also with the customer as a whole. An earlier call, an email, a call of another
stage or one for another action is not.

# workflow.yaml
version: 1
calendar: { working_days: [mon, tue, wed, thu, fri] }
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
  - { id: notice, trigger: { day: 30 }, owner: ar, actions: [{ channel: letter }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-06,100.00,USD
B,C-B,2026-03-06,100.00,USD
C,C-C,2026-03-06,100.00,USD
D,C-D,2026-03-06,100.00,USD
E,C-E,2026-03-06,100.00,USD
F,C-F,2026-03-06,100.00,USD
G,C-G,2026-03-06,100.00,USD
H,C-H,2026-03-06,100.00,USD

# events.csv
date,type,invoice_id,customer_id,channel,stage,ref
2026-03-08,touch,A,,call,,
2026-03-08,touch,,C-B,call,,
2026-03-08,touch,C,,call,reminder,
2026-03-06,touch,D,,call,,
2026-03-08,touch,E,,email,,
2026-03-08,touch,F,,call,notice,
2026-03-08,touch,G,,call,,G/notice/letter/1
2026-03-03,touch,H,,email,,H/reminder/call/1

# plan as of 2026-03-09
action_id          scheduled_on
D/reminder/call/1  2026-03-09
E/reminder/call/1  2026-03-09
F/reminder/call/1  2026-03-09
G/reminder/call/1  2026-03-09
