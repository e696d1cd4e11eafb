//! The end of the fold: when all invoices were seen, the facts about customers are known, so actions are withheld and ranked.

use super::cash::{cash, in_its_currency, is_cash};
use super::covering::Covered;
use super::day_plan::Plan;
use super::flags::Flags;
use super::fold::Fold;
use super::may::{Barrier, CHANNELS, Forbidden, Permissions, Reachable};
use super::part::{BlockPart, Positioned, Questioned};
use super::position::{Position, Positions, Status};
use super::rank;
use super::reach::{Reach, Way, lacks_address};
use super::rules::{CustomerGate, Rules};
use super::withholding::{Circumstances, Wait};
use super::worklist::{DueEntry, Worklist};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Finding;
use crate::ledger::{Events, Invoice, InvoiceId, Invoices};
use crate::money::{Balance, Currency};
use crate::store::{CustomerId, Customers, Dense, Executor, Store};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn whole(rules: &Rules<'_>, mut store: Dense<'_>, mut fold: Fold<'_>, executor: &dyn Executor) -> Plan {
    let (whole, places) = BlockPart::whole(fold.take_parts(), &fold.keeping);
    let BlockPart { kept, positions, gated, sought, mut misfits, unread, mut noticed, .. } = whole;
    let (mut unread_customers, on_account) = tell_customers(&mut store, &mut fold, &mut misfits);
    unread_customers.append(&mut fold.unread);
    let table = store.customers();
    let covered = std::mem::take(&mut fold.open).covered(|customer, currency| table.at(customer).unapplied(currency));
    let reach = Reach::new(fold.events, fold.as_of);
    let known = KnownOfAll { rules, as_of: fold.as_of, events: fold.events, table, covered, reach, unread, unread_customers };

    let unapplied = if matches!(fold.positions_of, Positions::Accounts | Positions::All) {
        known.unapplied(&positions, &kept)
    } else {
        BTreeMap::new()
    };
    let positions = positions.into_iter().map(|positioned| known.settle(positioned, &kept)).collect();
    let mut due = fold.due;
    if rules.look_at_customers() {
        due.retain(|entry| {
            let currency = kept.terms(places.of(entry.invoice)).currency;
            rules.gate_of(entry.track, entry.key()).is_none_or(|gate| known.is_met(gate, entry.customer(), currency))
        });
        let seen = gated.into_iter().filter(|of| known.is_met(of.gate, of.customer, of.currency));
        seen.for_each(|of| noticed.append(of.noticed));
    }
    let permissions = Permissions { as_of: fold.as_of, invoices: sought.into_iter().map(|of| known.reachable(&of, &kept)).collect() };
    let withheld = due.withhold(&kept, executor, |place| places.of(place), |entry| known.wait(entry, &kept));
    fold.totals.sort_by_key(|totals| totals.currency);
    let by_currency = rules.fx.is_none() && fold.totals.len() > 1;
    let mut plan = Plan {
        as_of: fold.as_of,
        worklist: Worklist::default(),
        withheld: rank::withheld(withheld, &kept, executor, by_currency),
        languages: fold.languages.finish(&kept, |customer| table.find(customer)),
        unapplied,
        permissions,
        credit: fold.debtors.take().map(|debtors| debtors.standings(rules, table, fold.as_of)).unwrap_or_default(),
        invoices: kept,
        positions,
        unissued: fold.unissued,
        credits: fold.credits.finish(),
        on_account,
        totals: fold.totals,
        misfits,
        findings: fold.warnings.finish(rules, &fold.columns, |id| table.find(id).is_some(), noticed),
    };
    plan.add_up(&due);
    due.rank(&plan.invoices, executor, by_currency);
    plan.worklist = Worklist::of(due);
    plan
}

/// What names a customer and no invoice: cash, responses, contacts, promises. Returns the customers whose money is not all known, and the cash
/// of each.
fn tell_customers(
    store: &mut Dense<'_>,
    fold: &mut Fold<'_>,
    misfits: &mut Vec<Finding>,
) -> (BTreeSet<String>, BTreeMap<(String, Currency), Balance>) {
    let (events, as_of) = (fold.events, fold.as_of);
    let (mut unread, mut on_account) = (BTreeSet::new(), BTreeMap::new());
    for subject in events.customers() {
        let Some(id) = store.customers().find(&events.id(subject)) else { continue };
        let customer = store.customers_mut().at_mut(id);
        for event in events.of(subject).take_while(|event| event.date <= as_of) {
            customer.gather_event(&event, as_of);
            if fold.broken.contains(&event.sequence) {
                customer.broke_promise();
            }
            if !is_cash(&event) {
                continue;
            }
            match in_its_currency(events, subject, &event, customer.currency()) {
                Ok((currency, event)) => {
                    customer.add_unapplied(currency, cash(&event));
                    *on_account.entry((events.id(subject), currency)).or_default() += cash(&event);
                    fold.open.has_cash(id);
                }
                Err(misfit) => {
                    misfits.push(misfit);
                    unread.insert(events.id(subject));
                }
            }
        }
    }
    on_account.retain(|_, amount| *amount != 0);
    (unread, on_account)
}

