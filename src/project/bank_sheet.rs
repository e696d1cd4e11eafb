//! How the CSV of a bank or of a payment processor is to be read, as a project file says it under `bank`.

use super::csv_reading::{date_formats, decimal_mark, delimiter};
use super::reading::currency;
use crate::finding::Code;
use crate::money::Currency;
use crate::yaml::{YamlField, quoted};

/// One kind of file. It is used for files that have all of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankSheet {
    pub delimiter: u8,
    /// As of [`CsvFormat`](super::CsvFormat); none for dates as in 2026-03-31.
    pub date_formats: Vec<String>,
    pub decimal: char,
    /// For rows that name no currency.
    pub currency: Option<Currency>,
    /// For files that name no account.
    pub account: Option<String>,
    /// Columns of ours, and those of the file that they are.
    pub columns: Vec<(BankColumn, Vec<String>)>,
    /// The words of the column `sign`.
    pub debit_words: Vec<String>,
    pub credit_words: Vec<String>,
}

macro_rules! bank_columns {
    ($($variant:ident $name:literal,)+) => {
        /// What a column of a bank's file can be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum BankColumn {
            $($variant,)+
        }

        impl BankColumn {
            pub const ALL: &'static [(&'static str, BankColumn)] = &[$(($name, BankColumn::$variant)),+];

            pub fn name(self) -> &'static str {
                match self {
                    $(BankColumn::$variant => $name,)+
                }
            }
        }
    };
}

bank_columns! {
    Booked "booked",
    Value "value",
    Amount "amount",
    Debit "debit",
    Credit "credit",
    Sign "sign",
    Fee "fee",
    Currency "currency",
    Balance "balance",
    Account "account",
    Id "id",
    Text "text",
    Note "note",
    Name "name",
    Ultimate "ultimate",
    CounterAccount "counter_account",
    CounterBank "counter_bank",
    EndToEnd "end_to_end",
    Mandate "mandate",
    CreditorReference "creditor_reference",
    Reference "reference",
    Returned "returned",
    Status "status",
}

impl BankSheet {
    pub fn names(&self, column: BankColumn) -> &[String] {
        self.columns.iter().find(|(own, _)| *own == column).map_or(&[], |(_, names)| names)
    }

    /// All columns of the file that it names.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(|(_, names)| names).map(String::as_str)
    }
}

pub(super) fn bank_sheet(field: &YamlField<'_>) -> Option<BankSheet> {
    let keys = ["delimiter", "date_format", "decimal", "currency", "account", "columns", "sign"];
    let section = field.section("a file of a bank", &keys)?;
    let columns = section.need("columns").and_then(|field| columns(&field));
    let has = |wanted: BankColumn| columns.as_ref().is_some_and(|columns| columns.iter().any(|(column, _)| *column == wanted));
    if let Some(mapping) = section.get("columns").filter(|_| columns.is_some()) {
        let has_amount = has(BankColumn::Amount) || has(BankColumn::Debit) && has(BankColumn::Credit);
        if !has(BankColumn::Booked) && !has(BankColumn::Value) {
            mapping.report(
                Code::MissingKey,
                "`columns` needs the key `booked` or `value`",
                Some("name the column of the dates".to_owned()),
            );
        } else if !has_amount {
            let hint = "name the column of the amounts, or those of debits and credits";
            mapping.report(Code::MissingKey, "`columns` needs the key `amount`, or `debit` and `credit`", Some(hint.to_owned()));
        }
    }
    let sign = section.read("sign", |field| {
        let section = field.section("`sign`", &["debit", "credit"])?;
        let words = |key| section.need(key).and_then(|field| field.texts());
        Some((words("debit")?, words("credit")?))
    });
    if let Some(mapping) = section.get("columns").filter(|_| has(BankColumn::Sign) && section.get("sign").is_none()) {
        let hint = "add `sign: { debit: …, credit: … }` with the words of the column";
        mapping.report(Code::MissingKey, "`columns` has `sign`, but its words are not said", Some(hint.to_owned()));
    }
    let (debit_words, credit_words) = sign.unwrap_or_default();
    Some(BankSheet {
        delimiter: section.read("delimiter", delimiter).unwrap_or(b','),
        date_formats: section.get("date_format").map_or(Vec::new(), |field| date_formats(&field)),
        decimal: section.read("decimal", decimal_mark).unwrap_or('.'),
        currency: section.read("currency", currency),
        account: section.read("account", YamlField::text).map(str::to_owned),
        columns: columns?,
        debit_words,
        credit_words,
    })
}

fn columns(field: &YamlField<'_>) -> Option<Vec<(BankColumn, Vec<String>)>> {
    let entries = field.entries("a mapping from our columns to those of the file, as in { booked: Buchungstag, amount: Betrag }")?;
    let column = |entry: &YamlField<'_>| {
        let found = BankColumn::ALL.iter().find(|(name, _)| *name == entry.name());
        if found.is_none() {
            let known = BankColumn::ALL.iter().map(|(name, _)| *name);
            let hint = entry.problems().did_you_mean(entry.name(), known.clone());
            let hint = hint.unwrap_or_else(|| format!("columns are {}", known.collect::<Vec<_>>().join(", ")));
            entry.report_key(Code::UnknownKey, format!("{} is no column of a bank's file", quoted(entry.name())), &hint);
        }
        let names = entry.texts();
        Some((found?.1, names?))
    };
    let columns: Vec<Option<_>> = entries.iter().map(column).collect();
    columns.into_iter().collect()
}
