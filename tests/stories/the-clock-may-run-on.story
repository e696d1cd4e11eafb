`clock: run` lets the clock go on during disputes and pauses. The stage is held meanwhile: the invoice moves to where its
clock stands when it is free.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { dispute: { clock: run }, pause: { clock: run } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,until
2026-03-05,dispute,A,
2026-03-16,dispute_resolved,A,
2026-03-05,pause,B,2026-03-16

# status as of 2026-03-15
invoice  status    clock  stage     entered     blocked_until  next_on
A        disputed  15     reminder  2026-03-01  -              -
B        paused    15     reminder  2026-03-01  2026-03-16     2026-03-16

# status as of 2026-03-16
invoice  status  clock  stage  entered     blocked_until  next_on
A        active  16     call   2026-03-16  -              -
B        active  16     call   2026-03-16  -              -

# plan as of 2026-03-16
action_id      scheduled_on  why
A/call/call/1  2026-03-16    Call since 2026-03-16 (day 16)
B/call/call/1  2026-03-16    Call since 2026-03-16 (day 16)
