Money of zero is no event, and neither is a payment of all that was left where nothing was. It answers no reply, keeps no promise and is no response.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
  - { id: quiet, trigger: { day: 8, responded: false }, owner: ar, actions: [{ channel: letter }] }
overrides: { reply: { pause_days: 20 } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,until
2026-03-04,reply,A,,
2026-03-05,payment,A,0.00,
2026-03-03,promise,B,,2026-03-06
2026-03-05,payment,B,0.00,
2026-03-02,payment,C,100.00,
2026-03-05,payment,C,,
2026-03-05,payment,D,0.00,

# reading
events.csv:3: the payment is of 0: it changes nothing; delete the row, or correct its amount
events.csv:5: the payment is of 0: it changes nothing; delete the row, or correct its amount
events.csv:8: the payment is of 0: it changes nothing; delete the row, or correct its amount

# status as of 2026-03-09
invoice  status   clock  blocked_until  closed_on   flags
A        replied  9      2026-03-24     -           -
B        active   9      -              -           broken_promise
C        paid     -      -              2026-03-02  -
D        active   9      -              -           -

# plan as of 2026-03-09
action_id          scheduled_on
B/reminder/call/1  2026-03-01
A/reply/1          2026-03-04
D/quiet/letter/1   2026-03-08

# warnings as of 2026-03-09
events.csv:7: payment on C without an amount: nothing was left to pay, so it changes nothing; give its amount, or delete the row