struct KnownOfAll<'w> {
    rules: &'w Rules<'w>,
    as_of: Day,
    events: &'w Events,
    table: &'w Customers,
    covered: BTreeMap<(CustomerId, Currency), Covered>,
    reach: Reach<'w>,
    /// The kept invoices, and the customers, with events that could not be read.
    unread: BTreeSet<InvoiceId>,
    unread_customers: BTreeSet<String>,
}

impl KnownOfAll<'_> {
    fn is_met(&self, gate: CustomerGate, customer: CustomerId, currency: Currency) -> bool {
        self.rules.is_met(gate, self.table.at(customer).debts(), currency, self.as_of)
    }

    fn covers(&self, customer: CustomerId, invoice: &Invoice<'_>, due: Day) -> bool {
        let covered = || self.covered.get(&(customer, invoice.terms.currency));
        !self.covered.is_empty() && covered().is_some_and(|covered| covered.has(due, invoice.id()))
    }

    fn flags(&self, customer: CustomerId, currency: Currency, status: Status, is_covered: bool) -> Flags {
        if !status.is_open() {
            return Flags::default();
        }
        self.table.at(customer).flags(&self.rules.workflow.priority, currency, status == Status::Disputed, is_covered)
    }

    fn unapplied(&self, positions: &[Positioned], kept: &Invoices) -> BTreeMap<(String, Currency), Balance> {
        let mut unapplied = BTreeMap::new();
        for Positioned { customer, position, .. } in positions {
            let invoice = kept.get(position.invoice);
            let amount = self.table.at(*customer).unapplied(invoice.terms.currency);
            if amount != 0 {
                unapplied.entry((invoice.customer().to_owned(), invoice.terms.currency)).or_insert(amount);
            }
        }
        unapplied
    }

    fn settle(&self, Positioned { customer, mut position, depending }: Positioned, kept: &Invoices) -> Position {
        let invoice = kept.get(position.invoice);
        let currency = invoice.terms.currency;
        if let Some(depending) = depending {
            depending.settle(&mut position, |gate| self.is_met(gate, customer, currency));
        }
        let is_covered = self.covers(customer, &invoice, position.due_date);
        let flags = self.flags(customer, currency, position.status, is_covered);
        position.flags = Flags { part_disputed: position.flags.part_disputed, ..flags };
        position
    }

    /// Why an action must wait, if it must. Sets its flags, too.
    fn wait(&self, entry: &mut DueEntry, kept: &Invoices) -> Option<Wait> {
        let (customer, invoice) = (entry.customer(), kept.get(entry.invoice));
        let is_covered = self.covers(customer, &invoice, entry.due_date);
        entry.flag(self.flags(customer, invoice.terms.currency, entry.status, is_covered));
        let to = self.rules.to(entry.track, entry.key());
        self.wait_of(&self.circumstances(entry.invoice, &invoice, customer, is_covered), (entry.channel, to))
    }

    fn circumstances<'i>(&self, id: InvoiceId, invoice: &'i Invoice<'i>, customer: CustomerId, is_covered: bool) -> Circumstances<'i> {
        let is_unread =
            self.unread.contains(&id) || self.unread_customers.contains(invoice.customer()) || self.events.unread().names(invoice);
        Circumstances { invoice, is_unread, is_covered, contacts: self.table.at(customer).contacts() }
    }

    fn wait_of(&self, circumstances: &Circumstances<'_>, way: Way<'_>) -> Option<Wait> {
        circumstances.wait(way, self.as_of, &self.reach, self.rules.workflow.limits.min_days_between_contacts)
    }

    /// What forbids contacts about an invoice that was asked about, on each channel.
    fn reachable(&self, sought: &Questioned, kept: &Invoices) -> Reachable {
        let Questioned { customer, invoice: id, due, is_open, forbidden, track, stage } = *sought;
        let invoice = kept.get(id);
        let is_covered = is_open && self.covers(customer, &invoice, due);
        let circumstances = self.circumstances(id, &invoice, customer, is_covered);
        let by_way = |way: Way<'_>| {
            let held = self.wait_of(&circumstances, way).map(|(held, free_on)| Forbidden { barrier: Barrier::Held(held), free_on });
            let missing = lacks_address(&invoice, way).then_some(Forbidden { barrier: Barrier::NoAddress, free_on: None });
            Forbidden::and(Forbidden::and(forbidden, held), missing)
        };
        let by_channel = |channel: Channel| match channel {
            // One of those to whom the stage writes is enough.
            Channel::Email => {
                let ways: Vec<Option<Forbidden>> = self.rules.recipients(track, stage).map(|to| by_way((channel, to))).collect();
                ways.iter().copied().reduce(|one, other| one.and(other).and(one)).flatten()
            }
            _ => by_way((channel, &[])),
        };
        let forbidden = CHANNELS.map(by_channel);
        Reachable { invoice: invoice.id().to_owned(), customer: invoice.customer().to_owned(), due, is_open, forbidden }
    }
}
