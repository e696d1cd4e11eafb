//! What is often a mistake, and is asked about.

use super::answers::{Answers, Suspicion};
use super::columns::AssignedColumns;
use super::doubt::{Doubt, counted_rows};
use super::relations::{Example, Relations};
use super::survey::Survey;
use super::units::says_cents;
use super::words::{lists, plain};

/// A doubt for each that was not accepted. `says_how_much`: is there a column of what is open, or of what was paid?
pub(super) fn suspicions(relations: &Relations, says_how_much: bool, answers: &Answers) -> Vec<Doubt> {
    let mut found = Vec::new();
    if let Some(names) = &relations.several_names {
        let several =
            if relations.customers == 1 { "the only id of a customer".to_owned() } else { format!("the id {:?} of a customer", names.of) };
        let text = format!(
            "{several} has several names, such as {:?} and {:?} ({}): it may be no customer's id; \
             if the names are the customers, use --column \"customer_id=NAME\" with the column of the names",
            names.first,
            names.second,
            counted_rows(names.count)
        );
        found.push((Suspicion::CustomerNames, text));
    }
    if let Some(zeros) = &relations.zeros {
        let text = format!(
            "ids of customers differ by zeros before them only, such as {:?} and {:?} ({}): a spreadsheet removes such zeros, \
             so they may be the same customer; export the file anew without opening it in a spreadsheet",
            zeros.first,
            zeros.second,
            counted_rows(zeros.count)
        );
        found.push((Suspicion::LeadingZeros, text));
    }
    if let Some(late) = &relations.issued_late {
        let text = format!(
            "{} {} issued after the due date, such as {:?}: issued {:?}, due {:?}; the columns or the format of the dates may be wrong",
            counted_rows(late.count),
            if late.count == 1 { "is" } else { "are" },
            late.of,
            late.first,
            late.second
        );
        found.push((Suspicion::IssuedAfterDue, text));
    }
    let rows = |example: &Example| {
        let are = if example.count == 1 { "is" } else { "are" };
        (example.count > 0).then(|| (format!("{} {are}", counted_rows(example.count)), example.id.clone(), example.text.clone()))
    };
    if let Some((rows, id, _)) = rows(&relations.paid_in_part).filter(|_| !says_how_much) {
        let text = format!(
            "{rows} paid in part by the status, such as {id:?}, and no column says how much: they would count as open in full; \
             export the file with the open amounts, or name their column with --column \"open_amount=NAME\""
        );
        found.push((Suspicion::PartlyPaid, text));
    }
    if let Some((rows, id, open)) = rows(&relations.paid_but_open) {
        let text =
            format!("{rows} paid by the status, and something is open, such as {open} of {id:?}: what is open counts, not the status");
        found.push((Suspicion::PaidButOpen, text));
    }
    if let Some((rows, id, day)) = rows(&relations.open_with_date) {
        let text = format!("{rows} open by the status, with a day of payment, such as {day} of {id:?}: the status counts, not the day");
        found.push((Suspicion::PaidButOpen, text));
    }
    if let Some((rows, id, _)) = rows(&relations.without_balance) {
        let text = format!("{rows} without an open amount, such as {id:?}, while others have one: they would count as open in full");
        found.push((Suspicion::EmptyBalances, text));
    }
    let open = found.into_iter().filter(|(suspicion, _)| !answers.accepted.contains(suspicion));
    open.map(|(suspicion, text)| Doubt::Suspicious { suspicion, text }).collect()
}

/// Are amounts whole numbers of cents? Asked of files that look like the data of a program, if no amount has decimals.
/// Error: the question.
pub(super) fn minor_units(survey: &Survey, assigned: &AssignedColumns, answers: &Answers) -> Result<bool, Doubt> {
    if let Some(answer) = answers.minor_units {
        return Ok(answer);
    }
    let of_a_program = |name: &String| lists("amountdue amountremaining amountpaid amounttotal", &plain(name)) && name.contains('_');
    let is_small = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let currencies = assigned.place("currency").is_some_and(|place| survey.words(place).any(|(word, _)| is_small(word)));
    let ids = assigned.place("invoice_id").is_some_and(|place| survey.columns[place].first.iter().all(|id| id.starts_with("in_")));
    let looks_so = [survey.header.iter().any(of_a_program), currencies, ids].iter().filter(|is| **is).count() >= 2;
    let example = assigned.amounts(survey).first().and_then(|place| survey.columns[*place].first.first()).cloned();
    match example.filter(|_| looks_so || says_cents(survey, assigned)) {
        Some(example) => Err(Doubt::MinorUnits { example }),
        None => Ok(false),
    }
}
