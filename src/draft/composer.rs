//! What messages are made from, and which template each has.

use super::attachments::InvoiceFiles;
use super::placeholders::Placeholder;
use super::template::{Template, Templates};
use crate::action_id::ActionId;
use crate::channel::Channel;
use crate::ledger::Events;
use crate::money::Fx;
use crate::plan::{ActionKind, DueAction, Plan};
use crate::report::Dossier;
use crate::sender::Sender;
use crate::workflow::Workflow;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug)]
pub struct Composer<'a> {
    pub plan: &'a Plan,
    pub workflow: &'a Workflow,
    pub events: &'a Events,
    /// The rates, where amounts of several currencies are to be compared.
    pub fx: Option<&'a Fx>,
    /// What is known of the customers of actions whose sheet [wants it](Composer::wants_dossier), by the actions' ids.
    pub dossiers: &'a BTreeMap<ActionId, Dossier>,
    pub sender: &'a Sender,
    pub templates: &'a Templates,
    /// Where the files of invoices lie.
    pub files: &'a dyn InvoiceFiles,
}

impl Composer<'_> {
    /// Does the sheet of an action show its dossier?
    pub fn wants_dossier(&self, action: &DueAction) -> bool {
        let language = self.plan.languages.of(action.invoice);
        let template = (action.channel == Channel::Task).then(|| template_for(action, language, self.templates)).flatten();
        template.is_some_and(|template| template.body.placeholders.contains(&Placeholder::Dossier))
    }
}

/// The template that the workflow names, else the one for what the action is about, else the channel's own.
pub(super) fn template_for<'t>(action: &DueAction, language: &str, templates: &'t Templates) -> Option<&'t Template> {
    if let Some(name) = &action.template {
        return templates.find(Some(name), action.channel, language);
    }
    let about = match action.kind {
        ActionKind::Touch => None,
        ActionKind::Dispute => Some("dispute"),
        ActionKind::Reply => Some("reply"),
        ActionKind::BrokenPromise => Some("broken-promise"),
        ActionKind::ShortPay => Some("short-pay"),
        ActionKind::Returned => Some("returned"),
    };
    let own = about.and_then(|name| templates.find(Some(name), action.channel, language));
    own.or_else(|| templates.find(None, action.channel, language))
}
