//! Where a text names invoices and addresses.

use super::Candidate;
use crate::address;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Masked {
    Invoice(usize),
    Stranger,
    Address,
    Link,
}

#[derive(Clone, Debug)]
pub(super) struct Mask {
    pub start: usize,
    pub end: usize,
    pub what: Masked,
}

/// The places of invoices, addresses and links, from the first to the last; none lies in another.
pub(super) fn masks(text: &str, candidates: &[Candidate]) -> Vec<Mask> {
    let mut found = addresses(text);
    let shapes: Vec<IdShape> = candidates.iter().map(|candidate| IdShape::of(&candidate.id)).collect();
    let free = |found: &[Mask], start: usize, end: usize| !found.iter().any(|mask| start < mask.end && mask.start < end);
    for piece in pieces(text) {
        for part in piece.parts(text, &shapes) {
            if free(&found, part.start, part.end) {
                found.push(part);
            }
        }
    }
    found.sort_by_key(|mask| mask.start);
    found
}

fn addresses(text: &str) -> Vec<Mask> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '[' | ']' | '"')) {
        let at = start;
        start += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        let after_scheme = word.strip_prefix("mailto:").unwrap_or(word);
        let plain = after_scheme.trim_end_matches(['.', ':', '!', '?', '\'']).trim_start_matches(['\'', ':']);
        let from = at + word.len() - after_scheme.len() + (after_scheme.len() - after_scheme.trim_start_matches(['\'', ':']).len());
        if plain.contains('@') && address::plain(plain).is_ok() {
            found.push(Mask { start: from, end: from + plain.len(), what: Masked::Address });
        } else if word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") {
            found.push(Mask { start: at, end: at + word.trim_end_matches(['.', '!', '?']).len(), what: Masked::Link });
        }
    }
    found
}

/// An id as it is compared: its letters and its digits.
struct IdShape {
    letters: String,
    digits: String,
}

impl IdShape {
    fn of(id: &str) -> IdShape {
        IdShape {
            letters: id.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect(),
            digits: id.chars().filter(char::is_ascii_digit).collect(),
        }
    }
}

/// A run of digits with what stands before it.
struct Piece {
    /// Where letters that may be the prefix of an id begin; `start` if there are none.
    prefix: usize,
    start: usize,
    end: usize,
}

/// Runs of digits, with `-`, `/` and the like between them, and the letters before.
fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit() || matches!(bytes[at], b'-' | b'/' | b'_') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        {
            at += 1;
        }
        let before = text[..start].trim_end_matches(['-', '_', ' ', '/', '.', '#', '\u{a0}']);
        let letters = before.chars().rev().take_while(|c| c.is_ascii_alphabetic()).count();
        let close = start - before.len() <= 1;
        let prefix = if close && (1..=5).contains(&letters) { before.len() - letters } else { start };
        found.push(Piece { prefix, start, end: at });
    }
    found
}

