//! BAI2 of the Bank Administration Institute: comma-separated records, of which a line may have several.

mod codes;
mod records;

use super::amount::{negated, plain, shortest};
use super::entry::{
    BankEntry, BankFormat, BankStatement, EntryStatus, PaymentFacts, ReferenceKind, StatementBalance, StatementKind, UnreadEntry,
};
use super::faults::{EntryFault, StatementFaults};
use crate::calendar::Day;
use crate::finding::{Code, quoted};
use crate::money::{Currency, Decimal};
use codes::{Bai2Side, is_return, side};
use records::{Bai2Record, records};

pub(super) fn is_bai2(head: &str) -> bool {
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    head.starts_with("01,") && (head.contains("\n02,") || head.contains("/02,") || head.contains("\r02,") || head.contains("/ 02,"))
}

/// What a group of accounts has in common.
#[derive(Clone, Debug, Default)]
struct Bai2Group {
    day: Option<Day>,
    currency: Option<String>,
    is_intraday: bool,
    /// Deletions and tests are no entries.
    is_void: bool,
}

pub(super) fn read(text: &str, faults: &mut StatementFaults<'_>) -> Vec<BankStatement> {
    let mut statements: Vec<BankStatement> = Vec::new();
    let mut group = Bai2Group::default();
    // The sum that the trailer of the account has again.
    let mut sum = Decimal::ZERO;
    let (mut is_open, mut is_complete) = (false, false);
    for record in records(text) {
        match record.code {
            "02" => group = read_group(&record, faults),
            "03" => {
                let (statement, amounts) = read_account(&record, &group, faults);
                (sum, is_open) = (amounts, true);
                statements.push(statement);
            }
            "16" => {
                let Some(statement) = statements.last_mut().filter(|_| is_open) else {
                    faults.unread(
                        EntryFault::new(Code::MalformedRow, "a transaction (16) stands outside of an account (03 to 49)"),
                        (record.line, 1),
                    );
                    continue;
                };
                match read_entry(&record, statement, &group, faults) {
                    Ok((entry, written)) => {
                        sum = sum.plus(written);
                        statement.entries.push(entry);
                    }
                    Err(fault) => {
                        faults.unread(fault, (record.line, 1));
                        statement.unread.push(UnreadEntry { place: faults.place(record.line, 1), raw: record.raw.clone() });
                    }
                }
            }
            "49" => {
                let currency = statements.last().and_then(|statement| statement.currency.clone());
                let total = record.fields.first().and_then(|text| minor(text, currency.as_deref()));
                if let Some(total) = total.filter(|total| is_open && *total != sum) {
                    let message = format!("the control total of the account is {total}, but its amounts come to {}", shortest(sum));
                    faults.add(
                        Code::TotalDiffers,
                        (record.line, 1),
                        message,
                        "an entry may be missing in the file: ask the bank for it again",
                    );
                }
                is_open = false;
            }
            "99" => is_complete = true,
            "01" | "98" => {}
            other => {
                let message = format!("there is no record with the code {}", quoted(other));
                faults.add(Code::MalformedRow, (record.line, 1), message, "records begin with 01, 02, 03, 16, 88, 49, 98 or 99");
            }
        }
    }
    if !is_complete {
        let line = u32::try_from(text.lines().count()).unwrap_or(u32::MAX).max(1);
        let message = "the file has no last record (99): it may be cut off here";
        faults.add(Code::OddStatement, (line, 1), message, "get it from the bank again");
    }
    statements
}

fn read_group(record: &Bai2Record, faults: &mut StatementFaults<'_>) -> Bai2Group {
    let field = |place: usize| record.fields.get(place).map(|text| text.trim()).filter(|text| !text.is_empty());
    let day = field(3).and_then(short_day);
    if day.is_none() {
        let message = format!("the as-of date {} of the group is not a date such as 260401", quoted(field(3).unwrap_or_default()));
        faults.add(Code::BadDate, (record.line, 1), message, "the entries of the group have no booking day");
    }
    Bai2Group {
        day,
        currency: field(5).map(str::to_uppercase),
        is_intraday: matches!(field(6), Some("3" | "4")),
        is_void: matches!(field(2), Some("2" | "4")),
    }
}

/// `260401`, or with the century.
fn short_day(text: &str) -> Option<Day> {
    let text = text.trim();
    let (year, rest) = match text.len() {
        6 => (2000 + text.get(..2)?.parse::<i32>().ok()?, text.get(2..)?),
        8 => (text.get(..4)?.parse().ok()?, text.get(4..)?),
        _ => return None,
    };
    let year = if text.len() == 6 && year >= 2080 { year - 100 } else { year };
    Day::from_ymd(year, rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?)
}

