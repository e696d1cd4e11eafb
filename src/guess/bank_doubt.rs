//! What the table of a bank leaves open, and what somebody said about it.

use crate::calendar::Day;
use crate::ledger::reading::DecimalMark;
use crate::money::Currency;
use crate::project::BankColumn;

/// What somebody said about the file. It wins over what the file seems to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankAnswers {
    pub date_format: Option<String>,
    pub decimal: Option<DecimalMark>,
    pub currency: Option<Currency>,
    pub columns: Vec<(BankColumn, String)>,
}

/// What the file leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankDoubt {
    /// No row names the columns that are needed.
    NoHeader,
    NoDate(Vec<String>),
    NoAmount(Vec<String>),
    /// The file has no column of this name.
    UnknownColumn(String),
    DateFormat {
        example: String,
        readings: Vec<(String, Day)>,
    },
    /// No format is known for such dates.
    UnknownDates(String),
    Decimal {
        example: String,
    },
    Currency,
}

impl BankDoubt {
    /// The flag that answers it.
    pub fn flag(&self) -> Option<&'static str> {
        match self {
            BankDoubt::DateFormat { .. } | BankDoubt::UnknownDates(_) => Some("--date-format"),
            BankDoubt::Decimal { .. } => Some("--decimal"),
            BankDoubt::Currency => Some("--currency"),
            BankDoubt::NoDate(_) => Some("--bank-column booked=NAME"),
            BankDoubt::NoAmount(_) => Some("--bank-column amount=NAME"),
            BankDoubt::NoHeader | BankDoubt::UnknownColumn(_) => None,
        }
    }
}

impl std::fmt::Display for BankDoubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BankDoubt::NoHeader => f.write_str("no row names columns of a bank, such as a date and an amount"),
            BankDoubt::NoDate(header) => write!(f, "no column has a known name for the booking day: {}", header.join(", ")),
            BankDoubt::NoAmount(header) => write!(f, "no column has a known name for the amount: {}", header.join(", ")),
            BankDoubt::UnknownColumn(name) => write!(f, "there is no column {name:?}"),
            BankDoubt::DateFormat { example, readings } => {
                let readings: Vec<String> = readings.iter().map(|(format, day)| format!("{day} ({format})")).collect();
                write!(f, "{example:?} can be {}", readings.join(" or "))
            }
            BankDoubt::UnknownDates(example) => write!(f, "{example:?} is a date in no known format"),
            BankDoubt::Decimal { example } => write!(f, "{example:?} is one amount with a decimal point and another with a decimal comma"),
            BankDoubt::Currency => f.write_str("the file names no currency"),
        }
    }
}
