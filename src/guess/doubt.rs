//! A question that the file cannot answer, and the flag that answers it.

use super::answers::{
    Answers, KEPT, PAID_AMOUNT, Suspicion, column, currency, date_format, decimal, kind, open_on, rows, status, suspicion, yes_or_no,
};
use super::relations::{RepeatedInvoice, Signs};
use super::status_words::{StatusWord, meaning as meaning_of_word, yes_or_no as yes_or_no_word};
use super::words;
use crate::calendar::Day;
use crate::ledger::reading::{DecimalMark, Foreign, Written};
use std::fmt;

/// Something that is needed and that the file leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No column, or more than one, seems to be the one that is wanted.
    Column {
        column: &'static str,
        found: Vec<String>,
        header: Vec<String>,
    },
    /// Dates are one day in one format and another in another.
    Dates {
        example: String,
        readings: Vec<(String, Day)>,
        /// Dates that can be read in one format each, but not in the same.
        against: Vec<String>,
    },
    /// Dates are written in a way that no format reads.
    ForeignDates {
        example: String,
        foreign: Foreign,
    },
    /// An amount is one number with a decimal point and another with a comma.
    Decimal {
        /// One amount; or two, the first with a point and the second with a comma.
        examples: Vec<String>,
    },
    Currency {
        seen: Option<String>,
    },
    /// A column of currencies that may be those of another amount than the one that was chosen.
    CurrencyOf {
        column: String,
        amount: String,
        other: String,
    },
    /// A column of numbers that may be what is open of the total, or what was paid.
    Money {
        column: String,
        total: String,
        /// Is it never above the total?
        fits: bool,
        /// A row's number, the value, and the total of the row.
        example: Option<[String; 3]>,
    },
    /// The file has open amounts, and nothing says of which day.
    OpenOn {
        column: String,
    },
    /// Numbers of invoices that a spreadsheet has shortened: many become one.
    Shortened {
        example: String,
    },
    /// Nobody knows what rows with this text in a column of kinds are.
    Kind {
        column: String,
        word: String,
        count: u64,
    },
    /// Nobody knows what this status means.
    Status {
        column: String,
        word: String,
        count: u64,
    },
    /// A column of statuses has so many texts that nobody knows what they mean.
    ManyStatuses {
        column: String,
        first: Vec<String>,
    },
    /// Invoices stand on several rows.
    Rows(RepeatedInvoice),
    /// All amounts are whole, in a file that looks like the data of an API: they may be cents.
    MinorUnits {
        example: String,
    },
    /// A column calls rows credits, and their amounts have both signs.
    Signs {
        column: String,
        word: String,
        signs: Signs,
    },
    /// Something that is often a mistake.
    Suspicious {
        suspicion: Suspicion,
        text: String,
    },
    /// Rows have a `settled_date`, and a status that says that something is open.
    NotSettled,
    /// A summary by age, without invoices.
    Summary {
        bands: Vec<String>,
    },
    NoSuchColumn {
        name: String,
        header: Vec<String>,
    },
}

