//! From a row of a table to an entry.

use super::cells::{self, SheetAmount};
use super::preamble;
use super::rows::SheetRow;
use crate::bank::amount::{negated, signed};
use crate::bank::entry::{BankEntry, Charge, EntryStatus, PaymentFacts, ReferenceKind};
use crate::bank::faults::EntryFault;
use crate::bank::mt940::read_text;
use crate::calendar::Day;
use crate::finding::{Code, Place, quoted};
use crate::ledger::reading::DateFormats;
use crate::money::Decimal;
use crate::project::{BankColumn, BankSheet};

/// Where a column stands: by its title, or as `column 5` where it has none.
pub(super) fn place_of(header: &[String], name: &str) -> Option<usize> {
    let number = || name.strip_prefix("column ")?.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < header.len());
    header.iter().position(|title| title == name).or_else(number)
}

/// Where the columns of a mapping stand.
pub(super) struct SheetColumns {
    places: Vec<(BankColumn, Vec<usize>)>,
    dates: DateFormats,
    /// The currency that stands in the title of the amounts: `Bedrag (EUR)`.
    currency: Option<String>,
}

impl SheetColumns {
    pub fn of(header: &[String], sheet: &BankSheet) -> SheetColumns {
        let place = |name: &String| place_of(header, name);
        let places = sheet.columns.iter().map(|(column, names)| (*column, names.iter().filter_map(place).collect())).collect();
        let titles = [BankColumn::Amount, BankColumn::Debit, BankColumn::Credit].map(|column| sheet.names(column));
        let mut words = titles.into_iter().flatten().flat_map(|title| title.split(|c: char| !c.is_alphanumeric() && c != '€' && c != '£'));
        let currency = words.find_map(preamble::currency).map(str::to_owned);
        SheetColumns { places, dates: cells::formats(sheet), currency }
    }

    fn places(&self, column: BankColumn) -> &[usize] {
        self.places.iter().find(|(own, _)| *own == column).map_or(&[], |(_, places)| places)
    }

    /// The filled cells of a column of ours.
    fn cells<'r>(&'r self, row: &'r SheetRow, column: BankColumn) -> impl Iterator<Item = &'r str> {
        self.places(column).iter().map(|place| row.cell(*place)).filter(|cell| !cell.is_empty())
    }

    fn first<'r>(&'r self, row: &'r SheetRow, column: BankColumn) -> Option<&'r str> {
        self.cells(row, column).next()
    }

    fn joined(&self, row: &SheetRow, column: BankColumn) -> Option<String> {
        let cells: Vec<&str> = self.cells(row, column).map(|cell| cell.trim_start_matches('\'')).collect();
        (!cells.is_empty()).then(|| cells.join(" "))
    }

    /// Has it no date and no amount, or is it a line of the balance or of sums?
    pub fn is_no_entry(&self, row: &SheetRow) -> bool {
        let has_date = [BankColumn::Booked, BankColumn::Value]
            .iter()
            .any(|column| self.cells(row, *column).any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit())));
        let has_amount =
            [BankColumn::Amount, BankColumn::Debit, BankColumn::Credit].iter().any(|column| self.first(row, *column).is_some());
        let first = row.filled().next().unwrap_or_default().to_lowercase();
        let is_sum = ["balance", "saldo", "solde", "kontostand", "total", "summe", "totaal", "totale", "somme", "razem"];
        !has_date && (!has_amount || is_sum.iter().any(|word| first.contains(word)))
    }
}

/// An entry, and what is known of its row beside it.
pub(super) struct SheetEntry {
    pub line: u32,
    pub account: Option<String>,
    pub balance: Option<Decimal>,
    /// Its sign is told in two ways that do not agree: the balance may decide.
    pub is_doubtful: bool,
    pub entry: BankEntry,
}

