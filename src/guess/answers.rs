//! What somebody said about a file, and how it is typed.

use super::kinds::RowKind;
use super::statuses::StatusMeans;
use crate::calendar::Day;
use crate::ledger::reading::{DateFormats, DecimalMark};
use crate::money::Currency;
use crate::project::{INVOICE_COLUMNS, OpenOn, RowAmounts, TermsSource};
use std::collections::BTreeSet;

/// What somebody said about a file. It wins over what the file seems to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub date_format: Option<String>,
    pub decimal: Option<DecimalMark>,
    pub currency: Option<Currency>,
    /// As of when its open amounts are.
    pub open_on: Option<OpenOn>,
    /// Columns of the ledger's format, and those of the file that they are; [`PAID_AMOUNT`] and [`KEPT`] beside these.
    pub columns: Vec<(String, String)>,
    /// What the texts of a column of kinds are.
    pub kinds: Vec<(String, RowKind)>,
    /// What the texts of a status mean.
    pub statuses: Vec<(String, StatusMeans)>,
    /// From where due dates are worked out.
    pub terms: Option<TermsSource>,
    /// How several rows are one invoice.
    pub rows: Option<RowAmounts>,
    /// Are amounts whole numbers of cents?
    pub minor_units: Option<bool>,
    /// What was looked at and is right as it is.
    pub accepted: BTreeSet<Suspicion>,
}

/// What a column of the file can be beside a column of the ledger: what was paid, or nothing that is read.
pub const PAID_AMOUNT: &str = "paid_amount";
pub const KEPT: &str = "kept";

impl Answers {
    /// The column of the file that was named for a column of the ledger.
    pub(super) fn column(&self, wanted: &str) -> Option<&str> {
        self.columns.iter().find(|(column, _)| column == wanted).map(|(_, name)| name.as_str())
    }

    /// What was said of a text in a column; `Column: Text` is said of this column only.
    pub(super) fn status(&self, column: &str, text: &str) -> Option<StatusMeans> {
        let of_column =
            |said: &str| said.strip_prefix(column).and_then(|rest| rest.strip_prefix(':')).is_some_and(|rest| rest.trim() == text);
        let is_meant = |said: &str| said == text || of_column(said);
        self.statuses.iter().find(|(said, _)| is_meant(said)).map(|(_, means)| *means)
    }

    pub(super) fn kind(&self, text: &str) -> Option<RowKind> {
        self.kinds.iter().find(|(said, _)| said == text).map(|(_, kind)| *kind)
    }
}

/// Something that is often a mistake, and can be right. Its name is typed after `--accept`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suspicion {
    /// Headings above rows that may be no customers.
    Headings,
    /// One id of a customer with several names.
    CustomerNames,
    /// Ids of customers that differ by zeros before them only.
    LeadingZeros,
    /// Invoices issued after their due date.
    IssuedAfterDue,
    /// Amounts of both signs among those that a column calls credits.
    Signs,
    /// Totals of the file that differ from what is read.
    Totals,
    /// Invoices that are paid in part by their status, while nothing says how much.
    PartlyPaid,
    /// Invoices that are paid by their status and have something open.
    PaidButOpen,
    /// Invoices without an open amount among others that have one.
    EmptyBalances,
    /// Amounts that are said to be in thousands.
    Units,
}

impl Suspicion {
    pub const ALL: [(&'static str, Suspicion); 10] = [
        ("headings", Suspicion::Headings),
        ("customer-names", Suspicion::CustomerNames),
        ("leading-zeros", Suspicion::LeadingZeros),
        ("issued-after-due", Suspicion::IssuedAfterDue),
        ("signs", Suspicion::Signs),
        ("totals", Suspicion::Totals),
        ("partly-paid", Suspicion::PartlyPaid),
        ("paid-but-open", Suspicion::PaidButOpen),
        ("empty-balances", Suspicion::EmptyBalances),
        ("units", Suspicion::Units),
    ];

    pub fn name(self) -> &'static str {
        Suspicion::ALL.iter().find(|(_, suspicion)| *suspicion == self).map_or("", |(name, _)| name)
    }
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

/// The word of a list of words and what they mean.
fn one_of<T: Copy>(known: &[(&str, T)], typed: &str) -> Result<T, String> {
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    known.iter().find(|(name, _)| *name == typed).map(|(_, meant)| *meant).ok_or_else(|| format!("write one of {}", names()))
}

/// A text of the file and one of our words: `Credit Memo=credit`. The text may have the sign, too.
fn explained<T: Copy>(known: &[(&str, T)], typed: &str) -> Result<(String, T), String> {
    let wanted = || format!("write the text of the file and what it is, as in \"Text={}\"", known.first().map_or("", |(name, _)| name));
    let (text, meant) = typed.rsplit_once('=').ok_or_else(wanted)?;
    Ok((text.trim().to_owned(), one_of(known, meant.trim())?))
}

/// Reads what a kind of document is: `Credit Memo=credit`.
/// Error: what is wanted instead.
pub fn kind(typed: &str) -> Result<(String, RowKind), String> {
    explained(&RowKind::ALL, typed)
}

/// Reads what a status means: `Sent to bank=paid`.
/// Error: what is wanted instead.
pub fn status(typed: &str) -> Result<(String, StatusMeans), String> {
    explained(&StatusMeans::ALL, typed)
}

/// Reads from where due dates are worked out: days, or a column of terms.
/// Error: what is wanted instead.
pub fn terms(typed: &str) -> Result<TermsSource, String> {
    match typed.parse::<u32>() {
        Ok(days) if days <= 3650 => Ok(TermsSource::Days(days)),
        Ok(_) => Err("write at most 3650 days".to_owned()),
        Err(_) if typed.is_empty() => Err("write a number of days, or the name of a column".to_owned()),
        Err(_) => Ok(TermsSource::Column(typed.to_owned())),
    }
}

/// Reads how several rows are one invoice.
/// Error: what is wanted instead.
pub fn rows(typed: &str) -> Result<RowAmounts, String> {
    one_of(&RowAmounts::ALL, typed)
}

/// Error: what is wanted instead.
pub fn yes_or_no(typed: &str) -> Result<bool, String> {
    one_of(&[("yes", true), ("no", false)], typed)
}

/// Reads what is right although it looks like a mistake.
/// Error: what is wanted instead.
pub fn suspicion(typed: &str) -> Result<Suspicion, String> {
    one_of(&Suspicion::ALL, typed)
}

/// Reads which column of the file is which of the ledger's: `due_date=Payable by`.
/// Error: what is wanted instead.
pub fn column(typed: &str) -> Result<(String, String), String> {
    let (column, name) = typed.split_once('=').ok_or("write the ledger's column and the file's column, as in due_date=Payable")?;
    let (column, name) = (column.trim(), name.trim());
    match INVOICE_COLUMNS.contains(&column) || column == PAID_AMOUNT || column == KEPT {
        true if !name.is_empty() => Ok((column.to_owned(), name.to_owned())),
        true => Err(format!("write the column of the file for {column}")),
        false => Err(format!("{column:?} is not one of {}, {PAID_AMOUNT}, {KEPT}", INVOICE_COLUMNS.join(", "))),
    }
}
