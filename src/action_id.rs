//! The ids of actions: how they are made, read, and listed in a cell.
//!
//! An id is `INVOICE/stage/action/n`, in a later journey `INVOICE@2/stage/action/n`, and for the task of an override `INVOICE/dispute/n`. The id
//! of an invoice may contain all of these signs, so the text alone can be of two invoices: `INV-7@2/due/email/1` is the second journey of `INV-7`, or
//! the first of `INV-7@2`. An [`ActionId`] knows its invoice.

use std::fmt;

/// The words that stand for overrides in the ids of their tasks.
pub const OVERRIDES: [&str; 5] = ["dispute", "reply", "broken-promise", "short-pay", RETURNED];
/// The only one of them that a stage may have as its id: there were such stages before there was the override.
pub const RETURNED: &str = "returned";

/// The id of an action of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId {
    text: String,
    /// So many bytes of the text are the invoice's id.
    invoice: u32,
}

/// What asks for an action, as its id says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedBy<'t> {
    Stage {
        journey: u16,
        stage: &'t str,
        /// The action's id within its stage.
        action: &'t str,
        /// How often it came, from 1.
        occurrence: u32,
    },
    Override {
        /// One of [`OVERRIDES`].
        word: &'t str,
        number: u32,
    },
}

impl<'t> AskedBy<'t> {
    /// Reads what follows the invoice's id and the journey: `escalation/call/1`, `dispute/2`.
    pub fn of(journey: u16, tail: &'t str) -> Option<AskedBy<'t>> {
        let mut parts = tail.split('/');
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
        if parts.next().is_some() {
            return None;
        }
        match third {
            Some(_) if first.is_empty() || second.is_empty() => None,
            Some(occurrence) => Some(AskedBy::Stage { journey, stage: first, action: second, occurrence: count(occurrence)? }),
            None if journey == 1 && OVERRIDES.contains(&first) => Some(AskedBy::Override { word: first, number: count(second)? }),
            None => None,
        }
    }
}

impl ActionId {
    pub fn of_stage(invoice: &str, journey: u16, stage: &str, action: &str, occurrence: u32) -> ActionId {
        let mut buffer = itoa::Buffer::new();
        let occurrence = buffer.format(occurrence);
        let text = match journey {
            ..=1 => [invoice, "/", stage, "/", action, "/", occurrence].concat(),
            _ => [invoice, "@", &journey.to_string(), "/", stage, "/", action, "/", occurrence].concat(),
        };
        ActionId { text, invoice: invoice.len() as u32 }
    }

    /// The id of the task of an override.
    pub fn of_override(invoice: &str, word: &str, number: u32) -> ActionId {
        ActionId { text: [invoice, "/", word, "/", &number.to_string()].concat(), invoice: invoice.len() as u32 }
    }

    /// Reads an id of an action of this invoice.
    pub fn of(invoice: &str, text: &str) -> Option<ActionId> {
        let (journey, tail) = split(text, invoice)?;
        AskedBy::of(journey, tail).map(|_| ActionId { text: text.to_owned(), invoice: invoice.len() as u32 })
    }

    /// Reads an id where nothing tells the invoice. A text that can be of several invoices is the task of an override rather than an action of a
    /// stage, and of a later journey rather than of an invoice with an `@`. [`ActionId::unmistakable`] writes what this reads.
    pub fn read(text: &str) -> Option<ActionId> {
        let (rest, number) = text.rsplit_once('/')?;
        count(number)?;
        let (before, name) = rest.rsplit_once('/')?;
        if OVERRIDES.contains(&name) {
            return Some(ActionId::of_override(&unescaped(before), name, count(number)?)).filter(ActionId::has_invoice);
        }
        let (place, stage) = before.rsplit_once('/')?;
        let (invoice, journey) = journey(place).unwrap_or((place, 1));
        let [invoice, stage, action] = [invoice, stage, name].map(unescaped);
        let id = ActionId::of_stage(&invoice, journey, &stage, &action, count(number)?);
        Some(id).filter(|id| id.has_invoice() && matches!(id.asked_by(), AskedBy::Stage { .. }))
    }

    fn has_invoice(&self) -> bool {
        self.invoice > 0
    }

    /// `INV-7@2/escalation/call/1`
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The id of its invoice.
    pub fn invoice(&self) -> &str {
        &self.text[..self.invoice as usize]
    }

    /// What follows the invoice's id: `/escalation/call/1`, `@2/escalation/call/1`, `/dispute/1`.
    pub fn tail(&self) -> &str {
        &self.text[self.invoice as usize..]
    }

