The calendar of the shipped workflow `saas`. Nobody touches Q, so it waits at the formal demand. On S and W somebody carries out what is due
on the same day. S never answers: with the fifth day of touches, on day 15, it goes on to the formal demand, of which the letter waits three
days for the last email. W pays a little twice, which is an answer: it is offered a plan, goes through every week, and its second email waits
for the plan's. Day 61 falls on a Saturday, day 75 too, day 90 on a Sunday.

# collect.yaml
workflow: saas

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
Q,C-Q,2026-03-02,100.00,USD
S,C-S,2026-03-02,100.00,USD
W,C-W,2026-03-02,100.00,USD

# events.csv
date,type,invoice_id,amount,channel,ref
2026-03-03,touch,S,,email,S/reminder/email/1
2026-03-03,touch,W,,email,W/reminder/email/1
2026-03-09,touch,S,,call,S/reminder/call/1
2026-03-09,touch,W,,call,W/reminder/call/1
2026-03-10,touch,S,,email,S/follow-up/email/1
2026-03-10,touch,W,,email,W/follow-up/email/1
2026-03-13,touch,S,,call,S/follow-up/call/1
2026-03-13,touch,W,,call,W/follow-up/call/1
2026-03-13,payment,W,20.00,,
2026-03-16,touch,W,,email,W/follow-up/offer-plan/1
2026-03-17,touch,S,,email,S/follow-up/email/2
2026-03-19,touch,W,,email,W/follow-up/email/2
2026-03-20,touch,S,,letter,S/formal-demand/letter/1
2026-03-20,touch,S,,email,S/formal-demand/email/1
2026-03-20,touch,W,,call,W/follow-up/call/2
2026-03-24,touch,S,,call,S/formal-demand/call/1
2026-03-24,touch,W,,email,W/follow-up/email/3
2026-03-25,payment,W,20.00,,
2026-03-27,touch,W,,call,W/follow-up/call/3
2026-04-02,touch,W,,letter,W/formal-demand/letter/1
2026-04-02,touch,W,,email,W/formal-demand/email/1
2026-04-09,touch,W,,call,W/formal-demand/call/1
2026-04-16,touch,S,,task,S/external-collection/placement/1
2026-04-30,touch,S,,task,S/external-collection/attorney-letter/1
2026-05-04,touch,W,,task,W/external-collection/placement/1
2026-05-18,touch,W,,task,W/external-collection/attorney-letter/1

# plan as of 2026-03-02
nothing

# plan as of 2026-03-03
action_id           owner      template       scheduled_on
Q/reminder/email/1  automated  first-overdue  2026-03-03

# status as of 2026-03-03
invoice  clock  stage     entered     next_on
Q        1      reminder  2026-03-03  2026-03-09
S        1      reminder  2026-03-03  2026-03-09
W        1      reminder  2026-03-03  2026-03-09

# plan as of 2026-03-09
action_id           owner          template       scheduled_on
Q/reminder/email/1  automated      first-overdue  2026-03-03
Q/reminder/call/1   ar-specialist  call-sheet     2026-03-09

# plan as of 2026-03-13
action_id            owner          template       scheduled_on
Q/follow-up/email/1  ar-specialist  second-notice  2026-03-10
Q/follow-up/call/1   ar-specialist  call-sheet     2026-03-13

# status as of 2026-03-13
invoice  clock  stage      entered     next_on
Q        11     follow-up  2026-03-10  2026-03-17
S        11     follow-up  2026-03-10  2026-03-17
W        11     follow-up  2026-03-10  2026-03-16

# status as of 2026-03-17
invoice  clock  stage          entered     next_on
Q        15     follow-up      2026-03-10  2026-03-20
S        31     formal-demand  2026-03-17  2026-03-24
W        15     follow-up      2026-03-10  2026-03-20

# plan as of 2026-03-18
action_id            owner          template      scheduled_on
Q/follow-up/call/1   ar-specialist  call-sheet    2026-03-13
Q/follow-up/email/2  ar-specialist  third-notice  2026-03-17

# withheld as of 2026-03-18
action_id                 reason         free_on
S/formal-demand/email/1   contact-limit  2026-03-20
S/formal-demand/letter/1  contact-limit  2026-03-20
W/follow-up/email/2       contact-limit  2026-03-19

# plan as of 2026-03-27
action_id            owner          template       scheduled_on
Q/follow-up/email/3  ar-specialist  urgent-notice  2026-03-24
Q/follow-up/call/3   ar-specialist  call-sheet     2026-03-27

# status as of 2026-03-27
invoice  clock  stage          entered     next_on
Q        25     follow-up      2026-03-10  2026-04-02
S        41     formal-demand  2026-03-17  2026-04-16
W        25     follow-up      2026-03-10  2026-04-02

# plan as of 2026-04-09
action_id                 owner       template       scheduled_on
Q/formal-demand/email/1   ar-manager  formal-demand  2026-04-02
Q/formal-demand/letter/1  ar-manager  formal-demand  2026-04-02
Q/formal-demand/call/1    ar-manager  call-sheet     2026-04-09

# status as of 2026-04-09
invoice  clock  stage          entered     next_on
Q        38     formal-demand  2026-04-02  -
S        54     formal-demand  2026-03-17  2026-04-16
W        38     formal-demand  2026-04-02  2026-05-04

# status as of 2026-04-16
invoice  clock  stage                entered     next_on
Q        45     formal-demand        2026-04-02  -
S        61     external-collection  2026-04-16  2026-04-30
W        45     formal-demand        2026-04-02  2026-05-04

# plan as of 2026-05-15
action_id                        owner       template            scheduled_on
S/legal-or-write-off/decision/1  ar-manager  legal-or-write-off  2026-05-15
Q/formal-demand/email/1          ar-manager  formal-demand       2026-04-02
Q/formal-demand/letter/1         ar-manager  formal-demand       2026-04-02
Q/formal-demand/call/1           ar-manager  call-sheet          2026-04-09

# status as of 2026-05-15
invoice  clock  stage                entered     next_on
Q        74     formal-demand        2026-04-02  -
S        90     legal-or-write-off   2026-05-15  -
W        74     external-collection  2026-05-02  2026-05-18

# status as of 2026-05-18
invoice  clock  stage                entered     next_on
Q        77     formal-demand        2026-04-02  -
S        93     legal-or-write-off   2026-05-15  -
W        77     external-collection  2026-05-02  2026-06-01
