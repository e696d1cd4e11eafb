//! Bounced addresses and opt-outs.

use super::recipients::{Addressees, addressees};
use crate::address::{comparable, each};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Event, Events, Field, Invoice, Kind, Subject};
use crate::workflow::Recipient;
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

/// How something goes out: by a channel and, if it is an email, to whom.
pub(super) type Way<'w> = (Channel, &'w [Recipient]);

#[derive(Clone, Copy)]
struct OptOut {
    since: Day,
    channel: Option<Channel>,
    until: Option<Day>,
}

impl OptOut {
    fn holds(&self, channel: Channel, day: Day) -> bool {
        self.channel.is_none_or(|of| of == channel) && self.since <= day && self.until.is_none_or(|until| day < until)
    }
}

/// When the last of some opt-outs ends, if there are any: one without an end outlasts all others.
fn last_end(outs: impl Iterator<Item = OptOut>) -> Option<Option<Day>> {
    outs.map(|out| out.until).reduce(|one, other| one.zip(other).map(|(one, other)| one.max(other)))
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

    /// Does somebody want nothing by that channel about that invoice on a day? Then until when, if that is known. `to` are the recipients of
    /// an email: it is held back where no address is left, and one of them opted out.
    pub fn opted_out(&self, invoice: &Invoice<'_>, (channel, to): Way<'_>, day: Day) -> Option<Option<Day>> {
        if !self.events.any_unreached() || channel == Channel::Task {
            return None;
        }
        let subjects = [self.events.invoice(invoice.id()), self.events.customer(invoice.customer())];
        let of_subjects = subjects.into_iter().flatten().flat_map(|subject| self.of(subject));
        let of_subjects = last_end(of_subjects.filter(|out| out.holds(channel, day)));
        let of_addresses = if channel == Channel::Email {
            let found = self.addressees(to, invoice, day);
            let dropped = found.dropped.iter().filter(|_| found.are_all_dropped());
            // The first of them that is free again is enough.
            let ends = dropped.filter_map(|address| self.opted_out_at(address, channel, day));
            ends.reduce(|one, other| one.into_iter().chain(other).min())
        } else {
            let number = Field::address_of(channel).map(|field| invoice.field(field));
            number.and_then(|number| self.opted_out_at(number, channel, day))
        };
        match (of_subjects, of_addresses) {
            (Some(one), Some(other)) => Some(one.zip(other).map(|(one, other)| one.max(other))),
            (one, other) => one.or(other),
        }
    }

    /// When an email last came back, up to a day, where nothing arrives at any address that one about this invoice would go to.
    pub fn bounced(&self, invoice: &Invoice<'_>, (channel, to): Way<'_>, day: Day) -> Option<Day> {
        if self.bounced.is_empty() || channel != Channel::Email {
            return None;
        }
        let found = self.addressees(to, invoice, day);
        found.dropped.iter().filter(|_| found.are_all_dropped()).filter_map(|address| self.bounced_at(address, day)).max()
    }

    fn addressees<'a>(&self, to: &'a [Recipient], invoice: &Invoice<'a>, day: Day) -> Addressees<'a> {
        let is_reached =
            |address: &str| self.opted_out_at(address, Channel::Email, day).is_none() && self.bounced_at(address, day).is_none();
        addressees(to, invoice, is_reached)
    }

    /// Does whoever has an address or number want nothing there by a channel? Then until when.
    fn opted_out_at(&self, address: &str, channel: Channel, day: Day) -> Option<Option<Day>> {
        let outs = self.opted_out.get(&comparable(address)).into_iter().flatten().copied();
        last_end(outs.filter(|out| out.holds(channel, day)))
    }

    fn bounced_at(&self, address: &str, day: Day) -> Option<Day> {
        self.bounced.get(&comparable(address)).into_iter().flatten().copied().filter(|came_back| *came_back <= day).max()
    }

    /// Does the customer want no emails on a day, at whatever address?
    fn opted_out_at_all(&self, invoice: &Invoice<'_>, day: Day) -> bool {
        let of_customer = self.events.customer(invoice.customer()).filter(|_| self.events.any_unreached());
        of_customer.into_iter().flat_map(|subject| self.of(subject)).any(|out| out.holds(Channel::Email, day))
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
    let opted_out = reach.opted_out.iter().filter(|(_, outs)| outs.iter().any(|out| out.holds(Channel::Email, as_of)));
    let opted_out: Vec<String> = opted_out.map(|(address, _)| address.clone()).collect();
    reach.bounced.into_keys().chain(opted_out).collect()
}

/// Of which of these invoices the customers want no emails on a day, whatever the address.
pub fn without_emails(events: &Events, as_of: Day, invoices: &[Invoice<'_>]) -> Vec<bool> {
    let reach = Reach::new(events, as_of);
    invoices.iter().map(|invoice| reach.opted_out_at_all(invoice, as_of)).collect()
}

/// Has the ledger no address or number for what goes by a channel? Where it has no column for them, they are kept elsewhere.
pub(super) fn lacks_address(invoice: &Invoice<'_>, (channel, to): Way<'_>) -> bool {
    if !to.is_empty() {
        let found = addressees(to, invoice, |_| true);
        return found.to.is_empty() && found.wrong.is_none();
    }
    let column = Field::address_of(channel).filter(|field| invoice.columns().field(*field).is_some());
    column.is_some_and(|field| each(invoice.field(field)).next().is_none())
}

/// Is that an address or number of the invoice, to which messages about it may go?
pub fn is_reached_at(invoice: &Invoice<'_>, address_or_number: &str) -> bool {
    let wanted = comparable(address_or_number);
    every_address(invoice).map(comparable).any(|own| !own.is_empty() && own == wanted)
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

/// All addresses that the row of an invoice has, in whatever column, and its number.
pub fn every_address<'a>(invoice: &Invoice<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let emails: Vec<&'a str> =
        (0..invoice.columns().names().len()).map(|place| invoice.text_at(place)).filter(|cell| cell.contains('@')).collect();
    emails
        .into_iter()
        .flat_map(each)
        .chain([invoice.field(Field::Email), invoice.field(Field::Phone)].into_iter().filter(|cell| !cell.is_empty()))
}
