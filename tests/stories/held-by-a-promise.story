While a promise is waited for the clock runs but the stage is held. Afterwards the invoice goes straight to the stage of
its clock, and those passed over are named.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
  - { id: notice, name: Final notice, trigger: { day: 18 }, owner: ar, actions: [{ channel: letter }, { channel: call, after: 3 }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,until
2026-03-12,promise,A,2026-03-18

# status as of 2026-03-18
invoice  status    clock  stage     entered     skipped  blocked_until  next_on
A        promised  18     reminder  2026-03-01  -        2026-03-19     2026-03-19

# status as of 2026-03-19
invoice  status  clock  stage   entered     skipped  blocked_until  next_on
A        active  19     notice  2026-03-19  call     -              2026-03-22

# plan as of 2026-03-22
action_id          scheduled_on  why
A/notice/letter/1  2026-03-19    Final notice since 2026-03-19 (day 19); skipped: Call
A/notice/call/1    2026-03-22    Final notice since 2026-03-19 (day 19); skipped: Call
