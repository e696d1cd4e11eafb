An owner may be whom the invoice's row names. A name that the workflow does not declare is taken as it is, with a warning;
an empty cell means the fallback.

# workflow.yaml
version: 1
owners:
  boss: { name: Boss }
  ann: { name: Ann }
  account-owner: { from_column: account_owner, fallback: boss }
stages:
  - { id: visit, trigger: { day: 1 }, owner: account-owner, actions: [{ channel: call }, { channel: task, owner: boss, after: 1 }] }
overrides: { dispute: { routes: { pricing: account-owner } } }

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,account_owner
A,C-A,2026-02-28,100.00,USD,ann
B,C-B,2026-02-28,100.00,USD,zoe
C,C-C,2026-02-28,100.00,USD,
D,C-D,2026-02-28,100.00,USD,ann

# events.csv
date,type,invoice_id,reason
2026-03-01,dispute,D,pricing

# plan as of 2026-03-02
action_id       owner
D/dispute/1     ann
A/visit/call/1  ann
A/visit/task/1  boss
B/visit/call/1  zoe
B/visit/task/1  boss
C/visit/call/1  boss
C/visit/task/1  boss

# warnings as of 2026-03-02
the ledger names "zoe" as an owner, who is not declared in the workflow (first for B/visit/call/1); declare the owner under owners, or correct the ledger
