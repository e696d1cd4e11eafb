//! What is sent: the messages, call sheets and task sheets of a plan, as bytes ready to be written.
//!
//! Templates are read and checked once ([`Templates`]); after that nothing can fail. A message that lacks something becomes a
//! sheet that asks a person to complete it, so that every due action has its draft and no customer reads "Dear ,".

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
mod tree;
mod value;

pub use manifest::{COLUMNS, manifest};
pub use template::Templates;

use crate::channel::Channel;
use crate::ledger::{Events, Field};
use crate::plan::{ActionKind, DueAction, Plan};
use crate::sender::Sender;
use crate::workflow::Workflow;
use escape::Escape;
use facts::Facts;
use naming::Naming;
use sheet::Lack;
use template::Template;

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

/// The drafts of a plan: one for each action that is due, in the plan's order; none for what is withheld.
pub fn drafts(plan: &Plan, workflow: &Workflow, events: &Events, sender: &Sender, templates: &Templates) -> Vec<Draft> {
    let written: Vec<Written> =
        plan.actions.iter().map(|action| write(&Facts::new(plan, action, workflow, events, sender), templates)).collect();
    let namings: Vec<Naming<'_>> = plan
        .actions
        .iter()
        .zip(&written)
        .map(|(action, written)| {
            let invoice = plan.invoices.get(action.invoice);
            let parts = [invoice.customer(), invoice.id(), task_of(action, invoice.id()), action.channel.name()];
            Naming { owner: &action.owner, parts, ending: written.ending, id: &action.id }
        })
        .collect();
    let paths = naming::paths(&namings);
    plan.actions
        .iter()
        .zip(written)
        .zip(paths)
        .map(|((action, written), path)| Draft {
            path,
            action_ids: vec![action.id.clone()],
            channel: action.channel,
            owner: action.owner.clone(),
            customer_id: plan.invoices.get(action.invoice).customer().to_owned(),
            to: written.to,
            subject: written.subject,
            missing: written.lacks.iter().map(Lack::name).collect(),
            digest: blake3::hash(&written.bytes).to_hex().to_string(),
            bytes: written.bytes,
        })
        .collect()
}

/// A draft without a name.
struct Written {
    to: String,
    subject: String,
    lacks: Vec<Lack>,
    ending: &'static str,
    bytes: Vec<u8>,
}

fn write(facts: &Facts<'_>, templates: &Templates) -> Written {
    let action = facts.action;
    let escape = match action.channel {
        Channel::Email | Channel::Sms => Escape::Plain,
        Channel::Letter => Escape::Html,
        Channel::Call | Channel::Task => Escape::Markdown,
    };
    let language = facts.field(Field::Language);
    let template = template_for(action, &language.plain(), templates);
    let none = Template::default();
    let subject = render::render(&template.unwrap_or(&none).subject, facts, Escape::Plain);
    let body = render::render(&template.unwrap_or(&none).body, facts, escape);
    let body_text = format!("{}\n", body.text.trim());

    let mut lacks: Vec<Lack> = Vec::new();
    if template.is_none() {
        lacks.push(Lack::Template(format!("{}.{}", action.template.as_deref().unwrap_or("default"), action.channel)));
    }
    let (mut to, lack) = addressee(facts);
    lacks.extend(lack);
    if action.channel.is_message() {
        for placeholder in subject.missing.into_iter().chain(body.missing) {
            let lack = Lack::Value(placeholder);
            if !lacks.iter().any(|other| other.name() == lack.name()) {
                lacks.push(lack);
            }
        }
    }
    let subject = match action.channel {
        Channel::Email => subject.text,
        _ => about(action, facts),
    };
    if lacks.is_empty() {
        let (ending, bytes) = match action.channel {
            Channel::Email => ("eml", mail::message(facts, &to, &subject, &body_text)),
            Channel::Letter => ("html", body_text.into_bytes()),
            Channel::Sms => ("txt", body_text.into_bytes()),
            Channel::Call | Channel::Task => ("md", body_text.into_bytes()),
        };
        return Written { to, subject, lacks, ending, bytes };
    }
    let shown = if action.channel == Channel::Email { subject.as_str() } else { "" };
    let sheet = sheet::complete_this_message(facts, &lacks, &to, shown, &body.text);
    if matches!(lacks.first(), Some(Lack::Address(_))) {
        to.clear();
    }
    Written { to, subject, lacks, ending: "md", bytes: sheet.into_bytes() }
}

/// The template that the workflow names, else the one for what the action is about, else the channel's own.
fn template_for<'t>(action: &DueAction, language: &str, templates: &'t Templates) -> Option<&'t Template> {
    if let Some(name) = &action.template {
        return templates.find(Some(name), action.channel, language);
    }
    let about = match action.kind {
        ActionKind::Touch => None,
        ActionKind::Dispute => Some("dispute"),
        ActionKind::Reply => Some("reply"),
        ActionKind::BrokenPromise => Some("broken-promise"),
        ActionKind::ShortPay => Some("short-pay"),
    };
    let own = about.and_then(|name| templates.find(Some(name), action.channel, language));
    own.or_else(|| templates.find(None, action.channel, language))
}

/// Whom it goes to, and what keeps it from going there.
fn addressee(facts: &Facts<'_>) -> (String, Option<Lack>) {
    let field = |field| facts.field(field).plain().into_owned();
    match facts.action.channel {
        Channel::Email => {
            let email = facts.invoice.field(Field::Email);
            match mail::address(email) {
                Ok(address) => (address.to_owned(), None),
                Err(why) => (field(Field::Email), Some(Lack::Address(why))),
            }
        }
        Channel::Sms => {
            let phone = field(Field::Phone);
            let lack = phone.is_empty().then_some(Lack::Number);
            (phone, lack)
        }
        Channel::Call => (field(Field::Phone), None),
        Channel::Letter => (field(Field::CustomerName), None),
        Channel::Task => (String::new(), None),
    }
}

/// What the action is about, for lists.
fn about(action: &DueAction, facts: &Facts<'_>) -> String {
    let task = task_of(action, facts.invoice.id());
    format!("{}: invoice {}", escape::clean(task), facts.field(Field::InvoiceId).plain())
}

/// The stage, or the kind of an override, as the action's id has it after the invoice's.
fn task_of<'a>(action: &'a DueAction, invoice: &str) -> &'a str {
    let tail = action.id.strip_prefix(invoice).unwrap_or(&action.id);
    tail.split('/').nth(1).unwrap_or("action")
}
