A payment on an invoice that was written off takes back that much of the write-off; what is more than that is paid too much. A recovery that is taken back is owed again.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-02-28,80.00,USD
C,BOLT,2026-02-28,50.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-02,write_off,A,
2026-03-06,payment,A,40.00
2026-03-08,payment,A,80.00
2026-03-09,reversal,A,80.00
2026-03-06,write_off,C,50.00
2026-03-06,payment,C,50.00

# status as of 2026-03-06
invoice  status       balance  closed_on   flags
A        written_off  0.00     2026-03-02  -
B        active       80.00    -           -
C        written_off  0.00     2026-03-06  -

# plan as of 2026-03-06
action_id
B/reminder/call/1

# status as of 2026-03-08
invoice  status       balance  closed_on   flags
A        written_off  -20.00   2026-03-02  -
B        active       80.00    -           unapplied_cash
C        written_off  0.00     2026-03-06  -

# status as of 2026-03-09
invoice  status       clock  balance  closed_on
A        active       2      60.00    -
B        active       9      80.00    -
C        written_off  -      0.00     2026-03-06
