The calendar of the shipped workflow `key-accounts`: nobody touches Q, and it waits for its courtesy call. On T somebody carries out what is due
on the same day; its formal notice goes out on Monday June 1, day 91, so the decision waits for July 1. L was found late: the account owner calls
on May 1, a week later comes the senior call although the clock shows 67, and only ten days after that the first stern message.

# collect.yaml
workflow: key-accounts

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,account_owner
Q,C-Q,2026-03-02,100.00,USD,ar-manager
T,C-T,2026-03-02,100.00,USD,
L,C-L,2026-03-02,100.00,USD,

# events.csv
date,type,invoice_id,channel,ref
2026-03-05,touch,T,task,T/account-owner/task/1
2026-03-09,touch,T,call,T/courtesy-call/call/1
2026-03-23,touch,T,email,T/reminder/email/1
2026-04-13,touch,T,task,T/reminder/account-owner/1
2026-04-16,touch,T,call,T/senior-call/call/1
2026-05-01,touch,L,call,L/courtesy-call/call/1
2026-05-01,touch,T,email,T/account-notice/email/1
2026-05-08,touch,L,call,L/senior-call/call/1
2026-05-26,touch,T,task,T/account-notice/account-owner/1
2026-06-01,touch,T,letter,T/formal-notice/letter/1
2026-07-01,touch,T,task,T/decision/task/1

# plan as of 2026-03-04
nothing

# plan as of 2026-03-05
action_id               owner       template       scheduled_on
L/account-owner/task/1  ar-manager  account-owner  2026-03-05
Q/account-owner/task/1  ar-manager  account-owner  2026-03-05

# plan as of 2026-03-09
action_id               owner       template  scheduled_on
L/courtesy-call/call/1  ar-manager  courtesy  2026-03-09
Q/courtesy-call/call/1  ar-manager  courtesy  2026-03-09

# status as of 2026-03-09
invoice  clock  stage          entered     next_on
Q        7      courtesy-call  2026-03-09  -
T        7      courtesy-call  2026-03-09  2026-03-23
L        7      courtesy-call  2026-03-09  -

# status as of 2026-03-23
invoice  clock  stage          entered     next_on
Q        21     courtesy-call  2026-03-09  -
T        21     reminder       2026-03-23  2026-04-13
L        21     courtesy-call  2026-03-09  -

# status as of 2026-04-13
invoice  clock  stage          entered     next_on
Q        42     courtesy-call  2026-03-09  -
T        42     reminder       2026-03-23  2026-04-16
L        42     courtesy-call  2026-03-09  -

# status as of 2026-04-16
invoice  clock  stage          entered     next_on
Q        45     courtesy-call  2026-03-09  -
T        45     senior-call    2026-04-16  2026-05-01
L        45     courtesy-call  2026-03-09  -

# status as of 2026-05-01
invoice  clock  stage           entered     next_on
Q        60     courtesy-call   2026-03-09  -
T        60     account-notice  2026-05-01  2026-05-26
L        60     courtesy-call   2026-03-09  2026-05-08

# status as of 2026-05-08
invoice  clock  stage           entered     skipped   next_on
Q        67     courtesy-call   2026-03-09  -         -
T        67     account-notice  2026-05-01  -         2026-05-26
L        67     senior-call     2026-05-08  reminder  2026-05-18

# plan as of 2026-05-18
action_id                 owner       template        scheduled_on
L/account-notice/email/1  ar-manager  account-notice  2026-05-18
Q/courtesy-call/call/1    ar-manager  courtesy        2026-03-09

# status as of 2026-05-26
invoice  clock  stage           entered     next_on
Q        85     courtesy-call   2026-03-09  -
T        85     account-notice  2026-05-01  2026-06-01
L        85     account-notice  2026-05-18  2026-06-01

# plan as of 2026-06-01
action_id                 owner             template       scheduled_on
L/formal-notice/letter/1  finance-director  formal-notice  2026-06-01
Q/courtesy-call/call/1    ar-manager        courtesy       2026-03-09

# status as of 2026-06-01
invoice  clock  stage          entered     next_on
Q        91     courtesy-call  2026-03-09  -
T        91     formal-notice  2026-05-31  2026-07-01
L        91     formal-notice  2026-05-31  -

# status as of 2026-07-01
invoice  clock  stage          entered     next_on
Q        121    courtesy-call  2026-03-09  -
T        121    decision       2026-07-01  -
L        121    formal-notice  2026-05-31  -
