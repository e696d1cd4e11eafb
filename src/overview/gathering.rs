//! What the customers of a ledger come to, one after the other and in any order.

use super::bands::{Band, Bands, Moves};
use super::bridge::BridgeRow;
use super::delay::WeightedDelay;
use super::dispute_sums::{self, DisputeSums};
use super::forecast::{OpenItem, Outlook};
use super::invoice_days::InvoiceDays;
use super::months::Month;
use super::promises_kept::PromiseRow;
use super::stage_sums::{self, StageSums, Time};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{CallOutcome, Invoice, Ledger};
use crate::money::{Balance, Currency};
use crate::plan::{Movement, MovementKind, Past, Pasts, PromiseFate, movements};
use crate::simulate::{Assumptions, FollowedInvoices, Simulator};
use crate::workflow::{StageIndex, Workflow};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Follows customers from the end of one day to the end of another.
pub struct Gatherer<'g> {
    pub(super) workflow: &'g Workflow,
    pub(super) ledger: &'g Ledger,
    pub(super) time: Time,
    /// The days at whose ends the age of what is owed is looked at, in order.
    pub(super) looks: Vec<Day>,
    pasts: Pasts<'g>,
    week: Simulator<'g>,
}

/// What some customers come to.
#[derive(Clone, Debug, Default)]
pub struct BookSums {
    pub(super) currencies: BTreeMap<Currency, CurrencySums>,
    pub(super) stages: StageSums,
    pub(super) disputes: DisputeSums,
    /// Cash that came in on invoices, by the owner of the stage that they were in.
    pub(super) cash_by_owner: BTreeMap<(String, Currency), Balance>,
    /// Touches of the time, by owner of the stage and channel.
    pub(super) touches: BTreeMap<(String, usize), usize>,
    /// Calls of the time by what came of them.
    pub(super) calls: BTreeMap<Option<CallOutcome>, usize>,
    /// What is due in the week after the last day, by owner.
    pub(super) next_week: BTreeMap<String, usize>,
}

#[derive(Clone, Debug)]
pub(super) struct CurrencySums {
    pub bridge: BridgeRow,
    /// What is owed by age, at the end of each day that is looked at.
    pub ages: BTreeMap<Day, Bands>,
    pub moves: Moves,
    pub sales: BTreeMap<Month, Balance>,
    /// Invoices of which nobody knows when they were issued.
    pub without_issue_date: usize,
    /// The first day on which an invoice was issued.
    pub first_sale: Option<Day>,
    /// Of money that came in up to the end, and of what is overdue then.
    pub delay: WeightedDelay,
    /// Of money that came in up to the beginning.
    pub delay_then: WeightedDelay,
    pub outlook: Outlook,
    pub outlook_then: Outlook,
    pub received_on_open: Balance,
    pub promises: PromiseRow,
}

impl CurrencySums {
    fn new(currency: Currency) -> CurrencySums {
        CurrencySums {
            bridge: BridgeRow::new(currency),
            ages: BTreeMap::new(),
            moves: Moves::new(),
            sales: BTreeMap::new(),
            without_issue_date: 0,
            first_sale: None,
            delay: WeightedDelay::default(),
            delay_then: WeightedDelay::default(),
            outlook: Outlook::default(),
            outlook_then: Outlook::default(),
            received_on_open: 0,
            promises: PromiseRow::new(currency),
        }
    }

    fn join(&mut self, more: CurrencySums) {
        self.bridge.join(&more.bridge);
        for (day, bands) in more.ages {
            self.ages.entry(day).or_default().iter_mut().zip(bands).for_each(|(sum, more)| *sum += more);
        }
        for (key, (invoices, then, now)) in more.moves {
            let sum = self.moves.entry(key).or_default();
            *sum = (sum.0 + invoices, sum.1 + then, sum.2 + now);
        }
        more.sales.into_iter().for_each(|(month, amount)| *self.sales.entry(month).or_default() += amount);
        self.without_issue_date += more.without_issue_date;
        self.first_sale = self.first_sale.into_iter().chain(more.first_sale).min();
        self.delay.join(more.delay);
        self.delay_then.join(more.delay_then);
        self.outlook.join(more.outlook);
        self.outlook_then.join(more.outlook_then);
        self.received_on_open += more.received_on_open;
        self.promises.join(&more.promises);
    }
}

