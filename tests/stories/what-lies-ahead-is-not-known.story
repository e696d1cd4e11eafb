Events after the day of the plan do not exist yet, nor do invoices that are issued later.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,issue_date
A,ACME,2026-02-28,100.00,USD,2026-01-31
B,ACME,2026-03-01,100.00,USD,2026-03-08

# events.csv
date,type,invoice_id,amount
2026-03-08,payment,A,100.00
2026-03-08,dispute,B,

# status as of 2026-03-07
invoice  status  clock  balance  next_on
A        active  7      100.00   2026-03-14

# status as of 2026-03-08
invoice  status    clock  balance  next_on
A        paid      -      0.00     -
B        disputed  7      100.00   -
