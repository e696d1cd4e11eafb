Without rates amounts of two currencies are never compared: the day's work is ranked currency by currency, and a condition
on money is told to be an error.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }
  - id: notice
    trigger: { day: 5, balance: { at_least: 90 } }
    owner: ar
    actions: [{ channel: letter }]

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,10.00,USD
B,C-B,2026-03-12,95.00,EUR
C,C-C,2026-02-28,20.00,EUR
D,C-D,2026-02-28,300,JPY
E,C-E,2026-02-28,95.00,USD

# plan as of 2026-03-13
action_id          currency  score
B/reminder/call/1  EUR       95.00
C/reminder/call/1  EUR       20.00
D/notice/letter/1  JPY       300.00
E/notice/letter/1  USD       95.00
A/reminder/call/1  USD       10.00

# warnings as of 2026-03-13
workflow.yaml:5: the trigger of stage "notice" compares money with one number, but the ledger has invoices in EUR, JPY, USD; give rates under ledger.fx in the project file
