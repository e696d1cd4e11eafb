A customer's promise is one promise on each of the invoices that are open and due by the promised date. Broken on
several it still is one broken promise of the customer, and marks all of the customer's rows.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-03-12,100.00,USD
C,ACME,2026-03-13,100.00,USD
D,ACME,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,customer_id,amount,until
2026-03-04,payment,D,,100.00,
2026-03-05,promise,,ACME,,2026-03-12

# status as of 2026-03-08
invoice  status    clock  stage     blocked_until  next_on
A        promised  8      reminder  2026-03-13     2026-03-13
B        promised  -4     -         2026-03-13     2026-03-13
C        upcoming  -5     -         -              2026-03-14
D        paid      -      reminder  -              -

# plan as of 2026-03-14
action_id           scheduled_on  flags           score
A/call/call/1       2026-03-14    broken_promise  150.00
B/reminder/email/1  2026-03-13    broken_promise  150.00
C/reminder/email/1  2026-03-14    broken_promise  150.00
