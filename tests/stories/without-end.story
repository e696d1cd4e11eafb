An action with `every` alone comes again without end; what was missed is not made up for, what is done is not due again.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, every: 7 }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,ref
2026-03-16,touch,A,email,A/reminder/email/3

# plan as of 2026-03-17
action_id           scheduled_on  days_late  why
B/reminder/email/3  2026-03-15    2          Reminder since 2026-03-01 (day 1), number 3

# status as of 2026-03-17
invoice  next_on
A        2026-03-22
B        2026-03-22

# plan as of 2026-03-22
action_id           scheduled_on  days_late  why
A/reminder/email/4  2026-03-22    0          Reminder since 2026-03-01 (day 1), number 4
B/reminder/email/4  2026-03-22    0          Reminder since 2026-03-01 (day 1), number 4
