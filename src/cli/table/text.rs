//! Text by its width on a screen.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More marks than this on one letter are left out: they take no column, but a thousand of them fill a screen.
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
mod tests;
