//! How messages are put together and addressed.

use super::OwnerId;

/// How messages are put together and addressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// One message for all that is due of a customer?
    pub consolidate: Consolidate,
    /// Who gets a copy of emails.
    pub cc: Option<OwnerId>,
    /// The address that answers to emails go to.
    pub reply_to: Option<String>,
}

/// What goes into one message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consolidate {
    #[default]
    None,
    /// What is due of a customer on one channel, in one currency, at one address.
    Customer,
}
