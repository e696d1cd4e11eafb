The calendar of the shipped workflow `five-step`: nobody touches Q, somebody carries out what is due on T on the same day. On day 30 the
account owner hears first, two days later the customer, and two weeks after that the manager decides.

# collect.yaml
workflow: five-step

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,account_owner
Q,C-Q,2026-03-02,100.00,USD,ar-specialist
T,C-T,2026-03-02,100.00,USD,

# events.csv
date,type,invoice_id,channel,ref
2026-02-27,touch,T,email,T/pre-due/email/1
2026-03-02,touch,T,email,T/due/email/1
2026-03-09,touch,T,email,T/firm-reminder/email/1
2026-03-16,touch,T,email,T/second-notice/email/1
2026-03-18,touch,T,call,T/second-notice/call/1
2026-04-01,touch,T,task,T/final-notice/account-owner/1
2026-04-03,touch,T,email,T/final-notice/email/1
2026-04-03,touch,T,letter,T/final-notice/letter/1
2026-04-17,touch,T,task,T/final-notice/decision/1

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

# plan as of 2026-03-09
action_id                owner      template       scheduled_on
Q/firm-reminder/email/1  automated  firm-reminder  2026-03-09

# status as of 2026-03-09
invoice  stage          entered     next_on
Q        firm-reminder  2026-03-09  2026-03-16
T        firm-reminder  2026-03-09  2026-03-16

# plan as of 2026-03-18
action_id                owner          template       scheduled_on
Q/second-notice/email/1  ar-specialist  second-notice  2026-03-16
Q/second-notice/call/1   ar-specialist  ap-contact     2026-03-18

# status as of 2026-03-18
invoice  stage          entered     next_on
Q        second-notice  2026-03-16  2026-04-01
T        second-notice  2026-03-16  2026-04-01

# plan as of 2026-04-01
action_id                       owner          template       scheduled_on
Q/final-notice/account-owner/1  ar-specialist  account-owner  2026-04-01

# status as of 2026-04-01
invoice  stage         entered     next_on
Q        final-notice  2026-04-01  2026-04-03
T        final-notice  2026-04-01  2026-04-03

# status as of 2026-04-03
invoice  stage         entered     next_on
Q        final-notice  2026-04-01  2026-04-17
T        final-notice  2026-04-01  2026-04-17

# plan as of 2026-04-17
action_id                       owner          template          scheduled_on
Q/final-notice/account-owner/1  ar-specialist  account-owner     2026-04-01
Q/final-notice/email/1          ar-manager     credit-hold       2026-04-03
Q/final-notice/letter/1         ar-manager     credit-hold       2026-04-03
Q/final-notice/decision/1       ar-manager     account-decision  2026-04-17

# status as of 2026-04-17
invoice  stage         entered     next_on
Q        final-notice  2026-04-01  -
T        final-notice  2026-04-01  -
