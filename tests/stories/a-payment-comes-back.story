A reversal that opens a closed invoice again brings a task, if the workflow asks for it: done by a touch of its channel, void while the invoice is closed, and another
one the next time. A fee that opens it brings none. The stage goes on beside it, from where the clock stood.

# workflow.yaml
version: 1
owners: { ar: { name: AR }, desk: { name: Desk } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: letter }] }
  - { id: last, trigger: { day: 14 }, owner: ar, actions: [{ channel: letter }] }
overrides: { payment: { returned: { owner: desk, channel: call } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,channel
2026-02-27,payment,A,100.00,
2026-03-04,reversal,A,100.00,
2026-03-06,touch,A,,call
2026-02-27,payment,B,100.00,
2026-03-04,reversal,B,100.00,
2026-03-05,payment,B,100.00,
2026-03-09,reversal,B,100.00,
2026-03-02,payment,C,100.00,
2026-03-04,fee,C,5.00,

# plan as of 2026-03-04
action_id            kind      channel  owner  scheduled_on  clock  why
A/returned/1         returned  call     desk   2026-03-04    0      a payment came back on 2026-03-04
B/returned/1         returned  call     desk   2026-03-04    0      a payment came back on 2026-03-04
C/reminder/letter/1  touch     letter   ar     2026-03-01    2      Reminder since 2026-03-01 (day 1)

# plan as of 2026-03-06
action_id            owner  scheduled_on  clock
A/reminder/letter/1  ar     2026-03-05    2
C/reminder/letter/1  ar     2026-03-01    4

# plan as of 2026-03-09
action_id            owner  scheduled_on  clock
A/reminder/letter/1  ar     2026-03-05    5
B/reminder/letter/1  ar     2026-03-09    1
B/returned/2         desk   2026-03-09    1
C/reminder/letter/1  ar     2026-03-01    7

# warnings as of 2026-03-09
events.csv:3: reversal on A, which was closed: the invoice is open again and is chased; if it is for another invoice, correct the id
events.csv:8: reversal on B, which was closed: the invoice is open again and is chased; if it is for another invoice, correct the id
