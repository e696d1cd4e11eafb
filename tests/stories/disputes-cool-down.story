After a dispute is settled nobody chases for `cooldown_days`, and there is nothing left to solve: no task. The clock
stands until then.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { dispute: { cooldown_days: 5 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id
2026-03-05,dispute,A
2026-03-10,dispute_resolved,A

# status as of 2026-03-09
invoice  status    clock  blocked_until  next_on
A        disputed  5      -              -

# plan as of 2026-03-09
action_id
A/dispute/1

# status as of 2026-03-14
invoice  status    clock  blocked_until  next_on
A        disputed  5      2026-03-15     2026-03-15

# plan as of 2026-03-14
nothing

# status as of 2026-03-15
invoice  status  clock  blocked_until  next_on
A        active  5      -              2026-03-24

# plan as of 2026-03-15
action_id
A/reminder/email/1
