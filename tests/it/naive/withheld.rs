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
/// any of them names, or never. Of several addresses all must be out, and one of them by an opt-out: then until the first of those is free.
fn opted_out(channel: Channel, replay: &Replay, ledger: &Ledger) -> Option<Option<Day>> {
    let invoice = &replay.invoice;
    let own: Vec<What> = facts::of_invoice(ledger, invoice, replay.today).into_iter().map(|fact| fact.what).collect();
    let everywhere: Vec<What> = facts::everywhere(ledger, replay.today).into_iter().map(|fact| fact.what).collect();
    // Where nothing says when an opt-out ends, on the last of all days.
    let last = |list: &[What], is_meant: &dyn Fn(Option<&str>) -> bool| {
        let end = |what: &What| match what {
            What::OptOut { channel: of, address, until } if of.is_none_or(|of| of == channel) && is_meant(address.as_deref()) => {
                Some(until.unwrap_or(Day::LAST)).filter(|until| replay.today < *until)
            }
            _ => None,
        };
        list.iter().filter_map(end).max()
    };
    let of_subjects = last(&own, &|address| address.is_none());
    let of_addresses = match channel {
        Channel::Email => {
            let ends: Vec<Option<Day>> = emails(replay)
                .iter()
                .map(|email| last(&everywhere, &|address| address.is_some_and(|address| same_email(address, email))))
                .collect();
            let bounced = emails(replay).into_iter().map(|email| has_bounced_at(email, replay, ledger));
            let all_are_out = ends.iter().zip(bounced).all(|(end, bounced)| end.is_some() || bounced);
            ends.into_iter().flatten().min().filter(|_| all_are_out)
        }
        Channel::Call | Channel::Sms => {
            last(&everywhere, &|address| address.is_some_and(|address| same_number(address, invoice.field(Field::Phone))))
        }
        Channel::Letter | Channel::Task => None,
    };
    let end = of_subjects.into_iter().chain(of_addresses).max().filter(|_| channel != Channel::Task)?;
    Some(Some(end).filter(|end| *end != Day::LAST))
}

fn emails<'r>(replay: &'r Replay) -> Vec<&'r str> {
    replay.invoice.field(Field::Email).split([';', ',']).map(str::trim).filter(|email| !email.is_empty()).collect()
}

/// Is there no address left at which a message to the invoice could arrive, and did one come back?
fn has_bounced(replay: &Replay, ledger: &Ledger) -> bool {
    let emails = emails(replay);
    // What is opted out was told before.
    !emails.is_empty() && emails.iter().all(|email| has_bounced_at(email, replay, ledger))
}

fn has_bounced_at(email: &str, replay: &Replay, ledger: &Ledger) -> bool {
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
