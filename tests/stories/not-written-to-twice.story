With `min_days_between_contacts: 3` an email, letter or sms waits until the third day after the last one to the same
customer; calls do not wait and do not count. Several messages of one day are one contact.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }, { channel: call }, { channel: sms, after: 4 }] }
limits: { min_days_between_contacts: 3 }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-02-28,90.00,USD
C,BOLT,2026-02-28,80.00,USD

# events.csv
date,type,invoice_id,channel,ref
2026-03-04,touch,B,email,B/reminder/email/1
2026-03-04,touch,C,call,C/reminder/call/1
2026-03-06,touch,B,letter,

# plan as of 2026-03-04
action_id           scheduled_on
A/reminder/call/1   2026-03-01
A/reminder/email/1  2026-03-01
B/reminder/call/1   2026-03-01
C/reminder/email/1  2026-03-01

# plan as of 2026-03-05
action_id           scheduled_on
A/reminder/call/1   2026-03-01
B/reminder/call/1   2026-03-01
C/reminder/email/1  2026-03-01
C/reminder/sms/1    2026-03-05

# withheld as of 2026-03-05
action_id           reason         free_on
A/reminder/email/1  contact-limit  2026-03-07
A/reminder/sms/1    contact-limit  2026-03-07
B/reminder/sms/1    contact-limit  2026-03-07

# withheld as of 2026-03-06
action_id           reason         free_on
A/reminder/email/1  contact-limit  2026-03-09
A/reminder/sms/1    contact-limit  2026-03-09
B/reminder/sms/1    contact-limit  2026-03-09

# withheld as of 2026-03-09
nothing
