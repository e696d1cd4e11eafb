//! Finding the ledger's own ids in what payers write.
//!
//! The text is cut into runs of letters and digits. Neighbouring runs put together are looked up under the keys that the ids have, so that the
//! work grows with the text and not with the ledger.

use super::check_digits::{StructuredReference, carried, endings};
use super::folding::misread;
use super::masks::{MaskedText, is_bare_date};
use super::shapes::{IdKeys, Places, begins_with_a_year, padless, unpadded};

/// How an id was read, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdReading {
    AsItIs,
    Structured(StructuredReferenceKind),
    OtherSeparators,
    PaddingLost,
    Continued,
    Misread,
    PrefixLost,
    Bare,
}

/// [`StructuredReference`] with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructuredReferenceKind(pub StructuredReference);

impl PartialOrd for StructuredReferenceKind {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StructuredReferenceKind {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0 as u8).cmp(&(other.0 as u8))
    }
}

/// An id that a text names; several places where several ids have the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundId {
    pub places: Places,
    pub reading: IdReading,
    /// The words it was read from.
    pub words: String,
}

struct TextRun {
    begin: usize,
    end: usize,
    is_digits: bool,
    is_masked: bool,
    is_used: bool,
}

/// So many runs may be one id: `I N V - 2 0 …` of a scan is cut into more than an id has.
const MOST_RUNS: usize = 12;

/// All ids that a text names.
pub fn find(text: &str, keys: &IdKeys) -> Vec<FoundId> {
    let mut search = IdSearch::new(text, keys);
    search.all(Pass::Whole);
    search.all(Pass::Changed);
    search.all(Pass::Bare);
    search.found.sort_by_key(|(begin, _)| *begin);
    let mut ids: Vec<FoundId> = Vec::new();
    for (_, found) in search.found {
        match ids.iter_mut().find(|known| known.places == found.places) {
            Some(known) => known.reading = known.reading.min(found.reading),
            None => ids.push(found),
        }
    }
    ids
}

/// The ids that a field for structured references carries, or a text that is one.
pub fn find_structured(field: &str, is_field: bool, keys: &IdKeys, by_reference: &hashbrown::HashMap<String, Places>) -> Vec<FoundId> {
    let mut found = Vec::new();
    for (kind, carried) in carried(field, is_field) {
        let reading = IdReading::Structured(StructuredReferenceKind(kind));
        let whole: String = field.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_uppercase()).collect();
        let own =
            [whole.as_str(), unpadded(&whole), carried.as_str(), unpadded(&carried)].into_iter().find_map(|key| by_reference.get(key));
        let whole_ids = [&keys.compact, &keys.behind];
        let by_end = |map: &'_ hashbrown::HashMap<String, Places>| {
            endings(&carried).find_map(|end| map.get(end).filter(|places| places.len() == 1)).cloned()
        };
        let looked_up = own.cloned().or_else(|| whole_ids.into_iter().find_map(by_end)).map(|places| (places, reading));
        // The last digits alone may be those of another number.
        let looked_up = looked_up.or_else(|| by_end(&keys.bare).map(|places| (places, IdReading::Bare)));
        if let Some((places, reading)) = looked_up {
            let id = FoundId { places, reading, words: field.trim().to_owned() };
            if !found.iter().any(|known: &FoundId| known.places == id.places) {
                found.push(id);
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Ids with all of their letters and digits.
    Whole,
    /// Padding, prefix or single characters changed.
    Changed,
    Bare,
}

struct IdSearch<'k> {
    keys: &'k IdKeys,
    text: MaskedText,
    runs: Vec<TextRun>,
    found: Vec<(usize, FoundId)>,
}

