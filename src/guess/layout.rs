//! What must be done to the rows of a file before they are those of a ledger.

use super::answers::Answers;
use super::columns::AssignedColumns;
use super::credits;
use super::doubt::Doubt;
use super::kinds;
use super::relations::{AskedRelations, RelationsLook};
use super::sides;
use super::statuses;
use super::survey::{OpenAgain, Survey};
use super::suspicions::suspicions;
use crate::ledger::reading::{DateFormats, DecimalMark, is_shortened};
use crate::project::{CsvFormat, FileLayout, RowFilter, SeveralRows};

pub(super) struct FoundLayout {
    pub layout: FileLayout,
    /// Is the column of the days of payment none of days on which invoices were settled?
    pub settles_nothing: bool,
}

/// The layout that the file itself shows; it is read a second time for what only several rows show.
/// Error: everything that it leaves open.
pub(super) fn layout(
    survey: &Survey,
    assigned: &AssignedColumns,
    csv: &CsvFormat,
    answers: &Answers,
    open: &mut OpenAgain<'_>,
) -> Result<FoundLayout, Vec<Doubt>> {
    let mut doubts = Vec::new();
    let mut kept = |read: Result<_, Vec<Doubt>>| read.map_err(|wrong| doubts.extend(wrong)).ok();
    let worked_out = &assigned.worked_out;
    let is_free = |place: usize| assigned.is_free(place) && worked_out.paid_amount != Some(place) && worked_out.paid_on != Some(place);
    let side = sides::column(survey, is_free);
    let is_side = |place: usize| side.as_ref().is_some_and(|side| side.place == place);
    let kinds_column = kinds::column(survey, |place| is_free(place) && !is_side(place));
    let of_kinds = kinds_column.map(|column| column.place);
    let documents = kept(kinds::read(survey, kinds_column, answers)).flatten();
    let is_spare = |place: usize| is_free(place) && !is_side(place) && of_kinds != Some(place);
    let statuses = statuses::read(survey, is_spare, answers).map_err(|wrong| doubts.extend(wrong)).unwrap_or_default();
    let odd = if of_kinds.is_some() { Vec::new() } else { credits::told(survey, is_spare) };
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
    let kinds_left_out = layout
        .documents
        .as_ref()
        .and_then(|kinds| Some((survey.place(&kinds.column)?, kinds.skip.iter().chain(&kinds.payment).cloned().collect::<Vec<_>>())));
    let asked = AskedRelations {
        assigned,
        dates: DateFormats::new(&csv.date_formats).unwrap_or_default(),
        decimal: if csv.decimal == ',' { DecimalMark::Comma } else { DecimalMark::Point },
        signs_by: side.as_ref().map(|side| side.place),
        paid: placed(&statuses.settled),
        surely_paid: placed(&statuses.paid),
        partly: placed(&statuses.partly),
        open: placed(&statuses.open),
        left_out: placed(&layout.skip).into_iter().chain(kinds_left_out).collect(),
        odd: odd.iter().map(|rows| (rows.place, rows.text.clone())).collect(),
    };
    let mut look = RelationsLook::new(asked);
    survey.each_row(open, |cell| look.add(cell));
    let relations = look.finish();
    // The day of a payment settles nothing where the status says that something is open.
    let settles_nothing = relations.partly_with_date + relations.open_with_date.count > 0;
    // A column of open amounts says it better, and so does the day on which it was paid where all have one.
    let has_days = assigned.place("settled_date").is_some() && relations.paid_without_date == 0 && !settles_nothing;
    let is_said = assigned.place("open_amount").is_some() || has_days;
    if !is_said {
        layout.settled_when = statuses.settled;
    }
    let has_side = side.is_some();
    match sides::sign(survey, side, &relations, answers) {
        Ok(sign) => layout.sign = sign.or_else(|| sides::signs_behind(survey, assigned)),
        Err(doubt) => doubts.push(doubt),
    }
    if of_kinds.is_none() && !has_side && layout.sign.is_none() {
        // Where such rows have a minus already, there is nothing to ask.
        let positive = odd.into_iter().zip(&relations.signs_of).filter(|(_, signs)| signs.plus > 0).map(|(rows, _)| rows);
        let by_number = assigned.place("invoice_id").into_iter().flat_map(|place| credits::by_number(place, &relations));
        match credits::read(survey, positive.chain(by_number).collect(), answers) {
            Ok((sign, skip)) => {
                layout.sign = sign;
                layout.skip.extend(skip);
            }
            Err(wrong) => doubts.extend(wrong),
        }
    }
    if let Some(repeated) = relations.repeated.as_ref().filter(|_| !assigned.amounts(survey).is_empty()) {
        match answers.rows {
            // What was shortened is alike although it was not.
            _ if is_shortened(&repeated.id) => doubts.push(Doubt::Shortened { example: repeated.id.clone() }),
            Some(amounts) => {
                let by = assigned.place("invoice_id").map(name_of).unwrap_or_default();
                layout.rows = Some(SeveralRows { by, amounts });
            }
            None => doubts.push(Doubt::Rows(repeated.clone())),
        }
    }
    let headings = survey.headings.doubt().filter(|(suspicion, _)| !answers.accepted.contains(suspicion));
    doubts.extend(headings.map(|(suspicion, text)| Doubt::Suspicious { suspicion, text }));
    // Where the amount itself is still asked for, what is open of it is not asked.
    let has_amount = assigned.place("amount").is_some() || worked_out.amount.is_some();
    let says_how_much = assigned.place("open_amount").is_some() || worked_out.paid_amount.is_some() || !has_amount;
    doubts.extend(suspicions(&relations, says_how_much, answers));
    if doubts.is_empty() { Ok(FoundLayout { layout, settles_nothing }) } else { Err(doubts) }
}
