//! From the survey of an invoices file to how it is to be read.

use super::amounts::{AmountEvidence, DecimalRead};
use super::answers::{Answers, Suspicion};
use super::columns::AssignedColumns;
use super::currency;
use super::dates::{DateEvidence, DatesRead, Patterns};
use super::doubt::Doubt;
use super::layout::layout;
use super::survey::{OpenAgain, Survey};
use super::suspicions::minor_units;
use super::units;
use super::words::plain;
use crate::ledger::reading::{DecimalMark, Encoding};
use crate::money::Currency;
use crate::project::{CsvFormat, FileLayout};

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
    /// What was decided of each column of the file.
    pub decisions: Vec<Decision>,
}

/// What a column of the file was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub column: String,
    /// Columns of the ledger, or keys of the project file; none where it is kept as it is.
    pub taken_for: Vec<String>,
    /// How many rows have something in it.
    pub filled: u64,
    /// Its first cells that differ from each other.
    pub first: Vec<String>,
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

/// Says how the invoices are to be read; the file is read a second time for what only several rows show.
/// Error: everything that the file leaves open and that nobody has answered yet.
pub fn read(survey: &Survey, answers: &Answers, open: &mut OpenAgain<'_>) -> Result<GuessedInvoices, Vec<Doubt>> {
    let (mut assigned, mut doubts) = AssignedColumns::of_invoices(survey, answers, open);
    if doubts.iter().any(|doubt| matches!(doubt, Doubt::Summary { .. })) {
        return Err(doubts);
    }
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
    let amounts = assigned.amounts(survey);
    match decimal(survey, &amounts, answers) {
        Ok(Some(mark)) => csv.decimal = mark.mark(),
        Ok(None) if !amounts.is_empty() => match minor_units(survey, &assigned, answers) {
            Ok(is_minor) => {
                csv.layout.minor_units = is_minor;
                if answers.minor_units.is_none() {
                    unsure.push(Remark::new("decimal", "no amount has decimals, so the decimal mark is not known"));
                }
            }
            Err(doubt) => doubts.push(doubt),
        },
        Ok(None) => {}
        Err(doubt) => doubts.push(doubt),
    }
    doubts.extend(units::doubt(survey, &assigned, answers));
    let mut default = None;
    match currency::read(survey, assigned.place("currency"), &amounts, answers) {
        Ok(found) => {
            default = found.default;
            csv.values.extend(found.values);
            reasons.extend(found.because.map(|because| Remark::new("currency", because)));
        }
        Err(doubt) => doubts.push(doubt),
    }
    match layout(survey, &assigned, &csv, answers, open) {
        Ok(found) => {
            if found.settles_nothing && assigned.place("settled_date").is_some_and(|place| survey.header[place] == "settled_date") {
                // The ledger's own name is read in any case.
                doubts.push(Doubt::NotSettled);
            } else if found.settles_nothing {
                assigned.forget("settled_date");
                csv.columns = assigned.named(survey);
            }
            csv.layout = FileLayout { minor_units: csv.layout.minor_units, ..found.layout };
        }
        Err(wrong) => doubts.extend(wrong),
    }
    let has_open =
        assigned.place("open_amount").is_some() || assigned.worked_out.paid_amount.is_some() || !csv.layout.settled_when.is_empty();
    if has_open && assigned.place("open_on").is_none() {
        csv.open_on = answers.open_on;
        if answers.open_on.is_none() {
            let place = assigned.place("open_amount").or(assigned.worked_out.paid_amount);
            let column =
                place.map(|place| survey.header[place].clone()).or_else(|| csv.layout.settled_when.first().map(|when| when.column.clone()));
            doubts.push(Doubt::OpenOn { column: column.unwrap_or_default() });
        }
    }
    if !doubts.is_empty() {
        return Err(without_what_follows(doubts));
    }
    if csv.layout.group.is_some() && !survey.headings.customers.is_empty() {
        let text = format!("the customers are those of the headings above the rows, such as {}", survey.headings.shown());
        unsure.push(Remark::new("group", text));
    }
    unsure.extend(said_elsewhere(survey, &assigned, &csv.layout));
    if survey.encoding == Encoding::Windows1252 {
        unsure.push(Remark::new("encoding", "some bytes are not UTF-8 and were read as windows-1252: check names with accents above"));
    }
    if assigned.by_name {
        unsure.push(Remark::new(
            "columns.customer_id",
            "customers are identified by their names: two customers with the same name count as one, and a renamed customer counts as two",
        ));
    }
    unsure.extend(assigned.unused.iter().cloned());
    for (column, found) in &assigned.left_open {
        unsure.push(Remark::new("columns", format!("`{column}` may be {}: none of them is used", found.join(" or "))));
    }
    let in_layout = csv.layout.columns();
    let others = survey.header.iter().enumerate().filter(|(place, name)| !assigned.has(*place) && !name.is_empty());
    let others = others.filter(|(_, name)| !in_layout.contains(&name.as_str())).map(|(_, name)| name.clone()).collect();
    let decisions = decisions(survey, &assigned, &csv.layout);
    Ok(GuessedInvoices { csv, currency: default, reasons, unsure, others, decisions })
}

