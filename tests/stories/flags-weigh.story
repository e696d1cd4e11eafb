The score is the balance times one plus the weights of the row's flags; of broken promises at most three count.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 40 }, owner: ar, actions: [{ channel: call }] }
priority: { weights: { broken_promise: 0.4, disputed: 0.3, unapplied_cash: 0.1 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.01,USD
D,C-D,2026-02-28,200.00,USD
E,C-D,2026-02-28,1.00,USD

# events.csv
date,type,invoice_id,customer_id,amount,until
2026-03-01,promise,A,,,2026-03-02
2026-03-04,promise,A,,,2026-03-05
2026-03-07,promise,A,,,2026-03-08
2026-03-10,promise,A,,,2026-03-11
2026-03-05,dispute,B,,,
2026-03-05,payment,,C-C,50.00,
2026-03-01,promise,E,,,2026-03-02
2026-03-04,payment,E,,1.00,

# plan as of 2026-03-13
action_id           flags           score
A/reminder/email/1  broken_promise  220.00
D/reminder/email/1  -               200.00
B/dispute/1         disputed        130.00
C/reminder/email/1  unapplied_cash  110.01