impl BookSums {
    pub fn join(&mut self, more: BookSums) {
        for (currency, more) in more.currencies {
            self.currencies.entry(currency).or_insert_with(|| CurrencySums::new(currency)).join(more);
        }
        stage_sums::join(&mut self.stages, more.stages);
        dispute_sums::join(&mut self.disputes, more.disputes);
        more.cash_by_owner.into_iter().for_each(|(key, amount)| *self.cash_by_owner.entry(key).or_default() += amount);
        more.touches.into_iter().for_each(|(key, count)| *self.touches.entry(key).or_default() += count);
        more.calls.into_iter().for_each(|(outcome, count)| *self.calls.entry(outcome).or_default() += count);
        more.next_week.into_iter().for_each(|(owner, count)| *self.next_week.entry(owner).or_default() += count);
    }
}

/// An invoice or credit note with what happened to it.
struct Followed<'f> {
    invoice: &'f Invoice<'f>,
    past: Past,
    days: InvoiceDays,
}

impl<'g> Gatherer<'g> {
    /// From the end of `from` to the end of `to`; `looks` are days at whose ends the age of what is owed is looked at, in order.
    /// `next_week` says who does what is due in the week after `to`.
    pub fn new(
        workflow: &'g Workflow,
        ledger: &'g Ledger,
        (from, to): (Day, Day),
        looks: Vec<Day>,
        next_week: &'g Assumptions,
    ) -> Gatherer<'g> {
        let pasts = Pasts::new(workflow, ledger.fx.as_ref(), ledger.invoices.columns(), &ledger.events, to);
        Gatherer { workflow, ledger, time: Time { from, to }, looks, pasts, week: Simulator::new(workflow, ledger, next_week) }
    }

    /// Adds a customer: all its invoices, and which of them are looked at. Cash that is on no invoice is always counted.
    pub fn add(&self, gathered: &mut BookSums, invoices: &FollowedInvoices<'_>) {
        for touch in self.week.follow(invoices).touches {
            *gathered.next_week.entry(self.week.words.owner(&touch.contact).into_owned()).or_default() += 1;
        }
        let own: Vec<Invoice<'_>> = invoices.iter().map(|(_, invoice, _)| *invoice).collect();
        let outside: HashSet<&str> = invoices.iter().filter(|(_, _, is_meant)| !is_meant).map(|(_, invoice, _)| invoice.id()).collect();
        let mut currencies: Vec<Currency> = own.iter().map(|invoice| invoice.terms.currency).collect();
        currencies.sort();
        currencies.dedup();
        for currency in currencies {
            let is_meant = |invoice: &&Invoice<'_>| {
                let terms = invoice.terms;
                terms.currency == currency
                    && !outside.contains(invoice.id())
                    && terms.issue_date.is_none_or(|issued| issued <= self.time.to)
            };
            let follow = |invoice| {
                let past = self.pasts.of(invoice);
                Followed { invoice, days: InvoiceDays::new(past.dues.clone()), past }
            };
            let mut followed: Vec<Followed<'_>> = own.iter().filter(is_meant).map(follow).collect();
            let sums = gathered.currencies.entry(currency).or_insert_with(|| CurrencySums::new(currency));
            self.account(sums, (&own, &outside), currency, &mut followed);
            self.outlook(sums, &followed);
            followed.iter().for_each(|one| self.ages(sums, one));
            followed.iter().for_each(|one| sums.promises.count(&one.past, self.time));
            followed.iter().for_each(|one| self.work(gathered, one));
        }
    }

    /// What moved the account: it is put on the invoices, and counted.
    fn account(
        &self,
        sums: &mut CurrencySums,
        (own, outside): (&[Invoice<'_>], &HashSet<&str>),
        currency: Currency,
        followed: &mut [Followed<'_>],
    ) {
        let places: HashMap<&str, usize> = followed.iter().enumerate().map(|(place, one)| (one.invoice.id(), place)).collect();
        for movement in movements(self.workflow, self.ledger, own, currency, self.time.to) {
            let Movement { day, kind, invoice, change } = movement;
            if invoice.as_deref().is_some_and(|id| outside.contains(id)) {
                continue;
            }
            if kind == MovementKind::Invoice {
                match day {
                    Some(day) => {
                        *sums.sales.entry(Month::of(day)).or_default() += change;
                        sums.first_sale = sums.first_sale.into_iter().chain([day]).min();
                    }
                    None => sums.without_issue_date += 1,
                }
            }
            let day = day.unwrap_or(Day::FIRST);
            if day > self.time.from {
                sums.bridge.add(kind, change)
            } else {
                sums.bridge.open(change)
            }
            match invoice.and_then(|id| places.get(id.as_str()).copied()) {
                Some(place) => followed[place].days.add(day, change),
                None => sums.bridge.on_account -= change,
            }
        }
        for one in followed {
            let left = one.days.balance(self.time.to);
            match (left >= 0, one.invoice.terms.amount < 0) {
                (true, _) => sums.bridge.open_invoices += left,
                (false, true) => sums.bridge.open_credits -= left,
                (false, false) => sums.bridge.on_account -= left,
            }
        }
    }

    /// How late the customer pays, and when what is open may come in, as it looks at the end and as it looked at the beginning.
    fn outlook(&self, sums: &mut CurrencySums, followed: &[Followed<'_>]) {
        let Time { from, to } = self.time;
        for (day, delay_of_book, outlook) in
            [(from, &mut sums.delay_then, &mut sums.outlook_then), (to, &mut sums.delay, &mut sums.outlook)]
        {
            let mut delay = WeightedDelay::default();
            for Followed { past, days, .. } in followed {
                for receipt in past.receipts.iter().filter(|receipt| receipt.day <= day) {
                    delay.add(receipt.amount, receipt.day, days.due(receipt.day));
                }
                let overdue = days.owed(day).filter(|(_, band)| *band != Band::NotDue);
                overdue.into_iter().for_each(|(owed, _)| delay.add(owed, day, days.due(day)));
            }
            for item in followed.iter().filter_map(|one| open_item(&one.past, &one.days, day)) {
                outlook.add(&item, delay.whole_days());
            }
            delay_of_book.join(delay);
        }
        for one in followed.iter().filter(|one| one.days.owed(from).is_some()) {
            let received = one.past.receipts.iter().filter(|receipt| self.time.holds(receipt.day));
            sums.received_on_open += received.map(|receipt| receipt.amount).sum::<Balance>();
        }
    }

    /// How old what is owed on it is, at the end of each day that is looked at, and from the beginning to the end.
    fn ages(&self, sums: &mut CurrencySums, one: &Followed<'_>) {
        for day in &self.looks {
            if let Some((owed, band)) = one.days.owed(*day) {
                sums.ages.entry(*day).or_default()[band as usize] += owed;
            }
        }
        let (then, now) = (one.days.owed(self.time.from), one.days.owed(self.time.to));
        if then.is_some() || now.is_some() {
            let band = |owed: Option<(Balance, Band)>| owed.map(|(_, band)| band);
            let amount = |owed: Option<(Balance, Band)>| owed.map_or(0, |(owed, _)| owed);
            let sum = sums.moves.entry((band(then), band(now))).or_default();
            *sum = (sum.0 + 1, sum.1 + amount(then), sum.2 + amount(now));
        }
    }

    /// Its stages, disputes, and the work on it.
    fn work(&self, gathered: &mut BookSums, Followed { invoice, past, days }: &Followed<'_>) {
        let (currency, Time { from, to }) = (invoice.terms.currency, self.time);
        let owed = |day: Day| days.owed(day).map_or(0, |(owed, _)| owed);
        stage_sums::count(&mut gathered.stages, past, currency, self.time, self.workflow, (owed(from), owed(to)));
        let sla = self.workflow.overrides.dispute.sla.as_ref().map(|sla| sla.days);
        let events = &self.ledger.events;
        dispute_sums::count(&mut gathered.disputes, past, currency, (self.time, sla), owed(to) > 0, |reason| {
            events.text(reason).to_owned()
        });
        let owner = |stage: Option<StageIndex>| {
            let owner = stage.map(|stage| self.workflow.stages_of(past.track)[stage].owner);
            owner.map_or(String::new(), |owner| self.workflow.owner(owner).id.clone())
        };
        for receipt in past.receipts.iter().filter(|receipt| self.time.holds(receipt.day)) {
            *gathered.cash_by_owner.entry((owner(receipt.stage), currency)).or_default() += receipt.amount;
        }
        for touch in past.touches.iter().filter(|touch| self.time.holds(touch.day)) {
            *gathered.touches.entry((owner(touch.stage), touch.channel as usize)).or_default() += 1;
            if touch.channel == Channel::Call {
                *gathered.calls.entry(touch.outcome).or_default() += 1;
            }
        }
    }
}

/// What an invoice waits for on a day, of what was known then.
fn promised(past: &Past, day: Day) -> Option<(Day, Balance)> {
    let waited_for = past.promises.iter().rev().find(|promise| {
        promise.made_on <= day && (promise.fate == PromiseFate::Pending || promise.decided_on.is_some_and(|decided| decided > day))
    });
    waited_for.map(|promise| (promise.until, promise.amount))
}

/// An item that is open at the end of a day.
fn open_item(past: &Past, days: &InvoiceDays, day: Day) -> Option<OpenItem> {
    let (balance, _) = days.owed(day)?;
    Some(OpenItem { balance, due: days.due(day), promised: promised(past, day) })
}
