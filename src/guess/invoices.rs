//! From the survey of an invoices file to how it is to be read.

use super::amounts::{AmountEvidence, DecimalRead};
use super::columns::AssignedColumns;
use super::currency;
use super::dates::{DateEvidence, DatesRead, Patterns};
use super::doubt::{Answers, Doubt};
use super::survey::Survey;
use super::words::plain;
use crate::ledger::reading::{DecimalMark, Encoding};
use crate::money::Currency;
use crate::project::CsvFormat;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessedInvoices {
    pub csv: CsvFormat,
    pub currency: Option<Currency>,
    /// What was chosen for a reason, with the reason: for remarks in the project file.
    pub reasons: Vec<Remark>,
    /// What is not certain, or not read: for whoever is to check it.
    pub unsure: Vec<Remark>,
    /// The file's columns that are none of the ledger's.
    pub others: Vec<String>,
}

/// Something to know about a key of the project file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The key: `date_format`, `currency`; a column as `columns.customer_id`.
    pub key: String,
    pub text: String,
}

impl Remark {
    pub(super) fn new(key: &str, text: impl Into<String>) -> Remark {
        Remark { key: key.to_owned(), text: text.into() }
    }
}

/// Says how the invoices are to be read.
/// Error: everything that the file leaves open and that nobody has answered yet.
pub fn read(survey: &Survey, answers: &Answers) -> Result<GuessedInvoices, Vec<Doubt>> {
    let (assigned, mut doubts) = AssignedColumns::of_invoices(survey, answers);
    let (mut reasons, mut unsure) = (Vec::new(), Vec::new());
    let mut csv = CsvFormat { delimiter: survey.delimiter, encoding: survey.encoding, ..CsvFormat::plain(&survey.file) };
    csv.columns = assigned.named(survey);
    match dates(survey, &assigned.dates(), answers) {
        Ok((formats, because)) => {
            reasons.extend(because.map(|because| Remark::new("date_format", format!("{because} is a date only in this format"))));
            csv.date_formats = formats;
        }
        Err(doubt) => doubts.push(doubt),
    }
    match decimal(survey, &assigned.amounts(), answers) {
        Ok(Some(mark)) => csv.decimal = mark.mark(),
        Ok(None) if assigned.place("amount").is_some() => {
            unsure.push(Remark::new("decimal", "no amount has decimals, so the decimal mark is not known"));
        }
        Ok(None) => {}
        Err(doubt) => doubts.push(doubt),
    }
    let mut default = None;
    match currency::read(survey, assigned.place("currency"), &assigned.amounts(), answers) {
        Ok(found) => {
            default = found.default;
            csv.values.extend(found.values);
            reasons.extend(found.because.map(|because| Remark::new("currency", because)));
        }
        Err(doubt) => doubts.push(doubt),
    }
    if let (Some(place), None) = (assigned.place("open_amount"), assigned.place("open_on")) {
        csv.open_on = answers.open_on;
        if answers.open_on.is_none() {
            doubts.push(Doubt::OpenOn { column: survey.header[place].clone() });
        }
    }
    doubts.extend(credits(survey));
    if !doubts.is_empty() {
        return Err(doubts);
    }
    unsure.extend(said_elsewhere(survey, &assigned));
    if survey.encoding == Encoding::Windows1252 {
        unsure.push(Remark::new("encoding", "some bytes are not UTF-8 and were read as windows-1252: check names with accents above"));
    }
    if assigned.by_name {
        unsure.push(Remark::new(
            "columns.customer_id",
            "customers are identified by their names: two customers with the same name count as one, and a renamed customer counts as two",
        ));
    }
    for (column, found) in &assigned.left_open {
        unsure.push(Remark::new("columns", format!("`{column}` may be {}: none of them is used", found.join(" or "))));
    }
    let others = survey.header.iter().enumerate().filter(|(place, name)| !assigned.has(*place) && !name.is_empty());
    let others = others.map(|(_, name)| name.clone()).collect();
    Ok(GuessedInvoices { csv, currency: default, reasons, unsure, others })
}

/// The formats of some columns' dates, and a date that can be read in no other way.
pub(super) fn dates(survey: &Survey, places: &[usize], answers: &Answers) -> Result<(Vec<String>, Option<String>), Doubt> {
    if let Some(format) = &answers.date_format {
        return Ok((vec![format.clone()], None));
    }
    let mut evidence = DateEvidence::default();
    places.iter().for_each(|place| evidence.join(&survey.columns[*place].dates));
    if let Some((example, foreign)) = evidence.foreign() {
        return Err(Doubt::ForeignDates { example: example.to_owned(), foreign });
    }
    match evidence.read(&Patterns::new()) {
        DatesRead::Plain => Ok((Vec::new(), None)),
        DatesRead::In { formats, because } => Ok((formats, because)),
        DatesRead::Ambiguous { example, readings, against } => Err(Doubt::Dates { example, readings, against }),
    }
}

