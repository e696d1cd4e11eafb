A call is about the latest promise only. On 3 March A is paid and promised once more, and that promise is kept. The payment comes back on the 10th, so the first
promise is waited for again, and breaks on the 23rd. It is not the latest, so nobody calls, and the reminder goes out.

# workflow.yaml
version: 1
owners: { ar: { name: Accounts Receivable } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }]
overrides: { promise: { grace_days: 3, broken: { owner: ar } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency
A,C-A,2026-03-01,100.00,USD

# events.csv
date,type,invoice_id,until,amount
2026-03-02,promise,A,2026-03-20,
2026-03-03,payment,A,,100.00
2026-03-03,promise,A,2026-03-03,
2026-03-10,reversal,A,,100.00

# status as of 2026-03-22
invoice  status
A        promised

# plan as of 2026-03-24
action_id           scheduled_on  flags
A/reminder/email/1  2026-03-23    broken_promise