/// An amount in the smallest unit of its currency; banks that write a decimal mark mean it.
fn minor(text: &str, currency: Option<&str>) -> Option<Decimal> {
    let amount = plain(text)?;
    if text.contains(['.', ',']) {
        return Some(amount);
    }
    let decimals = currency.and_then(Currency::from_code).map_or(2, Currency::decimals);
    Some(shortest(amount.times(Decimal::new(1, decimals))))
}

/// The account, its balances, and the sum of all amounts of its record.
fn read_account(record: &Bai2Record, group: &Bai2Group, faults: &mut StatementFaults<'_>) -> (BankStatement, Decimal) {
    let kind = if group.is_intraday { StatementKind::Intraday } else { StatementKind::Booked };
    let mut statement = BankStatement::new(BankFormat::Bai2, kind, faults.place(record.line, 1));
    let field = |place: usize| record.fields.get(place).map_or("", |text| text.trim());
    statement.account = Some(field(0).to_owned()).filter(|account| !account.is_empty());
    let own = Some(field(1).to_uppercase()).filter(|code| !code.is_empty());
    statement.currency = own.or_else(|| group.currency.clone()).or_else(|| Some("USD".to_owned()));
    let mut sum = Decimal::ZERO;
    let mut place = 2;
    while place < record.fields.len() {
        let (code, written) = (field(place), field(place + 1));
        let amount = minor(written, statement.currency.as_deref());
        if amount.is_none() && !written.is_empty() {
            let message = format!("the amount {} of the type {} is not an amount", quoted(written), quoted(code));
            faults.add(Code::OddStatement, (record.line, 1), message, "amounts are whole numbers of cents; this one is not used");
        }
        sum = sum.plus(amount.unwrap_or_default());
        let balance = |amount: Decimal| StatementBalance { amount, currency: statement.currency.clone(), day: group.day };
        match code {
            "010" => statement.opening = amount.map(balance),
            "015" => statement.closing = amount.map(balance),
            _ => {}
        }
        // The type, amount, count and funds of each; funds may have fields of their own.
        place += 3;
        place += 1 + funds(&record.fields, place);
    }
    (statement, sum)
}

/// How many fields follow the type of funds at this place.
fn funds(fields: &[String], place: usize) -> usize {
    let field = |place: usize| fields.get(place).map_or("", |text| text.trim());
    match field(place) {
        "S" | "s" => 3,
        "V" | "v" => 2,
        "D" | "d" => 1 + 2 * field(place + 1).parse::<usize>().map_or(0, |count| count.min(fields.len())),
        _ => 0,
    }
}

/// An entry, and its amount as it is written.
fn read_entry(
    record: &Bai2Record,
    statement: &BankStatement,
    group: &Bai2Group,
    faults: &mut StatementFaults<'_>,
) -> Result<(BankEntry, Decimal), EntryFault> {
    let field = |place: usize| record.fields.get(place).map_or("", |text| text.trim());
    let code = field(0);
    let side = side(code).ok_or_else(|| {
        EntryFault::new(
            Code::MalformedRow,
            format!("the type {} of the transaction is neither a credit (100 to 399) nor a debit (400 to 699)", quoted(code)),
        )
    })?;
    let written = match (field(1), side) {
        ("", Bai2Side::None) => Decimal::ZERO,
        (text, _) => minor(text, statement.currency.as_deref()).ok_or_else(|| EntryFault::amount("the amount", text))?,
    };
    let behind = 3 + funds(&record.fields, 2);
    let value = if matches!(field(2), "V" | "v") { short_day(field(3)) } else { None };
    if group.day.or(value).is_none() {
        return Err(EntryFault::new(Code::EmptyCell, "the transaction has no day: the as-of date of its group cannot be read"));
    }
    let mut payment = PaymentFacts::default();
    payment.refer(ReferenceKind::Customer, field(behind + 1));
    payment.remit(&record.text);
    let amount = match side {
        Bai2Side::Debit => negated(written),
        Bai2Side::Credit | Bai2Side::None => written,
    };
    let is_information = side == Bai2Side::None || group.is_void;
    let entry = BankEntry {
        place: faults.place(record.line, 1),
        position: 0,
        bank_id: Some(field(behind).to_owned()).filter(|id| !super::entry::is_none(id)),
        booked: group.day,
        value,
        amount,
        currency: statement.currency.clone(),
        status: if is_information { EntryStatus::Information } else { EntryStatus::Booked },
        is_reversal: is_return(code),
        payment,
        details: Vec::new(),
        charges: Vec::new(),
        code: Some(code.to_owned()),
        raw: record.raw.clone(),
    };
    Ok((entry, written))
}
