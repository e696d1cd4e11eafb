The same id on another type, invoice or customer is another event. One with the same type and invoice is the same event, whichever of them came first in the file.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD
B,C-B,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,customer_id,amount,id
2026-03-05,payment,A,,30.00,1
2026-03-05,payment,B,,20.00,1
2026-03-05,fee,A,,5.00,1
2026-03-06,payment,B,,20.00,1
2026-03-06,payment,,C-A,10.00,1
2026-03-06,payment,,C-A,10.00,1
2026-03-04,payment,A,,30.00,1

# reading
events.csv:5: the event "1" was read before (line 3) and counts only once; delete the row, or give it another id if it is another event
events.csv:7: the event "1" was read before (line 6) and counts only once; delete the row, or give it another id if it is another event
events.csv:8: the event "1" was read before (line 2) and counts only once; delete the row, or give it another id if it is another event
events.csv:3: the id "1" is also the id of another event (line 2): both count; give each event its own id, so that repeated rows count once
events.csv:4: the id "1" is also the id of another event (line 2): both count; give each event its own id, so that repeated rows count once
events.csv:6: the id "1" is also the id of another event (line 2): both count; give each event its own id, so that repeated rows count once

# status as of 2026-03-06
invoice  balance  flags
A        75.00    unapplied_cash
B        80.00    -
