A payment does the call about a broken promise, and on that day the stage's own actions are set aside. Later payments do nothing more.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: letter }] }
overrides: { promise: { grace_days: 0, broken: { owner: ar } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-01,100.00,EUR
B,C-B,2026-03-01,100.00,EUR

# events.csv
date,type,invoice_id,amount,until
2026-03-02,promise,A,,2026-03-03
2026-03-05,payment,A,10.00,
2026-03-08,payment,A,10.00,
2026-03-09,payment,A,10.00,
2026-03-02,promise,B,,2026-03-03
2026-03-03,payment,B,10.00,
2026-03-04,payment,B,10.00,

# plan as of 2026-03-03
action_id           scheduled_on
A/broken-promise/1  2026-03-03

# plan as of 2026-03-04
action_id           scheduled_on
A/broken-promise/1  2026-03-03
B/reminder/letter/1  2026-03-03

# plan as of 2026-03-05
action_id           scheduled_on
B/reminder/letter/1  2026-03-03

# plan as of 2026-03-06
action_id            scheduled_on
A/reminder/letter/1  2026-03-03
B/reminder/letter/1  2026-03-03

# plan as of 2026-03-08
action_id            scheduled_on
A/reminder/letter/1  2026-03-03
B/reminder/letter/1  2026-03-03

# plan as of 2026-03-09
action_id            scheduled_on
B/reminder/letter/1  2026-03-03
A/reminder/letter/1  2026-03-03
