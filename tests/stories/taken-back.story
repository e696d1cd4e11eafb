An undo takes back the row whose id it names, and neither counts, on no day: not even on those between the two. An undo that is
taken back itself takes back nothing.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,channel,ref,id
2026-03-05,payment,A,100.00,,,P-1
2026-03-05,payment,B,100.00,,,P-2
2026-03-02,touch,C,,email,C/reminder/email/1,T-1
2026-03-09,undo,A,,,P-1,U-1
2026-03-09,undo,B,,,P-2,U-2
2026-03-10,undo,B,,,U-2,U-3
2026-03-01,undo,,,,T-1,

# plan as of 2026-03-06
action_id
A/reminder/email/1
C/reminder/email/1

# status as of 2026-03-11
invoice  status  balance
A        active  100.00
B        paid    0.00
C        active  100.00
