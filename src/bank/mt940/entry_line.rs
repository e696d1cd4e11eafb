//! `:61:`, an entry without its text: `2604010401CR183,86NTRFNONREF//2026040101002D22`.

use super::fields::SwiftField;
use super::{last_day_of, not_an_entry};
use crate::bank::amount;
use crate::bank::entry::is_none;
use crate::bank::faults::EntryFault;
use crate::calendar::Day;
use crate::finding::Code;
use crate::money::Decimal;

#[derive(Clone, Debug)]
pub(super) struct EntryLine {
    pub value: Option<Day>,
    /// The value date as it is written, where there is no such day.
    pub odd_value_day: Option<String>,
    pub booked: Option<Day>,
    pub is_debit: bool,
    pub is_reversal: bool,
    /// Of an interim report: it is expected only.
    pub is_expected: bool,
    pub amount: Decimal,
    /// `NTRF`
    pub kind: Option<String>,
    pub customer_reference: Option<String>,
    pub bank_reference: Option<String>,
    /// What stands behind the references: in the next line or, padded, in the same.
    pub supplement: Option<String>,
    /// Does the supplement stand in the same line, as banks write it that have account and name there?
    pub is_padded: bool,
    /// Is the customer's reference the number of the other account?
    pub is_account_in_reference: bool,
}

impl EntryLine {
    pub fn read(field: &SwiftField<'_>) -> Result<EntryLine, EntryFault> {
        let text = field.lines.first().copied().unwrap_or_default();
        let rest = text.trim_start();
        let wrong = |what: &str| not_an_entry(text, what);
        let dates: usize = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (written, rest) = rest.split_at_checked(dates).unwrap_or((rest, ""));
        let (value_text, booked_text) = match written.len() {
            6 | 10 | 12 => written.split_at(6),
            _ => return Err(wrong("it begins with a value date such as 260401, and may have the booking day behind it, as 0401")),
        };
        let (value, odd_value_day) = match (short_day(value_text), end_of_month(value_text)) {
            (Some(day), _) => (day, None),
            (None, Some(day)) => (day, Some(value_text.to_owned())),
            (None, None) => {
                return Err(EntryFault::new(Code::BadDate, format!("the value date {value_text:?} of :61: is not a date")));
            }
        };
        let booked = match booked_text.len() {
            0 => None,
            4 => near(value, booked_text),
            _ => short_day(booked_text),
        };
        if booked.is_none() && !booked_text.is_empty() {
            return Err(EntryFault::new(Code::BadDate, format!("the booking day {booked_text:?} of :61: is not a date")));
        }
        let rest = rest.trim_start();
        let marks = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (marks, rest) = rest.split_at(marks);
        let (mark, is_debit) = mark(&marks.to_uppercase())
            .ok_or_else(|| wrong("behind the dates it has C or D for credit or debit, or RC or RD for what takes these back"))?;
        let amount_end = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')).count();
        let (amount_text, rest) = rest.split_at(amount_end);
        let amount = amount::plain(amount_text).ok_or_else(|| wrong("behind the mark it has an amount such as 183,86"))?;
        let mut line = EntryLine {
            value: Some(value),
            odd_value_day,
            booked,
            is_debit,
            is_reversal: mark == Mark::Reversal,
            is_expected: mark == Mark::Expected,
            amount,
            kind: None,
            customer_reference: None,
            bank_reference: None,
            supplement: None,
            is_padded: false,
            is_account_in_reference: false,
        };
        line.read_references(rest);
        let more: Vec<&str> = field.lines.iter().skip(1).map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        if !more.is_empty() {
            line.supplement = Some(more.join(" "));
        }
        Ok(line)
    }

    /// `NTRFreference//bank's reference`, of which the references may be longer than the standard allows, or padded with text behind.
    fn read_references(&mut self, rest: &str) {
        const REFERENCE: usize = 16;
        let is_kind =
            |text: &str| text.starts_with(['N', 'F', 'S', 'n', 'f', 's']) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let rest = match rest.split_at_checked(4) {
            Some((kind, rest)) if is_kind(kind) => {
                self.kind = Some(kind.to_owned());
                rest
            }
            _ => rest,
        };
        let (customer, bank) = rest.split_once("//").map_or((rest, None), |(customer, bank)| (customer, Some(bank)));
        let (customer, behind) = match customer.char_indices().nth(REFERENCE) {
            Some((end, _)) if bank.is_none() && customer[..end].contains("  ") => customer.split_at(end),
            Some((end, _)) if bank.is_none() && customer[..end].ends_with(' ') => customer.split_at(end),
            _ => (customer, ""),
        };
        let filled = |text: &str| Some(text.trim()).filter(|text| !text.is_empty() && !is_none(text)).map(str::to_owned);
        self.customer_reference = filled(customer);
        self.bank_reference = bank.and_then(filled);
        self.supplement = filled(behind);
        self.is_padded = self.supplement.is_some();
        self.is_account_in_reference = self.is_padded;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Reversal,
    Expected,
}

/// The mark, and whether money leaves the account: a reversal of a credit (`RC`) takes it. A letter behind the mark is the third of the
/// currency, as R for EUR.
fn mark(letters: &str) -> Option<(Mark, bool)> {
    let (kind, rest) = match letters.as_bytes().first()? {
        b'R' => (Mark::Reversal, &letters[1..]),
        b'E' => (Mark::Expected, &letters[1..]),
        _ => (Mark::Plain, letters),
    };
    let is_debit = match (rest.as_bytes().first()?, kind) {
        (b'C', Mark::Reversal) | (b'D', Mark::Plain | Mark::Expected) => true,
        (b'D', Mark::Reversal) | (b'C', Mark::Plain | Mark::Expected) => false,
        _ => return None,
    };
    (rest.len() <= 2).then_some((kind, is_debit))
}

fn numbers(date: &str) -> Option<(i32, u32, u32)> {
    let pair = |at: usize| date.get(at..at + 2)?.parse::<u32>().ok();
    let (year, month, day) = (pair(0)?, pair(2)?, pair(4)?);
    let year = i32::try_from(year).ok()?;
    Some((if year >= 80 { 1900 + year } else { 2000 + year }, month, day))
}

/// `260401`
pub(super) fn short_day(date: &str) -> Option<Day> {
    let (year, month, day) = numbers(date)?;
    Day::from_ymd(year, month, day)
}

/// The last day of a month for days that it does not have: where every month has 30 days, interest is due on 30 February.
fn end_of_month(date: &str) -> Option<Day> {
    let (year, month, day) = numbers(date)?;
    last_day_of(year, month).filter(|_| (29..=31).contains(&day))
}

/// The day `0102` of the year in which it is nearest to another day.
fn near(day: Day, month_and_day: &str) -> Option<Day> {
    use chrono::Datelike;
    let pair = |at: usize| month_and_day.get(at..at + 2)?.parse::<u32>().ok();
    let (month, of_month) = (pair(0)?, pair(2)?);
    let year = day.date().year();
    let days = [year - 1, year, year + 1].into_iter().filter_map(|year| Day::from_ymd(year, month, of_month));
    days.min_by_key(|other| other.since(day).abs())
}
