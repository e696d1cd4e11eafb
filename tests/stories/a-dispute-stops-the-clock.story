While an invoice is disputed its clock stands, and it gains a day again from the day after the settlement. Before the due
date there is nothing to stop: the clock shows the days to the due date.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,BOLT,2026-03-20,100.00,USD

# events.csv
date,type,invoice_id,reason
2026-03-05,dispute,A,pricing
2026-03-10,dispute_resolved,A,
2026-03-12,dispute,B,service

# status as of 2026-03-07
invoice  status    days_past_due  clock  stage     blocked_until  next_on     flags
A        disputed  7              5      reminder  -              -           disputed
B        upcoming  -13            -13    -         -              2026-03-21  -

# plan as of 2026-03-07
action_id    kind     channel  scheduled_on  days_late  why
A/dispute/1  dispute  task     2026-03-05    2          disputed since 2026-03-05 (pricing)

# status as of 2026-03-10
invoice  status    days_past_due  clock  stage     blocked_until  next_on     flags
A        active    10             5      reminder  -              2026-03-19  -
B        upcoming  -10            -10    -         -              2026-03-21  -

# status as of 2026-03-22
invoice  status    days_past_due  clock  stage  blocked_until  next_on  flags
A        active    22             17     call   -              -        -
B        disputed  2              0      -      -              -        disputed
