A dispute goes to whom its reason is routed, else to the owner of disputes; from `sla_days` after it on it is the
`sla_owner`'s, whatever the reason.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, desk: { name: Disputes }, sales: { name: Sales }, boss: { name: Boss } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
overrides:
  dispute: { owner: desk, routes: { pricing: sales }, sla_days: 10, sla_owner: boss }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,reason
2026-03-05,dispute,A,pricing
2026-03-05,dispute,B,service
2026-03-06,dispute,C,

# plan as of 2026-03-14
action_id    owner  scheduled_on  days_late  why
A/dispute/1  sales  2026-03-05    9          disputed since 2026-03-05 (pricing)
B/dispute/1  desk   2026-03-05    9          disputed since 2026-03-05 (service)
C/dispute/1  desk   2026-03-06    8          disputed since 2026-03-06

# plan as of 2026-03-15
action_id    owner  scheduled_on  days_late  why
A/dispute/1  boss   2026-03-05    10         disputed since 2026-03-05 (pricing), for 10 days or more
B/dispute/1  boss   2026-03-05    10         disputed since 2026-03-05 (service), for 10 days or more
C/dispute/1  desk   2026-03-06    9          disputed since 2026-03-06
