A payment that leaves no more than a tenth is a question, not a late payer: a task, and the stage's own actions wait, on
the day of the answer too. A credit that leaves as little asks nothing. A task that the balance has left is void; the next
time is another task, and a further payment within the range moves its day.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, desk: { name: Desk } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides: { payment: { short_pay: { owner: desk, at_most_percent: 10 } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD
E,C-E,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,channel
2026-03-05,payment,A,90.00,
2026-03-06,touch,A,,task
2026-03-05,payment,B,89.99,
2026-03-05,payment,C,92.00,
2026-03-07,payment,C,3.00,
2026-03-05,payment,D,92.00,
2026-03-06,fee,D,5.00,
2026-03-07,payment,D,4.00,
2026-03-05,credit,E,92.00,

# plan as of 2026-03-05
action_id           kind       channel  owner  scheduled_on  why
B/reminder/email/1  touch      email    ar     2026-03-01    Reminder since 2026-03-01 (day 1)
A/short-pay/1       short_pay  task     desk   2026-03-05    short payment: 10.00 of 100.00 USD left
C/short-pay/1       short_pay  task     desk   2026-03-05    short payment: 8.00 of 100.00 USD left
D/short-pay/1       short_pay  task     desk   2026-03-05    short payment: 8.00 of 100.00 USD left
E/reminder/email/1  touch      email    ar     2026-03-01    Reminder since 2026-03-01 (day 1)

# plan as of 2026-03-06
action_id           owner  scheduled_on
D/reminder/email/1  ar     2026-03-01
B/reminder/email/1  ar     2026-03-01
C/short-pay/1       desk   2026-03-05
E/reminder/email/1  ar     2026-03-01

# plan as of 2026-03-07
action_id           owner  scheduled_on
B/reminder/email/1  ar     2026-03-01
A/reminder/email/1  ar     2026-03-01
D/short-pay/2       desk   2026-03-07
E/reminder/email/1  ar     2026-03-01
C/short-pay/1       desk   2026-03-07
