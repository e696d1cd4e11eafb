What happened before an invoice was issued counts from the day on which the invoice exists: a deposit is paid, and a
promise that was broken is broken. An invoice can be closed before it is issued.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,issue_date
A,C-A,2026-03-20,100.00,USD,2026-03-10
B,C-B,2026-03-20,100.00,USD,2026-03-10
C,C-C,2026-03-20,100.00,USD,2026-03-10

# events.csv
date,type,invoice_id,amount,until
2026-03-01,payment,A,40.00,
2026-03-01,payment,B,100.00,
2026-03-01,promise,C,,2026-03-04

# status as of 2026-03-09
nothing

# status as of 2026-03-12
invoice  status    balance  clock  closed_on   next_on     flags
A        upcoming  60.00    -8     -           2026-03-21  -
B        paid      0.00     -      2026-03-01  -           -
C        upcoming  100.00   -8     -           2026-03-21  broken_promise
