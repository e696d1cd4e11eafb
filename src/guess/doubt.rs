//! A question that the file cannot answer, and the flag that answers it.

use super::words;
use crate::calendar::Day;
use crate::ledger::reading::{DateFormats, DecimalMark, Foreign, Written};
use crate::money::Currency;
use crate::project::{INVOICE_COLUMNS, OpenOn};
use std::fmt;

/// What somebody said about a file. It wins over what the file seems to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub date_format: Option<String>,
    pub decimal: Option<DecimalMark>,
    pub currency: Option<Currency>,
    /// As of when its open amounts are.
    pub open_on: Option<OpenOn>,
    /// Columns of the ledger's format, and those of the file that they are.
    pub columns: Vec<(String, String)>,
}

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
    /// The file has open amounts, and nothing says of which day.
    OpenOn {
        column: String,
    },
    /// Whether an amount is owed or a credit stands in another column, which cannot be read.
    Credits {
        column: String,
        /// What it says of credits, and in how many rows.
        word: String,
        count: u64,
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
            Doubt::Column { column, .. } => format!("--column \"{column}=NAME\""),
            Doubt::Dates { readings, .. } => {
                let flags: Vec<String> = readings.iter().map(|(format, day)| format!("--date-format {format} ({day})")).collect();
                flags.join(" or ")
            }
            Doubt::Decimal { .. } => "--decimal . or --decimal ,".to_owned(),
            Doubt::Currency { .. } => "--currency CODE, as in --currency USD".to_owned(),
            Doubt::OpenOn { .. } => "--open-on DATE for an export made once, --open-on as_of if you replace the file every day".to_owned(),
            Doubt::ForeignDates { .. } | Doubt::Credits { .. } | Doubt::NoSuchColumn { .. } => return None,
        })
    }

    /// The answers that are possible, if they can be counted: what it is, and how it is typed.
    pub fn choices(&self) -> Vec<(String, String)> {
        let as_is = |names: &[String]| names.iter().map(|name| (name.clone(), name.clone())).collect();
        match self {
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
            _ => Vec::new(),
        }
    }

    /// What to type where the answers cannot be counted.
    pub fn prompt(&self) -> &'static str {
        match self {
            Doubt::Currency { .. } => "Which currency (a code such as USD)?",
            Doubt::OpenOn { .. } => "Which day are they from (2026-03-31)? Write as_of if you replace the file for every run",
            Doubt::Column { .. } => "Which column is it?",
            Doubt::Dates { .. } | Doubt::Decimal { .. } => "Which is right?",
            Doubt::ForeignDates { .. } | Doubt::Credits { .. } | Doubt::NoSuchColumn { .. } => "",
        }
    }

    /// Takes an answer over, typed as [`Doubt::choices`] or [`Doubt::prompt`] have it.
    /// Error: what is wanted instead.
    pub fn answer(&self, typed: &str, answers: &mut Answers) -> Result<(), String> {
        match self {
            Doubt::Column { column, header, .. } => {
                let name = header.iter().find(|name| *name == typed).ok_or("there is no such column")?;
                answers.columns.push(((*column).to_owned(), name.clone()));
            }
            Doubt::Dates { .. } => answers.date_format = Some(date_format(typed)?),
            Doubt::Decimal { .. } => answers.decimal = Some(decimal(typed)?),
            Doubt::Currency { .. } => answers.currency = Some(currency(typed)?),
            Doubt::OpenOn { .. } => answers.open_on = Some(open_on(typed)?),
            Doubt::ForeignDates { .. } | Doubt::Credits { .. } | Doubt::NoSuchColumn { .. } => {
                return Err("change the file first".to_owned());
            }
        }
        Ok(())
    }
}

/// The number as the ledger's own format writes it.
fn number(amount: &Written<'_>) -> String {
    crate::money::Decimal::new(i128::from(amount.digits), amount.decimals).to_string()
}

/// Reads a date format that was typed.
/// Error: what is wanted instead.
pub fn date_format(typed: &str) -> Result<String, String> {
    let wanted = "write it as in %d.%m.%Y or %m/%d/%Y: %Y or %y the year, %m the month, %d the day";
    DateFormats::new(&[typed]).map(|_| typed.to_owned()).map_err(|_| wanted.to_owned())
}

/// Reads a decimal mark that was typed.
/// Error: what is wanted instead.
pub fn decimal(typed: &str) -> Result<DecimalMark, String> {
    match typed {
        "." => Ok(DecimalMark::Point),
        "," => Ok(DecimalMark::Comma),
        _ => Err("use . or ,".to_owned()),
    }
}

/// Reads a currency that was typed.
/// Error: what is wanted instead.
pub fn currency(typed: &str) -> Result<Currency, String> {
    Currency::from_code(&typed.to_ascii_uppercase()).ok_or_else(|| "write a code of ISO 4217, such as USD".to_owned())
}

/// Reads of when open amounts are.
/// Error: what is wanted instead.
pub fn open_on(typed: &str) -> Result<OpenOn, String> {
    match typed {
        "as_of" => Ok(OpenOn::AsOf),
        day => Day::parse(day).map(OpenOn::Day).ok_or_else(|| "write a date such as 2026-03-31, or as_of".to_owned()),
    }
}

/// Reads which column of the file is which of the ledger's: `due_date=Payable by`.
/// Error: what is wanted instead.
pub fn column(typed: &str) -> Result<(String, String), String> {
    let (column, name) = typed.split_once('=').ok_or("write the ledger's column and the file's column, as in due_date=Payable")?;
    let (column, name) = (column.trim(), name.trim());
    match INVOICE_COLUMNS.contains(&column) {
        true if !name.is_empty() => Ok((column.to_owned(), name.to_owned())),
        true => Err(format!("write the column of the file for {column}")),
        false => Err(format!("{column:?} is not one of {}", INVOICE_COLUMNS.join(", "))),
    }
}

const SHOWN: usize = 20;

fn named(header: &[String]) -> String {
    let more = if header.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", header.iter().take(SHOWN).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "))
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
            Doubt::Column { column, found, .. } => {
                write!(f, "`{column}`, {}, may be any of {}", meaning(column), named(found))
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
            Doubt::OpenOn { column } => write!(f, "{column:?} has open amounts, but the file does not say of which day"),
            Doubt::Credits { column, word, count } => write!(
                f,
                "column {column:?} makes credits of {count} {} ({word:?}), and their amounts have no minus: they would count as invoices; \
                 take them out of the file, or give them a minus",
                if *count == 1 { "row" } else { "rows" }
            ),
            Doubt::NoSuchColumn { name, header } => write!(f, "there is no column {name:?}; the file has {}", named(header)),
        }
    }
}
