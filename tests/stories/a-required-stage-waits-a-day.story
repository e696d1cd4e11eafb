Even with `wait_days: 0` an invoice leaves a required stage on the day after the touch, not on the same.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: notice, trigger: { day: 1 }, owner: ar, required: true, wait_days: 0, actions: [{ channel: letter }] }
  - { id: handoff, trigger: { day: 4 }, owner: ar, actions: [{ channel: task }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel
2026-03-06,touch,A,letter

# status as of 2026-03-06
invoice  clock  stage   next_on
A        6      notice  2026-03-07

# plan as of 2026-03-07
action_id         scheduled_on
A/handoff/task/1  2026-03-07
