//! What mails are compared with: the ledger's customers, and the outbox.

use crate::cli::inputs::Books;
use crate::cli::outbox;
use anyhow::Result;
use collect::address;
use collect::inbox::{Debt, KnownCustomer, KnownCustomers, Us};
use collect::ledger::{Field, Invoice, language};
use collect::mail::{Party, SentMail, SentTexts, read_mail};
use collect::plan::Plan;
use collect::said::Tongue;
use collect::workflow::OwnerSource;
use fs_err as fs;
use std::collections::BTreeMap;
use std::path::Path;

/// The customers of the ledger, each with all of its invoices.
pub fn debtors(plan: &Plan) -> KnownCustomers {
    let mut found: BTreeMap<&str, KnownCustomer> = BTreeMap::new();
    for position in &plan.positions {
        let invoice = plan.invoices.get(position.invoice);
        let debtor = found
            .entry(invoice.customer())
            .or_insert_with(|| KnownCustomer { id: invoice.customer().to_owned(), ..KnownCustomer::default() });
        add_person(debtor, &invoice);
        debtor.debts.push(Debt {
            id: invoice.id().to_owned(),
            balance: position.balance,
            currency: invoice.terms.currency,
            is_open: position.status.is_open(),
            due: position.due_date,
        });
    }
    KnownCustomers::new(found.into_values())
}

fn add_person(debtor: &mut KnownCustomer, invoice: &Invoice<'_>) {
    if debtor.name.is_empty() {
        invoice.field(Field::CustomerName).clone_into(&mut debtor.name);
    }
    if debtor.tongue.is_none() {
        debtor.tongue = language(invoice.field(Field::Language)).and_then(|code| Tongue::from_code(&code));
    }
    if debtor.day_first.is_none() {
        debtor.set_country(invoice.column("country").unwrap_or_default());
    }
    // Copies go to addresses in other columns, and answers come from there.
    for cell in (0..invoice.columns().names().len()).map(|place| invoice.text_at(place)).filter(|cell| cell.contains('@')) {
        debtor.addresses.extend(address::each(cell).filter_map(|part| address::plain(part).ok()).map(str::to_lowercase));
    }
}

/// The mails of the outbox, as they lie there.
pub fn sent_texts(folder: &Path) -> Result<(SentTexts, Vec<Party>)> {
    let mut mails = Vec::new();
    let mut senders: Vec<Party> = Vec::new();
    for (day, folder) in outbox::days(folder)? {
        for draft in outbox::listed(&folder)?.into_iter().filter(|draft| draft.file.ends_with(".eml")) {
            // What is gone cannot be quoted from, and is no reason to read nothing.
            let Ok(bytes) = fs::read(folder.join(&draft.file)) else { continue };
            let Ok(mail) = read_mail(&bytes) else { continue };
            let mut invoices: Vec<String> = draft.action_ids.iter().map(|id| id.invoice().to_owned()).collect();
            invoices.dedup();
            if !senders.contains(&mail.from) {
                senders.push(mail.from);
            }
            mails.push(SentMail {
                message_id: mail.message_id,
                on: day,
                customer: draft.customer,
                to: mail.to.into_iter().map(|to| to.address).collect(),
                invoices,
                subject: mail.subject,
                text: mail.text,
            });
        }
    }
    Ok((SentTexts::new(mails), senders))
}

/// Who we are: the sender of the project, the owners of the workflow, and whoever sent what lies in the outbox.
pub fn us(books: &Books, senders: &[Party]) -> Us {
    let mut us = Us::default();
    let mut add = |name: &str, email: &str| {
        us.addresses.extend(address::plain(email).ok().map(str::to_lowercase));
        us.names.extend(Some(name.trim().to_lowercase()).filter(|name| !name.is_empty()));
    };
    let sender = &books.project().sender;
    add(&sender.name, &sender.email);
    add(&sender.company, "");
    for owner in &books.workflow.owners {
        if let OwnerSource::Declared { name, email, .. } = &owner.source {
            add(name, email);
        }
    }
    senders.iter().for_each(|sender| add(&sender.name, &sender.address));
    us
}
