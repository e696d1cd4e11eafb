What a customer owes is compared in the base currency where there are rates: here 100.00 EUR and 100.00 USD are 150.00 EUR. A bound by currency
looks at the invoices in the currency of its own invoice alone.

# collect.yaml
ledger: { fx: { base: EUR, rates: { USD: 0.5 } } }

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions:
      - { channel: letter, when: { customer: { overdue: { at_least: 150 }, open: { below: 150.01 } } } }
      - { channel: call, when: { customer: { overdue: { at_least: { EUR: 100, USD: 120 } } } } }
      - { channel: sms, when: { customer: { open: { below: { GBP: 900 } } } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A-1,C-A,2026-02-28,100.00,EUR
A-2,C-A,2026-02-28,100.00,USD
B-1,C-B,2026-02-28,400.00,USD

# plan as of 2026-03-01
action_id              scheduled_on
B-1/reminder/call/1    2026-03-01
A-1/reminder/call/1    2026-03-01
A-1/reminder/letter/1  2026-03-01
A-2/reminder/letter/1  2026-03-01