impl Doubt {
    /// The flag that decides it; none where the file must be changed.
    pub fn flag(&self) -> Option<String> {
        Some(match self {
            Doubt::Column { column: "due_date", found, .. } if found.is_empty() => {
                "--column \"due_date=NAME\", or with --terms DAYS if all invoices are due so many days after their date".to_owned()
            }
            Doubt::Column { found, .. } if twice(found).is_some() => return None,
            Doubt::Column { column, found, .. } => match found.as_slice() {
                [only] => format!("--column \"{column}={only}\", or --column \"kept={only}\" if it is not"),
                _ => format!("--column \"{column}=NAME\""),
            },
            Doubt::Dates { readings, .. } if is_one_day(readings) => {
                readings.iter().map(|(format, _)| format!("--date-format {format}")).collect::<Vec<_>>().join(" or ")
            }
            Doubt::Dates { readings, .. } => {
                let flags: Vec<String> = readings.iter().map(|(format, day)| format!("--date-format {format} ({day})")).collect();
                flags.join(" or ")
            }
            Doubt::Decimal { .. } => "--decimal . or --decimal ,".to_owned(),
            Doubt::Currency { .. } => "--currency CODE, as in --currency USD".to_owned(),
            Doubt::CurrencyOf { column, .. } => format!(
                "--column \"currency={column}\" if it is the currency of the amount, --column \"kept={column}\" and --currency CODE if not"
            ),
            Doubt::Money { column, .. } => format!(
                "--column \"open_amount={column}\" if it is what is open, --column \"paid_amount={column}\" if it is what was paid, \
                 --column \"kept={column}\" if it is neither"
            ),
            Doubt::OpenOn { .. } => "--open-on DATE for an export made once, --open-on as_of if you replace the file every day".to_owned(),
            Doubt::Kind { column, word, .. } => {
                let another = if word.chars().count() == 1 {
                    format!("; --column \"kept={column}\" if the column says another thing")
                } else {
                    String::new()
                };
                format!("--kind \"{word}=KIND\", with invoice, credit, payment or skip for KIND{another}")
            }
            Doubt::Status { column, word, .. } => {
                let kept = yes_or_no_word(word).map(|_| format!("; --column \"kept={column}\" if the column says another thing"));
                format!("--status \"{}=open\", paid or skip{}", status_text(column, word), kept.unwrap_or_default())
            }
            Doubt::ManyStatuses { column, .. } => format!("--column \"kept={column}\" if the amounts say what is open"),
            Doubt::Rows(_) => "--rows sum if each row is a part of its invoice, --rows same if each has the whole amount".to_owned(),
            Doubt::MinorUnits { .. } => "--minor-units yes or --minor-units no".to_owned(),
            Doubt::Signs { .. } => format!("--accept {} if the amounts have the right sign already", Suspicion::Signs.name()),
            Doubt::Suspicious { suspicion, .. } => format!("--accept {} if that is right", suspicion.name()),
            Doubt::ForeignDates { .. }
            | Doubt::NotSettled
            | Doubt::Shortened { .. }
            | Doubt::Summary { .. }
            | Doubt::NoSuchColumn { .. } => return None,
        })
    }

    /// The columns of the file that it is about, and the text that rows with it have in the first of them.
    pub fn about(&self) -> (Vec<&str>, Option<&str>) {
        match self {
            Doubt::Column { found, header, .. } => {
                ((if found.is_empty() { header } else { found }).iter().map(String::as_str).collect(), None)
            }
            Doubt::Kind { column, word, .. } | Doubt::Status { column, word, .. } | Doubt::Signs { column, word, .. } => {
                (vec![column], Some(word))
            }
            Doubt::OpenOn { column }
            | Doubt::Money { column, .. }
            | Doubt::CurrencyOf { column, .. }
            | Doubt::ManyStatuses { column, .. } => (vec![column], None),
            _ => (Vec::new(), None),
        }
    }