impl SheetEntry {
    pub fn read(row: &SheetRow, columns: &SheetColumns, sheet: &BankSheet) -> Result<SheetEntry, EntryFault> {
        let status = columns.first(row, BankColumn::Status).map_or(EntryStatus::Booked, status);
        let (booked, value) = days(row, columns, sheet)?;
        if booked.or(value).is_none() && status == EntryStatus::Booked {
            return Err(EntryFault::new(Code::EmptyCell, "the row has an amount and no date"));
        }
        let (amount, is_doubtful, unit) = entry_amount(row, columns, sheet)?;
        let mut payment = PaymentFacts::default();
        read_texts(row, columns, !amount.is_negative(), &mut payment);
        let notes = payment.notes.join(" ");
        let currency = columns.first(row, BankColumn::Currency).map(str::to_uppercase);
        let unit = preamble::currency(unit.trim()).map(str::to_owned);
        let number = |cell: &str| cells::amount(cell, sheet.decimal);
        let fee = columns.first(row, BankColumn::Fee).and_then(number).map(|fee| fee.amount).filter(|fee| !fee.is_zero());
        let charge = |fee: Decimal| Charge {
            amount: if fee.is_negative() { fee } else { negated(fee) },
            currency: None,
            is_included: Some(false),
            text: String::new(),
        };
        let balance = columns.first(row, BankColumn::Balance).and_then(number);
        let entry = BankEntry {
            place: Place::line("", row.line),
            position: 0,
            bank_id: columns.joined(row, BankColumn::Id),
            booked,
            value,
            amount,
            currency: currency.or_else(|| columns.currency.clone()).or(unit),
            status,
            is_reversal: is_reversal(&notes),
            payment,
            details: Vec::new(),
            charges: fee.map(charge).into_iter().collect(),
            code: columns.first(row, BankColumn::Note).map(str::to_owned),
            raw: row.raw.clone(),
        };
        let balance = balance.map(|balance| signed(balance.amount, balance.is_debit == Some(true) && !balance.amount.is_negative()));
        Ok(SheetEntry { line: row.line, account: columns.joined(row, BankColumn::Account), balance, is_doubtful, entry })
    }
}

fn days(row: &SheetRow, columns: &SheetColumns, sheet: &BankSheet) -> Result<(Option<Day>, Option<Day>), EntryFault> {
    let read = |column: BankColumn| {
        let text = columns.first(row, column)?;
        Some((text, columns.dates.parse(text).ok()))
    };
    let (booked, value) = (read(BankColumn::Booked), read(BankColumn::Value));
    let value_day = value.and_then(|(_, day)| day);
    let booked_day = match booked {
        Some((text, None)) => cells::yearless(text, sheet).zip(value_day).and_then(|(date, value)| cells::near(value, date)),
        Some((_, day)) => day,
        None => None,
    };
    if let Some((text, _)) = booked.filter(|_| booked_day.is_none()) {
        return Err(EntryFault::date("the booking day", text));
    }
    if let Some((text, None)) = value.filter(|_| booked_day.is_none()) {
        return Err(EntryFault::date("the value date", text));
    }
    Ok((booked_day, value_day))
}

/// The amount with its sign, whether the sign is in doubt, and the currency that stands beside it.
fn entry_amount(row: &SheetRow, columns: &SheetColumns, sheet: &BankSheet) -> Result<(Decimal, bool, String), EntryFault> {
    let number = |column: BankColumn, name: &str| -> Result<Option<SheetAmount>, EntryFault> {
        let Some(text) = columns.first(row, column) else { return Ok(None) };
        cells::amount(text, sheet.decimal).map(Some).ok_or_else(|| EntryFault::amount(name, text))
    };
    if let Some(found) = number(BankColumn::Amount, "the amount")? {
        let word = columns.first(row, BankColumn::Sign);
        let by_word = word.map(|word| side(word, sheet)).transpose()?;
        let is_negative = found.amount.is_negative();
        return Ok(match by_word.or(found.is_debit) {
            None => (found.amount, false, found.unit),
            // A minus beside the word for a debit says the same; beside that for a credit it says the contrary.
            Some(true) => (if is_negative { found.amount } else { negated(found.amount) }, false, found.unit),
            Some(false) => (found.amount, is_negative, found.unit),
        });
    }
    let debit = number(BankColumn::Debit, "the debit")?.filter(|amount| !amount.amount.is_zero());
    let credit = number(BankColumn::Credit, "the credit")?.filter(|amount| !amount.amount.is_zero());
    match (debit, credit) {
        (Some(debit), None) => Ok((if debit.amount.is_negative() { debit.amount } else { negated(debit.amount) }, false, debit.unit)),
        (None, Some(credit)) => Ok((credit.amount, credit.amount.is_negative(), credit.unit)),
        (None, None) => Err(EntryFault::new(Code::EmptyCell, "the row has a date and no amount")),
        (Some(_), Some(_)) => Err(EntryFault::new(Code::ConflictingCells, "the row has a debit and a credit")),
    }
}

