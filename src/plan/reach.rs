//! Bounced addresses and opt-outs.

use crate::address::{comparable, each};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Events, Field, Invoice, Kind, Subject};
use std::collections::{BTreeSet, HashMap};

/// What the events up to a day say about addresses and channels; that is known of every day up to it.
pub(super) struct Reach<'e> {
    events: &'e Events,
    as_of: Day,
    /// By address in small letters: when messages came back.
    bounced: HashMap<String, Vec<Day>>,
    /// By address or number, for whomever it stands.
    opted_out: HashMap<String, Vec<OptOut>>,
}

#[derive(Clone, Copy)]
struct OptOut {
    since: Day,
    channel: Option<Channel>,
    until: Option<Day>,
}

impl<'e> Reach<'e> {
    /// As of a day. Costs nothing where no event says anything about it.
    pub fn new(events: &'e Events, as_of: Day) -> Reach<'e> {
        let mut reach = Reach { events, as_of, bounced: HashMap::new(), opted_out: HashMap::new() };
        if !events.any_unreached() {
            return reach;
        }
        for event in events.all().filter(|event| event.date <= as_of) {
            match event.kind {
                Kind::Bounce { address } => reach.bounced.entry(comparable(events.text(address))).or_default().push(event.date),
                Kind::OptOut { address: Some(address), .. } => {
                    reach.opted_out.entry(comparable(events.text(address))).or_default().extend(opt_out(&event));
                }
                _ => {}
            }
        }
        reach
    }

    /// Does somebody want nothing by that channel about that invoice on a day? Then until when, if that is known.
    pub fn opted_out(&self, invoice: &Invoice<'_>, channel: Channel, day: Day) -> Option<Option<Day>> {
        if !self.events.any_unreached() || channel == Channel::Task {
            return None;
        }
        let subjects = [self.events.invoice(invoice.id()), self.events.customer(invoice.customer())];
        let of_subjects = subjects.into_iter().flatten().flat_map(|subject| self.of(subject));
        let at_address = addresses(invoice, channel).filter_map(|address| self.opted_out.get(&address)).flatten().copied();
        let in_force = |out: &OptOut| out.since <= day && out.until.is_none_or(|until| day < until);
        let meant = |out: &OptOut| out.channel.is_none_or(|of| of == channel);
        let ends = of_subjects.chain(at_address).filter(|out| meant(out) && in_force(out)).map(|out| out.until);
        // An opt-out without an end outlasts all others.
        ends.reduce(|one, other| one.zip(other).map(|(one, other)| one.max(other)))
    }

    /// Does the customer want no emails on a day, at whatever address?
    fn opted_out_at_all(&self, invoice: &Invoice<'_>, day: Day) -> bool {
        let of_customer = self.events.customer(invoice.customer()).filter(|_| self.events.any_unreached());
        let in_force = |out: &OptOut| out.since <= day && out.until.is_none_or(|until| day < until);
        let mut all = of_customer.into_iter().flat_map(|subject| self.of(subject));
        all.any(|out| out.channel.is_none_or(|of| of == Channel::Email) && in_force(&out))
    }

    /// When an email last came back, up to a day, from the address that one about this invoice would go to.
    pub fn bounced(&self, invoice: &Invoice<'_>, channel: Channel, day: Day) -> Option<Day> {
        if self.bounced.is_empty() || channel != Channel::Email {
            return None;
        }
        let came_back = addresses(invoice, channel).filter_map(|address| self.bounced.get(&address)).flatten().copied();
        came_back.filter(|came_back| *came_back <= day).max()
    }

    /// What an invoice or a customer is said not to want, at whatever address.
    fn of(&self, subject: Subject) -> impl Iterator<Item = OptOut> {
        let of_all = |event: &Event| event.date <= self.as_of && matches!(event.kind, Kind::OptOut { address: None, .. });
        self.events.of(subject).filter(of_all).filter_map(|event| opt_out(&event))
    }
}

fn opt_out(event: &Event) -> Option<OptOut> {
    match event.kind {
        Kind::OptOut { channel, until, .. } => Some(OptOut { since: event.date, channel, until }),
        _ => None,
    }
}

/// The addresses to which no email goes on a day, whoever it is for, as they are compared.
pub fn unreached(events: &Events, as_of: Day) -> BTreeSet<String> {
    let reach = Reach::new(events, as_of);
    let is_out = |out: &OptOut| out.channel.is_none_or(|of| of == Channel::Email) && out.until.is_none_or(|until| as_of < until);
    let opted_out = reach.opted_out.into_iter().filter(|(_, outs)| outs.iter().any(is_out)).map(|(address, _)| address);
    reach.bounced.into_keys().chain(opted_out).collect()
}

/// Of which of these invoices the customers want no emails on a day, whatever the address.
pub fn without_emails(events: &Events, as_of: Day, invoices: &[Invoice<'_>]) -> Vec<bool> {
    let reach = Reach::new(events, as_of);
    invoices.iter().map(|invoice| reach.opted_out_at_all(invoice, as_of)).collect()
}

/// Is that the address, or the number, that messages about the invoice go to?
pub fn is_reached_at(invoice: &Invoice<'_>, address_or_number: &str) -> bool {
    let wanted = comparable(address_or_number);
    [Channel::Email, Channel::Call].into_iter().any(|channel| addresses(invoice, channel).any(|own| own == wanted))
}

/// The addresses and numbers of which more is said, or less, in the events of a ledger when rows were added to its end.
pub fn addresses_that_change(before: &Events, after: &Events) -> BTreeSet<String> {
    let (before, after) = (said_of_addresses(before), said_of_addresses(after));
    before.symmetric_difference(&after).map(|(address, _)| address.clone()).collect()
}

/// Each address or number of which an event says something, with the event's place in file order.
fn said_of_addresses(events: &Events) -> BTreeSet<(String, u32)> {
    let of = |event: Event| match event.kind {
        Kind::Bounce { address } | Kind::OptOut { address: Some(address), .. } => Some((comparable(events.text(address)), event.sequence)),
        _ => None,
    };
    if events.any_unreached() { events.all().filter_map(of).collect() } else { BTreeSet::new() }
}

/// The addresses, or the number, that a message about an invoice goes to, as they are compared.
fn addresses(invoice: &Invoice<'_>, channel: Channel) -> impl Iterator<Item = String> {
    addresses_of(invoice, channel).map(comparable).filter(|address| !address.is_empty())
}

/// The addresses, or the number, that a message about an invoice goes to, as they stand in the ledger.
pub fn addresses_of<'a>(invoice: &Invoice<'a>, channel: Channel) -> impl Iterator<Item = &'a str> + use<'a> {
    let cell = Field::address_of(channel).map_or("", |field| invoice.field(field));
    let (emails, number) = if channel == Channel::Email { (cell, "") } else { ("", cell) };
    each(emails).chain((!number.is_empty()).then_some(number))
}
