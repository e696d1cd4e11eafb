//! The text of an entry, `:86:`, of which each bank has a form of its own. What is in none of them is text.

use super::entry_line::EntryLine;
use super::fields::SwiftField;
use super::{labels, structured};
use crate::bank::entry::{PaymentFacts, ReferenceKind};
use crate::bank::iban::is_iban;

/// Reads the texts of an entry, and gives back the bank's business code, where there is one: `166`.
pub(super) fn read(line: &EntryLine, texts: &[&SwiftField<'_>], payment: &mut PaymentFacts) -> Option<String> {
    let mut code = None;
    let mut free: Vec<String> = Vec::new();
    for field in texts {
        if field.tag == "NS" {
            read_numbered(field, payment);
        } else if let Some(text) = structured::StructuredText::of(field) {
            code = text.code.clone().or(code);
            text.read(payment);
        } else {
            free.push(joined(field));
        }
    }
    let (in_free, supplement) = (free.first_mut(), line.supplement.as_deref());
    if line.is_padded {
        payment.party.account = payment.party.account.take().or_else(|| line.customer_reference.clone());
        payment.party.name = payment.party.name.take().or_else(|| line.supplement.clone());
    } else if let (Some(text), Some(name), Some(account)) = (in_free, supplement, &line.customer_reference)
        && let Some(rest) = text.strip_prefix(account.as_str()).and_then(|rest| strip_words(rest, name))
    {
        // The text begins with what `:61:` has: account and name of the other side.
        (payment.party.account, payment.party.name) = (Some(account.clone()), Some(name.to_owned()));
        *text = rest.to_owned();
    } else if let Some(note) = supplement {
        payment.note(note);
    }
    for text in free {
        read_free(&text, payment);
    }
    code
}

/// What follows a name at the beginning of a text, however it is spaced.
fn strip_words<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text.trim_start();
    for word in name.split_whitespace() {
        rest = rest.strip_prefix(word)?.trim_start();
    }
    Some(rest)
}

/// Reads a text of one line by the keys in it, or as it is.
pub fn read_free(text: &str, payment: &mut PaymentFacts) {
    if labels::read_slashed(text, payment) || labels::read_labelled(text, payment) || structured::read_keys(text, payment) {
        return;
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    if is_iban(first) && payment.party.account.is_none() {
        payment.party.account = Some(first.to_owned());
    }
    payment.remit(text);
}

/// The lines of a text in one. Lines that are full are broken within words, others between them.
pub(super) fn joined(field: &SwiftField<'_>) -> String {
    let mut text = String::new();
    for (place, line) in field.lines.iter().enumerate() {
        text.push_str(line);
        let is_last = place + 1 == field.lines.len();
        if !is_last && !is_full(field, place) {
            text.push(' ');
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does a line have all the characters that a line can have: 65, with the tag or without it?
pub(super) fn is_full(field: &SwiftField<'_>, place: usize) -> bool {
    const WIDTH: usize = 65;
    let length = |lines: &[&str]| lines.get(place).map_or(0, |line| line.chars().count());
    length(&field.lines) == WIDTH || length(&field.raw) == WIDTH
}

/// `:NS:`, in which each line begins with the number of its meaning.
fn read_numbered(field: &SwiftField<'_>, payment: &mut PaymentFacts) {
    let mut name = String::new();
    for line in &field.lines {
        let Some((number, text)) = line.split_at_checked(2) else { continue };
        match number.parse::<u8>() {
            Ok(1..=14) => payment.remit(text),
            Ok(15 | 16) => name = format!("{name} {text}"),
            Ok(17) => payment.note(text),
            Ok(18) => payment.refer(ReferenceKind::Batch, text),
            _ => {}
        }
    }
    let name = name.trim();
    if !name.is_empty() {
        payment.party.name = Some(name.to_owned());
    }
}
