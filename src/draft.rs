//! What is sent: the messages, call sheets and task sheets of a plan, as bytes ready to be written.
//!
//! Templates are read and checked once ([`Templates`]); after that nothing can fail. A message that lacks something becomes a
//! sheet that asks a person to complete it, so that every due action has its draft and no customer reads "Dear ,".

mod account;
mod attachments;
mod bundle;
mod call_sheet;
mod compose;
mod composer;
mod copies;
mod drafting;
mod encoded_words;
mod escape;
mod facts;
mod history;
mod incomplete;
mod lists;
mod mail;
mod naming;
mod needs;
mod no_sender;
mod part;
mod placeholders;
mod postal;
mod render;
mod statement;
mod syntax;
mod template;
mod template_helper;
mod text;
mod value;

pub use attachments::{FileFault, InvoiceFiles, NoFiles};
pub use bundle::Bundle;
pub use compose::Message;
pub use composer::Composer;
pub use drafting::{Drafted, Drafting, in_order};
pub use naming::Naming;
pub use needs::Needed;
pub use no_sender::without_sender;
pub use statement::{Statement, StatementFile, StatementLine, statement_names, statements};
pub use template::Templates;

use crate::outbox::Listed;
use std::ops::Deref;

/// One file for one person: a message to be sent, or a sheet to work from.
///
/// Its path, `OWNER/FILE` or `review/OWNER/FILE`, is safe on every file system, and no two drafts of a run have the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// As the manifest lists it.
    pub listed: Listed,
    /// What a message lacks (`customer.contact`, …): then it is a sheet that asks for it. Empty for what is ready.
    pub missing: Vec<String>,
    /// The file. Nobody has to keep it once it is written.
    pub bytes: Vec<u8>,
}

impl Draft {
    /// Is it the page to print of the sheet before it? Who counts drafts counts that with its sheet.
    pub fn is_page(&self) -> bool {
        self.action_ids.is_empty() && self.missing.is_empty()
    }
}

impl Deref for Draft {
    type Target = Listed;

    fn deref(&self) -> &Listed {
        &self.listed
    }
}

/// The drafts of a plan, in its order: every action that is due is in one of them. For what is withheld there is none, but where nothing
/// arrives at the address a sheet asks for another.
pub fn drafts(composer: Composer<'_>) -> Vec<Draft> {
    let drafting = Drafting::new(composer);
    let mut all: Vec<Drafted> = (0..drafting.bundles().len()).map(|place| drafting.compose(place)).collect();
    drafting.name_rest(&mut all);
    in_order(all)
}
