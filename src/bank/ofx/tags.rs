//! The tags of a text, each with what stands behind it.

/// A tag and the text up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfxTag<'t> {
    /// In capitals, without a prefix.
    pub name: String,
    pub is_end: bool,
    /// With its entities resolved.
    pub text: String,
    pub line: u32,
    pub column: u32,
    /// Where it begins in the whole text, and where it ends.
    pub begin: usize,
    pub end: usize,
    pub raw: &'t str,
}

pub(super) fn tags(text: &str) -> impl Iterator<Item = OfxTag<'_>> {
    let mut at = next_tag(text, 0);
    let (mut counted, mut line, mut line_begin) = (0, 1_u32, 0);
    std::iter::from_fn(move || {
        let begin = at?;
        for (place, _) in text[counted..begin].match_indices('\n') {
            line += 1;
            line_begin = counted + place + 1;
        }
        counted = begin;
        let end = text[begin..].find('>').map_or(text.len(), |length| begin + length + 1);
        let inner = text[begin + 1..end].trim_end_matches('>');
        let is_end = inner.starts_with('/');
        let name = inner.trim_start_matches('/').trim_end_matches('/').split_whitespace().next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default().to_ascii_uppercase();
        let (behind, next) = content(text, end);
        at = next;
        let column = u32::try_from(text[line_begin..begin].chars().count()).unwrap_or(u32::MAX).saturating_add(1);
        Some(OfxTag { name, is_end, text: resolved(behind), line, column, begin, end, raw: &text[begin..end] })
    })
}

/// The text behind a tag, and where the next tag begins.
fn content(text: &str, from: usize) -> (&str, Option<usize>) {
    if let Some(rest) = text[from..].trim_start().strip_prefix("<![CDATA[") {
        let begin = text.len() - rest.len();
        let end = rest.find("]]>").map_or(text.len(), |length| begin + length);
        return (&text[begin..end], next_tag(text, end));
    }
    let next = next_tag(text, from);
    (&text[from..next.unwrap_or(text.len())], next)
}

/// Where the next tag begins: `<` before a letter or a slash.
fn next_tag(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let at = from + text.get(from..)?.find('<')?;
        let rest = &text[at + 1..];
        if rest.starts_with('/') || rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(at);
        }
        // Declarations and comments are passed over.
        from = if rest.starts_with("!--") { at + rest.find("-->")? + 4 } else { at + 1 };
    }
}

/// `&#1114111;`
const LONGEST_ENTITY: usize = 11;

/// The text on one line, with the entities that banks write; others stay as they are.
fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        let name = end.map(|end| &rest[1..end]);
        match name.and_then(entity) {
            Some(c) => {
                out.push(c);
                rest = &rest[name.map_or(1, |name| name.len() + 2)..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
