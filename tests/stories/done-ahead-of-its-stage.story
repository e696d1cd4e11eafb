A letter that went out before its stage is not sent again, and the stage waits from the day of the letter: whether the touch names the action (A), an
earlier id of it (D), or the stage (B). One that names nothing (C) is a letter like any other. On the day on which the stage is entered it counts as
well (E). What was sent late for an earlier stage (F) does not let the invoice go.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: final, was: last, trigger: { day: 30 }, owner: ar, required: true, actions: [{ channel: letter }] }
  - { id: handoff, trigger: { day: 45 }, owner: ar, actions: [{ channel: task }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-01,100.00,USD
B,C-B,2026-03-01,100.00,USD
C,C-C,2026-03-01,100.00,USD
D,C-D,2026-03-01,100.00,USD
E,C-E,2026-03-01,100.00,USD
F,C-F,2026-03-01,100.00,USD

# events.csv
date,type,invoice_id,channel,stage,ref
2026-03-27,touch,A,letter,,A/final/letter/1
2026-03-27,touch,B,letter,final,
2026-03-27,touch,C,letter,,
2026-03-27,touch,D,letter,,D/last/letter/1
2026-03-31,touch,E,letter,final,
2026-04-02,touch,F,email,,F/reminder/email/1

# plan as of 2026-04-14
action_id         scheduled_on
C/final/letter/1  2026-03-31
F/final/letter/1  2026-03-31

# plan as of 2026-04-15
action_id         scheduled_on
A/handoff/task/1  2026-04-15
B/handoff/task/1  2026-04-15
C/final/letter/1  2026-03-31
D/handoff/task/1  2026-04-15
E/handoff/task/1  2026-04-15
F/final/letter/1  2026-03-31

# status as of 2026-06-30
invoice  stage    entered
A        handoff  2026-04-15
B        handoff  2026-04-15
C        final    2026-03-31
D        handoff  2026-04-15
E        handoff  2026-04-15
F        final    2026-03-31
