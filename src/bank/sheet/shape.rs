//! Tables without a header that are known by their shape.

use super::cells;
use super::rows::{SheetRow, sheet_rows};
use crate::bank::amount;
use crate::bank::entry::{BankEntry, BankFormat, BankStatement, EntryStatus, PaymentFacts, StatementBalance, StatementKind};
use crate::bank::faults::StatementFaults;
use crate::bank::mt940::read_text;
use crate::calendar::Day;
use crate::money::Decimal;

/// Account, currency, booking day, balance before, balance after, value date, amount, text: how ABN AMRO exports with tabs.
pub(super) fn read(text: &str, faults: &mut StatementFaults<'_>) -> Option<Vec<BankStatement>> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    is_shape(&first.split('\t').map(str::trim).collect::<Vec<_>>()).then_some(())?;
    let mut statements: Vec<BankStatement> = Vec::new();
    for row in sheet_rows(text, b'\t') {
        let place = faults.place(row.line, 1);
        let entry = read_row(&row);
        let same = |statement: &&mut BankStatement| {
            statement.account.as_deref() == Some(row.cell(0)) && statement.currency.as_deref() == Some(row.cell(1))
        };
        let known = statements.iter_mut().rev().find(same);
        let statement = match known {
            Some(statement) => statement,
            None => {
                let mut statement = BankStatement::new(BankFormat::Sheet, StatementKind::Booked, place.clone());
                statement.account = Some(row.cell(0).to_owned());
                statement.currency = Some(row.cell(1).to_owned());
                statements.push(statement);
                statements.last_mut()?
            }
        };
        match entry {
            Some((before, after, entry)) => {
                let balance = |amount: Decimal| Some(StatementBalance { amount, currency: entry.currency.clone(), day: entry.day() });
                statement.opening = statement.opening.take().or_else(|| balance(before));
                statement.closing = balance(after);
                statement.entries.push(BankEntry { place, ..entry });
            }
            None => {
                let fault = super::EntryFault::new(crate::finding::Code::MalformedRow, "the row is not like the first one of the file");
                faults.unread(fault, (row.line, 1));
                statement.unread.push(super::UnreadEntry { place, raw: row.raw });
            }
        }
    }
    Some(statements)
}

fn is_shape(cells: &[&str]) -> bool {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    cells.len() == 8
        && cells[0].len() >= 7
        && cells[0].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        && cells[1].len() == 3
        && cells[1].bytes().all(|byte| byte.is_ascii_uppercase())
        && digits(cells[2], 8)
        && digits(cells[5], 8)
        && [3, 4, 6].iter().all(|place| amount::plain(cells[*place]).is_some())
}

fn read_row(row: &SheetRow) -> Option<(Decimal, Decimal, BankEntry)> {
    let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
    is_shape(&cells).then_some(())?;
    let day = |text: &str| Day::from_ymd(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    let number = |place: usize| cells::amount(cells[place], ',').map(|found| found.amount).or_else(|| amount::plain(cells[place]));
    let mut payment = PaymentFacts::default();
    read_text(&cells[7].split_whitespace().collect::<Vec<_>>().join(" "), &mut payment);
    let entry = BankEntry {
        place: crate::finding::Place::line("", row.line),
        position: 0,
        bank_id: None,
        booked: Some(day(cells[2])?),
        value: day(cells[5]),
        amount: number(6)?,
        currency: Some(cells[1].to_owned()),
        status: EntryStatus::Booked,
        is_reversal: false,
        payment,
        details: Vec::new(),
        charges: Vec::new(),
        code: None,
        raw: row.raw.clone(),
    };
    Some((number(3)?, number(4)?, entry))
}
