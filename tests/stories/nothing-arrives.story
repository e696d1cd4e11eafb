An email that came back holds the next ones to that address back, on whichever invoice, until the invoice has another address. Who
wants no more gets no more: by a channel, at an address, or at all, until a day if one is named. Tasks go on.

# workflow.yaml
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions: [{ channel: email }, { channel: call }, { channel: task }]

# invoices.csv
invoice_id,customer_id,due_date,amount,currency,email,phone
A,ACME,2026-03-01,100.00,EUR,ap@acme.example,
B,BOLT,2026-03-01,90.00,EUR,AP@Acme.example,
C,CORA,2026-03-01,80.00,EUR,ap@cora.example,+1 555 0100
D,CORA,2026-03-01,70.00,EUR,new@cora.example,+1 555 0199

# events.csv
date,type,invoice_id,customer_id,channel,until,address
2026-03-02,bounce,A,,,,ap@acme.example
2026-03-03,opt_out,,CORA,call,2026-03-10,
2026-03-03,opt_out,C,,,,
2026-03-03,opt_out,,BOLT,,2026-03-05,+1 555 0100

# plan as of 2026-03-03
action_id           owner
A/reminder/call/1   ar
A/reminder/task/1   ar
B/reminder/call/1   ar
B/reminder/task/1   ar
C/reminder/task/1   ar
D/reminder/email/1  ar
D/reminder/task/1   ar

# withheld as of 2026-03-03
action_id           reason      free_on
A/reminder/email/1  no-contact  -
B/reminder/email/1  no-contact  -
C/reminder/call/1   opted-out   -
C/reminder/email/1  opted-out   -
D/reminder/call/1   opted-out   2026-03-10

# withheld as of 2026-03-10
action_id           reason      free_on
A/reminder/email/1  no-contact  -
B/reminder/email/1  no-contact  -
C/reminder/call/1   opted-out   -
C/reminder/email/1  opted-out   -
