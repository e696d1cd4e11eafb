//! What must be done to the rows of a file before they are those of a ledger.

use super::answers::{Answers, Suspicion};
use super::columns::AssignedColumns;
use super::doubt::Doubt;
use super::kinds;
use super::relations::{AskedRelations, Relations, RelationsLook};
use super::statuses;
use super::survey::{OpenAgain, Survey};
use super::suspicions::suspicions;
use super::words::plain;
use crate::ledger::reading::{DateFormats, DecimalMark};
use crate::project::{CsvFormat, FileLayout, RowFilter, SeveralRows, SignWords};

/// The layout that the file itself shows; it is read a second time for what only several rows show.
/// Error: everything that it leaves open.
pub(super) fn layout(
    survey: &Survey,
    assigned: &AssignedColumns,
    csv: &CsvFormat,
    answers: &Answers,
    open: &mut OpenAgain<'_>,
) -> Result<FileLayout, Vec<Doubt>> {
    let mut doubts = Vec::new();
    let mut kept = |read: Result<_, Vec<Doubt>>| read.map_err(|wrong| doubts.extend(wrong)).ok();
    let documents = kept(kinds::read(survey, answers)).flatten();
    let places = statuses::columns(survey, |place| assigned.has(place) || assigned.worked_out.paid_amount == Some(place));
    let statuses = statuses::read(survey, &places, answers).map_err(|wrong| doubts.extend(wrong)).unwrap_or_default();
    let worked_out = &assigned.worked_out;
    let name_of = |place: usize| survey.header[place].clone();
    let mut layout = FileLayout {
        skip: statuses.skip,
        paid_amount: worked_out.paid_amount.map(name_of),
        paid_on: worked_out.paid_on.map(name_of),
        due_date: worked_out.due_date.clone(),
        amount: worked_out.amount.clone(),
        documents,
        ..survey.layout.clone()
    };
    let placed = |filters: &[RowFilter]| {
        filters.iter().filter_map(|filter| Some((survey.place(&filter.column)?, filter.texts.clone()))).collect::<Vec<_>>()
    };
    let side = side(survey);
    let kinds_left_out = layout
        .documents
        .as_ref()
        .and_then(|kinds| Some((survey.place(&kinds.column)?, kinds.skip.iter().chain(&kinds.payment).cloned().collect::<Vec<_>>())));
    let asked = AskedRelations {
        assigned,
        dates: DateFormats::new(&csv.date_formats).unwrap_or_default(),
        decimal: if csv.decimal == ',' { DecimalMark::Comma } else { DecimalMark::Point },
        signs_by: side.as_ref().map(|(place, _)| *place),
        paid: placed(&statuses.settled),
        left_out: placed(&layout.skip).into_iter().chain(kinds_left_out).collect(),
    };
    let mut look = RelationsLook::new(asked);
    survey.each_row(open, |cell| look.add(cell));
    let relations = look.finish();
    // A column of open amounts says it better, and so does the day on which it was paid where all have one.
    let is_said = assigned.place("open_amount").is_some() || (assigned.place("settled_date").is_some() && relations.paid_without_date == 0);
    if !is_said {
        layout.settled_when = statuses.settled;
    }
    match sign(survey, side, &relations, answers) {
        Ok(sign) => layout.sign = sign.or_else(|| signs_behind(survey, assigned)),
        Err(doubt) => doubts.push(doubt),
    }
    if let Some(repeated) = relations.repeated.as_ref().filter(|_| !assigned.amounts(survey).is_empty()) {
        match answers.rows {
            Some(amounts) => {
                let by = assigned.place("invoice_id").map(name_of).unwrap_or_default();
                layout.rows = Some(SeveralRows { by, amounts });
            }
            None => doubts.push(Doubt::Rows(repeated.clone())),
        }
    }
    doubts.extend(suspicions(&relations, answers));
    if doubts.is_empty() { Ok(layout) } else { Err(doubts) }
}

/// Columns that say of an amount whether it is owed or a credit, and words for a credit in them.
const SIDES: &[&str] = &[
    "sollhaben",
    "sollhabenkennzeichen",
    "sh",
    "shkennz",
    "shkz",
    "shkennzeichen",
    "debitcredit",
    "debitcreditind",
    "dc",
    "drcr",
    "debitcreditindicator",
    "sens",
    "debehaber",
];
const CREDITS: [&str; 9] = ["h", "haben", "c", "cr", "credit", "crédit", "k", "haber", "avoir"];

/// The column that says of each row whether it is owed or a credit, and its texts for credits.
fn side(survey: &Survey) -> Option<(usize, Vec<String>)> {
    let is_side = |place: &usize| SIDES.contains(&plain(&survey.header[*place]).as_str());
    let credits = |place: usize| {
        let words = survey.words(place).filter(|(word, _)| CREDITS.contains(&word.to_lowercase().as_str()));
        Some((place, words.map(|(word, _)| word.to_owned()).collect::<Vec<_>>())).filter(|(_, words)| !words.is_empty())
    };
    (0..survey.header.len()).filter(is_side).find_map(credits)
}

/// Which words make an amount less than zero; none where the amounts have a minus already.
/// Error: amounts of both signs beside one word.
fn sign(survey: &Survey, side: Option<(usize, Vec<String>)>, relations: &Relations, answers: &Answers) -> Result<Option<SignWords>, Doubt> {
    let Some((place, words)) = side else { return Ok(None) };
    let (mut minus, column) = (Vec::new(), survey.header[place].clone());
    for word in words {
        let signs = relations.signs.get(&word).copied().unwrap_or_default();
        match (signs.minus, signs.plus) {
            (_, 0) => {}
            (0, _) => minus.push(word),
            _ if answers.accepted.contains(&Suspicion::Signs) => {}
            _ => return Err(Doubt::Signs { column, word, signs }),
        }
    }
    Ok((!minus.is_empty()).then_some(SignWords { column, minus, plus: Vec::new() }))
}

/// Words behind amounts that say which side they are on: `1,250.00 Dr`.
pub(super) fn is_side_word(unit: &str) -> bool {
    let unit = unit.trim_end_matches('.').to_lowercase();
    unit == "dr" || unit == "cr"
}

/// The words behind the amounts, if they are sides.
fn signs_behind(survey: &Survey, assigned: &AssignedColumns) -> Option<SignWords> {
    let place = assigned.place("open_amount").or_else(|| assigned.place("amount"))?;
    let words: Vec<String> = survey.columns[place].amounts.units().iter().filter(|unit| is_side_word(unit)).cloned().collect();
    let (minus, plus): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| word.to_lowercase().starts_with('c'));
    (!minus.is_empty() || !plus.is_empty()).then(|| SignWords { column: survey.header[place].clone(), minus, plus })
}
