//! What codes and words of mail systems say of an address.

use super::phrases::phrases;

/// How a mail failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// It may still arrive, or a later one will: delayed, mailbox full, server busy.
    Temporary,
    /// There is no such address any more.
    Address,
    /// For good, but because of the message or of who sent it: too large, taken for spam, a policy.
    Message,
}

/// Of an enhanced status (`5.1.1`, RFC 3463) or a reply of SMTP (`550`).
pub(super) fn verdict_of_code(code: &str) -> Option<FailureKind> {
    let code = code.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = code.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    match parts.as_slice() {
        ["4", _, _] => Some(FailureKind::Temporary),
        // A full mailbox is emptied one day, whatever the server calls it.
        ["5", "2", "2"] => Some(FailureKind::Temporary),
        ["5", "1", "0" | "1" | "2" | "3" | "6" | "10"] | ["5", "2", "1"] | ["5", "4", "1" | "310"] => Some(FailureKind::Address),
        // No route, and what says nothing: the words behind it decide.
        ["5", "0", _] | ["5", "4", _] | ["5", "5", _] => None,
        ["5", _, _] => Some(FailureKind::Message),
        [one] if one.len() == 3 => match *one {
            "421" | "450" | "451" | "452" | "454" => Some(FailureKind::Temporary),
            "552" => Some(FailureKind::Temporary),
            "554" => Some(FailureKind::Message),
            _ => None,
        },
        _ => None,
    }
}

/// The first code in a text: an enhanced status, else a reply of SMTP at the start of a sentence.
pub(super) fn first_code(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '#' | '<' | '>' | ';' | ',' | '"' | '[' | ']' | '-' | ':'))
        .collect();
    let is_status = |word: &str| {
        let parts: Vec<&str> = word.split('.').collect();
        let are_numbers = parts.iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        parts.len() == 3 && are_numbers && matches!(parts[0], "2" | "4" | "5")
    };
    let trimmed = |word: &str| word.trim_matches('.').to_owned();
    let status = words.iter().map(|word| trimmed(word)).find(|word| is_status(word));
    status.or_else(|| {
        let is_reply = |word: &str| {
            word.len() == 3
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(word.as_bytes()[0], b'4' | b'5')
                && word.as_bytes()[1] <= b'5'
        };
        words.iter().map(|word| trimmed(word)).find(|word| is_reply(word))
    })
}

/// Of words, as small letters. The most cautious of what they say holds.
pub(super) fn verdict_of_words(folded: &str) -> Option<FailureKind> {
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| folded.contains(phrase));
    // "Delivered temporarily" no more: the last word of a system that has given up.
    let gave_up = [
        "gave up",
        "given up",
        "giving up",
        "permanent error",
        "permanent failure",
        "permanently",
        "permanent fatal",
        "dauerhaft",
        "endgültig",
    ]
    .iter()
    .any(|phrase| folded.contains(phrase));
    if says(phrases("failed-for-now")) && !(gave_up && says(phrases("address-gone"))) {
        return Some(FailureKind::Temporary);
    }
    if says(phrases("address-gone")) {
        return Some(FailureKind::Address);
    }
    says(phrases("message-refused")).then_some(FailureKind::Message)
}
