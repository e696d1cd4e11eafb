The status names what closed an invoice: the kind of the last event of that day that lowered the balance, with the money
of one day in the order of the file. A fee lowers nothing.

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
D,C-D,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-05,payment,A,60.00
2026-03-05,credit,A,40.00
2026-03-05,credit,B,40.00
2026-03-05,payment,B,60.00
2026-03-03,payment,C,60.00
2026-03-05,write_off,C,
2026-03-05,credit,D,105.00
2026-03-05,fee,D,5.00

# status as of 2026-03-10
invoice  status       balance  closed_on   clock
A        credited     0.00     2026-03-05  -
B        paid         0.00     2026-03-05  -
C        written_off  0.00     2026-03-05  -
D        credited     0.00     2026-03-05  -

# plan as of 2026-03-10
nothing
