An extension begins a second journey: the clock counts to the new due date, no stage is reached, and what was sent before
is not asked about again, nor does it count. A promise stays in force; broken, it marks the customer, but the call about it
belongs to its own journey.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { promise: { broken: { owner: ar } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,until,ref
2026-03-02,touch,A,email,,A/reminder/email/1
2026-03-05,extend,A,,2026-03-20,
2026-03-21,touch,A,email,,A@2/reminder/email/1
2026-03-04,promise,B,,2026-03-19,
2026-03-05,extend,B,,2026-03-20,
2026-03-02,touch,C,email,,C/reminder/email/1
2026-03-05,extend,C,,2026-03-20,

# status as of 2026-03-07
invoice  status    due_date    days_past_due  clock  journey  stage  blocked_until  next_on     owner
A        upcoming  2026-03-20  -13            -13    2        -      -              2026-03-21  ar
B        promised  2026-03-20  -13            -13    2        -      2026-03-20     2026-03-21  ar
C        upcoming  2026-03-20  -13            -13    2        -      -              2026-03-21  ar

# plan as of 2026-03-21
action_id             scheduled_on  flags
B@2/reminder/email/1  2026-03-21    broken_promise
C@2/reminder/email/1  2026-03-21    -

# status as of 2026-03-21
invoice  status  clock  stage     entered     next_on
A        active  1      reminder  2026-03-21  2026-04-03
B        active  1      reminder  2026-03-21  2026-04-03
C        active  1      reminder  2026-03-21  2026-04-03
