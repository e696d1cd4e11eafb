A touch or reply of a customer concerns the invoices issued by then, and those without a date of issue.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: -20 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,issue_date
A,ACME,2026-03-20,100.00,USD,2026-03-04
B,ACME,2026-03-20,100.00,USD,2026-03-05
C,ACME,2026-03-20,100.00,USD,
D,BOLT,2026-03-20,100.00,USD,2026-03-04
E,BOLT,2026-03-20,100.00,USD,2026-03-05

# events.csv
date,type,customer_id,channel
2026-03-04,touch,ACME,call
2026-03-04,reply,BOLT,

# plan as of 2026-03-06
action_id          kind
B/reminder/call/1  touch
D/reply/1          reply
E/reminder/call/1  touch

# status as of 2026-03-06
invoice  status   blocked_until
A        active   -
B        active   -
C        active   -
D        replied  2026-03-09
E        active   -