impl Piece {
    fn parts(&self, text: &str, shapes: &[IdShape]) -> Vec<Mask> {
        let letters: String = text[self.prefix..self.start].chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let digits: String = text[self.start..self.end].chars().filter(char::is_ascii_digit).collect();
        let is_of_ledger = |letters: &str| !letters.is_empty() && shapes.iter().any(|shape| shape.letters == letters);
        // `PO-30502` is another's number.
        if !letters.is_empty() && !is_of_ledger(&letters) && text[..self.start].ends_with(['-', '_', '/']) {
            return Vec::new();
        }
        if let Some(which) = shapes.iter().position(|shape| shape.digits == digits && (shape.letters == letters || digits.len() >= 4)) {
            let start = if shapes[which].letters == letters { self.prefix } else { self.start };
            return vec![Mask { start, end: self.end, what: Masked::Invoice(which) }];
        }
        // `20421/20422`, `20421/22`
        let text_of = &text[self.start..self.end];
        if text_of.contains(['/', '-']) {
            let (mut found, mut at, mut last) = (Vec::new(), self.start, None);
            for part in text_of.split(['/', '-']) {
                let which = shapes.iter().position(|shape| shape.digits == part && part.len() >= 4).or_else(|| {
                    let full = last.map(|which: usize| &shapes[which].digits).filter(|full| full.len() > part.len() && part.len() >= 2)?;
                    let full = format!("{}{part}", &full[..full.len() - part.len()]);
                    shapes.iter().position(|shape| shape.digits == full)
                });
                if let Some(which) = which {
                    let start = if at == self.start && is_of_ledger(&letters) { self.prefix } else { at };
                    found.push(Mask { start, end: at + part.len(), what: Masked::Invoice(which) });
                    last = Some(which);
                } else if last.is_some() {
                    found.push(Mask { start: at, end: at + part.len(), what: Masked::Stranger });
                }
                at += part.len() + 1;
            }
            return found;
        }
        if is_of_ledger(&letters) && digits.len() >= 3 {
            return vec![Mask { start: self.prefix, end: self.end, what: Masked::Stranger }];
        }
        if self.is_amount_or_date(text) {
            return Vec::new();
        }
        // The last digits, where only one invoice has them.
        let mut ending = shapes
            .iter()
            .enumerate()
            .filter(|(_, shape)| digits.len() >= 3 && shape.digits.len() > digits.len() && shape.digits.ends_with(&digits));
        if let (Some((which, _)), None) = (ending.next(), ending.next()) {
            return vec![Mask { start: self.start, end: self.end, what: Masked::Invoice(which) }];
        }
        let alike = |shape: &IdShape| digits.len() >= 5 && shape.digits.len() == digits.len() && shape.digits.get(..2) == digits.get(..2);
        if letters.is_empty() && shapes.iter().any(alike) {
            return vec![Mask { start: self.start, end: self.end, what: Masked::Stranger }];
        }
        Vec::new()
    }

    /// Does a sign, a currency or a unit stand beside it, or a separator with more digits?
    fn is_amount_or_date(&self, text: &str) -> bool {
        let before = text[..self.start].trim_end();
        let after = text[self.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let word: String = after.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let unit = matches!(
            word.as_str(),
            "eur"
                | "euro"
                | "euros"
                | "gbp"
                | "usd"
                | "chf"
                | "days"
                | "tage"
                | "tagen"
                | "jours"
                | "dias"
                | "días"
                | "dagen"
                | "giorni"
                | "dollars"
                | "pounds"
                | "franken"
        );
        let directly = text[self.end..].chars().next();
        let more = text[self.end..].strip_prefix(['.', ',', '\'', '’']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let part_of_word = directly.is_some_and(char::is_alphabetic)
            || before.len() == self.start && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ','));
        let currency =
            before.ends_with(['€', '$', '£', '+']) || ["eur", "chf", "usd", "gbp"].iter().any(|code| before.to_lowercase().ends_with(code));
        unit || more || part_of_word || currency || after.starts_with(['€', '$', '£', '%'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn named(text: &str) -> Vec<(String, Masked)> {
        let candidate = |id: &str| Candidate {
            id: id.to_owned(),
            balance: 100,
            currency: Currency::from_code("EUR").unwrap(),
            open: true,
            due: None,
            in_thread: true,
        };
        let candidates = ["RE-30417", "RE-30418", "RE-30502"].map(candidate);
        masks(text, &candidates).into_iter().map(|mask| (text[mask.start..mask.end].to_owned(), mask.what)).collect()
    }

    #[test]
    fn an_id_is_found_as_people_write_it() {
        for text in ["RE-30502", "re 30502", "RE30502", "30502", "502"] {
            assert_eq!(named(&format!("paid {text} today")), [(text.to_owned(), Masked::Invoice(2))], "{text}");
        }
        assert_eq!(named("30417/418 or RE-30417/30418").len(), 4);
        assert_eq!(named("#30418"), [("30418".to_owned(), Masked::Invoice(1))]);
    }

    #[test]
    fn what_is_like_an_id_is_a_stranger() {
        assert_eq!(named("RE-30777"), [("RE-30777".to_owned(), Masked::Stranger)]);
        assert_eq!(named("30777"), [("30777".to_owned(), Masked::Stranger)]);
    }

    #[test]
    fn amounts_and_days_are_no_ids() {
        assert_eq!(named("502 EUR, 1.502,00, 418 days, € 417, vendor 330502, XY-502a, PO-30502"), []);
    }

    #[test]
    fn addresses_are_whole() {
        assert_eq!(named("to <ana.30502@firm.example>."), [("ana.30502@firm.example".to_owned(), Masked::Address)]);
    }
}
