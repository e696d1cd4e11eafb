`after` counts days of the clock from the entry of the stage: a dispute moves the action back, and an invoice that enters
late gets it as late.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }, { channel: call, after: 3 }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,issue_date
A,C-A,2026-02-28,100.00,USD,
B,C-B,2026-02-28,100.00,USD,
C,C-C,2026-02-18,100.00,USD,2026-03-02

# events.csv
date,type,invoice_id
2026-03-02,dispute,B
2026-03-06,dispute_resolved,B

# plan as of 2026-03-04
action_id           scheduled_on  clock
B/dispute/1         2026-03-02    2
C/reminder/email/1  2026-03-02    14
A/reminder/email/1  2026-03-01    4
A/reminder/call/1   2026-03-04    4

# withheld as of 2026-03-04
nothing

# status as of 2026-03-04
invoice  status    clock  entered     next_on
A        active    4      2026-03-01  -
B        disputed  2      2026-03-01  -
C        active    14     2026-03-02  2026-03-05

# plan as of 2026-03-08
action_id           scheduled_on  clock
C/reminder/email/1  2026-03-02    18
C/reminder/call/1   2026-03-05    18
A/reminder/email/1  2026-03-01    8
A/reminder/call/1   2026-03-04    8
B/reminder/email/1  2026-03-01    4
B/reminder/call/1   2026-03-08    4
