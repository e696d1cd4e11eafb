//! What is sent: the messages, call sheets and task sheets of a plan, as bytes ready to be written.
//!
//! Templates are read and checked once ([`Templates`]); after that nothing can fail. A message that lacks something becomes a
//! sheet that asks a person to complete it, so that every due action has its draft and no customer reads "Dear ,".

mod bundle;
mod compose;
mod escape;
mod facts;
mod history;
mod mail;
mod manifest;
mod naming;
mod placeholders;
mod render;
mod sheet;
mod syntax;
mod template;
mod text;
mod tree;
mod value;

pub use bundle::{Bundle, bundles};
pub use compose::{Composer, Message};
pub use manifest::{COLUMNS, manifest};
pub use template::Templates;

use crate::channel::Channel;
use crate::plan::Plan;
use naming::Naming;
use sheet::Lack;

/// One file for one person: a message to be sent, or a sheet to work from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// `OWNER/FILE`: both parts are safe on every file system, and no two drafts of a run have the same path.
    pub path: String,
    /// The actions that are done when it is sent.
    pub action_ids: Vec<String>,
    /// How; also for a message that is to be completed first.
    pub channel: Channel,
    /// Whose it is.
    pub owner: String,
    /// The customer.
    pub customer_id: String,
    /// The address, number or name it goes to; empty for tasks and where it is missing.
    pub to: String,
    /// The subject of an email, else the first line that says what it is about.
    pub subject: String,
    /// What a message lacks (`customer.contact`, …): then it is a sheet that asks for it. Empty for what is ready.
    pub missing: Vec<String>,
    /// The file.
    pub bytes: Vec<u8>,
    /// BLAKE3 of the file, in hexadecimal.
    pub digest: String,
}

/// The drafts of a plan, in its order: every action that is due is in one of them. For what is withheld there is none, but where nothing
/// arrives at the address a sheet asks for another.
pub fn drafts(composer: Composer<'_>) -> Vec<Draft> {
    let bundles = bundles(&composer);
    let messages = bundles.iter().map(|bundle| composer.compose(bundle)).collect();
    named(composer.plan, &bundles, messages)
}

/// Gives messages their names: each is that of the bundle in its place.
pub fn named(plan: &Plan, bundles: &[Bundle<'_>], messages: Vec<Message>) -> Vec<Draft> {
    let namings: Vec<Naming<'_>> = bundles
        .iter()
        .zip(&messages)
        .map(|(bundle, message)| {
            let action = bundle.lead;
            let invoice = plan.invoices.get(action.invoice);
            let mut parts = vec![invoice.customer(), invoice.id(), compose::task_of(action, invoice.id()), action.channel.name()];
            if bundle.actions.len() > 1 {
                parts.remove(1);
            }
            Naming { owner: &action.owner, parts, ending: message.ending, id: &action.id }
        })
        .collect();
    let paths = naming::paths(&namings);
    bundles
        .iter()
        .zip(messages)
        .zip(paths)
        .map(|((bundle, message), path)| Draft {
            path,
            action_ids: bundle.actions.iter().map(|action| action.id.clone()).collect(),
            channel: bundle.lead.channel,
            owner: bundle.lead.owner.clone(),
            customer_id: plan.invoices.get(bundle.lead.invoice).customer().to_owned(),
            to: message.to,
            subject: message.subject,
            missing: message.lacks.iter().map(Lack::name).collect(),
            digest: message.digest,
            bytes: message.bytes,
        })
        .collect()
}
