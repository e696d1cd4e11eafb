Where bad rows are skipped, the invoice that such a row names is withheld: the row may have been its payment. A row that
names only a customer withholds all of the customer's. It is the first of several reasons, and tasks wait as well.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }, { channel: task }] }
limits: { min_days_between_contacts: 3 }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,ACME,2026-02-28,100.00,USD
B,ACME,2026-02-28,90.00,USD
C,BOLT,2026-02-28,80.00,USD
D,BOLT,2026-02-28,70.00,USD

# events.csv
date,type,invoice_id,customer_id,amount,channel
someday,payment,A,,100.00,
2026-03-05,payment,,BOLT,a lot,
2026-03-04,touch,B,,,sms

# reading
events.csv:2:1: the row is skipped: date "someday" is not a date such as 2026-03-31
events.csv:3:26: the row is skipped: amount "a lot" is not an amount

# plan as of 2026-03-05
action_id          kind
B/reminder/task/1  touch

# withheld as of 2026-03-05
action_id           reason         free_on
A/reminder/email/1  unread-row     -
A/reminder/task/1   unread-row     -
B/reminder/email/1  contact-limit  2026-03-07
C/reminder/email/1  unread-row     -
C/reminder/task/1   unread-row     -
D/reminder/email/1  unread-row     -
D/reminder/task/1   unread-row     -
