//! Text from a ledger made harmless: nothing in it moves a cursor, colours a screen or hides.

use std::borrow::Cow;

/// The text on one line, with every character that shows: line breaks and tabs are spaces, and a control, bidi or
/// zero-width character is `U+FFFD`, so that a reader sees that something stood there.
///
/// ```
/// use collect::report::one_line;
/// assert_eq!(one_line("Acme\nGmbH"), "Acme GmbH");
/// assert_eq!(one_line("\u{1b}[2JAcme"), "\u{fffd}[2JAcme");
/// ```
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = text.replace("\r\n", "\n");
    Cow::Owned(shown.chars().map(shown_as).collect())
}

fn shown_as(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_hidden(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Does the character act instead of showing: a control character, one that turns the direction of writing, or one of no
/// width that is not a mark on a letter?
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests;
