While the task of a short pay waits, the stage's own actions are set aside, day after day. What comes next is the call about a promise that will be broken, though that
is not honoured and so blocks nothing.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, every: 1 }] }
overrides:
  payment: { short_pay: { owner: ar, at_most_percent: 10 } }
  promise: { grace_days: 0, honour: 0, broken: { owner: ar } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-01,100.00,EUR

# events.csv
date,type,invoice_id,amount,until
2026-03-04,payment,A,95.00,
2026-03-05,promise,A,,2026-03-25

# plan as of 2026-03-06
action_id      scheduled_on
A/short-pay/1  2026-03-04

# status as of 2026-03-06
invoice  status  next_on
A        active  2026-03-25

# plan as of 2026-03-25
action_id           scheduled_on
A/short-pay/1       2026-03-04
A/broken-promise/1  2026-03-25

# status as of 2026-03-25
invoice  status  next_on
A        active  -
