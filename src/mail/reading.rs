//! A mail from its bytes. mail-parser takes apart what RFC 5322 and MIME describe; what is chosen from it is decided here.

use super::html::page_text;
use super::identity::digest;
use super::{InnerMail, Mail, Party};
use crate::calendar::Day;
use mail_parser::{Addr, Address, DateTime, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::fmt;

/// The largest mail that is read, in bytes.
pub const LARGEST: usize = 50 << 20;
/// A mail that says it was written that many days before or after it arrived has a wrong clock.
const CLOCK_MAY_BE_OFF: i64 = 7;
const DEEPEST: usize = 8;

/// Why a file is no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFault {
    Empty,
    TooLarge,
    NoHeaders,
}

impl fmt::Display for MailFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MailFault::Empty => "it is empty",
            MailFault::TooLarge => "it is larger than 50 MiB",
            MailFault::NoHeaders => "it is no mail: it does not begin with headers such as From and Subject",
        })
    }
}

/// Reads a mail. Whatever is odd about it is read as far as it goes; only what is no mail at all is refused.
pub fn read_mail(bytes: &[u8]) -> Result<Mail, MailFault> {
    if bytes.len() > LARGEST {
        return Err(MailFault::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(MailFault::Empty);
    }
    // Old programs of the Mac end their lines with this character alone.
    let of_mac: Option<Vec<u8>> =
        (!bytes.contains(&b'\n')).then(|| bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect());
    let bytes = of_mac.as_deref().unwrap_or(bytes);
    let message = MessageParser::default().parse(bytes).filter(is_message).ok_or(MailFault::NoHeaders)?;
    let mut mail = Mail {
        headers: message.headers_raw().map(|(name, text)| (name.to_ascii_lowercase(), on_one_line(text))).collect(),
        from: first_party(message.from()).unwrap_or_default(),
        reply_to: first_party(message.reply_to()),
        to: [message.to(), message.cc()].into_iter().flatten().flat_map(Address::iter).filter_map(party).collect(),
        subject: subject(&message),
        sent: sent_on(&message),
        kind: kind_of(message.root_part()),
        ..Mail::default()
    };
    mail.message_id = ids(mail.header("message-id").unwrap_or_default()).pop().unwrap_or_default();
    mail.in_reply_to = ids(mail.header("in-reply-to").unwrap_or_default());
    mail.references = ids(mail.header("references").unwrap_or_default());
    add_bodies(&mut mail, &message);
    add_parts(&mut mail, &message, 0);
    mail.digest = digest(&mail);
    Ok(mail)
}

/// Has it one of the headers that a mail cannot do without? A text file may have a line with a colon.
fn is_message(message: &Message<'_>) -> bool {
    let needed = [HeaderName::From, HeaderName::Subject, HeaderName::Date, HeaderName::MessageId, HeaderName::Received, HeaderName::To];
    message.headers().iter().any(|header| needed.contains(&header.name))
}

/// The subject; where a mail program did not encode it, it is in windows-1252 if it is not in UTF-8.
fn subject(message: &Message<'_>) -> String {
    let decoded = on_one_line(message.subject().unwrap_or_default());
    let header = message.headers().iter().find(|header| header.name == HeaderName::Subject);
    match header.and_then(|header| message.raw_message.get(header.offset_start as usize..header.offset_end as usize)) {
        Some(raw) if decoded.contains('\u{fffd}') && std::str::from_utf8(raw).is_err() => {
            on_one_line(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0)
        }
        _ => decoded,
    }
}

/// A header as one line, its encoded words as they are.
fn on_one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn party(addr: &Addr<'_>) -> Option<Party> {
    let address = addr.address.as_deref().unwrap_or_default().trim().trim_matches(['<', '>']).to_lowercase();
    let name = on_one_line(addr.name.as_deref().unwrap_or_default());
    (!address.is_empty() || !name.is_empty()).then_some(Party { name, address })
}

fn first_party(address: Option<&Address<'_>>) -> Option<Party> {
    address?.iter().find_map(party)
}

fn day(moment: &DateTime) -> Option<Day> {
    // Before there was mail of this kind, or far from now: a clock that was never set.
    (1995..=2200).contains(&moment.year).then(|| Day::from_ymd(i32::from(moment.year), moment.month.into(), moment.day.into()))?
}

fn sent_on(message: &Message<'_>) -> Option<Day> {
    let written = message.date().and_then(day);
    // The topmost line is that of the server which took the mail in last: our own.
    let arrived = message.received_all().next().and_then(|received| received.date.as_ref()).and_then(day);
    match (written, arrived) {
        (Some(written), Some(arrived)) => {
            let apart = (i64::from(written.number()) - i64::from(arrived.number())).abs();
            Some(if apart > CLOCK_MAY_BE_OFF { arrived } else { written })
        }
        (written, arrived) => written.or(arrived),
    }
}

/// The ids in a header: what stands in angle brackets, or words with an at sign where nothing does.
pub(super) fn ids(header: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((id, after)) = after.split_once('>') else { break };
        found.push(id.split_whitespace().collect());
        rest = after;
    }
    if found.is_empty() {
        found = header.split([' ', ',', ';']).filter(|word| word.contains('@')).map(str::to_owned).collect();
    }
    found.retain(|id| !id.is_empty());
    found
}

