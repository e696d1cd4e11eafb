What is overdue comes before what is not. Then the larger score, the longer overdue, the invoice's id.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: soon, trigger: { day: -5 }, owner: ar, actions: [{ channel: email }, { channel: call, after: 5 }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-10,900.00,USD
B,C-B,2026-03-04,50.00,USD
C,C-C,2026-03-03,50.00,USD
D,C-D,2026-03-05,80.00,USD
E,C-E,2026-03-04,50.00,USD
F,C-F,2026-03-06,70.00,USD

# plan as of 2026-03-06
action_id       days_past_due  score   scheduled_on
D/soon/email/1  1              80.00   2026-02-28
D/soon/call/1   1              80.00   2026-03-05
C/soon/email/1  3              50.00   2026-02-26
C/soon/call/1   3              50.00   2026-03-03
B/soon/email/1  2              50.00   2026-02-27
B/soon/call/1   2              50.00   2026-03-04
E/soon/email/1  2              50.00   2026-02-27
E/soon/call/1   2              50.00   2026-03-04
A/soon/email/1  -4             900.00  2026-03-05
F/soon/email/1  0              70.00   2026-03-01
F/soon/call/1   0              70.00   2026-03-06
