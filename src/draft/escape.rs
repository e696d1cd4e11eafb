//! Text from a ledger made harmless for the place it is put into.

use std::borrow::Cow;
use std::fmt::Write;

/// The longest text of one cell that a message shows, in characters.
const LONGEST: usize = 1000;

/// Stands for `|` in a value of an email. No value has it: [`clean`] takes control characters out.
pub(super) const BAR: char = '\u{1}';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    Plain,
    /// Plain text in which lines of bars are tables: a bar of a value is [`BAR`] until the table is read.
    Email,
    /// HTML, in text and in quoted attributes.
    Html,
    /// Markdown, in a line or a table cell.
    Markdown,
}

/// One line of text without anything that moves, hides or reorders it: control, bidirectional and invisible characters
/// go, and what is endless is cut.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !c.is_control() && !is_hidden(c);
    if text.len() <= LONGEST && text.trim().len() == text.len() && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len().min(LONGEST * 4));
    let mut characters = 0;
    for word in text.split(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')).map(str::trim).filter(|word| !word.is_empty())
    {
        if characters > 0 {
            line.push(' ');
        }
        for c in word.chars().filter(|c| !is_hidden(*c)) {
            if characters == LONGEST {
                line.push('…');
                return Cow::Owned(line);
            }
            line.push(c);
            characters += 1;
        }
    }
    line.truncate(line.trim_end().len());
    Cow::Owned(line)
}

/// Characters that change the order of others, or are not seen at all.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The text as one word of a command that somebody copies out of a sheet: as it is or, where it has blanks or marks, between quotation
/// marks. `None` for what a shell might run, or Markdown might show otherwise: then there is no command to copy.
pub(super) fn word(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-./:".contains(c);
    let is_harmless = |c: char| is_plain(c) || c.is_alphanumeric() || " @,()#=+".contains(c);
    let within = |(at, c): (usize, char)| {
        // Where it would be an emphasis, Markdown marks it.
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_harmless(c) || (c == '_' && is_letter(text[..at].chars().next_back()) && is_letter(text[at + 1..].chars().next()))
    };
    if text.is_empty() || text.starts_with('-') || !text.char_indices().all(within) {
        return None;
    }
    Some(if text.chars().all(|c| is_plain(c) || c == '_') { text.to_owned() } else { format!("\"{text}\"") })
}

/// May a page lead to the address? Others could run something on the computer of whoever opens the page.
pub(super) fn is_web_address(text: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(scheme)))
}

pub(super) fn push(out: &mut String, value: &str, escape: Escape) {
    match escape {
        Escape::Plain => out.push_str(value),
        Escape::Email => push_runs(out, value, |byte| (byte == b'|').then_some("\u{1}")),
        Escape::Html => push_html(out, value),
        Escape::Markdown => push_markdown(out, value),
    }
}

fn push_html(out: &mut String, value: &str) {
    push_runs(out, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        b'`' => Some("&#96;"),
        _ => None,
    });
}

/// Copies what stands between ASCII characters that something else takes the place of.
fn push_runs(out: &mut String, value: &str, instead: impl Fn(u8) -> Option<&'static str>) {
    let mut start = 0;
    for (at, byte) in value.bytes().enumerate() {
        if let Some(other) = instead(byte) {
            out.push_str(&value[start..at]);
            out.push_str(other);
            start = at + 1;
        }
    }
    out.push_str(&value[start..]);
}

fn push_markdown(out: &mut String, value: &str) {
    let starts_line = out.trim_end_matches(' ').ends_with('\n') || out.is_empty();
    if starts_line {
        // What makes a list, a heading or a quotation at the start of a line.
        let number = value.bytes().take_while(u8::is_ascii_digit).count();
        match value.as_bytes().get(number) {
            Some(b'.' | b')') if number > 0 => {
                let _ = write!(out, "{}\\", &value[..number]);
                return push_inline(out, &value[number..]);
            }
            Some(b'-' | b'+' | b'=' | b'#') if number == 0 => out.push('\\'),
            _ => {}
        }
    }
    push_inline(out, value);
}

fn push_inline(out: &mut String, value: &str) {
    let mut before = ' ';
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // Between letters an underscore is itself, as in a file's name.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next == '#' || next.is_alphanumeric(),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
}

#[cfg(test)]
mod tests;
