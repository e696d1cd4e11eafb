//! Which lines of a mail are quoted, and which were written now.

use super::lines::{Ids, must_stay, squeezed};
use super::quoting::{Introduction, attribution, header_block, quoted, separator};
use super::sent::OurText;

/// What a mail's lines are.
#[derive(Debug, Default)]
pub(super) struct Parted {
    pub pieces: Vec<WrittenPiece>,
    /// Lines in a quotation that name an invoice, a day or an amount, and are not ours.
    pub doubtful: Vec<String>,
    /// The subjects of messages that are quoted.
    pub subjects: Vec<String>,
    /// All that is quoted, to find out which of our mails it is.
    pub quoted: Vec<String>,
    /// Does it forward a message?
    pub is_forward: bool,
    /// Is the first message that it quotes one that we did not send?
    pub answers_others: bool,
}

/// Lines that were written in one place, and the line of ours above them, if they answer one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenPiece {
    pub context: Option<String>,
    pub lines: Vec<String>,
}

/// What is known of us and of the mails that may be quoted.
pub(super) struct Known<'k> {
    pub ours: &'k OurText,
    pub ids: &'k Ids,
    pub is_us: &'k dyn Fn(&str) -> bool,
}

/// In whose words a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Written,
    /// Ours, below headers and without marks: answers may stand between its lines.
    Ours,
    Others,
}

/// As many letters as a line of ours needs to be told from what anybody may write; fewer, if it names an invoice, a day or an amount.
const TELLING: usize = 45;
const TELLING_WITH_FACTS: usize = 25;
/// A line of ours between which and the quotation's beginning answers are looked for.
const LANDMARK: usize = 12;

struct Parting<'k> {
    known: &'k Known<'k>,
    parted: Parted,
    voice: Voice,
    above: Option<String>,
    begins_anew: bool,
    /// Does what is marked here come from others, below an introduction that is marked itself?
    marks_others: bool,
}

pub(super) fn parted(text: &str, known: &Known<'_>) -> Parted {
    let lines: Vec<&str> = text.lines().collect();
    let mut parting =
        Parting { known, parted: Parted::default(), voice: Voice::Written, above: None, begins_anew: true, marks_others: false };
    let mut place = 0;
    while place < lines.len() {
        let rest = &lines[place..];
        if let Some(found) = marked_introduction(rest) {
            parting.marks_others = !(known.is_us)(&found.from);
            parting.parted.quoted.extend(rest[..found.lines].iter().filter_map(|line| quoted(line)).map(|(_, words)| words.to_owned()));
            parting.parted.subjects.extend(Some(found.subject).filter(|subject| !subject.is_empty()));
            place += found.lines;
            continue;
        }
        place += match introduction(rest, parting.voice == Voice::Written) {
            Some(found) => parting.introduced(&found, rest),
            None => {
                parting.line(rest);
                1
            }
        };
    }
    parting.parted
}

/// What introduces a message among marked lines: the one that is quoted quotes another.
fn marked_introduction(lines: &[&str]) -> Option<Introduction> {
    let inside: Vec<&str> = lines.iter().take(16).map_while(|line| quoted(line)).map(|(_, words)| words).collect();
    if inside.is_empty() { None } else { header_block(&inside).or_else(|| attribution(&inside, |_| false)) }
}

/// What introduces a message here, with a line between dashes above it.
fn introduction(lines: &[&str], is_written: bool) -> Option<Introduction> {
    if is_written && quoted(lines[0]).is_some() {
        return None;
    }
    let unmarked: Vec<&str> =
        lines.iter().take(16).map(|line| quoted(line).filter(|_| !is_written).map_or(*line, |(_, rest)| rest)).collect();
    if let Some(is_forward) = separator(unmarked[0]) {
        let blank = unmarked[1..].iter().take_while(|line| line.trim().is_empty()).count();
        let inner = header_block(&unmarked[1 + blank..]).or_else(|| attribution(&unmarked[1 + blank..], |line| quoted(line).is_some()));
        let is_bar = unmarked[0].trim().chars().all(|c| c == '_');
        return match inner {
            Some(inner) => Some(Introduction { lines: 1 + blank + inner.lines, is_forward, ..inner }),
            None if is_bar => None,
            None => Some(Introduction { lines: 1, is_forward, ..Introduction::default() }),
        };
    }
    header_block(&unmarked).or_else(|| attribution(&unmarked, |line| quoted(line).is_some()))
}

