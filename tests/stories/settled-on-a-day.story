The day on which an invoice was settled counts as a payment of all that is left, after the other money of that day. It is
not known before, and a reversal opens the invoice again.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,settled_date
A,ACME,2026-02-28,100.00,USD,2026-03-05

# events.csv
date,type,invoice_id,amount
2026-03-05,payment,A,30.00
2026-03-05,fee,A,10.00
2026-03-09,reversal,A,30.00

# status as of 2026-03-04
invoice  status  balance  clock  closed_on  next_on
A        active  100.00   4      -          2026-03-14

# status as of 2026-03-06
invoice  status  balance  clock  closed_on   next_on
A        paid    0.00     -      2026-03-05  -

# status as of 2026-03-09
invoice  status  balance  clock  closed_on  next_on
A        active  30.00    5      -          2026-03-18
