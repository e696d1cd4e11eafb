//! Text by its width on a screen.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks on one letter beyond this number are left out: they take no column, but a thousand of them fill a screen.
const MOST_MARKS: usize = 4;

pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// How many columns the character takes at most, whatever stands beside it: a variation selector may make its letter wide.
fn columns(c: char) -> usize {
    if matches!(c, '\u{fe00}'..='\u{fe0f}') { 1 } else { c.width().unwrap_or(0) }
}

fn is_mark(c: char) -> bool {
    c.width() == Some(0)
}

/// The text in at most so many columns; what is cut off is an ellipsis.
pub fn truncated(text: &str, most: usize) -> Cow<'_, str> {
    if width(text) <= most && !has_many_marks(text) {
        return Cow::Borrowed(text);
    }
    let fits = width(text) <= most;
    let room = if fits { most } else { most.saturating_sub(1) };
    let mut cut = String::new();
    let (mut used, mut marks) = (0, 0);
    for c in text.chars() {
        used += columns(c);
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if used > room {
            break;
        }
        if marks <= MOST_MARKS {
            cut.push(c);
        }
    }
    if !fits && most > 0 {
        cut.push('…');
    }
    Cow::Owned(cut)
}

fn has_many_marks(text: &str) -> bool {
    let mut marks = 0;
    !text.is_ascii()
        && text.chars().any(|c| {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            marks > MOST_MARKS
        })
}

/// The text in lines of at most so many columns, broken between words, and within a word only where it alone is longer.
pub fn wrapped(text: &str, most: usize) -> Vec<String> {
    let most = most.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let needed = width(word);
        if used > 0 && used + 1 + needed > most {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if needed <= most {
            line.push_str(word);
            used += needed;
            continue;
        }
        for c in word.chars() {
            if used + columns(c) > most && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += columns(c);
        }
    }
    lines.push(line);
    lines
}

/// On a screen no text is longer than so many lines.
const MOST_LINES: usize = 6;

/// The text in lines of at most so many columns; of a very long one only the beginning.
pub fn paragraph(text: &str, most: usize) -> Vec<String> {
    let mut lines = wrapped(&truncated(text, most.saturating_mul(MOST_LINES)), most);
    lines.truncate(MOST_LINES);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_columns_not_by_letters() {
        assert_eq!(truncated("Acme", 4), "Acme");
        assert_eq!(truncated("Acme GmbH", 6), "Acme …");
        assert_eq!(truncated("株式会社", 8), "株式会社");
        assert_eq!(truncated("株式会社", 7), "株式会…");
        assert_eq!(truncated("株式会社", 6), "株式…");
        assert_eq!(truncated("abc", 0), "");
    }

    #[test]
    fn a_letter_drowned_in_marks_keeps_a_few() {
        let drowned = format!("Z{}o", "\u{301}".repeat(1000));
        assert_eq!(truncated(&drowned, 10), format!("Z{}o", "\u{301}".repeat(4)));
        assert_eq!(width(&drowned), 2);
    }

    proptest::proptest! {
        #[test]
        fn what_was_cut_fits(text in r"([ -~]|\p{Han}|\p{Arabic}|\p{M}|\p{Emoji}|[\u{fe00}-\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}]){0,40}", most in 2_usize..40) {
            proptest::prop_assert!(width(&truncated(&text, most)) <= most);
            proptest::prop_assert!(wrapped(&text, most).iter().all(|line| width(line) <= most));
        }
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("株式会社", 4), ["株式", "会社"]);
    }
}
