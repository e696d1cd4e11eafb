A bound of a balance may name an amount for each currency. That needs no table of rates, and of a currency that is not named the condition does
not hold: nobody calls about the yen.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions:
      - { channel: email }
      - { channel: call, when: { balance: { at_least: { EUR: 100, USD: 120 } } } }
      - { channel: sms, when: { balance: { below: { EUR: 100, USD: 120 } } } }
  - { id: final, trigger: { day: 10, balance: { at_least: { USD: 200 } } }, owner: ar, actions: [{ channel: letter }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,EUR
B,C-B,2026-02-28,119.99,USD
C,C-C,2026-02-28,90000,JPY
D,C-D,2026-02-28,200.00,USD

# plan as of 2026-03-01
action_id           scheduled_on
A/reminder/call/1   2026-03-01
A/reminder/email/1  2026-03-01
C/reminder/email/1  2026-03-01
D/reminder/call/1   2026-03-01
D/reminder/email/1  2026-03-01
B/reminder/email/1  2026-03-01
B/reminder/sms/1    2026-03-01

# status as of 2026-03-12
invoice  stage
A        reminder
B        reminder
C        reminder
D        final
