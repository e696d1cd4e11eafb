//! The column of balances: it proves signs, and has the balances of the statement.

use super::row::SheetEntry;
use crate::bank::amount::{negated, shortest};
use crate::bank::entry::{StatementBalance, UnreadEntry};
use crate::bank::faults::{EntryFault, StatementFaults};
use crate::finding::Code;
use crate::money::Decimal;

/// Entries whose sign is told in two ways are as the balance beside them says; without that they are not read.
pub(super) fn settle_signs(entries: &mut Vec<SheetEntry>, faults: &mut StatementFaults<'_>, unread: &mut Vec<UnreadEntry>) {
    let proven: Vec<Option<Decimal>> = (0..entries.len()).map(|place| proven(entries, place)).collect();
    let mut place = 0;
    entries.retain_mut(|entry| {
        let proof = proven[place];
        place += 1;
        if !entry.is_doubtful {
            return true;
        }
        match proof {
            Some(amount) => {
                entry.entry.amount = amount;
                let message = format!("the sign of the amount is told in two ways; by the balances it is {amount}");
                faults.add(Code::OddStatement, (entry.line, 1), message, "compare it with what the bank shows");
                true
            }
            None => {
                let message = "the row is a credit, and its amount has a minus: the sign is not certain";
                faults.unread(EntryFault::new(Code::BadAmount, message), (entry.line, 1));
                unread.push(UnreadEntry { place: faults.place(entry.line, 1), raw: entry.entry.raw.clone() });
                false
            }
        }
    });
}

/// By how much an entry moves the balance: what was kept of it moves the balance, too.
fn moved(entry: &SheetEntry) -> Decimal {
    entry.entry.charges.iter().fold(entry.entry.amount, |sum, charge| sum.plus(charge.amount))
}

/// The amount with the sign by which it leads from one balance to the next, whichever way the rows are ordered.
fn proven(entries: &[SheetEntry], place: usize) -> Option<Decimal> {
    let entry = &entries[place];
    let own = entry.balance?;
    let amount = entry.entry.amount;
    let neighbour = |other: Option<&SheetEntry>| {
        other.filter(|other| other.account == entry.account || other.account.is_none() || entry.account.is_none())?.balance
    };
    let others = [place.checked_sub(1).and_then(|before| entries.get(before)), entries.get(place + 1)];
    let steps: Vec<Decimal> = others.into_iter().filter_map(neighbour).map(|other| own.plus(negated(other))).collect();
    let fits = |amount: Decimal| steps.contains(&amount);
    match (fits(amount), fits(negated(amount))) {
        (true, false) => Some(amount),
        (false, true) => Some(negated(amount)),
        _ => None,
    }
}

type Ends = (Option<StatementBalance>, Option<StatementBalance>);

/// The balances before the first and after the last entry, where each row's balance follows from its neighbour's.
pub(super) fn ends(entries: &[SheetEntry], currency: &Option<String>, faults: &mut StatementFaults<'_>) -> Ends {
    let booked: Vec<&SheetEntry> = entries.iter().filter(|entry| entry.balance.is_some()).collect();
    if booked.len() < entries.len() || booked.is_empty() {
        return (None, None);
    }
    let balance = |entry: &SheetEntry| entry.balance.unwrap_or_default();
    let leads = |from: &SheetEntry, to: &SheetEntry| balance(from).plus(moved(to)) == balance(to);
    let upwards = booked.windows(2).filter(|pair| leads(pair[0], pair[1])).count();
    let downwards = booked.windows(2).filter(|pair| leads(pair[1], pair[0])).count();
    let steps = booked.len() - 1;
    let (first, last) = if downwards > upwards { (booked[booked.len() - 1], booked[0]) } else { (booked[0], booked[steps]) };
    let best = upwards.max(downwards);
    if best < steps {
        // Where most rows follow, one that does not is worth a word; otherwise the column has another meaning.
        if best * 2 > steps && steps > 1 {
            let broken = |pair: &&[&SheetEntry]| if downwards > upwards { !leads(pair[1], pair[0]) } else { !leads(pair[0], pair[1]) };
            let line = booked.windows(2).find(broken).map_or(first.line, |pair| pair[1].line);
            let message = "the balances of the rows do not add up: from the row before to this one it is not the amount";
            faults.add(Code::TotalDiffers, (line, 1), message, "an entry may be missing in the file: compare it with the bank's own list");
        }
        return (None, None);
    }
    let of = |amount: Decimal, entry: &SheetEntry| {
        Some(StatementBalance { amount: shortest(amount), currency: currency.clone(), day: entry.entry.day() })
    };
    (of(balance(first).plus(negated(moved(first))), first), of(balance(last), last))
}
