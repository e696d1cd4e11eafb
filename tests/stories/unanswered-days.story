Unanswered are the days with a touch, on or after the due date and after the last response: two touches of one day are one,
tasks and touches before the due date are none, and a reply or a payment begins the count anew.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
escalate:
  - { id: quiet, trigger: { unanswered: { at_least: 2 } }, to: call }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD
C,C-C,2026-02-28,100.00,USD
D,C-D,2026-02-28,100.00,USD
E,C-E,2026-02-28,100.00,USD
F,C-F,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,channel,amount
2026-03-01,touch,A,email,
2026-03-03,touch,A,sms,
2026-03-01,touch,B,email,
2026-03-02,payment,B,,10.00
2026-03-02,touch,B,call,
2026-03-03,touch,B,sms,
2026-03-03,touch,C,email,
2026-03-03,touch,C,sms,
2026-02-26,touch,D,email,
2026-03-03,touch,D,sms,
2026-03-02,touch,E,task,
2026-03-03,touch,E,sms,
2026-02-28,touch,F,email,
2026-03-03,touch,F,sms,

# status as of 2026-03-04
invoice  clock  stage     entered
A        15     call      2026-03-03
B        4      reminder  2026-03-01
C        4      reminder  2026-03-01
D        4      reminder  2026-03-01
E        4      reminder  2026-03-01
F        15     call      2026-03-03
