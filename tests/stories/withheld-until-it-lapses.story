An action that must wait may lapse meanwhile: it is not made up for when the customer may be written to again.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, every: 7, within: 2 }] }
limits: { min_days_between_contacts: 5 }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD

# events.csv
date,type,customer_id,channel
2026-02-27,touch,ACME,letter

# withheld as of 2026-03-03
action_id           scheduled_on  reason         free_on
A/reminder/email/1  2026-03-01    contact-limit  2026-03-04

# plan as of 2026-03-04
nothing

# withheld as of 2026-03-04
nothing

# plan as of 2026-03-08
action_id           scheduled_on  days_late
A/reminder/email/2  2026-03-08    0
