An action with `every` comes again until `times`, each time with the next of its templates; the last one repeats. A missed
one is never sent together with its successor, and with `within` it lapses.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions: [{ channel: email, template: [first-overdue, second-notice], every: 7, times: 3, within: 2 }]

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# plan as of 2026-03-03
action_id           template       scheduled_on  days_late  why
A/reminder/email/1  first-overdue  2026-03-01    2          Reminder since 2026-03-01 (day 1), 1 of 3

# status as of 2026-03-04
invoice  next_on     flags
A        2026-03-08  -

# plan as of 2026-03-04
nothing

# plan as of 2026-03-08
action_id           template       scheduled_on  days_late  why
A/reminder/email/2  second-notice  2026-03-08    0          Reminder since 2026-03-01 (day 1), 2 of 3

# plan as of 2026-03-15
action_id           template       scheduled_on  days_late  why
A/reminder/email/3  second-notice  2026-03-15    0          Reminder since 2026-03-01 (day 1), 3 of 3

# plan as of 2026-03-18
nothing

# status as of 2026-03-18
invoice  status  next_on  flags
A        active  -        stalled
