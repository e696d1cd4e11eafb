//! Structured references: texts whose check digits say that they were copied right, and the number that they carry.

use super::shapes::unpadded;

/// A kind of structured reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructuredReference {
    /// ISO 11649: `RF18 5390 0754 7034`.
    CreditorReference,
    /// 27 digits, the last of them a check digit (modulo 10, recursive).
    SwissQr,
    /// `+++090/9337/55493+++`, the last two digits modulo 97.
    Belgian,
    /// 4 to 20 digits, weights 7, 3, 1.
    Finnish,
    /// 2 to 25 digits, modulo 10 or modulo 11.
    NorwegianKid,
    /// `SI12` and up to 13 digits, modulo 11.
    Slovenian,
}

impl StructuredReference {
    pub fn name(self) -> &'static str {
        match self {
            StructuredReference::CreditorReference => "creditor reference (ISO 11649)",
            StructuredReference::SwissQr => "Swiss QR reference",
            StructuredReference::Belgian => "Belgian structured communication",
            StructuredReference::Finnish => "Finnish reference number",
            StructuredReference::NorwegianKid => "Norwegian KID",
            StructuredReference::Slovenian => "Slovenian reference",
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

/// The remainder by 97 of a text in which letters stand for 10 to 35.
fn remainder_of_97(text: impl Iterator<Item = u8>) -> u32 {
    text.fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + digit(byte)) % 97,
        _ => (rest * 100 + u32::from(byte.wrapping_sub(b'A')) + 10) % 97,
    })
}

/// `RF`, two check digits and up to 21 letters and digits.
fn is_creditor_reference(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = (5..=25).contains(&bytes.len())
        && text.starts_with("RF")
        && is_digits(&text[2..4])
        && bytes[4..].iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    shape && remainder_of_97(bytes[4..].iter().chain(&bytes[..4]).copied()) == 1
}

fn is_swiss_qr(digits: &str) -> bool {
    const TABLE: [u32; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let Some((body, check)) = digits.split_at_checked(26).filter(|(_, check)| check.len() == 1) else { return false };
    let carry = body.bytes().fold(0, |carry, byte| TABLE[((carry + digit(byte)) % 10) as usize]);
    (10 - carry) % 10 == digit(check.as_bytes()[0])
}

fn is_belgian(digits: &str) -> bool {
    let Some((body, check)) = digits.split_at_checked(10).filter(|(_, check)| check.len() == 2) else { return false };
    let rest = body.bytes().fold(0_u64, |rest, byte| (rest * 10 + u64::from(digit(byte))) % 97);
    let wanted = if rest == 0 { 97 } else { rest };
    check.parse() == Ok(wanted)
}

fn is_finnish(digits: &str) -> bool {
    if !(4..=20).contains(&digits.len()) {
        return false;
    }
    let (body, check) = digits.split_at(digits.len() - 1);
    let weighted = body.bytes().rev().zip([7, 3, 1].into_iter().cycle()).map(|(byte, weight)| digit(byte) * weight);
    (10 - weighted.sum::<u32>() % 10) % 10 == digit(check.as_bytes()[0])
}

/// Modulo 10 as credit cards have it, or modulo 11 with weights 2 to 7, in which a dash stands for 10.
fn is_kid(text: &str) -> bool {
    if !(2..=25).contains(&text.len()) {
        return false;
    }
    let (body, check) = text.split_at(text.len() - 1);
    if !is_digits(body) {
        return false;
    }
    let doubled = body.bytes().rev().zip([2, 1].into_iter().cycle()).map(|(byte, weight)| digit(byte) * weight);
    let luhn = (10 - doubled.map(|product| product / 10 + product % 10).sum::<u32>() % 10) % 10;
    let eleven = (11 - weights_of_eleven(body, 7) % 11) % 11;
    match check {
        "-" => eleven == 10,
        _ => digit(check.as_bytes()[0]) == luhn || digit(check.as_bytes()[0]) == eleven,
    }
}

fn weights_of_eleven(body: &str, last: u32) -> u32 {
    body.bytes().rev().zip((2..=last).cycle()).map(|(byte, weight)| digit(byte) * weight).sum()
}

/// Model 12: the whole number has one check digit. Remainders of 10 and 11 are 0.
fn is_slovenian(digits: &str) -> bool {
    if !(2..=13).contains(&digits.len()) {
        return false;
    }
    let (body, check) = digits.split_at(digits.len() - 1);
    let wanted = 11 - weights_of_eleven(body, 13) % 11;
    digit(check.as_bytes()[0]) == if wanted >= 10 { 0 } else { wanted }
}

/// What a text that is a structured reference carries: letters and digits without check digits. It may be read in several ways; spaces and
/// other marks make no difference. `is_field` says that the bank has it in a field for such references: a number alone is none elsewhere.
pub fn carried(text: &str, is_field: bool) -> Vec<(StructuredReference, String)> {
    use StructuredReference::{Belgian, CreditorReference, Finnish, NorwegianKid, Slovenian, SwissQr};
    let compact: String = text.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_uppercase()).collect();
    let mut found = Vec::new();
    if is_creditor_reference(&compact) {
        found.push((CreditorReference, compact[4..].to_owned()));
    }
    if let Some(digits) = compact.strip_prefix("SI12").filter(|digits| is_digits(digits) && is_slovenian(digits)) {
        found.push((Slovenian, digits[..digits.len() - 1].to_owned()));
    }
    let trimmed = text.trim();
    if is_field && trimmed.strip_suffix('-').is_some_and(is_digits) && is_kid(trimmed) {
        found.push((NorwegianKid, trimmed[..trimmed.len() - 1].to_owned()));
    }
    if !is_digits(&compact) {
        return found;
    }
    let but = |last: usize| compact[..compact.len() - last].to_owned();
    if compact.len() == 27 && is_swiss_qr(&compact) {
        found.push((SwissQr, but(1)));
    }
    let is_marked = (trimmed.starts_with("+++") && trimmed.ends_with("+++")) || (trimmed.starts_with("***") && trimmed.ends_with("***"));
    if (is_field || is_marked) && is_belgian(&compact) {
        found.push((Belgian, but(2)));
    }
    if is_field && is_finnish(&compact) {
        found.push((Finnish, but(1)));
    }
    if is_field && is_kid(&compact) {
        found.push((NorwegianKid, but(1)));
    }
    found
}

