//! Events that would change nothing, now or later: they are refused, and it is told what may have been meant.

use super::event::{Days, LoggedEvent};
use crate::cli::effect::LogEffect;
use collect::finding::Code;
use collect::ledger::reading::EventType;
use collect::money::Decimal;
use collect::record::Entry;

/// Why an event does nothing, and what to do, if so.
pub fn does_nothing(what: LoggedEvent, days: Days, entry: &Entry, effect: &LogEffect<'_>) -> Option<String> {
    use EventType::{Credit, Dispute, Escalate, OptOut, Pause, Payment, Promise, WriteOff};
    let (named, invoice) = (what.named(), entry.cell("invoice_id"));
    let amount = entry.cell("amount");
    if amount.parse().is_ok_and(|amount: Decimal| amount.is_zero()) {
        let without = match what.kind {
            Payment | Credit | WriteOff | Promise | Dispute => " leave --amount out to use the whole balance",
            _ => " give the amount",
        };
        return Some(format!("{named} of {amount} changes nothing:{without}"));
    }
    let takes_the_rest = matches!(what.kind, Payment | Credit | WriteOff) && amount.is_empty();
    if takes_the_rest && days.on <= effect.as_of() && effect.before(invoice).is_some_and(|position| position.balance <= 0) {
        return Some(format!(
            "nothing is open on {invoice}, and {named} without an amount is for the whole balance: give the amount with --amount"
        ));
    }
    if let (Pause | OptOut, Some(until)) = (what.kind, days.until)
        && until <= days.on
    {
        let on = days.on;
        return Some(format!("{named} of {on} until {until} has no days: --until is the first day after it, so it must be after {on}"));
    }
    if let Some(odd) = effect.odd.iter().find(|odd| odd.code == Code::NothingToEnd) {
        let earlier = "`collect explain` shows the current state; if it ended earlier, give the day with --on";
        return Some(format!("{}: {earlier}", odd.message));
    }
    if what.kind == Escalate { effect.not_escalated(invoice) } else { None }
}
