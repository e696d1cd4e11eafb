//! Emails as unsent drafts: RFC 5322 messages that a mail program opens for sending.

use super::attachments::Attachment;
use super::copies::Named;
use super::encoded_words::{encoded, looks_encoded};
use super::escape::clean;
use super::facts::MessageFacts;
use crate::action_id::ActionId;
use crate::address::{each, plain};
use crate::ledger::Field;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

/// The hour of the day, UTC, that a draft carries; when it is sent, the mail program puts its own in.
const HOUR: i64 = 8;
/// The longest name and subject that a header carries, in characters.
const LONGEST_NAME: usize = 100;
const LONGEST_SUBJECT: usize = 200;

/// So many earlier messages are named at most, the latest of them.
const LONGEST_THREAD: usize = 20;

/// The bytes of an unsent email that says the same as plain text and as a page. `to` has addresses that [`plain`] has passed.
pub(super) fn message(facts: &MessageFacts<'_>, to: &str, subject: &str, text: &str, page: &str, files: Vec<Attachment>) -> Vec<u8> {
    let from = from(facts);
    let contact =
        [Field::Contact, Field::CustomerName].into_iter().map(|field| facts.invoice.field(field)).find(|name| !clean(name).is_empty());
    let id = message_id(&facts.action.id, &facts.sender.email);
    let mut message = MessageBuilder::new().date(i64::from(facts.as_of.number()) * 86_400 + HOUR * 3600).message_id(id.as_str());
    if let Some((name, email)) = from {
        message = addressed(message, "From", &[mailbox(name, email)]);
    }
    let names = contact.into_iter().chain(std::iter::repeat(""));
    message = addressed(message, "To", &each(to).zip(names).map(|(email, name)| mailbox(name, email)).collect::<Vec<_>>());
    let mut known: Vec<String> = each(to).map(str::to_owned).chain(from.map(|(_, from)| from.to_owned())).collect();
    let copies = facts.copies().unwrap_or_default();
    for (header, copies) in [("Cc", copies.cc), ("Bcc", copies.bcc)] {
        let is_new = |email: &str| known.iter().all(|known| !known.eq_ignore_ascii_case(email));
        let copied: Vec<Mailbox> =
            copies.into_iter().filter(|(_, email)| is_new(email)).map(|(name, email)| mailbox(&name, &email)).collect();
        known.extend(copied.iter().map(|(_, email)| email.clone()));
        if !copied.is_empty() {
            message = addressed(message, header, &copied);
        }
    }
    if let Some(reply_to) = facts.reply_to().and_then(|email| plain(email).ok()) {
        message = addressed(message, "Reply-To", &[mailbox("", reply_to)]);
    }
    let mut before: Vec<String> = facts.sent_before().iter().map(|action| message_id(action, &facts.sender.email)).collect();
    before.retain(|earlier| *earlier != id);
    before.drain(..before.len().saturating_sub(LONGEST_THREAD));
    if let Some(last) = before.last() {
        message = message.in_reply_to(last.as_str()).references(before.as_slice());
    }
    let subject = header(subject, LONGEST_SUBJECT);
    message = if looks_encoded(&subject) { message.header("Subject", Raw::new(encoded(&subject))) } else { message.subject(subject) };
    message = message.header("X-Unsent", Raw::new("1"));
    if facts.automated {
        message = message.header("Auto-Submitted", Raw::new("auto-generated"));
    }
    // With room for the headers, and for what is quoted.
    let mut bytes = Vec::with_capacity(2048 + text.len() + page.len() * 9 / 8);
    let part = |kind: &'static str, text: &str| MimePart::new(ContentType::new(kind).attribute("charset", "utf-8"), lines(text));
    let parts = vec![part("text/plain", text), part("text/html", page)];
    // The boundary holds a digest of what it separates: nothing in there can hold the boundary.
    let mut hasher = blake3::Hasher::new();
    hasher.update(id.as_bytes()).update(text.as_bytes()).update(page.as_bytes());
    let boundary = format!("=_{}", &hasher.finalize().to_hex()[..32]);
    let says = MimePart::new(ContentType::new("multipart/alternative").attribute("boundary", boundary), parts);
    message.body(with_files(says, files, hasher)).serialize(&mut bytes);
    bytes
}

/// What a message says, and the files that go with it.
fn with_files<'m>(says: MimePart<'m>, files: Vec<Attachment>, mut hasher: blake3::Hasher) -> MimePart<'m> {
    if files.is_empty() {
        return says;
    }
    files.iter().for_each(|file| _ = hasher.update(&file.bytes));
    let boundary = format!("=_{}", &hasher.finalize().to_hex()[..32]);
    let attached = files.into_iter().map(|file| MimePart::new(file.kind, file.bytes).attachment(file.name));
    let parts: Vec<MimePart<'_>> = std::iter::once(says).chain(attached).collect();
    MimePart::new(ContentType::new("multipart/mixed").attribute("boundary", boundary), parts)
}

/// Lines that end as those of a message do.
fn lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / 16);
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                lines.push_str(line);
                lines.push_str("\r\n");
            }
            None => lines.push_str(line),
        }
    }
    lines
}

/// The id of the message for an action, without its angle brackets. The same action is the same message, however often it is drafted and
/// whoever sends it; so a later message can name it from the `ref` of the touch that was recorded.
fn message_id(action: &ActionId, sender: &str) -> String {
    let domain = plain(sender).ok().and_then(|email| email.split_once('@')).map_or("collect.invalid", |(_, domain)| domain);
    format!("{}@{domain}", &blake3::hash(action.unmistakable().as_bytes()).to_hex()[..32])
}

/// Who writes: a person for what they own, the company for the rest. `None` where no address is known; the mail program
/// then puts in the one that it sends from.
fn from<'a>(facts: &MessageFacts<'a>) -> Option<(&'a str, &'a str)> {
    let sender = facts.sender;
    let company = if sender.name.is_empty() { &sender.company } else { &sender.name };
    let owner = plain(facts.owner_email).ok().map(|email| (facts.owner_name, email));
    let sender = plain(&sender.email).ok().map(|email| (company.as_str(), email));
    if facts.automated { sender.or(owner) } else { owner.or(sender) }
}

type Mailbox = Named;

fn mailbox(name: &str, email: &str) -> Mailbox {
    (header(name, LONGEST_NAME), email.to_owned())
}

/// The message with a header of addresses. Where a name looks like an encoded word all of them are encoded, so that they are shown as they
/// stand in the ledger.
fn addressed<'m>(message: MessageBuilder<'m>, name: &'static str, mailboxes: &[Mailbox]) -> MessageBuilder<'m> {
    if mailboxes.iter().any(|(name, _)| looks_encoded(name)) {
        let all: Vec<String> =
            mailboxes.iter().map(|(name, email)| format!("{} <{email}>", encoded(name)).trim_start().to_owned()).collect();
        return message.header(name, Raw::new(all.join(", ")));
    }
    let address = |(name, email): &Mailbox| Address::new_address((!name.is_empty()).then(|| name.clone()), email.clone());
    match mailboxes {
        [one] => message.header(name, address(one)),
        several => message.header(name, Address::new_list(several.iter().map(address).collect())),
    }
}

/// A header's text: one line without control characters, of bounded length.
fn header(text: &str, longest: usize) -> String {
    let line = clean(text);
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}
