//! The keys `to`, `cc` and `bcc`: columns, addresses and, for copies, owners.

use super::WorkflowContext;
use crate::channel::Channel;
use crate::finding::Code;
use crate::workflow::{Recipient, Recipients};
use crate::yaml::{Section, YamlField, quoted};

/// Those of an action or a stage; what a key does not say comes from `others`.
pub(super) fn of(context: &WorkflowContext<'_>, section: &Section<'_>, others: &Recipients) -> Recipients {
    let read = |key: &str, may_be_owner: bool, others: &[Recipient]| {
        section.get(key).map_or_else(|| others.to_vec(), |field| list(context, &field, may_be_owner))
    };
    Recipients { to: read("to", false, &others.to), cc: read("cc", true, &others.cc), bcc: read("bcc", true, &others.bcc) }
}

/// The same of an action of a channel: only emails have them.
pub(super) fn of_action(
    context: &WorkflowContext<'_>,
    section: &Section<'_>,
    channel: Option<Channel>,
    of_stage: &Recipients,
) -> Recipients {
    if channel.is_some_and(|channel| channel != Channel::Email) {
        for key in ["to", "cc", "bcc"] {
            if let Some(field) = section.get(key) {
                let message = format!("only emails have `{key}`");
                field.report_key(Code::KeyConflict, message, "leave it out, or write `channel: email`");
            }
        }
    }
    of(context, section, of_stage)
}

/// One or several.
pub(super) fn list(context: &WorkflowContext<'_>, field: &YamlField<'_>, may_be_owner: bool) -> Vec<Recipient> {
    let entries = field.one_or_list().unwrap_or_default();
    entries.iter().filter_map(|entry| recipient(context, entry, may_be_owner)).collect()
}

fn recipient(context: &WorkflowContext<'_>, field: &YamlField<'_>, may_be_owner: bool) -> Option<Recipient> {
    let text = field.text()?;
    if text.contains('@') {
        return field.email().map(|email| Recipient::Address(email.to_owned()));
    }
    match context.owners.find(text) {
        Some(owner) if may_be_owner => Some(Recipient::Owner(owner)),
        Some(_) => {
            let message = format!("{} is an owner, and `to` names the customer's addresses", quoted(text));
            field.report(
                Code::InvalidValue,
                message,
                Some("name a column of the ledger or an address; owners can get a copy: `cc`".to_owned()),
            );
            None
        }
        None => Some(Recipient::Column(text.to_owned())),
    }
}
