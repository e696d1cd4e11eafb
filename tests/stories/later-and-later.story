A customer gets worse whose last three paid invoices were a week later on average than the three before; what was
paid earlier is not looked at, wherever it stands in the file.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,settled_date
A0,ACME,2025-11-01,10.00,USD,2025-12-30
A1,ACME,2026-01-01,10.00,USD,2025-12-31
A2,ACME,2026-01-01,10.00,USD,2026-01-02
A3,ACME,2026-01-01,10.00,USD,2026-01-03
A4,ACME,2026-01-01,10.00,USD,2026-01-08
A5,ACME,2026-01-01,10.00,USD,2026-01-09
A6,ACME,2026-01-01,10.00,USD,2026-01-09
A7,ACME,2026-02-28,10.00,USD,
A8,ACME,2025-11-01,10.00,USD,2025-12-29
B1,BOLT,2026-01-01,10.00,USD,2026-01-01
B2,BOLT,2026-01-01,10.00,USD,2026-01-02
B3,BOLT,2026-01-01,10.00,USD,2026-01-03
B4,BOLT,2026-01-01,10.00,USD,2026-01-08
B5,BOLT,2026-01-01,10.00,USD,2026-01-09
B6,BOLT,2026-01-01,10.00,USD,2026-01-09
B7,BOLT,2026-02-28,10.00,USD,

# plan as of 2026-03-06
action_id            flags      score
A7/reminder/email/1  worsening  12.50
B7/reminder/email/1  -          10.00
