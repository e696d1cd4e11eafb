An escalate event lets the clock jump to the day of its stage, also before the due date; it never goes back, and a stage
that the invoice's track does not have moves nothing.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
tracks:
  - id: gentle
    match: { segment: friends }
    stages:
      - { id: nudge, trigger: { day: 2 }, owner: ar, actions: [{ channel: email }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,segment
A,C-A,2026-02-28,100.00,USD,
B,C-B,2026-02-28,100.00,USD,friends
C,C-C,2026-02-08,100.00,USD,
D,C-D,2026-03-20,100.00,USD,

# events.csv
date,type,invoice_id,stage
2026-03-05,escalate,A,call
2026-03-05,escalate,B,call
2026-03-05,escalate,C,reminder
2026-03-05,escalate,D,call

# status as of 2026-03-06
invoice  days_past_due  clock  track   stage  entered
A        6              15     -       call   2026-03-05
B        6              6      gentle  nudge  2026-03-02
C        26             26     -       call   2026-02-22
D        -14            15     -       call   2026-03-05

# plan as of 2026-03-05
action_id        scheduled_on  why
C/call/call/1    2026-02-22    Call since 2026-02-22 (day 14)
A/call/call/1    2026-03-05    Call since 2026-03-05 (escalated by hand)
B/nudge/email/1  2026-03-02    Nudge since 2026-03-02 (day 2)
D/call/call/1    2026-03-05    Call since 2026-03-05 (escalated by hand); skipped: Reminder