    /// The answers that are possible, if they can be counted: what it is, and how it is typed.
    pub fn choices(&self) -> Vec<(String, String)> {
        let as_is = |names: &[String]| names.iter().map(|name| (name.clone(), name.clone())).collect();
        match self {
            Doubt::Column { column, found, .. } if found.len() == 1 => {
                vec![(meaning(column).to_owned(), found[0].clone()), ("it is not".to_owned(), KEPT.to_owned())]
            }
            Doubt::Column { found, header, .. } => as_is(if found.is_empty() { header } else { found }),
            Doubt::Dates { example, readings, .. } => {
                readings.iter().map(|(format, day)| (format!("{example} is {day} ({format})"), format.clone())).collect()
            }
            Doubt::Decimal { examples } => {
                let example = examples.first().map_or("", String::as_str);
                let read = |mark| Written::parse(example, mark).map_or_else(|_| "no amount".to_owned(), |amount| number(&amount));
                [DecimalMark::Point, DecimalMark::Comma]
                    .map(|mark| (format!("{example} is {}", read(mark)), mark.mark().to_string()))
                    .into()
            }
            Doubt::CurrencyOf { amount, .. } => {
                named_choices(&[(&format!("the currency of {amount}"), "currency"), ("another's: I will name the currency", KEPT)])
            }
            Doubt::Money { .. } => named_choices(&[
                ("what is still open", "open_amount"),
                ("what was paid", PAID_AMOUNT),
                ("neither: it does not matter", KEPT),
            ]),
            Doubt::Kind { .. } => named_choices(&[
                ("an invoice", "invoice"),
                ("a credit note", "credit"),
                ("a payment", "payment"),
                ("nothing that customers owe", "skip"),
            ]),
            Doubt::Status { .. } => named_choices(&[
                ("the invoice is open, or its amounts say whether it is", "open"),
                ("the invoice is paid", "paid"),
                ("the row does not count: void, a draft, written off", "skip"),
            ]),
            Doubt::Rows(_) => named_choices(&[
                ("each row is a part: the amounts are added up", "sum"),
                ("each row has the whole amount: it counts once", "same"),
                ("each row is a part of the amount, and has all of what is open or was paid", "lines"),
            ]),
            Doubt::MinorUnits { example } => {
                named_choices(&[(&format!("{example} is in cents"), "yes"), (&format!("{example} is in whole units"), "no")])
            }
            Doubt::ManyStatuses { .. } => named_choices(&[("the amounts say what is open", KEPT)]),
            Doubt::Signs { .. } => named_choices(&[("the amounts have the right sign already", Suspicion::Signs.name())]),
            Doubt::Suspicious { suspicion, .. } => named_choices(&[("that is right", suspicion.name())]),
            _ => Vec::new(),
        }
    }

    /// What to type where the answers cannot be counted.
    pub fn prompt(&self) -> &'static str {
        match self {
            Doubt::Currency { .. } => "Which currency (a code such as USD)?",
            Doubt::OpenOn { .. } => {
                "Of which day are they? Write the date, as in 2026-03-31, or as_of if you replace the file for every run"
            }
            Doubt::Column { .. } => "Which column is it?",
            Doubt::Dates { .. } | Doubt::Decimal { .. } | Doubt::MinorUnits { .. } => "Which is right?",
            Doubt::Kind { .. } | Doubt::Money { .. } | Doubt::CurrencyOf { .. } => "What is it?",
            Doubt::Status { .. } => "What does it mean?",
            Doubt::Rows(_) => "How are they one invoice?",
            Doubt::Signs { .. } | Doubt::Suspicious { .. } | Doubt::ManyStatuses { .. } => "Go on?",
            Doubt::ForeignDates { .. }
            | Doubt::NotSettled
            | Doubt::Shortened { .. }
            | Doubt::Summary { .. }
            | Doubt::NoSuchColumn { .. } => "",
        }
    }

    /// Takes an answer over, typed as [`Doubt::choices`] or [`Doubt::prompt`] have it.
    /// Error: what is wanted instead.
    pub fn answer(&self, typed: &str, answers: &mut Answers) -> Result<(), String> {
        match self {
            Doubt::Column { found, .. } if typed == KEPT && found.len() == 1 => {
                answers.columns.extend(found.iter().map(|name| (KEPT.to_owned(), name.clone())));
            }
            Doubt::Column { column, header, .. } => {
                let name = header.iter().find(|name| *name == typed).ok_or("there is no such column")?;
                answers.columns.push(((*column).to_owned(), name.clone()));
            }
            Doubt::Money { column: name, .. } | Doubt::CurrencyOf { column: name, .. } => {
                answers.columns.push(column(&format!("{typed}={name}"))?)
            }
            Doubt::Dates { .. } => answers.date_format = Some(date_format(typed)?),
            Doubt::Decimal { .. } => answers.decimal = Some(decimal(typed)?),
            Doubt::Currency { .. } => answers.currency = Some(currency(typed)?),
            Doubt::OpenOn { .. } => answers.open_on = Some(open_on(typed)?),
            Doubt::Kind { word, .. } => answers.kinds.push(kind(&format!("{word}={typed}"))?),
            Doubt::Status { column, word, .. } => answers.statuses.push(status(&format!("{}={typed}", status_text(column, word)))?),
            Doubt::ManyStatuses { column, .. } => answers.columns.push((KEPT.to_owned(), column.clone())),
            Doubt::Rows(_) => answers.rows = Some(rows(typed)?),
            Doubt::MinorUnits { .. } => answers.minor_units = Some(yes_or_no(typed)?),
            Doubt::Signs { .. } | Doubt::Suspicious { .. } => _ = answers.accepted.insert(suspicion(typed)?),
            Doubt::ForeignDates { .. }
            | Doubt::NotSettled
            | Doubt::Shortened { .. }
            | Doubt::Summary { .. }
            | Doubt::NoSuchColumn { .. } => {
                return Err("change the file first".to_owned());
            }
        }
        Ok(())
    }
}

