Nothing is due on a weekend or a holiday. An action that would begin then begins on the next working day, and one that is
due already stays due; the Monday here is a holiday. The clock runs on.

# workflow.yaml
version: 1
calendar: { working_days: [mon, tue, wed, thu, fri], holidays: [2026-03-09] }
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-06,100.00,USD
B,C-B,2026-03-05,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id
2026-03-06,dispute,D

# plan as of 2026-03-06
action_id           scheduled_on  days_late
D/dispute/1         2026-03-06    0
C/reminder/email/1  2026-03-02    4
B/reminder/email/1  2026-03-06    0

# status as of 2026-03-06
invoice  status    clock  next_on
A        upcoming  0      2026-03-10
B        active    1      2026-03-19
C        active    6      2026-03-16
D        disputed  6      -

# plan as of 2026-03-07
nothing

# plan as of 2026-03-09
nothing

# status as of 2026-03-09
invoice  status    clock  stage     entered     next_on
A        active    3      reminder  2026-03-07  2026-03-10
B        active    4      reminder  2026-03-06  2026-03-10
C        active    9      reminder  2026-03-01  2026-03-10
D        disputed  6      reminder  2026-03-01  2026-03-10

# plan as of 2026-03-10
action_id           scheduled_on  days_late
D/dispute/1         2026-03-06    4
C/reminder/email/1  2026-03-02    8
B/reminder/email/1  2026-03-06    4
A/reminder/email/1  2026-03-10    0
