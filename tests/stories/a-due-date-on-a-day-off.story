A due date on a day off counts as the next working day, if the workflow says so: also one that came later by an extension.

# workflow.yaml
version: 1
calendar: { working_days: [mon, tue, wed, thu, fri], holidays: [2026-03-09], roll_due: next }
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-06,100.00,USD
B,C-B,2026-03-07,100.00,USD
C,C-C,2026-03-02,100.00,USD

# events.csv
date,type,invoice_id,until
2026-03-02,extend,C,2026-03-14

# plan as of 2026-03-10
action_id           due_date    days_past_due  scheduled_on
A/reminder/email/1  2026-03-06  4              2026-03-10

# plan as of 2026-03-11
action_id           due_date    days_past_due  scheduled_on
A/reminder/email/1  2026-03-06  5              2026-03-10
B/reminder/email/1  2026-03-10  1              2026-03-11

# status as of 2026-03-11
invoice  status    due_date    days_past_due  next_on
A        active    2026-03-06  5              -
B        active    2026-03-10  1              -
C        upcoming  2026-03-16  -5             2026-03-17