/// Is the word one for debits?
fn side(word: &str, sheet: &BankSheet) -> Result<bool, EntryFault> {
    let is_among = |words: &[String]| words.iter().any(|known| known.to_lowercase() == word.to_lowercase());
    match (is_among(&sheet.debit_words), is_among(&sheet.credit_words)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(EntryFault::new(Code::BadAmount, format!("{} is neither a word for debits nor one for credits", quoted(word)))),
    }
}

fn read_texts(row: &SheetRow, columns: &SheetColumns, is_credit: bool, payment: &mut PaymentFacts) {
    let texts: Vec<String> =
        columns.cells(row, BankColumn::Text).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for text in &texts {
        read_text(text, payment);
    }
    for note in columns.cells(row, BankColumn::Note) {
        payment.note(note);
    }
    let kinds = [
        (BankColumn::EndToEnd, ReferenceKind::EndToEnd),
        (BankColumn::Mandate, ReferenceKind::Mandate),
        (BankColumn::CreditorReference, ReferenceKind::Creditor),
        (BankColumn::Reference, ReferenceKind::Customer),
    ];
    for (column, kind) in kinds {
        for reference in columns.cells(row, column) {
            payment.refer(kind, reference);
        }
    }
    let first = |column: BankColumn| columns.first(row, column).map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    // Of two columns the first has who pays, and the second who is paid.
    let names = columns.places(BankColumn::Name);
    let (one, other) = if is_credit { (names.first(), names.get(1)) } else { (names.get(1).or(names.first()), names.first()) };
    let name = one.into_iter().chain(other).map(|place| row.cell(*place)).find(|name| !name.is_empty());
    let party = &mut payment.party;
    party.name = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).or(party.name.take());
    party.ultimate = first(BankColumn::Ultimate).or(party.ultimate.take());
    party.account = first(BankColumn::CounterAccount).or(party.account.take());
    party.bank = first(BankColumn::CounterBank).or(party.bank.take());
    payment.return_reason = first(BankColumn::Returned).or(payment.return_reason.take());
}

/// Words of entries that are not booked, and of payments that did not happen.
const PENDING: [&str; 10] =
    ["vorgemerkt", "pending", "attente", "behandeling", "pendiente", "authori", "unbooked", "nicht gebucht", "on hold", "oczekuj"];
const VOID: [&str; 9] = ["declined", "failed", "cancel", "denied", "reverted", "expired", "abgelehnt", "removed", "voided"];

fn status(word: &str) -> EntryStatus {
    let word = word.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|known| word.contains(known));
    if has(&PENDING) {
        EntryStatus::Pending
    } else if has(&VOID) {
        EntryStatus::Information
    } else {
        EntryStatus::Booked
    }
}

/// Kinds of booking that take back a payment.
fn is_reversal(kind: &str) -> bool {
    const WORDS: [&str; 14] = [
        "rücklast",
        "ruecklast",
        "rückbuchung",
        "rueckbuchung",
        "retoure",
        "refund",
        "chargeback",
        "reversal",
        "storno",
        "rejet",
        "impay",
        "devoluc",
        "insoluto",
        "terugboeking",
    ];
    let kind = kind.to_lowercase();
    WORDS.iter().any(|word| kind.contains(word))
}
