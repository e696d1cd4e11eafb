A pause of a customer covers all invoices, those too that are issued later. A resume of one invoice frees that one; a
resume of the customer frees the others, and one that is issued after it is never paused.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,issue_date
A,ACME,2026-02-28,100.00,USD,2026-02-01
B,ACME,2026-03-12,100.00,USD,2026-03-10
C,ACME,2026-03-18,100.00,USD,2026-03-18

# events.csv
date,type,invoice_id,customer_id,until
2026-03-05,pause,,ACME,2026-03-25
2026-03-12,resume,A,,
2026-03-16,resume,,ACME,

# status as of 2026-03-11
invoice  status  clock  stage     entered     blocked_until  next_on
A        paused  5      reminder  2026-03-01  2026-03-25     2026-03-25
B        paused  -1     -         -           2026-03-25     2026-03-26

# plan as of 2026-03-11
nothing

# status as of 2026-03-14
invoice  status  clock  stage     entered     blocked_until  next_on
A        active  7      reminder  2026-03-01  -              2026-03-21
B        paused  0      -         -           2026-03-25     2026-03-26

# status as of 2026-03-16
invoice  status    clock  stage     entered     blocked_until  next_on
A        active    9      reminder  2026-03-01  -              2026-03-21
B        upcoming  0      -         -           -              2026-03-17

# status as of 2026-03-19
invoice  status  clock  stage     entered     blocked_until  next_on
A        active  12     reminder  2026-03-01  -              2026-03-21
B        active  3      reminder  2026-03-17  -              2026-03-30
C        active  1      reminder  2026-03-19  -              2026-04-01
