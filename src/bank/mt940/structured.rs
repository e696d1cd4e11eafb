//! Texts in numbered fields, as banks in Germany, Austria and Poland write them: `166?00GUTSCHRIFT?20SVWZ+invoice 4711?32Name`.

use super::dialect::is_full;
use super::fields::SwiftField;
use crate::bank::entry::{PaymentFacts, ReferenceKind};
use std::collections::BTreeMap;

/// Business codes of direct debits and transfers that come back.
pub(super) const RETURNS: [&str; 5] = ["108", "109", "159", "181", "184"];

pub(super) struct StructuredText {
    pub code: Option<String>,
    fields: BTreeMap<u8, String>,
}

impl StructuredText {
    /// `None` where the text has another form. Its mark is the one behind the code, of which banks have several.
    pub fn of(field: &SwiftField<'_>) -> Option<StructuredText> {
        const MARKS: [char; 7] = ['?', '~', '<', '^', '|', '@', '>'];
        let text = unbroken(field);
        let text = text.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (code, rest) = text.split_at(if digits == 3 { 3 } else { 0 });
        let mark = rest.chars().next().filter(|mark| MARKS.contains(mark))?;
        // Without a code the first field has to be one that texts begin with.
        let is_first = |numbers: &[&str]| rest.get(1..3).is_some_and(|number| numbers.contains(&number));
        let is_number = rest.get(1..3).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        if !(is_number && (digits == 3 || is_first(&["00", "10", "20"]))) {
            return None;
        }
        let mut fields: BTreeMap<u8, String> = BTreeMap::new();
        let mut last = None;
        for part in rest.split(mark).skip(1) {
            let number = part.get(..2).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
            match number.and_then(|number| number.parse::<u8>().ok()) {
                Some(number) => {
                    let text = fields.entry(number).or_default();
                    text.push_str(&part[2..]);
                    last = Some(number);
                }
                // A mark that is part of the text.
                None => {
                    if let Some(text) = last.and_then(|number| fields.get_mut(&number)) {
                        text.push(mark);
                        text.push_str(part);
                    }
                }
            }
        }
        Some(StructuredText { code: (digits == 3).then(|| code.to_owned()), fields })
    }

    pub fn read(&self, payment: &mut PaymentFacts) {
        let text = self.joined((20..=29).chain(60..=63));
        if !read_keys(&text, payment) {
            payment.remit(&text);
        }
        let name = self.joined(32..=33);
        let account = [38, 31].iter().find_map(|number| self.field(*number));
        let party = &mut payment.party;
        party.name = Some(name).filter(|name| !name.is_empty()).or(party.name.take());
        party.account = account.map(|account| account.split_whitespace().collect()).or(party.account.take());
        party.bank = self.field(30).or(party.bank.take());
        payment.note(&self.field(0).unwrap_or_default());
        // The reason of a return stands behind the key of the text.
        if self.code.as_deref().is_some_and(|code| RETURNS.contains(&code)) {
            payment.return_reason = self.field(34).or(payment.return_reason.take());
        }
    }

    fn field(&self, number: u8) -> Option<String> {
        let text = self.fields.get(&number)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Several fields as one text. One that is full goes on in the next within a word.
    fn joined(&self, numbers: impl Iterator<Item = u8>) -> String {
        // Fields have 27 characters; some banks fill 26.
        const FULL: usize = 26;
        let mut text = String::new();
        for part in numbers.filter_map(|number| self.fields.get(&number)) {
            text.push_str(part);
            if part.chars().count() < FULL {
                text.push(' ');
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The lines of a text, which are broken within fields, and within words.
fn unbroken(field: &SwiftField<'_>) -> String {
    const WIDTH: usize = 65;
    let mut text = String::new();
    for (place, line) in field.lines.iter().enumerate() {
        // Spaces behind a full line are none of the text.
        let is_longer = line.chars().count() > WIDTH || field.raw.get(place).is_some_and(|raw| raw.chars().count() > WIDTH);
        let line = if is_longer { line.trim_end() } else { line };
        text.push_str(line);
        if place + 1 < field.lines.len() && !is_full(field, place) && is_between_words(line) {
            text.push(' ');
        }
    }
    text
}

/// A short line: was it broken by hand, between words?
fn is_between_words(line: &str) -> bool {
    const SHORT: usize = 50;
    !line.ends_with(' ') && !line.contains('?') && line.chars().count() < SHORT
}

const KEYS: [&str; 19] = [
    "EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC", "PURP", "RREF", "SVCL", "CREF", "ANAM",
    "INFO", "RCMT",
];

/// Reads a text with keys such as `EREF+` and `SVWZ+`, which stand anywhere in it; what stands before the first is text of the payer, too.
/// `false` where it has none.
pub fn read_keys(text: &str, payment: &mut PaymentFacts) -> bool {
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    for (at, _) in text.match_indices(['+', ':']) {
        let key = KEYS.iter().find(|key| text[..at].ends_with(*key) && (text.as_bytes()[at] == b'+' || text[at + 1..].starts_with(' ')));
        if let Some(key) = key {
            let begin = at - key.len();
            // A key begins a word, except where full lines were joined.
            if text[..begin].chars().next_back().is_none_or(|before| !before.is_alphabetic() || before.is_lowercase()) {
                places.push((begin, at + 1, key));
            }
        }
    }
    let Some((first, _, _)) = places.first() else { return false };
    payment.remit(&text[..*first]);
    for (place, (_, begin, key)) in places.iter().enumerate() {
        let end = places.get(place + 1).map_or(text.len(), |(next, _, _)| *next);
        read_key(key, text[*begin..end].trim(), payment);
    }
    true
}

fn read_key(key: &str, value: &str, payment: &mut PaymentFacts) {
    match key {
        "SVWZ" => payment.remit(value),
        // Up to 35 characters; a text without a key of its own may follow.
        "EREF" => payment.refer(ReferenceKind::EndToEnd, head(value, payment.remittance.is_empty())),
        "KREF" | "CREF" => payment.refer(ReferenceKind::Customer, value),
        "MREF" => payment.refer(ReferenceKind::Mandate, value),
        "RREF" => payment.refer(ReferenceKind::Transaction, value),
        "ABWA" | "ABWE" => payment.party.ultimate = Some(value.to_owned()).filter(|name| !name.is_empty()),
        "IBAN" => payment.party.account = Some(value.to_owned()).filter(|number| !number.is_empty()),
        "BIC" => payment.party.bank = Some(value.to_owned()).filter(|code| !code.is_empty()),
        _ => payment.note(&format!("{key}+{value}")),
    }
    if key == "EREF" && payment.remittance.is_empty() && value.contains(' ') {
        payment.remit(value.split_once(' ').map_or("", |(_, rest)| rest));
    }
}

/// The first word of a reference that has a text behind it.
fn head(value: &str, has_no_text: bool) -> &str {
    if has_no_text { value.split_once(' ').map_or(value, |(first, _)| first) } else { value }
}
