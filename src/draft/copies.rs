//! Whom an email goes to, and who gets a copy of it.

use super::bundle::COPIES;
use super::facts::MessageFacts;
use crate::address::{all, comparable, plain};
use crate::plan::{Addressees, addressees};
use crate::workflow::{Assigned, OwnerId, OwnerSource, Recipient, assigned};

/// A name, which may be empty, and an address.
pub(super) type Named = (String, String);

/// Who gets a copy beside the recipients: what the others see, and what they do not see.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Copies {
    pub cc: Vec<Named>,
    pub bcc: Vec<Named>,
}

impl<'a> MessageFacts<'a> {
    /// Whom the email goes to: the first recipients of its action that are reached.
    pub fn addressees(&self) -> Addressees<'a> {
        let to = &self.action.recipients(self.composer.workflow).to;
        addressees(to, &self.invoice, |address| self.is_reached(address))
    }

    fn is_reached(&self, address: &str) -> bool {
        !self.bundle.unreached.contains(&comparable(address))
    }

    /// Owners and addresses that the workflow names, and the addresses in the columns of its invoices, `cc` among them, without those at which
    /// nothing arrives.
    /// Error: why one of them is none.
    pub fn copies(&self) -> Result<Copies, &'static str> {
        let drafts = &self.composer.workflow.drafts;
        let own = self.action.recipients(self.composer.workflow);
        let column = Recipient::Column(COPIES.to_owned());
        Ok(Copies {
            cc: self.named_by(drafts.cc.iter().chain(&own.cc).chain([&column]))?,
            bcc: self.named_by(drafts.bcc.iter().chain(&own.bcc))?,
        })
    }

    /// Each address once.
    fn named_by<'r>(&self, recipients: impl Iterator<Item = &'r Recipient>) -> Result<Vec<Named>, &'static str> {
        let mut named: Vec<Named> = Vec::new();
        let mut add = |name: String, email: &str| {
            if named.iter().all(|(_, known)| !known.eq_ignore_ascii_case(email)) {
                named.push((name, email.to_owned()));
            }
        };
        for recipient in recipients {
            for listed in self.named() {
                match recipient {
                    Recipient::Owner(owner) => {
                        let owner = self.owner(*owner, |column| listed.invoice.column(column).unwrap_or_default());
                        owner.iter().filter(|(_, email)| plain(email).is_ok()).for_each(|(name, email)| add(name.clone(), email));
                    }
                    Recipient::Address(email) if self.is_reached(email) => add(String::new(), email),
                    Recipient::Address(_) => {}
                    Recipient::Column(column) => {
                        let cell = listed.invoice.column(column).filter(|cell| !cell.is_empty());
                        let emails = cell.map(all).transpose()?.unwrap_or_default();
                        emails.into_iter().filter(|email| self.is_reached(email)).for_each(|email| add(String::new(), email));
                    }
                }
            }
        }
        Ok(named)
    }

    /// An owner by name and address, for an invoice with these cells.
    fn owner<'c>(&self, owner: OwnerId, cell: impl Fn(&str) -> &'c str) -> Option<Named> {
        let workflow = self.composer.workflow;
        match assigned(&workflow.owners, owner, cell) {
            Assigned::Named(name) => Some((String::new(), name.trim().to_owned())),
            Assigned::Declared(owner) => match &workflow.owner(owner).source {
                OwnerSource::Declared { name, email, .. } => Some((name.clone(), email.trim().to_owned())),
                OwnerSource::FromColumn { .. } => None,
            },
        }
    }
}
