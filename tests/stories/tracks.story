The first track that matches an invoice's columns and amount gives its stages; an invoice that matches none has the
workflow's own.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
tracks:
  - id: key
    match: { segment: [key, strategic], amount: { at_least: 1000 } }
    stages:
      - { id: visit, trigger: { day: 3 }, owner: ar, actions: [{ channel: call }] }
  - id: small
    match: { amount: { below: 50 } }
    stages:
      - { id: hint, trigger: { day: 5 }, owner: ar, actions: [{ channel: sms }] }
  - id: rest-of-key
    match: { segment: key }
    stages:
      - { id: letter, trigger: { day: 4 }, owner: ar, actions: [{ channel: letter }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,segment
A,C-A,2026-02-28,1000.00,USD,strategic
B,C-B,2026-02-28,999.99,USD,key
C,C-C,2026-02-28,49.99,USD,key
D,C-D,2026-02-28,999.99,USD,strategic
E,C-E,2026-02-28,50.00,USD,

# events.csv
date,type,invoice_id,amount
2026-03-02,payment,A,990.00

# plan as of 2026-03-06
action_id           track        stage     scheduled_on
B/letter/letter/1   rest-of-key  letter    2026-03-04
D/reminder/email/1  -            reminder  2026-03-01
E/reminder/email/1  -            reminder  2026-03-01
C/hint/sms/1        small        hint      2026-03-05
A/visit/call/1      key          visit     2026-03-03
