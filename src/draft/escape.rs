//! Text from a ledger made harmless for the place it is put into.

use std::borrow::Cow;
use std::fmt::Write;

/// The longest text of one cell that a message shows, in characters.
const LONGEST: usize = 1000;

/// Stands for `|` in a value of an email. No value has it: [`clean`] takes control characters out.
pub(super) const BAR: char = '\u{1}';

/// What kind of text a message is.
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

/// Appends a value to a message.
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
mod tests {
    use super::*;

    fn escaped(before: &str, value: &str, escape: Escape) -> String {
        let mut out = before.to_owned();
        push(&mut out, value, escape);
        out.split_off(before.len())
    }

    #[test]
    fn a_cell_becomes_one_line_that_shows_all_it_has() {
        assert_eq!(clean("Acme"), "Acme");
        assert_eq!(clean(" Acme\r\n\tLtd\0 "), "Acme Ltd");
        assert_eq!(clean("gpj.\u{202E}exe\u{2066}\u{200B}"), "gpj.exe");
        assert_eq!(clean("\u{202E}"), "");
        assert_eq!(clean(&"é".repeat(9000)), format!("{}…", "é".repeat(LONGEST)));
    }

    #[test]
    fn a_word_of_a_command_runs_nothing() {
        assert_eq!(word("INV-7/second-notice/email/1").as_deref(), Some("INV-7/second-notice/email/1"));
        assert_eq!(word("RE 2026/07 (é)").as_deref(), Some("\"RE 2026/07 (é)\""));
        assert_eq!((word("A_7").as_deref(), word("A@2/b").as_deref()), (Some("A_7"), Some("\"A@2/b\"")));
        for harmful in [
            "", "-rf", "a;b", "a\"b", "a'b", "$(a)", "a`b`", "a|b", "a&b", "a>b", "a\\b", "a*", "_a", "a_", "%a%", "!a", "~a", "[a]",
            "a\nb",
        ] {
            assert_eq!(word(harmful), None, "{harmful}");
        }
    }

    #[test]
    fn markup_of_a_value_stays_text() {
        assert_eq!(escaped("", "<b a='1'>&\"", Escape::Html), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
        assert_eq!(
            escaped("x ", "a|b *c* [d](e) <f> INV_7_b _g_ &lt;", Escape::Markdown),
            r"a\|b \*c\* \[d\](e) \<f\> INV_7_b \_g\_ \&lt;"
        );
        assert_eq!(escaped("x ", "# 1. - no", Escape::Markdown), "# 1. - no");
        assert_eq!(escaped("x\n", "# a", Escape::Markdown), r"\# a");
        assert_eq!(escaped("x\n", "12. a", Escape::Markdown), r"12\. a");
        assert_eq!(escaped("x\n", "- a", Escape::Markdown), r"\- a");
    }
}