/// The decimal mark of some columns' amounts; none where it makes no difference.
pub(super) fn decimal(survey: &Survey, places: &[usize], answers: &Answers) -> Result<Option<DecimalMark>, Doubt> {
    if answers.decimal.is_some() {
        return Ok(answers.decimal);
    }
    let mut evidence = AmountEvidence::default();
    places.iter().for_each(|place| evidence.join(&survey.columns[*place].amounts));
    match evidence.read() {
        DecimalRead::Sure(mark) => Ok(Some(mark)),
        DecimalRead::NoneNeeded => Ok(None),
        DecimalRead::Ambiguous { example } => Err(Doubt::Decimal { examples: vec![example] }),
        DecimalRead::Mixed { point, comma } => Err(Doubt::Decimal { examples: vec![point, comma] }),
    }
}

/// Columns that say of an amount whether it is owed or a credit, and words for a credit in them.
const SIDES: [&str; 9] =
    ["sollhaben", "sollhabenkennzeichen", "sh", "debitcredit", "debitcreditind", "dc", "debitcreditindicator", "sens", "debehaber"];
const CREDITS: [&str; 9] = ["h", "haben", "c", "cr", "credit", "crédit", "k", "haber", "avoir"];

fn credits(survey: &Survey) -> Option<Doubt> {
    let mut columns = survey.header.iter().zip(&survey.columns);
    columns.find_map(|(name, facts)| {
        let is_side = SIDES.contains(&plain(name).as_str());
        let mut words = facts.words.iter().flatten().filter(|_| is_side);
        let (word, count) = words.find(|(word, _)| CREDITS.contains(&word.to_lowercase().as_str()))?;
        Some(Doubt::Credits { column: name.clone(), word: word.clone(), count: *count })
    })
}

/// Words of a status that mean nothing is owed, or not yet.
const NOT_OWED: &str = "paid, void, voided, draft, deleted, cancelled, canceled, closed, uncollectible, written off, writeoff, bezahlt, \
                        storniert, entwurf, ausgeglichen, payée, payé, annulée, pagada, anulada, borrador";
const YES: [&str; 7] = ["yes", "y", "true", "1", "ja", "oui", "si"];

/// What columns say that are not read: who has paid, and who disputes.
fn said_elsewhere(survey: &Survey, assigned: &AssignedColumns) -> Vec<Remark> {
    let mut notes = Vec::new();
    if assigned.place("open_amount").is_none() && assigned.place("settled_date").is_none() {
        notes.push(Remark::new(
            "columns",
            "no column says what was paid: every invoice counts as open until there is a payment in a file of events",
        ));
    }
    let unread = survey.header.iter().zip(&survey.columns).enumerate().filter(|(place, _)| !assigned.has(*place));
    for (name, facts) in unread.map(|(_, column)| column) {
        let plain = plain(name);
        let words = || facts.words.iter().flatten();
        if ["status", "state", "invoicestatus", "statut", "estado", "zahlungsstatus", "stato", "paid", "paye", "bezahlt"]
            .contains(&plain.as_str())
        {
            let not_owed: Vec<String> = words()
                .filter(|(word, _)| {
                    let word = word.to_lowercase();
                    NOT_OWED.split(", ").any(|known| known == word) || (plain != "status" && YES.contains(&word.as_str()))
                })
                .map(|(word, count)| format!("{word:?} in {count}"))
                .collect();
            if !not_owed.is_empty() {
                let text = format!(
                    "column {name:?} says {} of {} rows, and is not used: make sure that nothing is open on these, or remove them from the file",
                    not_owed.join(", "),
                    survey.rows
                );
                notes.push(Remark::new("columns", text));
            }
        }
        if plain.starts_with("disput") {
            let count: u64 = words().filter(|(word, _)| YES.contains(&word.to_lowercase().as_str())).map(|(_, count)| count).sum();
            if count > 0 {
                let text = format!(
                    "column {name:?} says yes in {count} rows, and is not used, because it has no dates. Enter open disputes as events \
                     (a row of events.csv each: date, dispute, the invoice's id), otherwise they are chased"
                );
                notes.push(Remark::new("columns", text));
            }
        }
    }
    notes
}
