//! MT940 and MT942 of SWIFT, in the dialects of banks.
//!
//! A message is a list of fields (`:61:…`), each with the lines that follow it. `:61:` is an entry, and the `:86:` behind it is its text, whose
//! form each bank chooses.

mod dialect;
mod entry_line;
mod fields;
mod labels;
mod structured;

use super::amount;
use super::entry::{
    BankEntry, BankFormat, BankStatement, EntryStatus, PaymentFacts, ReferenceKind, StatementBalance, StatementKind, UnreadEntry,
};
use super::faults::{EntryFault, StatementFaults};
use crate::calendar::Day;
use crate::finding::{Code, quoted};
use entry_line::EntryLine;
use fields::{SwiftField, SwiftMessage};

pub(super) use dialect::read_free as read_text;

/// Is it a file of such messages?
pub(super) fn is_mt940(head: &str) -> bool {
    let tagged = |line: &str, tags: &[&str]| tags.iter().any(|tag| line.starts_with(tag));
    let lines = || head.lines().map(|line| fields::bare(line).trim_start());
    lines().any(|line| tagged(line, &[":20:", ":25:", ":60F:", ":61:"]) || line.contains("{4:"))
}

pub(super) fn read(text: &str, faults: &mut StatementFaults<'_>) -> Vec<BankStatement> {
    let messages = fields::messages(text);
    messages.iter().map(|message| read_message(message, faults)).collect()
}

fn read_message(message: &SwiftMessage<'_>, faults: &mut StatementFaults<'_>) -> BankStatement {
    let tags = |tags: &[&str]| message.fields.iter().any(|field| tags.contains(&field.tag));
    let is_intraday = message.is_942 || tags(&["34F", "13D", "90C", "90D"]) && !tags(&["60F", "60M"]);
    let kind = if is_intraday { StatementKind::Intraday } else { StatementKind::Booked };
    let first_line = message.fields.first().map_or(1, |field| field.line);
    let mut statement = BankStatement::new(BankFormat::Mt940, kind, faults.place(first_line, 1));
    let mut fields = message.fields.iter().peekable();
    while let Some(field) = fields.next() {
        match field.tag {
            "20" => statement.id = field.value(),
            "25" | "25P" => statement.account = field.value(),
            "28" | "28C" => statement.sequence = field.value(),
            "34F" => statement.currency = statement.currency.or_else(|| field.value()?.get(..3).map(str::to_owned)),
            "60F" | "60M" => {
                let balance = read_balance(field, faults);
                statement.currency = balance.as_ref().and_then(|balance| balance.currency.clone()).or(statement.currency);
                statement.opening = statement.opening.or(balance);
            }
            "62F" | "62M" => statement.closing = read_balance(field, faults),
            "61" => {
                let mut texts = Vec::new();
                while let Some(text) = fields.next_if(|next| matches!(next.tag, "86" | "NS")) {
                    texts.push(text);
                }
                add_entry(field, &texts, &mut statement, faults);
            }
            _ => {}
        }
    }
    let currency = statement.currency.clone();
    for balance in [&mut statement.opening, &mut statement.closing].into_iter().flatten() {
        balance.currency = balance.currency.take().or_else(|| currency.clone());
    }
    for entry in &mut statement.entries {
        entry.currency.clone_from(&currency);
    }
    if kind == StatementKind::Booked && statement.closing.is_none() {
        let last = message.fields.last().map_or(first_line, |field| field.line);
        let message = "the statement has no closing balance (:62F:): the file may be cut off here";
        faults.add(Code::OddStatement, (last, 1), message, "get it from the bank again, if it should have one");
    }
    statement
}

fn add_entry(field: &SwiftField<'_>, texts: &[&SwiftField<'_>], statement: &mut BankStatement, faults: &mut StatementFaults<'_>) {
    let raw: Vec<&str> = std::iter::once(&field).chain(texts).flat_map(|field| field.raw.iter().copied()).collect();
    let raw = raw.join("\n");
    let at = (field.line, 1);
    let line = match EntryLine::read(field) {
        Ok(line) => line,
        Err(fault) => {
            faults.unread(fault, at);
            statement.unread.push(UnreadEntry { place: faults.place(field.line, 1), raw });
            return;
        }
    };
    if let Some(written) = &line.odd_value_day {
        let message = format!("the value date {} does not exist", quoted(written));
        faults.add(Code::OddStatement, at, message, "the last day of its month is taken for it");
    }
    let mut payment = PaymentFacts::default();
    let mut code = line.kind.clone();
    let business_code = dialect::read(&line, texts, &mut payment);
    if let Some(business_code) = &business_code {
        code = Some(code.map_or_else(|| business_code.clone(), |kind| format!("{kind}/{business_code}")));
    }
    let is_return = business_code.is_some_and(|code| structured::RETURNS.contains(&code.as_str()));
    if let Some(reference) = line.customer_reference.as_deref().filter(|_| !line.is_account_in_reference) {
        payment.refer(ReferenceKind::Customer, reference);
    }
    statement.entries.push(BankEntry {
        place: faults.place(field.line, 1),
        position: 0,
        bank_id: line.bank_reference,
        booked: line.booked,
        value: line.value,
        amount: amount::signed(line.amount, line.is_debit),
        currency: None,
        status: if line.is_expected { EntryStatus::Pending } else { EntryStatus::Booked },
        is_reversal: line.is_reversal || is_return,
        payment,
        details: Vec::new(),
        charges: Vec::new(),
        code,
        raw,
    });
}

/// `C260401EUR50000,00`; a balance of a bank may lack its currency.
fn read_balance(field: &SwiftField<'_>, faults: &mut StatementFaults<'_>) -> Option<StatementBalance> {
    let read = |text: &str| {
        let (mark, rest) = text.split_at_checked(1)?;
        let (date, rest) = rest.split_at_checked(6)?;
        let has_currency = rest.get(..3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let (currency, rest) = if has_currency { rest.split_at(3) } else { ("", rest) };
        let amount = amount::plain(rest)?;
        let is_debit = match mark {
            "C" | "c" => false,
            "D" | "d" => true,
            _ => return None,
        };
        let currency = has_currency.then(|| currency.to_uppercase());
        Some(StatementBalance { amount: amount::signed(amount, is_debit), currency, day: entry_line::short_day(date) })
    };
    let text = field.value().unwrap_or_default();
    let balance = read(&text);
    if balance.is_none() {
        let message = format!(":{}: {} is not a balance such as C260401EUR50000,00", field.tag, quoted(&text));
        faults.add(Code::OddStatement, (field.line, 1), message, "the balance is not used");
    }
    balance
}

fn last_day_of(year: i32, month: u32) -> Option<Day> {
    (28..=31).rev().find_map(|day| Day::from_ymd(year, month, day))
}

fn not_an_entry(text: &str, what: &str) -> EntryFault {
    EntryFault::new(Code::MalformedRow, format!(":61: {} is not an entry: {what}", quoted(text)))
}
