//! One message or sheet: its template filled in, or what takes its place where something is missing.

use super::attachments;
use super::bundle::Bundle;
use super::composer::{Composer, template_for};
use super::escape::{self, Escape};
use super::facts::{MessageFacts, invoices_in_words};
use super::incomplete::{self, Lack};
use super::mail;
use super::placeholders::Placeholder;
use super::render::render;
use super::template::{Template, Templates};
use super::text::Body;
use super::value::plain;
use crate::channel::Channel;
use crate::ledger::Field;
use crate::plan::{Addressees, DueAction};
use crate::report::Dossier;

impl<'a> Composer<'a> {
    /// What is sent for some of the plan's actions ([`super::Drafting::bundles`]). It depends on no other message, so they may be composed in any
    /// order and at once.
    pub fn compose(&self, bundle: &Bundle<'_>) -> Message {
        message(&MessageFacts::new(self, bundle), self.templates)
    }

    /// What the email of a bundle goes without, where that keeps nobody from sending it.
    pub(super) fn without_files(&self, bundle: &Bundle<'_>) -> Option<String> {
        if self.workflow.drafts.attach.required || bundle.bounced {
            return None;
        }
        let facts = MessageFacts::new(self, bundle);
        let without = attachments::without(&facts);
        (!without.is_empty()).then(|| attachments::told(facts.invoice.customer(), &without))
    }

    /// What the file of a message ends with, and whether a page goes with it. Its text is composed only where nothing less tells whether something
    /// is missing.
    pub(super) fn foresee(&self, bundle: &Bundle<'_>) -> (&'static str, bool) {
        let facts = MessageFacts::new(self, bundle);
        if is_complete(&facts, self.templates) {
            return (ending(facts.action.channel), facts.dossier.is_some());
        }
        let message = message(&facts, self.templates);
        (message.ending, message.page.is_some())
    }
}

/// Does a message certainly lack nothing? A template that was checked can be filled in.
fn is_complete(facts: &MessageFacts<'_>, templates: &Templates) -> bool {
    let Some(template) = template_for(facts.action, facts.language(), templates) else { return false };
    let parts = [&template.subject, &template.body];
    let is_there = |placeholder: &Placeholder| facts.is_there(placeholder);
    let leads = |placeholder: &Placeholder| !is_there(placeholder) || escape::is_web_address(&plain(&facts.value(placeholder)));
    let is_shown = || parts.iter().all(|part| !part.opaque && part.unasked.iter().all(is_there) && part.links.iter().all(leads));
    let has_files = || !facts.composer.workflow.drafts.attach.required || attachments::without(facts).is_empty();
    addressee(facts).1.is_none() && has_files() && (!facts.action.channel.is_message() || is_shown())
}

fn ending(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "eml",
        Channel::Letter => "html",
        Channel::Sms => "txt",
        Channel::Call | Channel::Task => "md",
    }
}

/// A draft without a name: that may depend on those of others ([`super::Drafting::name_rest`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) lacks: Vec<Lack>,
    pub(super) ending: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) digest: String,
    pub(super) page: Option<String>,
}

fn message(facts: &MessageFacts<'_>, templates: &Templates) -> Message {
    let action = facts.action;
    let escape = match action.channel {
        Channel::Email => Escape::Email,
        Channel::Sms => Escape::Plain,
        Channel::Letter => Escape::Html,
        Channel::Call | Channel::Task => Escape::Markdown,
    };
    let template = template_for(action, facts.language(), templates);
    let none = Template::default();
    let subject = render(&template.unwrap_or(&none).subject, facts, Escape::Plain);
    let body = render(&template.unwrap_or(&none).body, facts, escape);
    let email = (action.channel == Channel::Email).then(|| Body::read(body.text.trim()));
    let body_text = match &email {
        Some(email) => email.plain(),
        None => format!("{}\n", body.text.trim()),
    };

    let mut lacks: Vec<Lack> = Vec::new();
    if template.is_none() {
        lacks.push(Lack::Template(format!("{}.{}", action.template.as_deref().unwrap_or("default"), action.channel)));
    }
    lacks.extend([&subject, &body].iter().filter_map(|part| part.error.clone()).map(Lack::Broken));
    let (mut to, lack) = addressee(facts);
    lacks.extend(lack);
    if action.channel.is_message() {
        let missing = subject.missing.into_iter().chain(body.missing).map(Lack::Value);
        for lack in missing.chain(body.no_address.into_iter().map(Lack::Link)) {
            if !lacks.iter().any(|other| other.name() == lack.name()) {
                lacks.push(lack);
            }
        }
    }
    let (files, without) = attachments::attachments(facts);
    if facts.composer.workflow.drafts.attach.required {
        lacks.extend(without.into_iter().map(Lack::File));
    }
    let subject = match action.channel {
        Channel::Email => subject.text,
        _ => about(action, facts),
    };
    if lacks.is_empty() {
        let bytes = match email {
            Some(email) => mail::message(facts, &to, &subject, &body_text, &email.html(), files),
            None => body_text.into_bytes(),
        };
        let page = facts.dossier.map(Dossier::html);
        return Message { to, subject, lacks, ending: ending(action.channel), digest: digest_of(&bytes), bytes, page };
    }
    let shown = if action.channel == Channel::Email { subject.as_str() } else { "" };
    let sheet = {
        let shown_text = if action.channel == Channel::Email { body_text.as_str() } else { body.text.as_str() };
        incomplete::complete_this_message(facts, &lacks, &to, shown, shown_text)
    };
    if matches!(lacks.first(), Some(Lack::Address(_) | Lack::Bounced(_))) {
        to.clear();
    }
    Message { to, subject, lacks, ending: "md", digest: digest_of(sheet.as_bytes()), bytes: sheet.into_bytes(), page: None }
}

pub(super) fn digest_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str().to_owned()
}

/// Whom it goes to, and what keeps it from going there.
fn addressee(facts: &MessageFacts<'_>) -> (String, Option<Lack>) {
    let field = |field| facts.field(field).into_owned();
    match facts.action.channel {
        Channel::Email => {
            let Addressees { to, dropped, wrong } = facts.addressees();
            match (to.as_slice(), wrong) {
                ([], Some((cell, why))) => (escape::clean(cell).into_owned(), Some(Lack::Address(why))),
                ([], None) if !dropped.is_empty() => (String::new(), Some(Lack::Bounced(escape::clean(&dropped.join(", ")).into_owned()))),
                ([], None) => (String::new(), Some(Lack::Address("there is none"))),
                (to, _) => (to.join(", "), facts.copies().err().map(Lack::Copy)),
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
fn about(action: &DueAction, facts: &MessageFacts<'_>) -> String {
    let task = action.id.task();
    format!("{}: {}", escape::clean(task), invoices_in_words(facts))
}
