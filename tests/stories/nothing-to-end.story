A settlement without a dispute and a resume without a pause are told, and change nothing.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-10,100.00,USD
B,C-B,2026-02-10,100.00,USD

# events.csv
date,type,invoice_id,reason
2026-03-05,dispute,A,pricing
2026-03-06,dispute_resolved,A,service
2026-03-06,resume,B,

# warnings as of 2026-03-07
events.csv:3: dispute_resolved on A: there is no open dispute with that reason to end; it changes nothing: check its date and its ids
events.csv:4: resume on B: there is no pause to end; it changes nothing: check its date and its ids

# status as of 2026-03-07
invoice  status
A        disputed
B        active
