A payment closes an invoice. When the bank takes it back the invoice is open again, and its clock goes on where it
stood: the days on which it was closed do not count.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-02-28,100.00,USD

# events.csv
date,type,invoice_id,amount
2026-03-05,payment,A,100.00
2026-03-11,reversal,A,100.00

# status as of 2026-03-08
invoice  status  days_past_due  clock  balance  closed_on   next_on  owner
A        paid    8              -      0.00     2026-03-05  -        -

# plan as of 2026-03-08
nothing

# status as of 2026-03-12
invoice  status  days_past_due  clock  stage     entered     balance  closed_on  next_on     owner
A        active  12             6      reminder  2026-03-01  100.00   -          2026-03-20  ar

# plan as of 2026-03-12
action_id           scheduled_on  days_late
A/reminder/email/1  2026-03-01    11
