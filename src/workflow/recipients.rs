//! To whom an email goes.

use super::OwnerId;

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The addresses in a column of the invoice.
    Column(String),
    Address(String),
    /// The owner, as the invoice names it; only for copies.
    Owner(OwnerId),
}

/// Whom the emails of an action go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    /// Tried in order: the first with an address at which something arrives. Nothing stands for the column `email`.
    pub to: Vec<Recipient>,
    pub cc: Vec<Recipient>,
    pub bcc: Vec<Recipient>,
}

impl Recipients {
    /// The columns that are named.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        columns_of(&self.to).chain(columns_of(&self.cc)).chain(columns_of(&self.bcc))
    }
}

/// The columns among some recipients.
pub fn columns_of(recipients: &[Recipient]) -> impl Iterator<Item = &str> {
    recipients.iter().filter_map(|recipient| match recipient {
        Recipient::Column(column) => Some(column.as_str()),
        Recipient::Address(_) | Recipient::Owner(_) => None,
    })
}
