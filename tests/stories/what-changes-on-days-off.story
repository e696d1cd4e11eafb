What lies ahead is found however many days off something changes on. The invoice falls due on a Saturday; rules fire on the
Wednesdays of day 4 and 11 and change nothing; the email is wanted from Wednesday the 25th on (day 18), and goes out on the
Tuesday after, the only day of the week that is worked.

# workflow.yaml
version: 1
calendar: { working_days: [tue] }
owners: { bot: { kind: automated, name: Bot } }
stages:
  - { id: reminder, trigger: { day: 0 }, owner: bot, actions: [{ channel: email, when: { day: 18 } }] }
escalate:
  - { id: again, trigger: { day: 4 }, to: reminder }
  - { id: and-again, trigger: { day: 11 }, to: reminder }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-07,100.00,USD

# status as of 2026-01-11
invoice  status    clock  next_on
A        upcoming  -27    2026-03-03

# plan as of 2026-03-02
nothing

# status as of 2026-03-02
invoice  status  clock  next_on
A        active  23     2026-03-03
