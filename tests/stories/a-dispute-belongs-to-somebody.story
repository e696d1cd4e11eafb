Where the workflow names nobody for disputes and replies they belong to the owner of the current stage, or of the first
one if none is reached.

# workflow.yaml
version: 1
owners: { bot: { kind: automated, name: Bot }, ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: bot, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-04-30,100.00,USD
C,C-C,2026-04-30,100.00,USD

# events.csv
date,type,invoice_id
2026-03-16,dispute,A
2026-03-16,dispute,B
2026-03-16,reply,C

# plan as of 2026-03-16
action_id    owner
A/dispute/1  ar
B/dispute/1  bot
C/reply/1    bot

# status as of 2026-03-16
invoice  status    stage  owner
A        disputed  call   ar
B        disputed  -      bot
C        replied   -      bot
