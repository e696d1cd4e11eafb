An action with `when` is due only on days on which its conditions hold: here a plan is offered to those who responded, a
small rest is asked for, and after a broken promise somebody calls.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions:
      - { id: offer, channel: email, when: { responded: true } }
      - { id: rest, channel: sms, when: { balance: { below: 50 } } }
      - { id: ask, channel: call, when: { broken_promises: 1 } }
      - { id: key, channel: task, when: { match: { segment: [key, strategic] } } }
      - { id: late, channel: letter, when: { day: 9 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,segment
A,C-A,2026-02-28,100.00,USD,strategic
B,C-B,2026-02-28,100.00,USD,
C,C-C,2026-02-28,100.00,USD,

# events.csv
date,type,invoice_id,amount,until,channel
2026-03-02,promise,B,,2026-03-04,
2026-03-03,payment,C,60.00,,
2026-03-04,reversal,C,60.00,,

# plan as of 2026-03-01
action_id         scheduled_on
A/reminder/key/1  2026-03-01

# status as of 2026-03-01
invoice  status  next_on     flags
A        active  2026-03-09  -
B        active  2026-03-09  -
C        active  2026-03-09  -

# plan as of 2026-03-03
action_id           scheduled_on
A/reminder/key/1    2026-03-01
C/reminder/offer/1  2026-03-01
C/reminder/rest/1   2026-03-01

# plan as of 2026-03-05
action_id           scheduled_on
B/reminder/ask/1    2026-03-01
B/reminder/offer/1  2026-03-01
A/reminder/key/1    2026-03-01
C/reminder/offer/1  2026-03-01

# plan as of 2026-03-09
action_id           scheduled_on
B/reminder/ask/1    2026-03-01
B/reminder/late/1   2026-03-01
B/reminder/offer/1  2026-03-01
A/reminder/key/1    2026-03-01
A/reminder/late/1   2026-03-01
C/reminder/late/1   2026-03-01
C/reminder/offer/1  2026-03-01
