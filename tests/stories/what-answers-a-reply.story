A reply asks somebody for an answer and keeps the workflow away for some days. A call, a note or touch for the task,
another touch without a reference, a payment, a dispute or a promise answers it; the recorded mail of a stage does not.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, desk: { name: Help desk } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { reply: { owner: desk } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD
E,C-E,2026-02-28,100.00,USD
F,C-F,2026-02-28,100.00,USD
G,C-G,2026-02-28,100.00,USD
H,C-H,2026-02-28,100.00,USD
I,C-I,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,amount,until,ref
2026-03-05,reply,A,,,,
2026-03-05,touch,B,call,,,
2026-03-05,reply,B,,,,
2026-03-06,touch,B,call,,,B/visit/call/1
2026-03-05,reply,C,,,,
2026-03-06,note,C,,,,C/reply/1
2026-03-05,reply,D,,,,
2026-03-06,touch,D,sms,,,
2026-03-05,reply,E,,,,
2026-03-06,touch,E,email,,,E/reminder/email/1
2026-03-05,payment,F,,10.00,,
2026-03-05,reply,F,,,,
2026-03-05,reply,G,,,,
2026-03-06,dispute,G,,,,
2026-03-05,reply,H,,,,
2026-03-06,promise,H,,,2026-03-20,
2026-03-05,touch,I,call,,,
2026-03-05,reply,I,,,,

# plan as of 2026-03-07
action_id           kind     owner  scheduled_on  score
G/dispute/1         dispute  ar     2026-03-06    125.00
A/reply/1           reply    desk   2026-03-05    100.00
B/reminder/email/1  touch    ar     2026-03-01    100.00
C/reminder/email/1  touch    ar     2026-03-01    100.00
D/reminder/email/1  touch    ar     2026-03-01    100.00
E/reply/1           reply    desk   2026-03-05    100.00
I/reply/1           reply    desk   2026-03-05    100.00
F/reminder/email/1  touch    ar     2026-03-01    90.00

# status as of 2026-03-07
invoice  status    clock  blocked_until  owner
A        replied   7      2026-03-10     desk
B        active    7      -              ar
C        active    7      -              ar
D        active    7      -              ar
E        replied   7      2026-03-10     desk
F        active    7      -              ar
G        disputed  6      -              ar
H        promised  7      2026-03-21     ar
I        replied   7      2026-03-10     desk