impl<'k> IdSearch<'k> {
    fn new(text: &str, keys: &'k IdKeys) -> IdSearch<'k> {
        let text = MaskedText::new(text);
        let mut runs: Vec<TextRun> = Vec::new();
        for (at, char) in text.chars.iter().enumerate().filter(|(_, char)| char.is_alphanumeric()) {
            let (is_digits, is_masked) = (char.is_ascii_digit(), text.is_masked[at]);
            match runs.last_mut().filter(|last| last.end == at && last.is_digits == is_digits && last.is_masked == is_masked) {
                Some(last) => last.end = at + 1,
                None => runs.push(TextRun { begin: at, end: at + 1, is_digits, is_masked, is_used: false }),
            }
        }
        IdSearch { keys, text, runs, found: Vec::new() }
    }

    fn run(&self, place: usize) -> String {
        let run = &self.runs[place];
        self.text.chars[run.begin..run.end].iter().collect()
    }

    /// May a run be joined to the one before it? A few marks and blanks may stand between, and no words.
    fn joins(&self, place: usize) -> bool {
        let between = &self.text.chars[self.runs[place - 1].end..self.runs[place].begin];
        between.len() <= 3 && between.iter().all(|char| matches!(char, ' ' | '-' | '/' | '.' | '_' | '#' | ':' | '\\' | '–' | '\n' | '\''))
    }

    fn all(&mut self, pass: Pass) {
        let mut start = 0;
        while start < self.runs.len() {
            start = match self.at(start, pass) {
                Some((end, id)) => {
                    self.runs[start..end].iter_mut().for_each(|run| run.is_used = true);
                    let begin = self.runs[start].begin;
                    let head = id.clone();
                    self.found.push((begin, id));
                    if pass == Pass::Bare { end } else { self.continued(&head, end) }
                }
                None => start + 1,
            };
        }
    }

    /// The best id that begins with a run: where it ends.
    fn at(&self, start: usize, pass: Pass) -> Option<(usize, FoundId)> {
        let (mut joined, mut spaced) = (String::new(), 0);
        let mut parts: Vec<(String, bool)> = Vec::new();
        let mut best: Option<(IdReading, usize, usize, &Places)> = None;
        for end in start..self.runs.len().min(start + MOST_RUNS) {
            let run = &self.runs[end];
            // What is masked may still be the middle of an id that is there as a whole: `RE-2026-04-12`.
            if run.is_used
                || (run.is_masked && (pass != Pass::Whole || (end == start && run.is_digits)))
                || (end > start && !self.joins(end))
            {
                break;
            }
            let mut text = self.run(end);
            let is_glued = self.runs.get(end + 1).is_some_and(|next| next.begin == run.end);
            if end == start
                && is_glued
                && !run.is_digits
                && let Some(prefix) = self.keys.prefix_at_the_end(&text)
            {
                text = prefix.to_owned();
            }
            spaced += usize::from(end > start && self.text.chars[self.runs[end - 1].end..run.begin].contains(&' '));
            joined.push_str(&text);
            parts.push((text, run.is_digits));
            if joined.len() > self.keys.longest + 8 {
                break;
            }
            if let Some((reading, places)) = self.looked_up(&joined, &parts, pass) {
                let is_better = best.is_none_or(|(known, _, blanks, _)| (reading, blanks) <= (known, spaced) || reading < known);
                if is_better {
                    best = Some((reading, end + 1, spaced, places));
                }
            }
        }
        let (reading, end, _, places) = best?;
        let words: String = self.text.chars[self.runs[start].begin..self.runs[end - 1].end].iter().collect();
        let is_as_it_is = reading == IdReading::OtherSeparators && places.iter().any(|place| self.keys.written[*place as usize] == words);
        let reading = if is_as_it_is { IdReading::AsItIs } else { reading };
        Some((end, FoundId { places: places.clone(), reading, words }))
    }

    fn looked_up(&self, joined: &str, parts: &[(String, bool)], pass: Pass) -> Option<(IdReading, &'k Places)> {
        let keys = self.keys;
        let begins_with_digits = parts[0].1;
        match pass {
            Pass::Whole => {
                let whole = keys.compact.get(joined).or_else(|| {
                    // A day glued to the end.
                    let (last, is_digits) = parts.last()?;
                    let cut = [6, 8].into_iter().find_map(|length| {
                        let at = last.len().checked_sub(length).filter(|at| *is_digits && *at > 0)?;
                        is_bare_date(last.get(at..)?).then(|| &joined[..joined.len() - length])
                    })?;
                    keys.compact.get(cut)
                });
                whole.map(|places| (IdReading::OtherSeparators, places))
            }
            Pass::Changed => {
                let split = |parts: &[(String, bool)]| {
                    let split = parts.iter().flat_map(|(text, is_digits)| {
                        let at = if *is_digits && begins_with_a_year(text) { 4 } else { 0 };
                        let (year, rest) = text.split_at(at);
                        [(year, true), (rest, *is_digits)].into_iter().filter(|(text, _)| !text.is_empty())
                    });
                    padless(split)
                };
                let misread_key = || -> String { joined.chars().map(misread).collect() };
                let padless_key = split(parts);
                let in_padless = keys.padless.get(&padless_key).map(|places| (IdReading::PaddingLost, places));
                let behind = || {
                    let is_long = joined.len() >= 5 && begins_with_digits;
                    let places = keys.behind.get(joined).or_else(|| keys.behind_padless.get(&padless_key));
                    places.filter(|_| is_long).map(|places| (IdReading::PrefixLost, places))
                };
                let misread = || {
                    let has_digits = joined.bytes().any(|byte| byte.is_ascii_digit());
                    keys.misread.get(&misread_key()).filter(|_| has_digits).map(|places| (IdReading::Misread, places))
                };
                in_padless.or_else(misread).or_else(behind)
            }
            Pass::Bare => {
                let [(number, true)] = parts else { return None };
                if is_bare_date(number) && number.len() > 6 {
                    return None;
                }
                keys.bare.get(unpadded(number)).map(|places| (IdReading::Bare, places))
            }
        }
    }

    /// Numbers behind an id that continue it: `417/418`, `+ 00501`, `bis 419`. Where they end.
    fn continued(&mut self, head: &FoundId, mut next: usize) -> usize {
        let [place] = head.places.as_slice() else { return next };
        let (mut compact, mut length) = self.keys.ids[*place as usize].clone();
        loop {
            let Some((number, is_range)) = self.connected(next) else { return next };
            // What is an id of its own continues nothing.
            if [Pass::Whole, Pass::Changed].into_iter().any(|pass| self.at(number, pass).is_some()) {
                return next;
            }
            let end = number + 1;
            let digits = self.run(number);
            if digits.len() > length || digits.len() > compact.len() || (digits.len() < 2 && length > 1 && !self.is_close(next, number)) {
                return next;
            }
            let Some(head_of_key) = compact.get(..compact.len() - digits.len()) else { return next };
            let key = format!("{head_of_key}{digits}");
            let Some([place]) = self.keys.compact.get(&key).map(Vec::as_slice) else { return next };
            let words = format!("{} {digits}", head.words);
            let mut places = Vec::new();
            if is_range {
                places.extend(self.between(&compact, &key, length));
            }
            places.push(*place);
            for place in places {
                let id = FoundId { places: vec![place], reading: IdReading::Continued, words: words.clone() };
                self.found.push((self.runs[number].begin, id));
            }
            self.runs[next..end].iter_mut().for_each(|run| run.is_used = true);
            (compact, length) = (key, digits.len().max(length));
            next = end;
        }
    }

    /// The run of a number that is connected to what stands before a run, and whether it ends a range.
    fn connected(&self, next: usize) -> Option<(usize, bool)> {
        let run = self.runs.get(next).filter(|run| next > 0 && !run.is_masked && !run.is_used)?;
        let between = &self.text.chars[self.runs[next - 1].end..run.begin];
        let is_mark = |char: &char| matches!(char, ' ' | '+' | '/' | ',' | ';' | '&' | '\n');
        if run.is_digits {
            let is_dash = |char: &char| matches!(char, '-' | '–');
            if between.iter().any(is_dash) && between.iter().all(|char| is_dash(char) || *char == ' ') {
                return Some((next, true));
            }
            return (!between.is_empty() && between.len() <= 4 && between.iter().all(is_mark)).then_some((next, false));
        }
        const AND: [&str; 9] = ["UND", "U", "AND", "ET", "Y", "E", "EN", "PLUS", "SOWIE"];
        const TO: [&str; 7] = ["BIS", "TO", "TILL", "THROUGH", "TOT", "AL", "HASTA"];
        let word = self.run(next);
        let is_range = TO.contains(&word.as_str());
        let number = self.runs.get(next + 1).filter(|run| run.is_digits && !run.is_masked && !run.is_used)?;
        let behind = &self.text.chars[run.end..number.begin];
        let is_blank = behind.iter().all(|char| matches!(char, ' ' | '.' | '\n'));
        (is_blank && (is_range || AND.contains(&word.as_str()))).then_some((next + 1, is_range))
    }

    /// Is a number connected without a blank?
    fn is_close(&self, next: usize, number: usize) -> bool {
        next == number && !self.text.chars[self.runs[next - 1].end..self.runs[next].begin].contains(&' ')
    }

    /// The ids between two of the same form, without both.
    fn between(&self, from: &str, to: &str, length: usize) -> Vec<u32> {
        const MOST: u64 = 50;
        let number = |id: &str| id.get(id.len().checked_sub(length)?..)?.parse::<u64>().ok();
        let (Some(from), Some(last)) = (number(from), number(to)) else { return Vec::new() };
        if last <= from || last - from > MOST {
            return Vec::new();
        }
        let Some(head) = to.get(..to.len() - length) else { return Vec::new() };
        let key = |number: u64| format!("{head}{number:0length$}");
        (from + 1..last).filter_map(|number| self.keys.compact.get(&key(number))?.first().copied()).collect()
    }
}
