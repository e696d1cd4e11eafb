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
    if let (Promise, Some(until)) = (what.kind, days.until)
        && until < days.on
    {
        let on = days.on;
        return Some(format!(
            "a promise of {on} for {until} is broken at once: correct --until, the promised date, or say with --on on which earlier day it was made"
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

/// What an event means for the time to come after which the same is due as before; nothing where there is no more to say.
pub fn from_now_on(what: LoggedEvent, days: Days, entry: &Entry, effect: &LogEffect) -> Option<String> {
    use EventType::{Bounce, OptOut, Touch};
    let (address, channel) = (entry.cell("address"), entry.cell("channel"));
    let subject = [entry.cell("customer_id"), entry.cell("invoice_id")].into_iter().find(|id| !id.is_empty())?;
    let whom = if address.is_empty() { subject } else { address };
    let until = days.until.map_or(String::new(), |until| format!(" until {until}"));
    let from = if days.on > effect.as_of() { format!("from {} on", days.on) } else { "from now on".to_owned() };
    let told = match what.kind {
        OptOut if channel.is_empty() => format!("{from} no messages go to {whom}{until}"),
        OptOut if channel == "sms" => format!("{from} no sms go to {whom}{until}"),
        OptOut => format!("{from} no {channel}s go to {whom}{until}"),
        Bounce => format!("{from} no emails go to {whom}"),
        Touch => format!("the {channel} is on record"),
        _ => return None,
    };
    let due = if effect.is_anything_wanted() { "What is due does not change" } else { "Nothing is due now" };
    Some(format!("  {due}; {told}.\n"))
}
