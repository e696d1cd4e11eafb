An invoice that is covered by a payment which is not applied yet brings no email, call, letter or sms; tasks inside the
house go on. An invoice that is due later is covered by what the earlier one leaves over. When the cash is
applied or paid out, which is a reversal, it holds nothing back any more.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: soon, trigger: { day: -3 }, owner: ar, actions: [{ channel: email }] }
  - id: late
    trigger: { day: 1 }
    owner: ar
    actions: [{ channel: email }, { channel: call }, { channel: letter }, { channel: sms }, { channel: task }]

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-03-10,50.00,USD

# events.csv
date,type,customer_id,amount
2026-03-05,payment,ACME,100.00
2026-03-09,credit,ACME,50.00
2026-03-10,reversal,ACME,150.00

# plan as of 2026-03-08
action_id       scheduled_on  days_late
A/late/task/1   2026-03-01    7
B/soon/email/1  2026-03-07    1

# withheld as of 2026-03-08
action_id        reason          free_on
A/late/call/1    unapplied-cash  -
A/late/email/1   unapplied-cash  -
A/late/letter/1  unapplied-cash  -
A/late/sms/1     unapplied-cash  -

# withheld as of 2026-03-09
action_id        reason          free_on
A/late/call/1    unapplied-cash  -
A/late/email/1   unapplied-cash  -
A/late/letter/1  unapplied-cash  -
A/late/sms/1     unapplied-cash  -
B/soon/email/1   unapplied-cash  -

# withheld as of 2026-03-10
nothing