/// Leaves out what is answered together with another doubt.
fn without_what_follows(mut doubts: Vec<Doubt>) -> Vec<Doubt> {
    let has = |wanted: fn(&Doubt) -> bool, doubts: &[Doubt]| doubts.iter().any(wanted);
    if has(|doubt| matches!(doubt, Doubt::Column { column: "currency", .. } | Doubt::CurrencyOf { .. }), &doubts) {
        doubts.retain(|doubt| !matches!(doubt, Doubt::Currency { .. }));
    }
    if has(|doubt| matches!(doubt, Doubt::Money { .. } | Doubt::Column { column: "open_amount", .. }), &doubts) {
        doubts.retain(|doubt| !matches!(doubt, Doubt::Suspicious { suspicion: Suspicion::PartlyPaid, .. }));
    }
    doubts
}

/// What the file's columns were taken for.
fn decisions(survey: &Survey, assigned: &AssignedColumns, layout: &FileLayout) -> Vec<Decision> {
    let taken = |place: usize, name: &str| {
        let mut taken: Vec<String> = assigned.taken_for(place).map(str::to_owned).collect();
        taken.extend(layout.uses(name).map(str::to_owned));
        taken
    };
    let decisions = survey.header.iter().zip(&survey.columns).enumerate().filter(|(_, (name, _))| !name.is_empty());
    let decision = |(place, (name, facts)): (usize, (&String, &super::survey::ColumnFacts))| Decision {
        column: name.clone(),
        taken_for: taken(place, name),
        filled: facts.filled,
        first: facts.first.clone(),
    };
    decisions.map(decision).collect()
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

const YES: [&str; 7] = ["yes", "y", "true", "1", "ja", "oui", "si"];

/// What columns say that are not read: who disputes; and that nothing says who has paid.
fn said_elsewhere(survey: &Survey, assigned: &AssignedColumns, layout: &FileLayout) -> Vec<Remark> {
    let mut notes = Vec::new();
    let is_paid_said = assigned.place("open_amount").is_some()
        || assigned.place("settled_date").is_some()
        || layout.paid_amount.is_some()
        || !layout.settled_when.is_empty();
    if !is_paid_said {
        notes.push(Remark::new(
            "columns",
            "no column says what was paid: every invoice counts as open until there is a payment in a file of events",
        ));
    }
    for (place, name) in survey.header.iter().enumerate().filter(|(place, _)| !assigned.has(*place)) {
        if plain(name).starts_with("disput") {
            let said = survey.words(place).filter(|(word, _)| YES.contains(&word.to_lowercase().as_str()));
            let count: u64 = said.map(|(_, count)| count).sum();
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