    pub fn asked_by(&self) -> AskedBy<'_> {
        let asked_by = split(&self.text, self.invoice()).and_then(|(journey, tail)| AskedBy::of(journey, tail));
        asked_by.unwrap_or(AskedBy::Override { word: "", number: 0 })
    }

    /// The stage whose action it is.
    pub fn stage(&self) -> Option<&str> {
        match self.asked_by() {
            AskedBy::Stage { stage, .. } => Some(stage),
            AskedBy::Override { .. } => None,
        }
    }

    /// The stage whose action it is, or the word of its override.
    pub fn task(&self) -> &str {
        match self.asked_by() {
            AskedBy::Stage { stage, .. } => stage,
            AskedBy::Override { word, .. } => word,
        }
    }

    /// The id as [`ActionId::read`] reads it back, of the same invoice: as it is or, where that would be read otherwise or contains a `;`, with
    /// some signs as `%` and two hexadecimal digits.
    pub fn unmistakable(&self) -> String {
        const INSIDE: &[char] = &['/', '@'];
        let is_read_back = |text: &String| ActionId::read(text).as_ref() == Some(self);
        let ways = [self.written(&[], false), self.written(INSIDE, false)];
        ways.into_iter().find(is_read_back).unwrap_or_else(|| self.written(INSIDE, true))
    }

    /// The id with some signs of the invoice's escaped; that of an action which is called like an override may be, too.
    fn written(&self, of_invoice: &[char], marks_action: bool) -> String {
        let invoice = escaped(self.invoice(), of_invoice);
        match self.asked_by() {
            AskedBy::Override { word, number } => ActionId::of_override(&invoice, word, number).text,
            AskedBy::Stage { journey, stage, action, occurrence } => {
                let of_action: Vec<char> = action.chars().take(usize::from(marks_action)).collect();
                ActionId::of_stage(&invoice, journey, &escaped(stage, &[]), &escaped(action, &of_action), occurrence).text
            }
        }
    }
}

/// Ids as one cell of a table, with `;` between them.
pub fn to_cell(ids: &[ActionId]) -> String {
    ids.iter().map(ActionId::unmistakable).collect::<Vec<_>>().join(";")
}

/// Ids that stand in one cell.
/// Error: gives back what is no id.
pub fn from_cell(cell: &str) -> Result<Vec<ActionId>, String> {
    let mut ids = Vec::new();
    let mut begun = String::new();
    for part in cell.split(';').filter(|part| !part.is_empty()) {
        begun.push_str(part);
        match ActionId::read(&begun) {
            Some(id) => {
                ids.push(id);
                begun.clear();
            }
            // What has a stage already is not the beginning of an id.
            None if begun.contains('/') => break,
            // Versions before this one did not escape a `;`.
            None => begun.push(';'),
        }
    }
    if begun.is_empty() { Ok(ids) } else { Err(begun.trim_end_matches(';').to_owned()) }
}

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Takes an id apart for an invoice: its journey, and what follows. `None` if it is not of that invoice.
pub fn split<'t>(text: &'t str, invoice: &str) -> Option<(u16, &'t str)> {
    let rest = text.strip_prefix(invoice)?;
    if let Some(tail) = rest.strip_prefix('/') {
        return Some((1, tail));
    }
    let (number, tail) = rest.strip_prefix('@')?.split_once('/')?;
    Some((later(number)?, tail))
}

/// `INV-7@2` as an invoice and a later journey of it.
fn journey(place: &str) -> Option<(&str, u16)> {
    let (invoice, number) = place.rsplit_once('@')?;
    Some((invoice, later(number)?)).filter(|(invoice, _)| !invoice.is_empty())
}

/// The number of a journey after the first, as it is written.
fn later(number: &str) -> Option<u16> {
    number.parse().ok().filter(|n: &u16| *n >= 2 && n.to_string() == number)
}

/// A number from 1, as it is written.
fn count(number: &str) -> Option<u32> {
    number.parse().ok().filter(|_| !number.starts_with(['0', '+']))
}

/// A text in which the `;`, a `%` that would be read as an escape, and these signs are escaped.
fn escaped(text: &str, signs: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == ';' || signs.contains(&c) && c.is_ascii() || c == '%' && digits(&text[at..]).is_some() {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (sign, length) = digits(rest).filter(u8::is_ascii).map_or(('%', 1), |byte| (char::from(byte), 3));
        out.push(sign);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The number behind the `%` that a text begins with, if two hexadecimal digits follow: `%3B`.
fn digits(text: &str) -> Option<u8> {
    let digits = text.get(1..3).filter(|digits| digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')))?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests;
