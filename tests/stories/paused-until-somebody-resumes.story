A pause without an end lasts until a resume, whose date is the first day that is free again.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id
2026-03-05,pause,A
2026-03-12,resume,A

# status as of 2026-03-11
invoice  status  clock  blocked_until  next_on
A        paused  5      -              -

# plan as of 2026-03-11
nothing

# status as of 2026-03-12
invoice  status  clock  blocked_until  next_on
A        active  5      -              2026-03-21

# plan as of 2026-03-12
action_id
A/reminder/email/1
