With a new due date what conditions count begins anew: responses, broken promises, days without an answer. The customer's
broken promise stays on record.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions:
      - { id: first, channel: letter, when: { unanswered: { below: 1 } } }
      - { id: again, channel: sms, when: { unanswered: { at_least: 1 } } }
      - { id: offer, channel: email, when: { responded: true } }
      - { id: ask, channel: call, when: { broken_promises: 1 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,until,ref
2026-03-02,promise,A,,2026-03-03,
2026-03-05,touch,A,call,,on the phone
2026-03-10,extend,A,,2026-03-20,

# plan as of 2026-03-06
action_id           scheduled_on  flags
A/reminder/again/1  2026-03-01    broken_promise
A/reminder/ask/1    2026-03-01    broken_promise
A/reminder/offer/1  2026-03-01    broken_promise

# plan as of 2026-03-21
action_id             scheduled_on  flags
A@2/reminder/first/1  2026-03-21    broken_promise
