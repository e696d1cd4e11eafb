The `when` of an action may look at all that its customer owes: at what is overdue, at how old it is, at how many invoices that are. Where that does
not hold, the action is neither due nor withheld nor foretold. T-1 and T-2 are of one customer.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions:
      - { channel: email }
      - { channel: letter, when: { customer: { overdue: { at_least: 150 } } } }
      - { channel: call, when: { customer: { oldest: { at_least: 5 }, invoices: { at_least: 2 } } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
T-1,C-T,2026-03-01,90.00,EUR
T-2,C-T,2026-03-03,90.00,EUR
U,C-U,2026-03-01,90.00,EUR
V,C-V,2026-03-01,200.00,EUR

# events.csv
date,type,invoice_id,amount
2026-03-07,payment,T-2,40.00

# plan as of 2026-03-02
action_id             scheduled_on
V/reminder/email/1    2026-03-02
V/reminder/letter/1   2026-03-02
T-1/reminder/email/1  2026-03-02
U/reminder/email/1    2026-03-02

# withheld as of 2026-03-02
nothing

# status as of 2026-03-02
invoice  stage     next_on
T-1      reminder  -
T-2      -         2026-03-04
U        reminder  -
V        reminder  -

# plan as of 2026-03-06
action_id              scheduled_on
V/reminder/email/1     2026-03-02
V/reminder/letter/1    2026-03-02
T-1/reminder/call/1    2026-03-02
T-1/reminder/email/1   2026-03-02
T-1/reminder/letter/1  2026-03-02
U/reminder/email/1     2026-03-02
T-2/reminder/call/1    2026-03-04
T-2/reminder/email/1   2026-03-04
T-2/reminder/letter/1  2026-03-04

# plan as of 2026-03-07
action_id             scheduled_on
V/reminder/email/1    2026-03-02
V/reminder/letter/1   2026-03-02
T-1/reminder/call/1   2026-03-02
T-1/reminder/email/1  2026-03-02
U/reminder/email/1    2026-03-02
T-2/reminder/call/1   2026-03-04
T-2/reminder/email/1  2026-03-04
