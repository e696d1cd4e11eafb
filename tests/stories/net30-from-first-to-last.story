The calendar of the shipped workflow `net30`: nobody touches Q, somebody carries out what is due on T on the same day. The 2nd of March
is a Monday, so days 5, 20, 27 and 34 fall on weekends and wait for Monday. Q never leaves the final notice; T does, fifteen days after it.

# collect.yaml
workflow: net30

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
Q,C-Q,2026-03-02,100.00,USD
T,C-T,2026-03-02,100.00,USD

# events.csv
date,type,invoice_id,channel,ref
2026-02-27,touch,T,email,T/pre-due/email/1
2026-03-02,touch,T,email,T/due/email/1
2026-03-09,touch,T,email,T/first-overdue/email/1
2026-03-23,touch,T,email,T/escalation/email/1
2026-03-24,touch,T,call,T/escalation/call/1
2026-03-30,touch,T,email,T/escalation/email/2
2026-03-31,touch,T,call,T/escalation/call/2
2026-04-06,touch,T,email,T/escalation/email/3
2026-04-07,touch,T,call,T/escalation/call/3
2026-04-16,touch,T,letter,T/final-notice/letter/1
2026-04-16,touch,T,email,T/final-notice/email/1
2026-05-01,touch,T,call,T/handoff/call/1
2026-05-08,touch,T,task,T/handoff/task/1

# plan as of 2026-02-26
nothing

# plan as of 2026-02-27
action_id          owner      template  scheduled_on
Q/pre-due/email/1  automated  pre-due   2026-02-27

# status as of 2026-02-27
invoice  stage    entered     next_on
Q        pre-due  2026-02-27  2026-03-02
T        pre-due  2026-02-27  2026-03-02

# plan as of 2026-03-02
action_id      owner      template  scheduled_on
Q/due/email/1  automated  due       2026-03-02

# status as of 2026-03-02
invoice  stage  entered     next_on
Q        due    2026-03-02  2026-03-09
T        due    2026-03-02  2026-03-09

# plan as of 2026-03-06
action_id      owner      template  scheduled_on
Q/due/email/1  automated  due       2026-03-02

# plan as of 2026-03-07
nothing

# plan as of 2026-03-09
action_id                owner      template       scheduled_on
Q/first-overdue/email/1  automated  first-overdue  2026-03-09

# status as of 2026-03-09
invoice  stage          entered     next_on
Q        first-overdue  2026-03-07  2026-03-23
T        first-overdue  2026-03-07  2026-03-23

# plan as of 2026-03-24
action_id             owner          template       scheduled_on
Q/escalation/email/1  ar-specialist  second-notice  2026-03-23
Q/escalation/call/1   ar-specialist  call-sheet     2026-03-24

# status as of 2026-03-24
invoice  stage       entered     next_on
Q        escalation  2026-03-22  2026-03-30
T        escalation  2026-03-22  2026-03-30

# plan as of 2026-03-30
action_id             owner          template      scheduled_on
Q/escalation/call/1   ar-specialist  call-sheet    2026-03-24
Q/escalation/email/2  ar-specialist  third-notice  2026-03-30

# plan as of 2026-03-31
action_id             owner          template      scheduled_on
Q/escalation/email/2  ar-specialist  third-notice  2026-03-30
Q/escalation/call/2   ar-specialist  call-sheet    2026-03-31

# plan as of 2026-04-07
action_id             owner          template       scheduled_on
Q/escalation/email/3  ar-specialist  urgent-notice  2026-04-06
Q/escalation/call/3   ar-specialist  call-sheet     2026-04-07

# status as of 2026-04-07
invoice  stage       entered     next_on
Q        escalation  2026-03-22  2026-04-16
T        escalation  2026-03-22  2026-04-16

# plan as of 2026-04-16
action_id                owner       template      scheduled_on
Q/final-notice/email/1   ar-manager  final-notice  2026-04-16
Q/final-notice/letter/1  ar-manager  final-notice  2026-04-16

# status as of 2026-04-16
invoice  stage         entered     next_on
Q        final-notice  2026-04-16  -
T        final-notice  2026-04-16  2026-05-01

# status as of 2026-05-01
invoice  stage         entered     next_on
Q        final-notice  2026-04-16  -
T        handoff       2026-05-01  2026-05-08

# plan as of 2026-05-08
action_id                owner       template      scheduled_on
Q/final-notice/email/1   ar-manager  final-notice  2026-04-16
Q/final-notice/letter/1  ar-manager  final-notice  2026-04-16

# status as of 2026-05-08
invoice  stage         entered     next_on
Q        final-notice  2026-04-16  -
T        handoff       2026-05-01  -