impl Parting<'_> {
    fn introduced(&mut self, found: &Introduction, rest: &[&str]) -> usize {
        let is_first = self.parted.quoted.is_empty() && self.parted.subjects.is_empty();
        if !found.subject.is_empty() {
            self.parted.subjects.push(found.subject.clone());
        }
        self.parted.is_forward |= found.is_forward;
        let following = rest[found.lines..].iter().find(|line| !line.trim().is_empty());
        let is_marked = following.is_some_and(|line| quoted(line).is_some());
        let is_ours = (self.known.is_us)(&found.from)
            || found.from.is_empty() && following.is_some_and(|line| self.known.ours.is_known() && self.known.ours.holds(line));
        // Of a mail of ours that lies in no outbox nobody knows which lines are ours: then all are taken for it.
        let body = &rest[found.lines..];
        let ends = (1..body.len()).find(|place| introduction(&body[*place..], false).is_some()).unwrap_or(body.len());
        let is_known = body[..ends].iter().any(|line| squeezed(line).len() >= LANDMARK && self.known.ours.holds(line));
        if is_first {
            self.parted.answers_others = !is_ours && !found.from.is_empty();
        }
        self.voice = match (is_marked, is_ours) {
            (true, _) if self.voice == Voice::Written => Voice::Written,
            (_, true) if is_known => Voice::Ours,
            _ => Voice::Others,
        };
        self.above = None;
        self.begins_anew = true;
        found.lines
    }

    fn line(&mut self, rest: &[&str]) {
        let line = rest[0];
        let ours = self.known.ours;
        if let Some((depth, words)) = quoted(line) {
            self.parted.quoted.push(words.to_owned());
            self.begins_anew = true;
            let is_ours = ours.holds(words);
            if let Some(answer) = filled_in(words, ours, self.known.ids).filter(|_| depth == 1 && !is_ours && self.voice != Voice::Others) {
                self.write(&answer);
                self.begins_anew = true;
                return;
            }
            if !words.trim().is_empty() {
                self.above = Some(words.trim().to_owned()).filter(|_| is_ours && depth == 1);
            }
            if depth == 1 && !self.marks_others && !is_ours && ours.is_known() && must_stay(words, self.known.ids) {
                self.parted.doubtful.push(words.trim().to_owned());
            }
            return;
        }
        self.marks_others &= line.trim().is_empty();
        match self.voice {
            Voice::Written if self.is_pasted(line) => self.quote(line),
            Voice::Written => self.write(line),
            Voice::Ours if line.trim().is_empty() => {}
            Voice::Ours if ours.holds(line) => self.quote(line),
            Voice::Ours => {
                let is_between = || rest[1..].iter().any(|later| squeezed(later).len() >= LANDMARK && ours.holds(later));
                if ours.is_known() && (filled_in(line, ours, self.known.ids).is_some() || must_stay(line, self.known.ids) || is_between()) {
                    self.write(line);
                } else {
                    self.parted.quoted.push(line.to_owned());
                }
            }
            Voice::Others => self.parted.quoted.push(line.to_owned()),
        }
    }

    /// Is it a line of ours that stands without marks among what was written?
    fn is_pasted(&self, line: &str) -> bool {
        let letters = squeezed(line).len();
        let tells = letters >= TELLING || letters >= TELLING_WITH_FACTS && must_stay(line, self.known.ids);
        tells && self.known.ours.is_known() && self.known.ours.holds(line)
    }

    fn quote(&mut self, line: &str) {
        self.parted.quoted.push(line.to_owned());
        self.above = Some(line.trim().to_owned());
        self.begins_anew = true;
    }

    fn write(&mut self, line: &str) {
        if line.trim().is_empty() && self.begins_anew {
            return;
        }
        if self.begins_anew || self.parted.pieces.is_empty() {
            self.parted.pieces.push(WrittenPiece { context: self.above.clone(), lines: Vec::new() });
            self.begins_anew = false;
        }
        if let Some(piece) = self.parted.pieces.last_mut() {
            piece.lines.push(line.trim_end().to_owned());
        }
    }
}

/// A line of ours to which an answer was added: `1. We pay on this date: 10 April`.
fn filled_in(line: &str, ours: &OurText, ids: &Ids) -> Option<String> {
    let (asked, answer) = line.rsplit_once([':', '…', '?'])?;
    let is_answered =
        ours.is_known() && squeezed(asked).len() >= LANDMARK && ours.holds(asked) && !answer.trim().is_empty() && !ours.holds(answer);
    (is_answered && (must_stay(answer, ids) || answer.split_whitespace().count() <= 12)).then(|| line.trim().to_owned())
}
