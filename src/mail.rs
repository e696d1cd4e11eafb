//! Mails that came in: reading them, telling what machines wrote from what people wrote, and what of it a person wrote this time.
//!
//! Nothing here trusts a mail. What it says of its sender and of our messages is only compared with the outbox and the ledger.

mod automatic;
mod boxes;
mod closing;
mod delivery;
mod delivery_words;
mod hidden;
mod html;
mod identity;
mod lines;
mod phrases;
mod quotation;
mod quoting;
mod reading;
mod sent;
mod written;

pub use automatic::{Automatic, Machine, machine};
pub use boxes::{Mbox, is_mbox};
pub use delivery::{Delivery, FailedDelivery};
pub use html::{PageText, page_text};
pub(crate) use phrases::phrases;
pub use reading::{LARGEST, MailFault, read_mail};
pub use sent::{SentMail, SentTexts};
pub use written::{Passage, Writer, WrittenText, written};

use crate::calendar::Day;

/// A person or a mailbox, as a header names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    /// In lower case.
    pub address: String,
}

/// A mail as it was read.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// The same for the same mail, in whatever folder or format it lies, and to whichever of our mailboxes it came.
    pub digest: String,
    /// Without the angle brackets, as all ids here.
    pub message_id: String,
    pub from: Party,
    pub reply_to: Option<Party>,
    /// To and Cc.
    pub to: Vec<Party>,
    pub subject: String,
    /// The sender's day; that of its arrival where the mail has none that can be right.
    pub sent: Option<Day>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// All headers of the mail, in their order: names in lower case, texts on one line.
    pub headers: Vec<(String, String)>,
    pub kind: String,
    pub text: String,
    /// What of the page nobody can see.
    pub hidden: String,
    /// What of the page is struck out. It stands in the text, too.
    pub struck_out: String,
    /// The page's text where the mail has a text of its own besides.
    pub page: Option<String>,
    /// The names of attached files; the type of those without a name.
    pub attached: Vec<String>,
    /// The parts that mail systems write for mail systems: `message/delivery-status` and the like.
    pub reports: Vec<String>,
    /// A message inside this one, as in a delivery report or a forward.
    pub inside: Vec<InnerMail>,
    /// Was something unreadable: cut short, an encoding that is none?
    pub damaged: bool,
}

/// The message that another one contains. In a delivery report it is ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InnerMail {
    pub message_id: String,
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
}

impl Mail {
    /// The first header of this name, which is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, text)| text.as_str())
    }
}
