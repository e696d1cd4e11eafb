//! CSV of banks and payment processors, by a mapping in the project file or a shape that is known without a header.

mod balances;
mod cells;
mod preamble;
mod row;
mod rows;
mod shape;

use super::entry::{BankEntry, BankFormat, BankStatement, StatementKind, UnreadEntry};
use super::faults::{EntryFault, StatementFaults};
use crate::finding::{Code, Finding, Place};
use crate::project::BankSheet;
use preamble::Preamble;
use row::{SheetColumns, SheetEntry};
pub use rows::{SheetRow, sheet_rows};
use std::collections::BTreeMap;

/// Reads a table by the first of the mappings that fits it.
pub(super) fn read(text: &str, sheets: &[BankSheet], faults: &mut StatementFaults<'_>) -> Vec<BankStatement> {
    if let Some(statements) = shape::read(text, faults) {
        return statements;
    }
    for sheet in sheets {
        let rows = sheet_rows(text, sheet.delimiter);
        if let Some(header) = header_of(&rows, sheet) {
            return by_mapping(&rows, header, sheet, faults);
        }
    }
    let hint = format!("run `collect init --bank {}`, which finds out how it is to be read", faults.file);
    let finding = Finding::new(Code::MissingColumn, "no mapping under `bank` in the project file has the columns of this file");
    faults.push(finding.at(Place::line(faults.file, 1)).hint(hint));
    Vec::new()
}

/// The row that has all columns of a mapping.
fn header_of(rows: &[SheetRow], sheet: &BankSheet) -> Option<usize> {
    rows.iter().position(|row| {
        let has_titles = sheet.all_names().any(|name| row.cells.iter().any(|cell| cell == name));
        has_titles && sheet.all_names().all(|name| row::place_of(&row.cells, name).is_some())
    })
}

fn by_mapping(rows: &[SheetRow], header: usize, sheet: &BankSheet, faults: &mut StatementFaults<'_>) -> Vec<BankStatement> {
    let columns = SheetColumns::of(&rows[header].cells, sheet);
    let (before, behind) = (&rows[..header], &rows[header + 1..]);
    let mut preamble = Preamble::default();
    before.iter().for_each(|row| preamble.add(row, sheet));
    let mut found: Vec<SheetEntry> = Vec::new();
    let mut unread = Vec::new();
    for row in behind {
        if columns.is_no_entry(row) {
            preamble.add(row, sheet);
            continue;
        }
        match SheetEntry::read(row, &columns, sheet) {
            Ok(entry) => found.push(entry),
            Err(fault) => {
                faults.unread(fault, (row.line, 1));
                unread.push(UnreadEntry { place: faults.place(row.line, 1), raw: row.raw.clone() });
            }
        }
    }
    balances::settle_signs(&mut found, faults, &mut unread);
    let place = faults.place(rows[header].line, 1);
    grouped(found, unread, &preamble, sheet, place, faults)
}

/// A statement for each account and currency, in the order in which they come.
fn grouped(
    found: Vec<SheetEntry>,
    unread: Vec<UnreadEntry>,
    preamble: &Preamble,
    sheet: &BankSheet,
    place: Place,
    faults: &mut StatementFaults<'_>,
) -> Vec<BankStatement> {
    let only_account = single(found.iter().filter_map(|entry| entry.account.as_ref()));
    let fallback = only_account.or_else(|| preamble.account.clone()).or_else(|| sheet.account.clone());
    let currency = preamble.currency.clone().or_else(|| sheet.currency.map(|currency| currency.code().to_owned()));
    let mut order: Vec<(Option<String>, Option<String>)> = Vec::new();
    let mut groups: BTreeMap<(Option<String>, Option<String>), Vec<SheetEntry>> = BTreeMap::new();
    for mut entry in found {
        entry.account = entry.account.or_else(|| fallback.clone());
        entry.entry.currency = entry.entry.currency.or_else(|| currency.clone());
        let key = (entry.account.clone(), entry.entry.currency.clone());
        if !groups.contains_key(&key) {
            order.push(key.clone());
        }
        groups.entry(key).or_default().push(entry);
    }
    if order.is_empty() {
        order.push((fallback, currency));
    }
    let is_alone = order.len() == 1;
    let mut statements = Vec::new();
    for key in order {
        let entries = groups.remove(&key).unwrap_or_default();
        let mut statement = BankStatement::new(BankFormat::Sheet, StatementKind::Booked, place.clone());
        (statement.account, statement.currency) = key;
        (statement.opening, statement.closing) = balances::ends(&entries, &statement.currency, faults);
        if is_alone && statement.opening.is_none() {
            statement.opening = preamble.balance(true, &statement.currency);
        }
        if is_alone && statement.closing.is_none() {
            statement.closing = preamble.balance(false, &statement.currency);
        }
        statement.entries = entries.into_iter().map(|entry| BankEntry { place: faults.place(entry.line, 1), ..entry.entry }).collect();
        statements.push(statement);
    }
    if let Some(first) = statements.first_mut() {
        first.unread = unread;
    }
    statements
}

/// The value that all of these are.
fn single<'s>(mut values: impl Iterator<Item = &'s String>) -> Option<String> {
    let first = values.next()?;
    values.all(|other| other == first).then(|| first.clone())
}