fn kind_of(part: &MessagePart<'_>) -> String {
    let Some(kind) = part.content_type() else { return String::new() };
    let kind = format!("{}/{}", kind.c_type, kind.c_subtype.as_deref().unwrap_or_default());
    kind.to_ascii_lowercase()
}

fn add_bodies(mail: &mut Mail, message: &Message<'_>) {
    let is_report = |part: &&MessagePart<'_>| is_for_machines(&kind_of(part));
    let mut texts: Vec<String> = message
        .text_bodies()
        .filter(|part| !is_report(part))
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(as_text(part, text, message)),
            _ => None,
        })
        .collect();
    let pages: Vec<_> = message
        .html_bodies()
        .filter_map(|part| match &part.body {
            PartType::Html(page) => Some(page_text(page)),
            _ => None,
        })
        .collect();
    if texts.is_empty() && pages.is_empty() {
        texts = loose_texts(message);
        mail.damaged |= texts.iter().any(|text| !text.trim().is_empty());
    }
    let page = pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>().join("\n");
    mail.struck_out = pages.iter().map(|page| page.struck_out.trim()).filter(|struck| !struck.is_empty()).collect::<Vec<_>>().join("\n");
    mail.hidden = pages.iter().map(|page| page.hidden.trim()).filter(|hidden| !hidden.is_empty()).collect::<Vec<_>>().join("\n");
    let text = plain(&texts.join("\n"));
    let page = plain(&page);
    mail.damaged |= message.parts.iter().any(|part| part.is_encoding_problem) || text.contains('\u{fffd}');
    match (is_written(&text), is_written(&page)) {
        (true, true) => (mail.text, mail.page) = (text, Some(page)),
        (false, true) => mail.text = page,
        _ => mail.text = text,
    }
}

/// The texts of a mail that was cut off, or whose parts have no boundary: nothing says which of them is its body.
fn loose_texts(message: &Message<'_>) -> Vec<String> {
    let is_body = |part: &&MessagePart<'_>| part.attachment_name().is_none() && !is_for_machines(&kind_of(part));
    let text = |part: &MessagePart<'_>| match &part.body {
        PartType::Text(text) if kind_of(part) == "text/html" => Some(page_text(text).text),
        PartType::Text(text) => Some(as_text(part, text, message)),
        PartType::Binary(bytes) if kind_of(part).starts_with("multipart/") => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    };
    message.parts.iter().filter(is_body).filter_map(text).collect()
}

/// Is there more than the note that another part is to be read?
fn is_written(text: &str) -> bool {
    let folded = text.trim().to_lowercase();
    let is_note = folded.lines().count() <= 3
        && folded.contains("html")
        && ["view", "support", "anzeig", "affich", "client"].iter().any(|word| folded.contains(word));
    !folded.is_empty() && !is_note
}

/// The text of a part. Where no charset is named, mail programs mean UTF-8 or windows-1252.
fn as_text(part: &MessagePart<'_>, decoded: &str, message: &Message<'_>) -> String {
    let names_charset = part.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    let is_plain = matches!(part.encoding, mail_parser::Encoding::None);
    if !names_charset && is_plain && decoded.contains('\u{fffd}') {
        let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0.into_owned();
    }
    decoded.to_owned()
}

/// Lines that end alike, without what is there to mislead: characters of no width, and those that turn the direction of reading.
fn plain(text: &str) -> String {
    let is_unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
            || (c.is_control() && !matches!(c, '\n' | '\t'))
    };
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !is_unseen(*c)).collect()
}

fn is_for_machines(kind: &str) -> bool {
    matches!(
        kind,
        "message/delivery-status"
            | "message/disposition-notification"
            | "message/global-delivery-status"
            | "text/rfc822-headers"
            | "message/rfc822-headers"
            | "message/feedback-report"
            | "text/calendar"
    )
}

fn add_parts(mail: &mut Mail, message: &Message<'_>, depth: usize) {
    for part in &message.parts {
        let kind = kind_of(part);
        let content = match &part.body {
            PartType::Text(text) | PartType::Html(text) => text.to_string(),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            PartType::Message(inner) => {
                mail.inside.push(inner_mail(inner));
                if depth < DEEPEST {
                    let mut deeper = Mail::default();
                    add_parts(&mut deeper, inner, depth + 1);
                    mail.inside.append(&mut deeper.inside);
                }
                continue;
            }
            PartType::Multipart(_) => continue,
        };
        if kind.ends_with("rfc822-headers") {
            mail.inside.extend(MessageParser::default().parse(content.as_bytes()).as_ref().map(inner_mail));
        }
        if is_for_machines(&kind) {
            mail.reports.push(plain(&content));
        } else if part.attachment_name().is_some() || !kind.is_empty() && !kind.starts_with("text/") && !kind.starts_with("multipart/") {
            mail.attached.push(part.attachment_name().map_or(kind, on_one_line));
        }
    }
}

fn inner_mail(message: &Message<'_>) -> InnerMail {
    let header =
        |name: &str| message.headers_raw().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, text)| on_one_line(text));
    InnerMail {
        message_id: ids(&header("message-id").unwrap_or_default()).pop().unwrap_or_default(),
        from: first_party(message.from()).unwrap_or_default().address,
        to: message.to().into_iter().flat_map(Address::iter).filter_map(party).map(|to| to.address).collect(),
        subject: on_one_line(message.subject().unwrap_or_default()),
    }
}
