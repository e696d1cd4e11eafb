//! Emails as unsent drafts: RFC 5322 messages that a mail program opens for sending.

use super::escape::clean;
use super::facts::Facts;
use crate::ledger::Field;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;

/// The hour of the day, UTC, that a draft carries; when it is sent, the mail program puts its own in.
const HOUR: i64 = 8;
/// The longest name and subject that a header carries, in characters.
const LONGEST_NAME: usize = 100;
const LONGEST_SUBJECT: usize = 200;

/// The one plain address that a text holds, or why it holds none.
pub(super) fn address(text: &str) -> Result<&str, &'static str> {
    let text = text.trim();
    let of_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    match text.split_once('@') {
        _ if text.is_empty() => Err("there is none"),
        _ if text.matches('@').count() > 1 && text.contains([',', ';', ' ']) => Err("there is more than one"),
        Some((local, domain))
            if (1..=64).contains(&local.len())
                && text.len() <= 254
                && local.bytes().all(of_local)
                && local.split('.').all(|part| !part.is_empty())
                && domain.contains('.')
                && domain.split('.').all(is_label) =>
        {
            Ok(text)
        }
        _ => Err("it is not a plain address like name@example.com"),
    }
}

/// The bytes of an unsent email. `to` is an address that [`address`] has passed.
pub(super) fn message(facts: &Facts<'_>, to: &str, subject: &str, body: &str) -> Vec<u8> {
    let from = from(facts);
    let domain = from.as_ref().and_then(|(_, email)| email.split_once('@')).map_or("collect.invalid", |(_, domain)| domain);
    // The same action is the same message, however often it is drafted.
    let id = blake3::hash(facts.action.id.as_bytes()).to_hex();
    let contact =
        [Field::Contact, Field::CustomerName].into_iter().map(|field| facts.invoice.field(field)).find(|name| !clean(name).is_empty());
    let mut message =
        MessageBuilder::new().date(i64::from(facts.as_of.number()) * 86_400 + HOUR * 3600).message_id(format!("{}@{domain}", &id[..32]));
    if let Some((name, email)) = from {
        message = message.from(mailbox(name, email));
    }
    message =
        message.to(mailbox(contact.unwrap_or_default(), to)).subject(header(subject, LONGEST_SUBJECT)).header("X-Unsent", Raw::new("1"));
    if facts.automated {
        message = message.header("Auto-Submitted", Raw::new("auto-generated"));
    }
    let mut bytes = Vec::new();
    message.text_body(body.replace('\n', "\r\n")).serialize(&mut bytes);
    bytes
}

/// Who writes: a person for what they own, the company for the rest. `None` where no address is known; the mail program
/// then puts in the one that it sends from.
fn from<'a>(facts: &Facts<'a>) -> Option<(&'a str, &'a str)> {
    let sender = facts.sender;
    let company = if sender.name.is_empty() { &sender.company } else { &sender.name };
    let owner = address(facts.owner_email).ok().map(|email| (facts.owner_name, email));
    let sender = address(&sender.email).ok().map(|email| (company.as_str(), email));
    if facts.automated { sender.or(owner) } else { owner.or(sender) }
}

fn mailbox(name: &str, email: &str) -> Address<'static> {
    let name = header(name, LONGEST_NAME);
    Address::new_address((!name.is_empty()).then_some(name), email.to_owned())
}

/// A header's text: one line without control characters, of bounded length.
fn header(text: &str, longest: usize) -> String {
    let line = clean(text);
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn one_plain_address_and_nothing_else() {
        for good in ["a@b.example", " ap+x@mail.b-c.example ", "o'neil@b.example"] {
            assert_eq!(address(good), Ok(good.trim()), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a@b.example\r\nBcc: c@d.example",
            "<a@b.example>",
            "a@b..example",
            ".a@b.example",
            "a@-b.example",
            "a@b.example,",
            "\"a\"@b.example",
            "a@b@c.example",
            "ä@b.example",
            "a@[127.0.0.1]",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
        assert_eq!(address("a@b.example; c@d.example"), Err("there is more than one"));
    }
}
