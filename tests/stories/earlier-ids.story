Ids under `was` are read as today's, in references and in the stages of touches: renaming a stage sends nothing twice.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    was: [dunning]
    trigger: { day: 1 }
    owner: ar
    actions: [{ id: mail, was: [email, letter], channel: email }]

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD
E,C-E,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,stage,ref
2026-03-02,touch,A,email,,A/dunning/email/1
2026-03-02,touch,B,email,,B/reminder/letter/1
2026-03-02,touch,C,email,dunning,
2026-03-02,touch,D,email,,D/reminding/email/1
2026-03-02,touch,E,email,reminding,

# plan as of 2026-03-03
action_id
D/reminder/mail/1
E/reminder/mail/1
