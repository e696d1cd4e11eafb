Stalled is what is overdue and nobody will touch again, and what has been paused or disputed for more than sixty days.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-01-01,100.00,USD
B,C-B,2026-01-01,100.00,USD
C,C-C,2026-01-01,100.00,USD
D,C-D,2026-01-01,100.00,USD
E,C-E,2026-01-01,100.00,USD

# events.csv
date,type,invoice_id,channel,until
2026-01-02,touch,A,email,
2026-01-05,pause,B,,2026-04-30
2026-01-06,pause,C,,2026-04-30
2026-01-05,dispute,D,,

# status as of 2026-03-07
invoice  status    next_on     flags
A        active    -           stalled
B        paused    2026-04-30  stalled
C        paused    2026-04-30  -
D        disputed  -           disputed+stalled
E        active    -           -
