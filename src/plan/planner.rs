//! The fold: invoices go by one after the other, in memory or from a file, and what they come to is the plan.

use super::cash::{cash, currency_needed, is_cash};
use super::covering::{Covered, Open, OpenInvoices};
use super::credits::Credits;
use super::customer::Customer;
use super::customers::Customers;
use super::hands::{Hands, OneByOne};
use super::journey::Journey;
use super::keeping::Keeping;
use super::languages;
use super::noticed::Noticed;
use super::part::{Gated, Part, Positioned};
use super::reach::Reach;
use super::rules::Rules;
use super::settled::Settled;
use super::warnings::Warnings;
use super::worklist::{Entries, Entry, Worklist};
use super::{Flags, Held, Plan, Positions, Status, Totals, rank, shown};
use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::{Columns, Event, Events, Invoice, InvoiceId, Slice, Subject, TOGETHER};
use crate::money::{Currency, Fx};
use crate::workflow::Workflow;
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};

/// Makes a plan of invoices that are shown to it one by one.
///
/// Several can share the work ([`Planner::beside`]): each is shown the invoices of some blocks of the file ([`Planner::begin`]), and one
/// takes over what the others know ([`Planner::join`]). Which block went to whom makes no difference.
pub struct Planner<'r> {
    rules: Rules<'r>,
    events: &'r Events,
    columns: Columns,
    as_of: Day,
    positions_of: Positions,
    /// Where the events of an invoice, and of its customer, are put while it goes by.
    scratch: Vec<Event>,
    of_customer: Vec<Event>,
    /// Only what is due on these invoices is told, and how many they are.
    slice: Slice,
    inside: u64,
    customers: Customers,
    open: OpenInvoices,
    /// Customer-level promises that are broken on an invoice still open, by their place in file order.
    broken: BTreeSet<u32>,
    totals: BTreeMap<Currency, Totals>,
    credits: Credits,
    languages: languages::Gathering,
    warnings: Warnings<'r>,
    keeping: Keeping,
    /// What is due on the invoices that were kept.
    due: Entries,
    parts: Vec<Part>,
    part: Part,
}

