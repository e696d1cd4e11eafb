//! What concerns a whole customer on the day of the plan.

use super::facts::{self, What};
use super::replay::Replay;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::{Kind, Ledger};
use collect::money::Currency;
use std::collections::{BTreeMap, BTreeSet};

/// A customer's cash, contacts and habits.
pub struct Customer {
    /// Cash that is not applied to invoices, by currency.
    pub unapplied: BTreeMap<Currency, i128>,
    /// The balance of the overdue invoices, by currency.
    pub overdue: BTreeMap<Currency, i128>,
    /// The open invoices, by currency: due date, id and balance of each, in this order.
    pub open: BTreeMap<Currency, Vec<(Day, String, i128)>>,
    /// On how many days touched since the last response.
    pub touched_days: usize,
    /// Promises broken on invoices that are still open.
    pub broken_promises: u32,
    /// Does the customer pay later and later?
    pub worsening: bool,
    /// The days of emails, letters and messages.
    pub contacts: Vec<Day>,
}

impl Customer {
    /// From all invoices of the customer that exist, as they stand on the day.
    pub fn new(id: &str, replays: &[&Replay], ledger: &Ledger, as_of: Day) -> Customer {
        let mut overdue = BTreeMap::new();
        for replay in replays.iter().filter(|replay| replay.is_open() && replay.days_past_due() > 0) {
            *overdue.entry(replay.invoice.terms.currency).or_insert(0) += replay.balance;
        }
        let mut open: BTreeMap<Currency, Vec<(Day, String, i128)>> = BTreeMap::new();
        for replay in replays.iter().filter(|replay| replay.is_open()) {
            let line = (replay.due_date, replay.invoice.id().to_owned(), replay.balance);
            open.entry(replay.invoice.terms.currency).or_default().push(line);
        }
        open.values_mut().for_each(|lines| lines.sort());
        let own = facts::of_customer(ledger, id, as_of);
        let messages = own.iter().filter_map(|fact| match fact.what {
            What::Touch { channel, .. } if is_message(channel) => Some(fact.day),
            _ => None,
        });
        let on_invoices = replays.iter().flat_map(|replay| &replay.touches);
        let on_invoices = on_invoices.filter(|touch| !touch.of_customer && is_message(touch.channel)).map(|touch| touch.day);
        let broken = replays.iter().filter(|replay| replay.is_open()).flat_map(|replay| &replay.promises);
        let broken: BTreeSet<u32> = broken.filter(|promise| promise.broken_on().is_some()).map(|promise| promise.sequence).collect();
        Customer {
            unapplied: unapplied_cash(id, replays, ledger, as_of),
            overdue,
            open,
            touched_days: touched_days(replays, &own),
            broken_promises: broken.len() as u32,
            worsening: is_worsening(replays),
            contacts: messages.chain(on_invoices).collect(),
        }
    }
}

fn is_message(channel: Channel) -> bool {
    channel == Channel::Email || channel == Channel::Letter || channel == Channel::Sms
}

/// Payments and credits that name no invoice, less what was paid out or applied, and what invoices have below zero.
fn unapplied_cash(id: &str, replays: &[&Replay], ledger: &Ledger, as_of: Day) -> BTreeMap<Currency, i128> {
    let mut cash = BTreeMap::new();
    for replay in replays {
        *cash.entry(replay.invoice.terms.currency).or_insert(0) += (-replay.balance).max(0);
    }
    let only = ledger.invoices.iter().find(|invoice| invoice.customer() == id).map(|invoice| invoice.terms.currency);
    let events = ledger.events.customer(id).into_iter().flat_map(|subject| ledger.events.of(subject));
    for event in events.filter(|event| event.date <= as_of) {
        let amount = match event.kind {
            Kind::Payment { amount } | Kind::Credit { amount, .. } => i128::from(amount.unwrap_or(0)),
            Kind::Reversal { amount } => -i128::from(amount),
            _ => continue,
        };
        if let Some(currency) = ledger.events.currency(&event).or(only) {
            *cash.entry(currency).or_insert(0) += amount;
        }
    }
    cash
}

/// The days with a touch, on or after the due date of an invoice it is for, since the last response on any invoice.
fn touched_days(replays: &[&Replay], own: &[facts::Fact]) -> usize {
    let responses = replays.iter().flat_map(|replay| &replay.responses).map(|response| response.day);
    let of_customer = own.iter().filter(|fact| matches!(fact.what, What::Reply | What::Promise { .. } | What::Payment(_)));
    let last = responses.chain(of_customer.map(|fact| fact.day)).max();
    let mut days = BTreeSet::new();
    for replay in replays.iter().filter(|replay| !replay.is_credit()) {
        for touch in &replay.touches {
            if touch.channel != Channel::Task && touch.day >= replay.due_date {
                days.insert(touch.day);
            }
        }
    }
    days.into_iter().filter(|day| last.is_none_or(|last| *day > last)).count()
}

/// Were the last three paid invoices paid a week later, on average, than the three before?
fn is_worsening(replays: &[&Replay]) -> bool {
    let mut paid: Vec<(Day, &str, i32)> = Vec::new();
    for replay in replays.iter().filter(|replay| !replay.is_credit()) {
        if let Some(closing) = &replay.closed
            && closing.status == "paid"
            && let Some(on) = closing.on
        {
            paid.push((on, replay.invoice.id(), on.since(replay.due_date)));
        }
    }
    paid.sort();
    let Some(six) = paid.len().checked_sub(6).map(|from| &paid[from..]) else { return false };
    let late = |three: &[(Day, &str, i32)]| three.iter().map(|(.., days)| days).sum::<i32>();
    late(&six[3..]) - late(&six[..3]) >= 3 * 7
}
