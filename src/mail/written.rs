//! What a person wrote this time: a mail's text without what it quotes and what closes it.

use super::closing::{Signer, without_closing};
use super::lines::Ids;
use super::quotation::{Known, parted};
use super::sent::{OurText, SentMail};

/// A part of the text that stands in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The line of ours that it stands below, if it answers one.
    pub answers: Option<String>,
    pub text: String,
}

/// What was written, and what is odd about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenText {
    pub passages: Vec<Passage>,
    /// Quoted lines with an invoice, a day or an amount that we did not write.
    pub doubtful: Vec<String>,
    pub subjects: Vec<String>,
    pub quoted: Vec<String>,
    pub is_forward: bool,
    pub answers_others: bool,
}

impl WrittenText {
    pub fn is_empty(&self) -> bool {
        self.passages.iter().all(|passage| passage.text.trim().is_empty())
    }

    /// All passages, one below the other.
    pub fn text(&self) -> String {
        self.passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// What is known beside the text itself.
pub struct Writer<'w> {
    /// The mails that it may quote.
    pub sent: &'w [&'w SentMail],
    /// The ids of all invoices that may be named.
    pub invoices: &'w [&'w str],
    /// Is this one of us? A name, an address or both, as a quotation names its sender.
    pub is_us: &'w dyn Fn(&str) -> bool,
    pub name: &'w str,
    pub address: &'w str,
    pub company: &'w str,
}

pub fn written(text: &str, writer: &Writer<'_>) -> WrittenText {
    let ours = OurText::new(writer.sent.iter().copied());
    let ids = Ids::new(writer.invoices.iter().copied());
    let parted = parted(text, &Known { ours: &ours, ids: &ids, is_us: writer.is_us });
    let signer = Signer { name: writer.name, address: writer.address, company: writer.company };
    let passages = parted
        .pieces
        .iter()
        .map(|piece| Passage { answers: piece.context.clone(), text: unbroken(&without_closing(piece, &signer, &ids)).trim().to_owned() });
    WrittenText {
        passages: passages.filter(|passage| !passage.text.is_empty()).collect(),
        doubtful: parted.doubtful,
        subjects: parted.subjects,
        quoted: parted.quoted,
        is_forward: parted.is_forward,
        answers_others: parted.answers_others,
    }
}

/// From this length on a line may have been broken by a mail program.
const LIKELY_BROKEN: usize = 58;

/// The text with sentences on one line that a mail program broke. Items of lists stay on lines of their own.
fn unbroken(lines: &[String]) -> String {
    let mut text = String::new();
    let mut before: Option<&str> = None;
    for line in lines {
        let goes_on = before.is_some_and(|before| before.chars().count() >= LIKELY_BROKEN && !before.ends_with(['.', '!', '?', ':', ';']));
        let is_item = line.starts_with(['-', '*', '•', '·', '>', '–'])
            || line.split_once([' ', ')', '.']).is_some_and(|(first, _)| {
                first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit()) && line[first.len()..].starts_with([')', '.'])
            });
        if before.is_some() {
            text.push(if goes_on && !line.is_empty() && !is_item { ' ' } else { '\n' });
        }
        text.push_str(line);
        before = Some(line);
    }
    text
}
