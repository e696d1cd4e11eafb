//! Credits that no column of kinds tells: texts here and there that are known as kinds, texts that begin like those of credits, and numbers such as
//! `CN-2`.

use super::answers::Answers;
use super::beginnings::TellingText;
use super::doubt::Doubt;
use super::kinds::{self, RowKind};
use super::relations::{Relations, Signs};
use super::survey::Survey;
use super::words::names_one_of;
use crate::project::{RowFilter, SignWords};

/// Columns whose texts say nothing of the row: whom it is for, what was sold, how it was paid.
const SAY_NOTHING: &str = "country land pays pais paese region state province language currency segment group industry city method methode metodo \
                           card customer kunde client cliente klant terms product item artikel service status name email type";

/// Rows that may be credits or payments: a column, a text or a beginning with `*`, and how many rows have it.
pub(super) struct OddRows {
    pub place: usize,
    pub text: String,
    pub count: u64,
}

/// Those that texts of free columns tell.
pub(super) fn told(survey: &Survey, is_free: impl Fn(usize) -> bool) -> Vec<OddRows> {
    let places = (0..survey.header.len()).filter(|place| is_free(*place) && !names_one_of(SAY_NOTHING, &survey.header[*place]));
    let mut found = Vec::new();
    for place in places {
        let words = survey.words(place).filter(|(word, _)| kinds::is_odd(word));
        found.extend(words.map(|(word, count)| OddRows { place, text: word.to_owned(), count }));
        let has_words = survey.columns[place].words.is_some();
        let telling = survey.columns[place].telling.iter().filter(|((said, _), _)| *said == TellingText::Credit);
        let telling = telling.filter(|((_, beginning), _)| !(has_words && survey.words(place).any(|(word, _)| word == beginning)));
        found.extend(telling.map(|((_, beginning), count)| OddRows { place, text: format!("{beginning}*"), count: *count }));
    }
    found
}

/// Those that their numbers tell: some have a number as credits have it, and an amount without a minus.
pub(super) fn by_number(place: usize, relations: &Relations) -> Vec<OddRows> {
    let rows = |signs: &Signs| signs.minus + signs.plus;
    let all: u64 = relations.credit_numbers.values().map(rows).sum();
    let odd = relations.credit_numbers.iter().filter(|(_, signs)| signs.plus > 0 && all < relations.rows);
    odd.map(|(beginning, signs)| OddRows { place, text: format!("{beginning}*"), count: rows(signs) }).collect()
}

/// What was answered of such rows: credits get a minus, payments and what is none of the customers' are left out.
/// Error: those that nobody has explained.
pub(super) fn read(survey: &Survey, rows: Vec<OddRows>, answers: &Answers) -> Result<(Option<SignWords>, Vec<RowFilter>), Vec<Doubt>> {
    let (mut sign, mut skip, mut doubts): (Option<SignWords>, Vec<RowFilter>, Vec<Doubt>) = (None, Vec::new(), Vec::new());
    for OddRows { place, text, count } in rows {
        let column = survey.header[place].clone();
        match answers.kind(&text) {
            Some(RowKind::Invoice) => {}
            Some(RowKind::Credit) if sign.as_ref().is_none_or(|sign| sign.column == column) => {
                sign.get_or_insert_with(|| SignWords { column, minus: Vec::new(), plus: Vec::new() }).minus.push(text);
            }
            Some(RowKind::Payment | RowKind::Skip) => match skip.iter_mut().find(|filter| filter.column == column) {
                Some(filter) => filter.texts.push(text),
                None => skip.push(RowFilter { column, texts: vec![text] }),
            },
            _ => doubts.push(Doubt::Kind { column, word: text, count }),
        }
    }
    if doubts.is_empty() { Ok((sign, skip)) } else { Err(doubts) }
}