impl<'r> Planner<'r> {
    /// A plan for a day, of a ledger with these columns and events.
    pub fn new(
        workflow: &'r Workflow,
        fx: Option<&'r Fx>,
        events: &'r Events,
        columns: &Columns,
        as_of: Day,
        positions_of: Positions,
    ) -> Planner<'r> {
        let rules = Rules::new(workflow, fx, columns);
        let due = Entries::new(&rules.words, as_of);
        let keeping = Keeping::whole(columns);
        Planner {
            rules,
            events,
            columns: columns.clone(),
            as_of,
            positions_of,
            scratch: Vec::new(),
            of_customer: Vec::new(),
            slice: Slice::default(),
            inside: 0,
            customers: Customers::default(),
            open: OpenInvoices::default(),
            broken: BTreeSet::new(),
            totals: BTreeMap::new(),
            credits: Credits::default(),
            languages: languages::Gathering::new(columns),
            warnings: Warnings::new(events, as_of),
            due,
            parts: Vec::new(),
            part: Part::new(0, 0, &keeping),
            keeping,
        }
    }

    /// The same, but what is kept of invoices is what rows of plans say of them. No drafts can be made from that.
    #[must_use]
    pub fn for_rows(mut self) -> Planner<'r> {
        self.keeping = Keeping::rows(&self.columns, &self.rules.words, self.events.any_unreached());
        self.part = Part::new(0, 0, &self.keeping);
        self.languages = languages::Gathering::default();
        self
    }

    /// The same, but only what is due on the invoices of a slice is told, and where they stand. The others count for what concerns
    /// whole customers: cash, contacts, flags.
    #[must_use]
    pub fn within(mut self, slice: &Slice) -> Planner<'r> {
        self.slice = slice.clone();
        self
    }

    /// Another for the same plan, to be shown other blocks at the same time. They know the customers together.
    #[must_use]
    pub fn beside(&self) -> Planner<'r> {
        let Planner { rules: Rules { workflow, fx, .. }, events, ref columns, as_of, positions_of, ref slice, .. } = *self;
        let customers = self.customers.beside();
        Planner { customers, ..Planner::new(workflow, fx, events, columns, as_of, positions_of).within(slice) }
    }

    /// How many of the invoices that went by are in the slice.
    pub fn inside(&self) -> u64 {
        self.inside
    }

    /// The invoices that follow are those of the file's block with this number.
    pub fn begin(&mut self, block: u64) {
        let next = Part::new(block, self.kept_so_far(), &self.keeping);
        let mut part = std::mem::replace(&mut self.part, next);
        part.kept.shrink();
        self.parts.push(part);
        self.languages.begin(block);
    }

    /// How many invoices were kept.
    fn kept_so_far(&self) -> u32 {
        self.part.before + self.part.kept.len() as u32
    }

    /// Takes over what another planner [`beside`](Planner::beside) this one knows from other blocks.
    ///
    /// # Panics
    ///
    /// If they are not beside each other: then they know different customers.
    pub fn join(&mut self, other: Planner<'r>) {
        assert!(self.customers.are(&other.customers), "planners that are joined were beside each other");
        self.open.join(other.open);
        self.broken.extend(other.broken);
        self.inside += other.inside;
        for (currency, totals) in other.totals {
            self.totals.entry(currency).or_insert_with(|| Totals::new(currency)).count(&totals);
        }
        self.credits.join(other.credits);
        self.languages.join(other.languages);
        self.warnings.join(other.warnings);
        let before = self.kept_so_far();
        self.due.join(other.due, |entry| entry.invoice.0 += before);
        // The next part of its own counts from behind those that were taken over.
        self.begin(u64::MAX);
        for mut part in other.parts.into_iter().chain([other.part]) {
            part.before += before;
            self.part.before = self.part.before.max(part.before + part.kept.len() as u32);
            self.parts.push(part);
        }
    }

    /// An invoice goes by.
    pub fn add(&mut self, invoice: &Invoice<'_>) {
        self.add_all(std::slice::from_ref(invoice));
    }

    /// Invoices go by, one after the other. What is known of them lies far apart in memory: it is looked up, and looked at, for some of
    /// them together, so that the processor waits for all of it at once.
    pub fn add_all(&mut self, invoices: &[Invoice<'_>]) {
        let events = self.events;
        for some in invoices.chunks(TOGETHER) {
            let own = events.some_invoices(some.iter().map(Invoice::id));
            let of_customer: SmallVec<[Option<Subject>; TOGETHER]> =
                some.iter().map(|invoice| events.customer(invoice.customer())).collect();
            let customers = self.customers.places(some.iter().map(Invoice::customer));
            let begins = |subject: &Option<Subject>| subject.map_or(0, |subject| events.glance(subject));
            let touched = own.iter().map(begins).fold(0, |all, one| all ^ one);
            let table = self.customers.all();
            std::hint::black_box(customers.iter().map(|place| table.at(*place).glance()).fold(touched, |all, one| all ^ one));
            drop(table);
            let mut told: SmallVec<[Option<Settled>; TOGETHER]> = SmallVec::new();
            for (index, invoice) in some.iter().enumerate() {
                self.languages.meet(customers[index], invoice);
                told.push(self.add_found(invoice, own[index], of_customer[index], customers[index]));
            }
            let mut table = self.customers.all();
            for ((invoice, place), told) in some.iter().zip(customers).zip(told) {
                let customer = table.at_mut(place);
                customer.invoiced(invoice.terms.currency);
                if let Some(settled) = told {
                    customer.gather_settled(settled, invoice.id(), invoice.terms.due_date, self.customers.frames());
                }
            }
        }
    }

    /// An invoice goes by, with what events name it and its customer, and the customer's place. What the customer is still to be told, if
    /// the invoice is settled, is given back.
    fn add_found(&mut self, invoice: &Invoice<'_>, own: Option<Subject>, of_customer: Option<Subject>, customer: u32) -> Option<Settled> {
        self.warnings.meet(invoice, own, of_customer);
        let events = self.events;
        let of_customer = events.list(of_customer, &mut self.of_customer);
        let own = own.map(|subject| events.joined(subject, invoice.terms.currency, &mut self.scratch)).unwrap_or_default();
        let unread = !own.misfits.is_empty();
        let part = &mut self.part;
        part.misfits.extend(own.misfits);
        let inside = self.slice.holds(invoice);
        self.inside += u64::from(inside);
        if invoice.terms.issue_date.is_some_and(|issued| issued > self.as_of) {
            return None;
        }
        let briefly = self.positions_of != Positions::All && of_customer.is_empty();
        if let Some(settled) = briefly.then(|| Settled::by(self.as_of, &self.rules, invoice.terms, own.events)).flatten() {
            if inside {
                count(&mut self.totals, invoice.terms.currency, settled.closed.status);
            }
            return Some(settled);
        }
        let journey = Journey::replay(&self.rules, invoice, events, own.events, of_customer, self.as_of);
        self.customers.all().at_mut(customer).gather(&journey, self.as_of, self.customers.frames(), &mut self.broken);
        let balance = journey.account.balance;
        if journey.is_open() {
            self.open.add(customer, invoice.terms.currency, Open { due: journey.due, id: invoice.id(), balance });
        } else if balance < 0 {
            self.open.has_cash(customer);
        }
        let status = journey.status();
        if !inside {
            if self.positions_of == Positions::Accounts && is_in_account(&journey) {
                let id = self.keeping.keep(invoice, &mut part.kept);
                let position = shown::standing(&journey, id);
                part.positions.push(Positioned { customer, position, depending: None });
            }
            return None;
        }
        self.warnings.replayed(&journey, &mut part.noticed);
        let due = journey.due();
        count(&mut self.totals, invoice.terms.currency, status);
        if matches!(self.positions_of, Positions::Open | Positions::All) {
            self.credits.gather(&journey);
        }
        let mut kept = None;
        let positioned = match self.positions_of {
            Positions::None => false,
            Positions::Open => status.is_open(),
            Positions::Accounts => is_in_account(&journey),
            Positions::All => true,
        };
        if !due.is_empty() || positioned {
            let id = self.keeping.keep(invoice, &mut part.kept);
            kept = Some(id);
            for due in &due {
                self.due.push(&journey, due, InvoiceId(part.before + id.0), customer);
                let mut gated = Noticed::default();
                let gate = journey.gate(due.key);
                let noticed = if gate.is_some() { &mut gated } else { &mut part.noticed };
                noticed.owner(|| shown::action_id(&journey, due.key), invoice, &self.rules.owner(due.owner, invoice));
                noticed.address(due.channel, invoice);
                if let Some(gate) = gate.filter(|_| !gated.is_empty()) {
                    part.gated.push(Gated { customer, currency: invoice.terms.currency, gate, noticed: gated });
                }
            }
        }
        if unread {
            part.unread.extend(kept);
        }
        if let Some(id) = kept.filter(|_| positioned) {
            let (position, depending) = match self.positions_of {
                Positions::Accounts => (shown::standing(&journey, id), None),
                _ => {
                    let (position, depending) = shown::position(journey, id, &due);
                    (position, Some(depending))
                }
            };
            part.positions.push(Positioned { customer, position, depending });
        }
        None
    }

    /// All invoices went by: the plan.
    pub fn finish(self) -> Plan {
        self.finish_by(&OneByOne)
    }

    /// The same, by several hands.
    pub fn finish_by(mut self, hands: &dyn Hands) -> Plan {
        let mut parts = std::mem::take(&mut self.parts);
        parts.push(std::mem::replace(&mut self.part, Part::new(0, 0, &self.keeping)));
        let (whole, places) = Part::whole(parts, &self.keeping);
        let Part { kept, positions, gated, mut misfits, unread, mut noticed, .. } = whole;
        let mut due = std::mem::replace(&mut self.due, Entries::new(&self.rules.words, self.as_of));
        let unread_customers = self.gather_customers(&mut misfits);
        let open = std::mem::take(&mut self.open);
        let customers = self.customers.all();
        let covered = open.covered(|customer, currency| customers.at(customer).unapplied(currency));
        let covers = |customer: u32, invoice: &Invoice<'_>, due: Day| {
            let by = || covered.get(&(customer, invoice.terms.currency));
            !covered.is_empty() && by().is_some_and(|by: &Covered| by.has(due, invoice.id()))
        };
        let is_met = |gate, customer, currency| self.rules.is_met(gate, customers.at(customer).debts(), currency, self.as_of);
        let mut unapplied = BTreeMap::new();
        if self.positions_of == Positions::Accounts {
            for Positioned { customer, position, .. } in &positions {
                let invoice = kept.get(position.invoice);
                let amount = customers.at(*customer).unapplied(invoice.terms.currency);
                if amount != 0 {
                    unapplied.entry((invoice.customer().to_owned(), invoice.terms.currency)).or_insert(amount);
                }
            }
        }
        let place = |Positioned { customer, mut position, depending }: Positioned| {
            let invoice = kept.get(position.invoice);
            let currency = invoice.terms.currency;
            if let Some(depending) = depending {
                depending.settle(&mut position, |gate| is_met(gate, customer, currency));
            }
            let is_covered = covers(customer, &invoice, position.due_date);
            let flags = self.flags(customers.at(customer), currency, position.status, is_covered);
            position.flags = Flags { part_disputed: position.flags.part_disputed, ..flags };
            position
        };
        let positions = positions.into_iter().map(place).collect();
        if self.rules.look_at_customers() {
            due.retain(|entry| {
                let currency = kept.terms(places.of(entry.invoice)).currency;
                self.rules.gate_of(entry.track(), entry.key()).is_none_or(|gate| is_met(gate, entry.customer(), currency))
            });
            let seen = gated.into_iter().filter(|of| is_met(of.gate, of.customer, of.currency));
            seen.for_each(|of| noticed.append(of.noticed));
        }
        let reach = Reach::new(self.events, self.as_of);
        let glance = |entry: &Entry| customers.at(entry.customer()).glance() ^ kept.glance(places.of(entry.invoice));
        let withheld = due.withhold(&kept, hands, glance, |entry| {
            entry.invoice = places.of(entry.invoice);
            let (customer, invoice) = (entry.customer(), kept.get(entry.invoice));
            let is_covered = covers(customer, &invoice, entry.due_date);
            let customer = customers.at(customer);
            entry.flag(self.flags(customer, invoice.terms.currency, entry.status, is_covered));
            let is_unread = unread.contains(&entry.invoice) || unread_customers.contains(invoice.customer());
            if is_unread { Some((Held::UnreadRow, None)) } else { self.held(customer, &invoice, entry, is_covered, &reach) }
        });
        let by_currency = self.rules.fx.is_none() && self.totals.len() > 1;
        let mut plan = Plan {
            as_of: self.as_of,
            worklist: Worklist::default(),
            withheld: rank::withheld(withheld, &kept, hands, by_currency),
            languages: self.languages.finish(&kept, |customer| self.customers.find(customer)),
            unapplied,
            invoices: kept,
            positions,
            credits: self.credits.finish(),
            totals: self.totals.into_values().collect(),
            misfits,
            findings: self.warnings.finish(&self.rules, &self.columns, |id| self.customers.find(id).is_some(), noticed),
        };
        plan.add_up(&due);
        due.rank(&plan.invoices, hands, by_currency);
        plan.worklist = Worklist::packed(due);
        plan
    }

    /// What names a customer and no invoice: cash, responses, contacts, promises. Gives back the customers whose money is not all known.
    fn gather_customers(&mut self, misfits: &mut Vec<Finding>) -> BTreeSet<String> {
        let events = self.events;
        let mut unread = BTreeSet::new();
        let mut table = self.customers.all();
        for subject in events.every_subject().filter(|subject| events.is_customer(*subject)) {
            let Some(place) = self.customers.find(&events.id(subject)) else { continue };
            let customer = table.at_mut(place);
            for event in events.of(subject).take_while(|event| event.date <= self.as_of) {
                customer.gather_event(&event, self.as_of);
                if self.broken.contains(&event.sequence) {
                    customer.broke_promise();
                }
                if !is_cash(&event) {
                    continue;
                }
                let currency = events.currency(&event).or(customer.currency()).ok_or_else(|| currency_needed(events, subject, &event));
                match currency.and_then(|currency| Ok((currency, events.settled(subject, &event, currency)?))) {
                    Ok((currency, event)) => {
                        customer.add_unapplied(currency, cash(&event));
                        self.open.has_cash(place);
                    }
                    Err(misfit) => {
                        misfits.push(misfit);
                        unread.insert(events.id(subject).into_owned());
                    }
                }
            }
        }
        unread
    }

    fn flags(&self, customer: &Customer, currency: Currency, status: Status, is_covered: bool) -> Flags {
        if !status.is_open() {
            return Flags::default();
        }
        customer.flags(&self.rules.workflow.priority, currency, status == Status::Disputed, is_covered)
    }

    /// Why an action must wait, and until when, if it must.
    fn held(
        &self,
        customer: &Customer,
        invoice: &Invoice<'_>,
        entry: &Entry,
        is_covered: bool,
        reach: &Reach<'_>,
    ) -> Option<(Held, Option<Day>)> {
        let unread = self.events.unread();
        if unread.invoices.contains(invoice.id()) || unread.customers.contains(invoice.customer()) {
            return Some((Held::UnreadRow, None));
        }
        if let Some(until) = reach.opted_out(invoice, entry.channel) {
            return Some((Held::OptedOut, until));
        }
        let limit = self.rules.workflow.limits.min_days_between_contacts;
        let held = customer.holds(entry.channel, is_covered, self.as_of, limit);
        held.or_else(|| reach.bounced(invoice, entry.channel).map(|_| (Held::NoContact, None)))
    }
}

/// Does a customer's account show it: is there something left to pay, or something open on a credit note?
fn is_in_account(journey: &Journey<'_>) -> bool {
    let status = journey.status();
    status.is_open() || status == Status::Credit && journey.account.balance < 0
}

fn count(totals: &mut BTreeMap<Currency, Totals>, currency: Currency, status: Status) {
    let totals = totals.entry(currency).or_insert_with(|| Totals::new(currency));
    match status {
        Status::Disputed => totals.disputed += 1,
        Status::Promised => totals.promised += 1,
        Status::Paused => totals.paused += 1,
        Status::Replied => totals.replied += 1,
        _ => {}
    }
}
