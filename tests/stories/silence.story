A customer is silent who was touched on three days and has not answered since, on any invoice. Tasks are no touches, two
on a day are one, and a touch before its invoice was due is none. Any answer ends the silence for all invoices.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-03-05,100.00,USD
C,BOLT,2026-02-28,100.00,USD
D,BOLT,2026-02-28,100.00,USD
E,CORA,2026-02-28,100.00,USD
F,DALE,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,customer_id,channel,amount
2026-03-02,touch,A,,email,
2026-03-03,touch,A,,call,
2026-03-03,touch,A,,email,
2026-03-04,touch,B,,email,
2026-03-06,touch,A,,task,
2026-03-08,touch,,ACME,sms,
2026-03-02,touch,C,,email,
2026-03-03,touch,C,,email,
2026-03-04,touch,D,,email,
2026-03-09,reply,D,,,
2026-03-02,reply,E,,,
2026-03-02,touch,E,,email,
2026-03-03,touch,E,,email,
2026-03-04,touch,E,,email,
2026-03-02,touch,F,,email,
2026-03-03,touch,F,,email,
2026-03-04,touch,F,,email,
2026-03-05,payment,,DALE,,1.00

# status as of 2026-03-07
invoice  flags
A        -
B        -
C        silent
D        silent
E        -
F        unapplied_cash

# status as of 2026-03-09
invoice  flags
A        silent
B        silent
C        -
D        -
E        -
F        unapplied_cash
