//! Do the entries lead from one balance to the other?

use super::amount::shortest;
use super::entry::{BankFormat, BankStatement, EntryStatus, StatementKind};
use super::faults::StatementFaults;
use crate::finding::Code;
use crate::money::Decimal;

/// Tells where they do not. Banks publish such statements, and cut some of them: it is a warning.
pub(super) fn check(statement: &BankStatement, faults: &mut StatementFaults<'_>) {
    let at = (statement.place.line, statement.place.column);
    for entry in &statement.entries {
        check_details(entry, faults);
    }
    let (Some(opening), Some(closing)) = (&statement.opening, &statement.closing) else { return };
    if statement.kind != StatementKind::Booked || opening.currency != closing.currency {
        return;
    }
    let is_counted = |entry: &&super::BankEntry| entry.status == EntryStatus::Booked && entry.currency == statement.currency;
    let sum = statement.entries.iter().filter(is_counted).fold(Decimal::ZERO, |sum, entry| sum.plus(moved(entry, statement.format)));
    let expected = opening.amount.plus(sum);
    if expected != closing.amount {
        let whose = statement.account.as_deref().map(|account| format!(" of account {account}")).unwrap_or_default();
        let message = format!(
            "the statement{whose} does not add up: {} and its entries, {}, are {}, but it closes with {}",
            opening.amount,
            shortest(sum),
            shortest(expected),
            closing.amount
        );
        faults.add(Code::TotalDiffers, at, message, "an entry may be missing in the file: compare it with the bank's own list");
    }
}

/// What a payment processor keeps of an entry moves the balance, too.
fn moved(entry: &super::BankEntry, format: BankFormat) -> Decimal {
    let kept = entry.charges.iter().filter(|_| format == BankFormat::Sheet);
    kept.fold(entry.amount, |sum, charge| sum.plus(charge.amount))
}

/// The payments of a collective entry come to its amount, where all of them have one.
fn check_details(entry: &super::BankEntry, faults: &mut StatementFaults<'_>) {
    let same = |detail: &super::EntryDetail| detail.amount.filter(|_| detail.currency.is_none() || detail.currency == entry.currency);
    let amounts: Option<Vec<Decimal>> = entry.details.iter().map(same).collect();
    let Some(amounts) = amounts.filter(|amounts| !amounts.is_empty()) else { return };
    let sum = amounts.into_iter().fold(Decimal::ZERO, Decimal::plus);
    if sum != entry.amount {
        let message = format!("the payments of the entry come to {}, but its amount is {}", shortest(sum), entry.amount);
        faults.add(Code::TotalDiffers, (entry.place.line, entry.place.column), message, "the amount of the entry counts");
    }
}
