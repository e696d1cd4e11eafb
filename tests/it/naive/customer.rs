//! What concerns a whole customer on the day of the plan.

use super::facts::{self, What};
use super::replay::Replay;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::{Kind, Ledger};
use collect::money::{Currency, Decimal, Fx, value};
use collect::workflow::{Amount, AmountRange, CustomerConditions};
use std::collections::{BTreeMap, BTreeSet};

/// What a customer owes on the day of the plan.
pub struct Owed {
    fx: Option<Fx>,
    invoices: Vec<OpenInvoice>,
}

struct OpenInvoice {
    currency: Currency,
    balance: i128,
    days_past_due: i32,
}

impl Owed {
    fn new(replays: &[&Replay]) -> Owed {
        let fx = replays.first().and_then(|replay| replay.fx).cloned();
        let open = replays.iter().filter(|replay| replay.is_open());
        let invoices = open.map(|replay| OpenInvoice {
            currency: replay.invoice.terms.currency,
            balance: replay.account.balance,
            days_past_due: replay.days_past_due(),
        });
        Owed { fx, invoices: invoices.collect() }
    }

    /// Do conditions on the customer hold? Amounts by currency look at that of the action's invoice.
    pub fn hold(&self, conditions: &CustomerConditions, currency: Currency) -> bool {
        let overdue = |invoice: &&OpenInvoice| invoice.days_past_due > 0;
        let oldest = self.invoices.iter().map(|invoice| invoice.days_past_due).max().unwrap_or(i32::MIN);
        let count = self.invoices.iter().filter(overdue).count() as u32;
        self.sum_in_range(&conditions.open, currency, |_| true)
            && self.sum_in_range(&conditions.overdue, currency, |invoice| overdue(&invoice))
            && conditions.oldest.holds(oldest)
            && conditions.invoices.holds(count)
    }

    fn sum_in_range(&self, range: &AmountRange, currency: Currency, counts: impl Fn(&OpenInvoice) -> bool) -> bool {
        let counted = || self.invoices.iter().filter(|invoice| counts(invoice));
        let reaches = |bound: &Amount| match bound {
            Amount::Number(number) => {
                let worth = counted().map(|invoice| value(self.fx.as_ref(), invoice.currency, invoice.balance));
                Some(worth.fold(Decimal::ZERO, Decimal::plus) >= *number)
            }
            Amount::ByCurrency(amounts) => amounts.iter().find(|(of, _)| *of == currency).map(|(_, amount)| {
                let sum: i128 = counted().filter(|invoice| invoice.currency == currency).map(|invoice| invoice.balance).sum();
                sum >= *amount
            }),
        };
        range.at_least.as_ref().is_none_or(|least| reaches(least) == Some(true))
            && range.below.as_ref().is_none_or(|below| reaches(below) == Some(false))
    }
}

/// A customer's cash, contacts and habits.
pub struct Customer {
    /// Cash that is not applied to invoices, by currency.
    pub unapplied: BTreeMap<Currency, i128>,
    /// The balance of the overdue invoices, by currency.
    pub overdue: BTreeMap<Currency, i128>,
    /// The invoices that the cash covers whole.
    pub covered: BTreeSet<String>,
    /// For conditions on the customer.
    pub owed: Owed,
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
            *overdue.entry(replay.invoice.terms.currency).or_insert(0) += replay.account.balance;
        }
        let own = facts::of_customer(ledger, id, as_of);
        let messages = own.iter().filter_map(|fact| match fact.what {
            What::Touch { channel, .. } if is_message(channel) => Some(fact.day),
            _ => None,
        });
        let on_invoices = replays.iter().flat_map(|replay| &replay.touches);
        let on_invoices = on_invoices.filter(|touch| !touch.of_customer && is_message(touch.channel)).map(|touch| touch.day);
        let broken = replays.iter().filter(|replay| replay.is_open()).flat_map(|replay| &replay.promises);
        let broken: BTreeSet<u32> = broken.filter(|promise| promise.broken_on().is_some()).map(|promise| promise.sequence).collect();
        let unapplied = unapplied_cash(id, replays, ledger, as_of);
        Customer {
            covered: covered_by(&unapplied, replays),
            unapplied,
            overdue,
            owed: Owed::new(replays),
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
        *cash.entry(replay.invoice.terms.currency).or_insert(0) += replay.cash_beyond();
    }
    for (currency, _, amount) in cash_on_account(id, ledger, as_of) {
        *cash.entry(currency).or_insert(0) += amount;
    }
    cash
}

/// Payments and credits of a customer that name no invoice, and below zero what was paid out or applied, in order.
pub fn cash_on_account(id: &str, ledger: &Ledger, as_of: Day) -> Vec<(Currency, Day, i128)> {
    let mut cash = Vec::new();
    let only = ledger.invoices.iter().find(|invoice| invoice.customer() == id).map(|invoice| invoice.terms.currency);
    let events = ledger.events.customer(id).into_iter().flat_map(|subject| ledger.events.of(subject));
    for event in events.filter(|event| event.date <= as_of) {
        let amount = match event.kind {
            Kind::Payment { amount } | Kind::Credit { amount, .. } => i128::from(amount.unwrap_or(0)),
            Kind::Reversal { amount } => -i128::from(amount),
            _ => continue,
        };
        if let Some(currency) = ledger.events.currency(&event).or(only).filter(|_| amount != 0) {
            cash.push((currency, event.date, amount));
        }
    }
    cash
}

/// Cash is set against the open invoices of its currency, the oldest first: those that it covers whole.
fn covered_by(cash: &BTreeMap<Currency, i128>, replays: &[&Replay]) -> BTreeSet<String> {
    let mut covered = BTreeSet::new();
    for (currency, cash) in cash {
        let mut open: Vec<&&Replay> =
            replays.iter().filter(|replay| replay.is_open() && replay.invoice.terms.currency == *currency).collect();
        open.sort_by_key(|replay| (replay.due_date, replay.invoice.id()));
        let mut left = *cash;
        for replay in open {
            if left >= replay.account.balance {
                covered.insert(replay.invoice.id().to_owned());
            }
            left = (left - replay.account.balance).max(0);
        }
    }
    covered
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
        if let Some(closing) = &replay.account.closed
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
