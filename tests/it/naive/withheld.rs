//! What keeps a due action back.

use super::customer::Customer;
use super::facts::{self, What};
use super::replay::Replay;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::{Field, Ledger};

/// Why an action must wait.
pub struct Wait {
    pub reason: &'static str,
    pub free_on: Option<Day>,
}

/// The first of the reasons for which a due action must wait on a channel, or would have to if there was one.
pub fn wait_of(channel: Channel, replay: &Replay, customer: &Customer, ledger: &Ledger) -> Option<Wait> {
    let unread = ledger.events.unread();
    let invoice = &replay.invoice;
    if unread.invoices.contains(invoice.id()) || unread.customers.contains(invoice.customer()) {
        return Some(Wait { reason: "unread-row", free_on: None });
    }
    if let Some(free_on) = opted_out(channel, replay, ledger) {
        return Some(Wait { reason: "opted-out", free_on });
    }
    if channel != Channel::Task && is_covered(replay, customer) {
        return Some(Wait { reason: "unapplied-cash", free_on: None });
    }
    let as_of = replay.today;
    let limit = replay.workflow.limits.min_days_between_contacts as i32;
    let is_message = matches!(channel, Channel::Email | Channel::Letter | Channel::Sms);
    let too_early = customer.contacts.iter().any(|day| as_of.plus(-limit) < *day && *day < as_of);
    if is_message && too_early {
        let last = customer.contacts.iter().max().copied();
        return Some(Wait { reason: "contact-limit", free_on: last.map(|last| last.plus(limit)) });
    }
    if channel == Channel::Email && has_bounced(replay, ledger) {
        return Some(Wait { reason: "no-contact", free_on: None });
    }
    None
}

/// Does an event in force say that the customer wants nothing on that channel about that invoice? Then until when: the last day that
/// any of them names, or never.
fn opted_out(channel: Channel, replay: &Replay, ledger: &Ledger) -> Option<Option<Day>> {
    let invoice = &replay.invoice;
    let own: Vec<What> = facts::of_invoice(ledger, invoice, replay.today).into_iter().map(|fact| fact.what).collect();
    let mut ends = Vec::new();
    let mut look = |what: &What, with_address: bool| {
        let What::OptOut { channel: of, address, until } = what else { return };
        let reached = match (address, channel) {
            (None, _) => !with_address,
            (Some(address), Channel::Email) => with_address && same_email(address, invoice.field(Field::Email)),
            (Some(address), Channel::Call | Channel::Sms) => with_address && same_number(address, invoice.field(Field::Phone)),
            _ => false,
        };
        let in_force = until.is_none_or(|until| replay.today < until);
        if reached && in_force && channel != Channel::Task && of.is_none_or(|of| of == channel) {
            ends.push(*until);
        }
    };
    own.iter().for_each(|what| look(what, false));
    facts::everywhere(ledger, replay.today).iter().for_each(|fact| look(&fact.what, true));
    match (ends.is_empty(), ends.contains(&None)) {
        (true, _) => None,
        (false, true) => Some(None),
        (false, false) => Some(ends.into_iter().flatten().max()),
    }
}

/// Did a message to the invoice's address ever come back?
fn has_bounced(replay: &Replay, ledger: &Ledger) -> bool {
    let email = replay.invoice.field(Field::Email);
    facts::everywhere(ledger, replay.today).iter().any(|fact| matches!(&fact.what, What::Bounce(address) if same_email(address, email)))
}

fn same_email(one: &str, other: &str) -> bool {
    !other.trim().is_empty() && one.trim().eq_ignore_ascii_case(other.trim())
}

fn same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    !digits(other).is_empty() && !one.contains('@') && digits(one) == digits(other)
}

/// Does the customer's cash cover the invoice?
fn is_covered(replay: &Replay, customer: &Customer) -> bool {
    customer.covered.contains(replay.invoice.id())
}

/// Is there cash, but less than what is overdue, and not enough for this invoice?
pub fn has_paid_some(replay: &Replay, customer: &Customer) -> bool {
    let currency = replay.invoice.terms.currency;
    let cash = customer.unapplied.get(&currency).copied().unwrap_or(0);
    cash > 0 && cash < customer.overdue.get(&currency).copied().unwrap_or(0) && !is_covered(replay, customer)
}
