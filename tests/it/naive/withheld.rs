//! What keeps a due action back.

use super::candidates::Candidate;
use super::customer::Customer;
use super::replay::Replay;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::Ledger;

/// Why an action must wait.
pub struct Wait {
    pub reason: &'static str,
    pub free_on: Option<Day>,
}

/// The first of the reasons for which a due action must wait.
pub fn wait_of(candidate: &Candidate, replay: &Replay, customer: &Customer, ledger: &Ledger) -> Option<Wait> {
    let unread = ledger.events.unread();
    let invoice = &replay.invoice;
    if unread.invoices.contains(invoice.id()) || unread.customers.contains(invoice.customer()) {
        return Some(Wait { reason: "unread-row", free_on: None });
    }
    if candidate.channel != Channel::Task && has_paid_enough(replay, customer) {
        return Some(Wait { reason: "unapplied-cash", free_on: None });
    }
    let as_of = replay.today;
    let limit = replay.workflow.limits.min_days_between_contacts as i32;
    let is_message = matches!(candidate.channel, Channel::Email | Channel::Letter | Channel::Sms);
    let too_early = customer.contacts.iter().any(|day| as_of.plus(-limit) < *day && *day < as_of);
    if is_message && too_early {
        let last = customer.contacts.iter().max().copied();
        return Some(Wait { reason: "contact-limit", free_on: last.map(|last| last.plus(limit)) });
    }
    None
}

/// Does the customer's cash cover all that is overdue, and this invoice?
fn has_paid_enough(replay: &Replay, customer: &Customer) -> bool {
    let currency = replay.invoice.terms.currency;
    let cash = customer.unapplied.get(&currency).copied().unwrap_or(0);
    let overdue = customer.overdue.get(&currency).copied().unwrap_or(0);
    let own = if replay.days_past_due() > 0 { 0 } else { replay.balance };
    cash > 0 && cash >= overdue + own
}

/// Is there cash, but less than what is overdue?
pub fn has_paid_some(replay: &Replay, customer: &Customer) -> bool {
    let currency = replay.invoice.terms.currency;
    let cash = customer.unapplied.get(&currency).copied().unwrap_or(0);
    cash > 0 && cash < customer.overdue.get(&currency).copied().unwrap_or(0)
}
