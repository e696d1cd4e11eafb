Cash on account is set against the open invoices in order of their due dates, then of their ids. What it covers whole is left alone, a final letter, too. The next
takes what is left and is chased all the same, with a flag, as is all that comes behind it, though the rest of the cash would be enough for it.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
  - { id: final, trigger: { day: 30 }, owner: ar, actions: [{ channel: letter }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
C,ACME,2026-03-02,200.00,USD
D,ACME,2026-03-05,40.00,USD
B,ACME,2026-03-02,900.00,USD
A,ACME,2026-01-10,300.00,USD
E,ACME,2026-04-20,10.00,USD
CN,ACME,2026-02-01,-1000.00,USD
F,BOLT,2026-01-10,75.00,USD

# events.csv
date,type,customer_id,amount
2026-03-04,payment,ACME,250.00

# plan as of 2026-03-10
action_id          score   flags
C/reminder/call/1  200.00  unapplied_cash
F/final/letter/1   75.00   -
D/reminder/call/1  40.00   unapplied_cash

# withheld as of 2026-03-10
action_id          reason          flags
B/reminder/call/1  unapplied-cash  -
A/final/letter/1   unapplied-cash  -

# status as of 2026-03-10
invoice  status    flags
C        active    unapplied_cash
D        active    unapplied_cash
B        active    -
A        active    -
E        upcoming  unapplied_cash
CN       credit    -
F        active    -
