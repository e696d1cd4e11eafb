An invoice over nothing is no debt, until fees are charged on it: from then on it is an invoice like others, and its clock stood still before.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,0.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-10,fee,A,25.00
2026-03-20,payment,A,25.00

# status as of 2026-03-09
invoice  status  clock  stage  balance
A        credit  -      -      0.00

# status as of 2026-03-12
invoice  status  clock  stage     entered     balance
A        active  3      reminder  2026-03-10  25.00

# plan as of 2026-03-12
action_id          scheduled_on
A/reminder/call/1  2026-03-10

# status as of 2026-03-20
invoice  status  balance  closed_on
A        paid    0.00     2026-03-20
