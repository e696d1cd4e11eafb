//! Phrases as the tables write them.
//!
//! A phrase is words with spaces between them. `pay*` begins so, `*zahlung` ends so, `a/b` is one of several words, `(the)` may be missing, `..` is
//! up to five other words, and `<n>`, `<day>`, `<weekday>`, `<month>`, `<year>`, `<date>` are read by the tables of numbers and days.

use super::Tongue;
use super::folding::fold;
use super::words::{Token, TokenKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Number,
    Day,
    Weekday,
    Month,
    Year,
    Date,
}

#[derive(Clone, Debug)]
struct Glob {
    text: String,
    open_start: bool,
    open_end: bool,
}

impl Glob {
    fn of(word: &str, tongue: Tongue) -> Glob {
        let (open_start, word) = word.strip_prefix('*').map_or((false, word), |rest| (true, rest));
        let (open_end, word) = word.strip_suffix('*').map_or((false, word), |rest| (true, rest));
        Glob { text: fold(word, tongue), open_start, open_end }
    }

    fn is(&self, word: &str) -> bool {
        match (self.open_start, self.open_end) {
            (false, false) => word == self.text,
            (false, true) => word.starts_with(&self.text),
            (true, false) => word.ends_with(&self.text),
            (true, true) => word.contains(&self.text),
        }
    }
}

#[derive(Clone, Debug)]
enum PhrasePart {
    Word(Vec<Glob>),
    Slot(Slot),
    Gap,
}

/// One way to write a phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase(Vec<PhrasePart>);

/// Reads what stands in a slot at a place: its value and how many tokens it takes.
pub(super) trait SlotReader {
    fn read(&self, slot: Slot, tokens: &[Token], at: usize) -> Option<(i64, usize)>;
}

/// Where a phrase was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hit {
    /// The tokens that it names, without those of its gaps.
    pub tokens: Vec<usize>,
    pub values: Vec<i64>,
}

const LONGEST_GAP: usize = 5;

impl Phrase {
    /// All ways to write a phrase of a table.
    pub(super) fn all(text: &str, tongue: Tongue) -> Vec<Phrase> {
        let mut ways = vec![Vec::new()];
        for word in text.split_whitespace() {
            let optional = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
            let parts = parts_of(optional.unwrap_or(word), tongue);
            let with = ways.iter().map(|way: &Vec<PhrasePart>| way.iter().chain(&parts).cloned().collect());
            let with: Vec<Vec<PhrasePart>> = with.collect();
            if optional.is_some() {
                ways.extend(with);
            } else {
                ways = with;
            }
        }
        ways.into_iter().filter(|way| !way.is_empty()).map(Phrase).collect()
    }

    /// The word that it begins with, if that is one and whole: what an index can find it by.
    pub(super) fn first_words(&self) -> Option<Vec<&str>> {
        let Some(PhrasePart::Word(globs)) = self.0.first() else { return None };
        globs.iter().map(|glob| (!glob.open_start && !glob.open_end).then_some(glob.text.as_str())).collect()
    }

    pub(super) fn at(&self, tokens: &[Token], at: usize, slots: &impl SlotReader) -> Option<Hit> {
        let mut hit = Hit::default();
        matches(&self.0, tokens, at, slots, &mut hit).then_some(hit)
    }
}

fn parts_of(word: &str, tongue: Tongue) -> Vec<PhrasePart> {
    let slot = |slot| vec![PhrasePart::Slot(slot)];
    match word {
        ".." => vec![PhrasePart::Gap],
        "<n>" => slot(Slot::Number),
        "<day>" => slot(Slot::Day),
        "<weekday>" => slot(Slot::Weekday),
        "<month>" => slot(Slot::Month),
        "<year>" => slot(Slot::Year),
        "<date>" => slot(Slot::Date),
        mark if mark.chars().count() == 1 && !mark.starts_with(char::is_alphanumeric) => {
            vec![PhrasePart::Word(vec![Glob { text: mark.to_owned(), open_start: false, open_end: false }])]
        }
        // A hyphen or an apostrophe parts words in texts; so it does here.
        word => {
            let pieces: Vec<&str> = word.split(['-', '\'', '’']).filter(|piece| !piece.is_empty()).collect();
            pieces.into_iter().map(|piece| PhrasePart::Word(piece.split('/').map(|word| Glob::of(word, tongue)).collect())).collect()
        }
    }
}

fn matches(parts: &[PhrasePart], tokens: &[Token], at: usize, slots: &impl SlotReader, hit: &mut Hit) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    match part {
        PhrasePart::Gap => {
            for skipped in 0..=LONGEST_GAP {
                let passed = skipped.checked_sub(1).and_then(|last| tokens.get(at + last));
                // The point of `5. März` ends nothing.
                let is_ordinal = skipped > 1 && tokens.get(at + skipped - 2).is_some_and(|before| before.dotted);
                if passed.is_some_and(|token| {
                    matches!(token.kind, TokenKind::Mark(',' | ';' | ':' | '.' | '!' | '?')) && !(token.is_mark('.') && is_ordinal)
                }) {
                    return false;
                }
                let (named, valued) = (hit.tokens.len(), hit.values.len());
                if matches(rest, tokens, at + skipped, slots, hit) {
                    return true;
                }
                hit.tokens.truncate(named);
                hit.values.truncate(valued);
            }
            false
        }
        PhrasePart::Word(globs) => {
            let Some(token) = tokens.get(at) else { return false };
            let fits = matches!(token.kind, TokenKind::Letters | TokenKind::Figure | TokenKind::Mark(_))
                && globs.iter().any(|glob| glob.is(&token.text));
            fits && {
                hit.tokens.push(at);
                matches(rest, tokens, at + 1, slots, hit)
            }
        }
        PhrasePart::Slot(slot) => {
            let Some((value, taken)) = slots.read(*slot, tokens, at) else { return false };
            hit.tokens.extend(at..at + taken);
            hit.values.push(value);
            matches(rest, tokens, at + taken, slots, hit)
        }
    }
}
