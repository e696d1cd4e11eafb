An invoice found late goes straight to the stage of its clock, but not past a required one: it leaves that once a touch
counts for it, and `wait_days` after the touch. A touch of an earlier stage does not count; one of a later stage does, and
one with the customer as a whole; one of the stage itself counts even before it is entered. Escalating by hand does not
jump over it either.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: notice, trigger: { day: 10 }, owner: ar, required: true, wait_days: 7, actions: [{ channel: letter }] }
  - { id: handoff, trigger: { day: 20 }, owner: ar, actions: [{ channel: task }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,issue_date
A,C-A,2026-01-29,100.00,USD,2026-03-01
B,C-B,2026-01-29,100.00,USD,2026-03-01
C,C-C,2026-01-29,100.00,USD,2026-03-01
D,C-D,2026-02-28,100.00,USD,2026-01-01
E,C-E,2026-01-29,100.00,USD,2026-03-01
F,C-F,2026-01-29,100.00,USD,2026-03-01

# events.csv
date,type,invoice_id,customer_id,channel,stage
2026-03-03,touch,A,,letter,
2026-03-03,touch,B,,letter,reminder
2026-02-20,touch,C,,letter,notice
2026-03-02,escalate,D,,,handoff
2026-03-04,touch,,C-E,call,reminder
2026-03-03,touch,F,,call,handoff

# status as of 2026-03-02
invoice  clock  stage    entered     skipped
A        32     notice   2026-03-01  reminder
B        32     notice   2026-03-01  reminder
C        32     handoff  2026-03-01  reminder+notice
D        20     notice   2026-03-02  -
E        32     notice   2026-03-01  reminder
F        32     notice   2026-03-01  reminder

# status as of 2026-03-09
invoice  clock  stage    entered
A        39     notice   2026-03-01
B        39     notice   2026-03-01
C        39     handoff  2026-03-01
D        27     notice   2026-03-02
E        39     notice   2026-03-01
F        39     notice   2026-03-01

# status as of 2026-03-10
invoice  clock  stage    entered
A        40     handoff  2026-03-10
B        40     notice   2026-03-01
C        40     handoff  2026-03-01
D        28     notice   2026-03-02
E        40     notice   2026-03-01
F        40     handoff  2026-03-10

# status as of 2026-03-11
invoice  clock  stage    entered
A        41     handoff  2026-03-10
B        41     notice   2026-03-01
C        41     handoff  2026-03-01
D        29     notice   2026-03-02
E        41     handoff  2026-03-11
F        41     handoff  2026-03-10
