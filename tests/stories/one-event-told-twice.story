An event whose id was seen before is the same event. Two rows alike in every column and without an id both count. Both are
told.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount,id
2026-03-05,payment,A,30.00,P-1
2026-03-05,payment,A,30.00,P-1
2026-03-05,payment,B,30.00,
2026-03-05,payment,B,30.00,

# reading
events.csv:3: the event "P-1" was read before (line 2) and counts only once; delete the row, or give it another id if it is another event
events.csv:5: the row is equal to line 4 in every column: both count; delete one if it is the same event; otherwise give each row an `id`

# status as of 2026-03-06
invoice  balance
A        70.00
B        40.00
