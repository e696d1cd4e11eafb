A row that is not above zero is an open credit: nobody chases it. It is cash that the customer has with us; as long as it
is less than what is overdue it only marks the customer's rows.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
CN-1,ACME,2026-02-28,-50.00,USD
CN-2,BOLT,2026-02-28,0.00,USD

# plan as of 2026-03-10
action_id           score   flags
A/reminder/email/1  100.00  unapplied_cash

# status as of 2026-03-10
invoice  status  balance  clock  stage     owner
A        active  100.00   10     reminder  ar
CN-1     credit  -50.00   -      -         -
CN-2     credit  0.00     -      -         -