/// The parts of a text that may be structured references: between `+++` or `***`, behind `RF` and `SI12`, and 27 digits.
pub fn in_text(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for mark in ["+++", "***"] {
        let mut parts = text.split(mark);
        parts.next();
        found.extend(
            parts.filter(|part| part.chars().filter(char::is_ascii_digit).count() == 12).map(|part| format!("+++{}+++", part.trim())),
        );
    }
    let upper = text.to_uppercase();
    for head in ["RF", "SI12"] {
        for (at, _) in upper.match_indices(head) {
            if upper[..at].ends_with(char::is_alphanumeric) || !upper[at + 2..].starts_with(|char: char| char.is_ascii_digit()) {
                continue;
            }
            // From the longest on, as words behind it may look like a part of it.
            let end = upper[at..]
                .find(|char: char| !char.is_ascii_alphanumeric() && !matches!(char, ' ' | '-'))
                .map_or(upper.len(), |end| at + end);
            let ends: Vec<usize> = upper[at..end].match_indices(' ').map(|(space, _)| at + space).chain([end]).collect();
            let whole = ends.iter().rev().map(|end| &upper[at..*end]).find(|part| !carried(part, false).is_empty());
            found.extend(whole.map(str::to_owned));
        }
    }
    for part in upper.split(|char: char| !char.is_ascii_digit() && char != ' ') {
        if part.chars().filter(char::is_ascii_digit).count() == 27 {
            found.push(part.trim().to_owned());
        }
    }
    found
}

/// The numbers under which the ledger may know what a reference carries: the whole, and its ends. Such numbers often have the customer's before
/// the invoice's.
pub fn endings(carried: &str) -> impl Iterator<Item = &str> {
    const SHORTEST: usize = 4;
    let whole = unpadded(carried);
    let last = if is_digits(whole) { whole.len().saturating_sub(SHORTEST) } else { 0 };
    (0..=last).map(|begin| &whole[begin..])
}

#[cfg(test)]
mod tests;