/// How a text of a status is typed: with its column where the text alone says nothing.
fn status_text(column: &str, word: &str) -> String {
    if word.is_empty() || word == "*" || yes_or_no_word(word).is_some() { format!("{column}: {word}") } else { word.to_owned() }
}

/// The number as the ledger's own format writes it.
fn number(amount: &Written<'_>) -> String {
    crate::money::Decimal::new(i128::from(amount.digits), amount.decimals).to_string()
}

fn named_choices(choices: &[(&str, &str)]) -> Vec<(String, String)> {
    choices.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
}

pub(super) fn counted_rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

const SHOWN: usize = 20;

fn named(header: &[String]) -> String {
    let more = if header.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", header.iter().take(SHOWN).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "))
}

/// The name of several columns, if all have the same.
fn twice(names: &[String]) -> Option<&String> {
    names.first().filter(|first| names.len() > 1 && names.iter().all(|name| name == *first))
}

fn is_one_day(readings: &[(String, Day)]) -> bool {
    readings.windows(2).all(|pair| pair[0].1 == pair[1].1)
}

/// What a column of the ledger's format is, in words.
fn meaning(column: &str) -> &'static str {
    match column {
        "invoice_id" => "the invoice's number",
        "customer_id" => "the customer",
        "due_date" => "the day by which the invoice must be paid",
        "amount" => "the gross amount",
        "open_amount" => "what is still open",
        "open_on" => "the day of the open amount",
        "currency" => "the currency",
        "issue_date" => "the invoice's date",
        "settled_date" => "the day on which it was paid in full",
        _ => "",
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Doubt::Column { column, found, header } if found.is_empty() => {
                let like: Vec<String> = header.iter().filter(|name| words::plain(name).is_empty()).cloned().collect();
                let unnamed = if like.is_empty() { "" } else { " (and some without a name)" };
                write!(f, "no column has a known name for `{column}`, {}; the file has {}{unnamed}", meaning(column), named(header))
            }
            Doubt::Column { column, found, .. } if found.len() == 1 => {
                write!(f, "column {} may be `{column}`, {}", named(found), meaning(column))
            }
            Doubt::Column { column, found, .. } => match twice(found) {
                Some(name) => write!(
                    f,
                    "`{column}`, {}, may be any of the {} columns called {name:?}: give each its own name in the file",
                    meaning(column),
                    found.len()
                ),
                None => write!(f, "`{column}`, {}, may be any of {}", meaning(column), named(found)),
            },
            Doubt::Dates { example, readings, .. } if is_one_day(readings) => {
                write!(f, "no date in the file shows whether the day or the month stands first: {example:?} is the same day either way")
            }
            Doubt::Dates { example, readings, against } => {
                let days: Vec<String> = readings.iter().map(|(_, day)| day.to_string()).collect();
                write!(f, "the date {example:?} may be {}", days.join(" or "))?;
                match against.as_slice() {
                    [] => f.write_str(", and no date in the file shows which"),
                    against => write!(f, ", for the file has both {}", named(against).replace(", ", " and ")),
                }
            }
            Doubt::ForeignDates { example, foreign } => write!(f, "the date {example:?} cannot be read: {foreign}"),
            Doubt::Decimal { examples } => match examples.as_slice() {
                [point, comma, ..] => write!(f, "{point:?} has a decimal point and {comma:?} a decimal comma"),
                examples => {
                    write!(f, "the amount {} may have decimals or thousands, and no amount in the file shows which", named(examples))
                }
            },
            Doubt::Currency { seen: None } => f.write_str("the currency of the amounts is not known"),
            Doubt::Currency { seen: Some(seen) } => write!(f, "the currency is not certain: {seen}"),
            Doubt::CurrencyOf { column, amount, other } => {
                write!(f, "column {column:?} may be the currency of {other:?}, and not of {amount:?}")
            }
            Doubt::Money { column, total, fits, example } => {
                write!(f, "column {column:?} may be what is open of {total:?}, or what was paid")?;
                f.write_str(if *fits { ": it is never above it" } else { ", but not all of its values can be" })?;
                match example {
                    Some([id, value, whole]) => write!(f, "; in {id:?} it is {value} of {whole}"),
                    None => Ok(()),
                }
            }
            Doubt::OpenOn { column } => write!(f, "{column:?} has open amounts, but the file does not say of which day"),
            Doubt::Shortened { example } => write!(
                f,
                "invoices have the number {example:?}, which a spreadsheet has shortened: its last digits are lost; export the file again, and do \
                 not open it in a spreadsheet before"
            ),
            Doubt::Kind { column, word, count } => {
                write!(f, "column {column:?} has {word:?} in {}, which may be an invoice or not", counted_rows(*count))
            }
            Doubt::Status { column, word, count } => {
                let what = match word.as_str() {
                    "*" => "a text".to_owned(),
                    "" => "an empty cell".to_owned(),
                    word => format!("{word:?}"),
                };
                let is_void = matches!(meaning_of_word(word), Some((StatusWord::Skip, _)));
                let may = if is_void || word.ends_with('*') {
                    "which may mean that the row does not count"
                } else {
                    "which may mean open or paid"
                };
                write!(f, "column {column:?} has {what} in {}, {may}", counted_rows(*count))
            }
            Doubt::ManyStatuses { column, first } => {
                write!(
                    f,
                    "column {column:?} has too many different texts, such as {}, and nobody knows which are paid or void",
                    named(first)
                )
            }
            Doubt::Rows(repeated) => {
                let RepeatedInvoice { id, rows, same_amounts, same_due_dates, same_customers } = repeated;
                write!(f, "{} of an invoice that stands above already, such as {id:?}", counted_rows(*rows))?;
                let alike = |same: bool| if same { "the same" } else { "different" };
                write!(f, ": they have {} amounts, {} due dates", alike(*same_amounts), alike(*same_due_dates))?;
                if *same_customers { Ok(()) } else { f.write_str(" and different customers, so the number may not be the invoice's") }
            }
            Doubt::MinorUnits { example } => {
                write!(f, "no amount has decimals, and the file looks as if amounts were in cents: {example} may be one")
            }
            Doubt::Signs { column, word, signs } => write!(
                f,
                "column {column:?} makes credits of rows with {word:?}, but {} of their amounts are below zero and {} above",
                signs.minus, signs.plus
            ),
            Doubt::Suspicious { text, .. } => f.write_str(text),
            Doubt::NotSettled => f.write_str(
                "rows have a settled_date and a status that says that something is open: correct them, or give the column another name",
            ),
            Doubt::Summary { bands } => write!(
                f,
                "this is a summary by age ({}), without invoices and due dates: export the detailed list, with one row for each invoice",
                bands.join(", ")
            ),
            Doubt::NoSuchColumn { name, header } => write!(f, "there is no column {name:?}; the file has {}", named(header)),
        }
    }
}
