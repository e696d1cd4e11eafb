//! What is sent: the messages, call sheets and task sheets of a plan, as bytes ready to be written.
//!
//! Templates are read and checked once ([`Templates`]); after that nothing can fail. A message that lacks something becomes a
//! sheet that asks a person to complete it, so that every due action has its draft and no customer reads "Dear ,".

mod approvals;
mod bundle;
mod compose;
mod escape;
mod facts;
mod history;
mod mail;
mod manifest;
mod naming;
mod needs;
mod no_sender;
mod placeholders;
mod render;
mod sheet;
mod syntax;
mod template;
mod text;
mod tree;
mod value;

pub use approvals::{APPROVALS_COLUMNS, Approved, Listed, Unapproved, Why, approval_rows, listed, read_approvals, unapproved};
pub use bundle::{Bundle, bundles};
pub use compose::{Composer, Message};
pub use manifest::{COLUMNS, manifest};
pub use needs::Needed;
pub use no_sender::without_sender;
pub use template::Templates;

use crate::channel::Channel;
use crate::plan::Plan;
use crate::workflow::Workflow;
use naming::Naming;
use sheet::Lack;

/// One file for one person: a message to be sent, or a sheet to work from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// `OWNER/FILE`, or `review/OWNER/FILE` for what must be approved first: all parts are safe on every file system, and no two drafts
    /// of a run have the same path.
    pub path: String,
    /// The actions that are done when it is sent; none for the page to print of the sheet before it, and for a sheet that asks for an
    /// address at which something arrives.
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
    /// Who must approve it before it is sent: an owner's id, [`crate::plan::ANYBODY`], or empty for nobody.
    pub approval: String,
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
    named(composer.plan, composer.workflow, &bundles, messages)
}

/// Gives messages their names: each is that of the bundle in its place.
pub fn named(plan: &Plan, workflow: &Workflow, bundles: &[Bundle<'_>], messages: Vec<Message>) -> Vec<Draft> {
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
            let review = action.approver(workflow, &invoice).is_some();
            Naming { owner: &action.owner, review, parts, ending: message.ending, id: &action.id }
        })
        .collect();
    let paths = naming::paths(&namings);
    let mut drafts = Vec::with_capacity(messages.len());
    for ((bundle, message), path) in bundles.iter().zip(messages).zip(paths) {
        let action = bundle.lead;
        let invoice = plan.invoices.get(action.invoice);
        let page = message.page.map(String::into_bytes);
        let draft = Draft {
            path,
            // What asks for another address does not do the action: it is held back, and due as soon as there is one.
            action_ids: bundle.actions.iter().filter(|_| !bundle.bounced).map(|action| action.id.clone()).collect(),
            channel: action.channel,
            owner: action.owner.to_string(),
            customer_id: invoice.customer().to_owned(),
            to: message.to,
            subject: message.subject,
            approval: action.approver(workflow, &invoice).unwrap_or_default().into_owned(),
            missing: message.lacks.iter().map(Lack::name).collect(),
            digest: message.digest,
            bytes: message.bytes,
        };
        let page = page.map(|bytes| {
            let path = format!("{}html", draft.path.trim_end_matches("md"));
            Draft { path, action_ids: Vec::new(), digest: compose::digest_of(&bytes), bytes, ..draft.clone() }
        });
        drafts.push(draft);
        drafts.extend(page);
    }
    drafts
}
