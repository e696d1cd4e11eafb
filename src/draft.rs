//! What is sent: the messages, call sheets and task sheets of a plan, as bytes ready to be written.
//!
//! Templates are read and checked once ([`Templates`]); after that nothing can fail. A message that lacks something becomes a
//! sheet that asks a person to complete it, so that every due action has its draft and no customer reads "Dear ,".

mod account;
mod bundle;
mod compose;
mod composer;
mod drafting;
mod encoded_words;
mod escape;
mod facts;
mod history;
mod incomplete;
mod mail;
mod naming;
mod needs;
mod no_sender;
mod placeholders;
mod render;
mod syntax;
mod template;
mod text;
mod tree;
mod value;

pub use bundle::Bundle;
pub use compose::Message;
pub use composer::Composer;
pub use drafting::{Drafted, Drafting, in_order};
pub use naming::Naming;
pub use needs::Needed;
pub use no_sender::without_sender;
pub use template::Templates;

use crate::action_id::ActionId;
use crate::channel::Channel;
use crate::outbox::ManifestRow;

/// One file for one person: a message to be sent, or a sheet to work from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// `OWNER/FILE`, or `review/OWNER/FILE` for what must be approved first: all parts are safe on every file system, and no two drafts
    /// of a run have the same path.
    pub path: String,
    /// The actions that are done when it is sent; none for the page to print of the sheet before it, and for a sheet that asks for an
    /// address at which something arrives.
    pub action_ids: Vec<ActionId>,
    /// How; also for a message that is to be completed first.
    pub channel: Channel,
    pub owner: String,
    pub customer_id: String,
    /// The address, number or name it goes to; empty for tasks and where it is missing.
    pub to: String,
    /// The subject of an email, else the first line that says what it is about.
    pub subject: String,
    /// Who must approve it before it is sent: an owner's id, [`crate::plan::ANYBODY`], or empty for nobody.
    pub approval: String,
    /// What a message lacks (`customer.contact`, …): then it is a sheet that asks for it. Empty for what is ready.
    pub missing: Vec<String>,
    /// The file. Nobody has to keep it once it is written.
    pub bytes: Vec<u8>,
    /// BLAKE3 of the file, in hexadecimal.
    pub digest: String,
}

impl Draft {
    /// Is it the page to print of the sheet before it? Who counts drafts counts that with its sheet.
    pub fn is_page(&self) -> bool {
        self.action_ids.is_empty() && self.missing.is_empty()
    }

    /// As the manifest lists it.
    pub fn row(&self) -> ManifestRow<'_> {
        let Draft { path, action_ids, channel, owner, customer_id, to, subject, digest, approval, .. } = self;
        ManifestRow { file: path, action_ids, channel: *channel, owner, customer: customer_id, to, subject, digest, approval }
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
