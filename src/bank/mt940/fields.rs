//! From lines to messages and their fields.

/// The fields that banks send. Other words between colons are text.
const TAGS: [&str; 21] = [
    "13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M", "61", "62F", "62M", "64", "65", "86", "90C", "90D", "NS", "940",
];

#[derive(Clone, Debug)]
pub(super) struct SwiftField<'t> {
    pub tag: &'t str,
    /// Where it begins, from 1.
    pub line: u32,
    /// Its lines without the tag; spaces at their ends are kept.
    pub lines: Vec<&'t str>,
    /// Its lines as they are.
    pub raw: Vec<&'t str>,
}

impl SwiftField<'_> {
    /// Its first line; `None` where it is empty.
    pub fn value(&self) -> Option<String> {
        let value = self.lines.first()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct SwiftMessage<'t> {
    /// Does its envelope say that it is an interim report?
    pub is_942: bool,
    pub fields: Vec<SwiftField<'t>>,
}

/// A line without its end and the control characters that frame messages.
pub(super) fn bare(line: &str) -> &str {
    let is_frame = |c: char| c.is_control() && c != '\t' || c == '\u{feff}';
    line.trim_start_matches(is_frame).trim_end_matches(is_frame)
}

pub(super) fn messages(text: &str) -> Vec<SwiftMessage<'_>> {
    let mut messages: Vec<SwiftMessage<'_>> = Vec::new();
    // What the next message's envelope says, and whether lines still belong to a field.
    let (mut is_942, mut is_open) = (false, false);
    for (number, line) in (1_u32..).zip(lines(text)) {
        let mut line = bare(line);
        if let Some((envelope, rest)) = line.rsplit_once("{4:") {
            is_942 = envelope.contains("O942") || envelope.contains("I942");
            is_open = false;
            line = rest;
        }
        if line == "-" || line.starts_with("-}") {
            is_open = false;
        } else if let Some((tag, rest)) = tagged(line) {
            let is_first = tag == "20" || messages.last().is_none_or(|message| tag == "25" && is_complete(message));
            if is_first {
                messages.push(SwiftMessage { is_942, fields: Vec::new() });
            }
            if let Some(message) = messages.last_mut() {
                message.fields.push(SwiftField { tag, line: number, lines: vec![rest], raw: vec![line] });
            }
            // Such a line stands before the first field.
            is_open = tag != "940";
        } else if is_open
            && !line.starts_with("{1:")
            && let Some(field) = messages.last_mut().and_then(|message| message.fields.last_mut())
        {
            field.lines.push(line);
            field.raw.push(line);
        }
    }
    messages.retain(|message| message.fields.iter().any(|field| field.tag != "940"));
    messages
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    // Some files end their lines with a carriage return alone.
    let only_returns = !text.contains('\n');
    text.split(move |c| if only_returns { c == '\r' } else { c == '\n' })
}

/// Has it an account and a closing balance, so that a further account begins another?
fn is_complete(message: &SwiftMessage<'_>) -> bool {
    let has = |tags: &[&str]| message.fields.iter().any(|field| tags.contains(&field.tag));
    has(&["25", "25P"]) && has(&["62F", "62M", "90C", "90D"])
}

fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.trim_start().strip_prefix(':')?.split_once(':')?;
    TAGS.contains(&tag).then_some((tag, rest))
}
