//! The sheet that takes the place of a message which cannot be sent as it is.

use super::escape::{self, Escape};
use super::facts::{MessageFacts, invoices_in_words};
use super::placeholders::Placeholder;
use crate::channel::Channel;
use crate::ledger::Field;
use std::fmt::Write;

/// Why a message cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// Its template wants to show something that is empty.
    Value(Placeholder),
    /// Its template links to something that is no web address.
    Link(Placeholder),
    /// There is no address to send it to, for this reason.
    Address(&'static str),
    /// An address that is to get a copy is none, for this reason.
    Copy(&'static str),
    /// A message to this address did not arrive.
    Bounced(String),
    /// There is no number to send it to.
    Number,
    /// There is no template of this name.
    Template(String),
    /// The template cannot be filled in, for this reason.
    Broken(String),
    /// A file that must go with it cannot, for this reason.
    File(String),
}

impl Lack {
    pub fn name(&self) -> String {
        match self {
            Lack::Value(placeholder) | Lack::Link(placeholder) => placeholder.name(),
            Lack::Address(_) | Lack::Bounced(_) => Placeholder::CustomerEmail.name(),
            Lack::Copy(_) => "cc".to_owned(),
            Lack::Number => Placeholder::CustomerPhone.name(),
            Lack::Template(name) => format!("template {name}"),
            Lack::Broken(_) => "template".to_owned(),
            Lack::File(_) => "attachment".to_owned(),
        }
    }

    pub fn explained(&self) -> String {
        match self {
            Lack::Value(placeholder) => format!("{} (from {})", placeholder.name(), placeholder.comes_from()),
            Lack::Link(placeholder) => {
                format!("{}: it does not begin with https://, http:// or mailto: (from {})", placeholder.name(), placeholder.comes_from())
            }
            Lack::Address(why) => format!("an email address to send it to: {why} (from the column email of the invoices)"),
            Lack::Copy(why) => format!("an email address for a copy: {why} (from the column cc of the invoices or customers)"),
            Lack::Bounced(address) => {
                format!("another email address: an email to {address} did not arrive (from the column email of the invoices)")
            }
            Lack::Number => "a phone number to send it to (from the column phone of the invoices)".to_owned(),
            Lack::Template(name) => format!("a template {name}"),
            Lack::File(why) => format!("an attachment. {why}"),
            Lack::Broken(why) => format!("a template that can be filled in: {why}"),
        }
    }
}

/// A Markdown sheet that says what is missing and shows the message with its gaps.
pub(super) fn complete_this_message(facts: &MessageFacts<'_>, lacks: &[Lack], to: &str, subject: &str, body: &str) -> String {
    let mut sheet = String::from("# Complete this message: ");
    let kind = match facts.action.channel {
        Channel::Email => "email",
        Channel::Letter => "letter",
        Channel::Sms => "text message",
        Channel::Call => "call",
        Channel::Task => "task",
    };
    let _ = write!(sheet, "{kind} to ");
    let name = [Field::CustomerName, Field::CustomerId].map(|field| facts.field(field)).into_iter().find(|name| !name.is_empty());
    escape::push(&mut sheet, name.as_deref().unwrap_or_default(), Escape::Markdown);
    sheet.push_str(", ");
    escape::push(&mut sheet, &invoices_in_words(facts), Escape::Markdown);
    sheet.push_str("\n\nIt cannot be sent yet. Missing:\n\n");
    for lack in lacks {
        sheet.push_str("- ");
        escape::push(&mut sheet, &lack.explained(), Escape::Markdown);
        sheet.push('\n');
    }
    sheet.push_str("\nAdd it there and run draft again, or complete the message by hand and send it.\n");
    for (label, text) in [("To", to), ("Subject", subject)] {
        if !text.is_empty() {
            let _ = write!(sheet, "\n{label}: ");
            escape::push(&mut sheet, text, Escape::Markdown);
            sheet.push('\n');
        }
    }
    let text = if facts.action.channel == Channel::Letter { text_of(body) } else { body.to_owned() };
    if !text.trim().is_empty() {
        // A fence longer than any in the message.
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let _ = write!(sheet, "\n{fence}text\n{}\n{fence}\n", text.trim());
    }
    push_how_to_record(facts, &mut sheet);
    sheet
}

/// Says how it is recorded that the message was sent. One to an address at which nothing arrives is held back, and is not recorded.
fn push_how_to_record(facts: &MessageFacts<'_>, sheet: &mut String) {
    if facts.bundle.bounced {
        return;
    }
    sheet.push_str("\nAfter sending it, record it (or use `collect record` for all drafts of the day):\n\n");
    let channel = facts.action.channel;
    for (action, listed) in facts.bundle.actions.iter().zip(facts.named()) {
        match (escape::word(&escape::clean(listed.invoice.id())), escape::word(&escape::clean(action.id.as_str()))) {
            (Some(invoice), Some(action)) => {
                let _ = writeln!(sheet, "    collect log {channel} {invoice} --ref {action}");
            }
            _ => {
                let _ = write!(sheet, "- a touch with the channel {channel} and the ref ");
                escape::push(sheet, &escape::clean(action.id.as_str()), Escape::Markdown);
                sheet.push('\n');
            }
        }
    }
}

/// What a page says, without its markup.
fn text_of(html: &str) -> String {
    let body = html.find("<body").map_or(html, |at| &html[at..]);
    let mut text = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at + 1..at + end];
        if ["br", "/p", "/h1", "/h2", "/div", "/tr", "/li"].iter().any(|breaks| tag.starts_with(breaks)) {
            text.push('\n');
        } else if tag.starts_with("/t") {
            text.push_str("  ");
        }
        rest = &rest[at + end + 1..];
    }
    if !rest.contains('<') {
        text.push_str(rest);
    }
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"), ("&nbsp;", " "), ("&amp;", "&")]
    {
        text = text.replace(entity, character);
    }
    let mut lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn a_page_is_read_without_its_markup() {
        let page = "<html><head><style>p {}</style></head><body>\n<p>Dear A &amp; B,</p>\n\n\n<p>pay<br>now</p></body></html>";
        assert_eq!(text_of(page).trim(), "Dear A & B,\n\npay\nnow");
    }
}
