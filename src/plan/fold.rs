//! The state of the fold: what is known after some invoices.

use super::covering::{Open, OpenInvoices};
use super::credit_hold::Debtors;
use super::credits::CreditSums;
use super::due::Due;
use super::journey::Journey;
use super::keeping::Keeping;
use super::languages;
use super::may::{Barrier, Forbidden};
use super::noticed::Noticed;
use super::part::{BlockPart, Gated, Positioned, Questioned};
use super::position::{Positions, Status};
use super::rules::Rules;
use super::shown;
use super::totals::Totals;
use super::warnings::Warnings;
use super::worklist::Entries;
use crate::calendar::Day;
use crate::ledger::{Columns, Events, Invoice, InvoiceId, Slice};
use crate::money::{Balance, Currency};
use crate::store::{Customer, CustomerId, Input};
use std::collections::{BTreeMap, BTreeSet};

/// What the invoices seen so far add up to, on one core. Those of several cores are joined.
pub(super) struct Fold<'r> {
    pub events: &'r Events,
    pub columns: Columns,
    pub as_of: Day,
    pub positions_of: Positions,
    /// Only what is due on these invoices is told, and how many they are.
    pub slice: Slice,
    pub inside: u64,
    /// Of invoices in the slice that are issued later, by currency: how many there are, and what is open on them.
    pub unissued: BTreeMap<Currency, (usize, Balance)>,
    /// The invoices and customers of which is told whether somebody may contact them.
    pub asked_about: Option<&'r BTreeSet<String>>,
    /// The customers of the slice, where it is asked which of them are on credit hold.
    pub debtors: Option<Debtors>,
    pub open: OpenInvoices,
    /// Customer-level promises that are broken on an invoice still open, by their place in file order.
    pub broken: BTreeSet<u32>,
    /// By currency, in the order in which they came.
    pub totals: Vec<Totals>,
    pub credits: CreditSums,
    pub languages: languages::LanguageGathering,
    pub warnings: Warnings<'r>,
    pub keeping: Keeping,
    pub due: Entries,
    /// Customers about whom rows among the invoices were skipped.
    pub unread: BTreeSet<String>,
    parts: Vec<BlockPart>,
    part: BlockPart,
}

impl<'r> Fold<'r> {
    pub fn new(rules: &Rules<'_>, events: &'r Events, columns: &Columns, as_of: Day, positions_of: Positions) -> Fold<'r> {
        let keeping = Keeping::whole(columns);
        Fold {
            events,
            columns: columns.clone(),
            as_of,
            positions_of,
            slice: Slice::default(),
            inside: 0,
            unissued: BTreeMap::new(),
            asked_about: None,
            debtors: None,
            open: OpenInvoices::default(),
            broken: BTreeSet::new(),
            totals: Vec::new(),
            credits: CreditSums::default(),
            languages: languages::LanguageGathering::new(columns),
            warnings: Warnings::new(events, as_of),
            due: Entries::new(&rules.words, as_of),
            unread: BTreeSet::new(),
            parts: Vec::new(),
            part: BlockPart::new(0, 0, &keeping),
            keeping,
        }
    }

    /// What is kept of invoices is what rows of plans say of them.
    pub fn keep_rows(&mut self, rules: &Rules<'_>) {
        self.keeping = Keeping::rows(&self.columns, rules, self.events.any_unreached() || self.asked_about.is_some());
        self.part = BlockPart::new(0, 0, &self.keeping);
        self.languages = languages::LanguageGathering::default();
    }

    /// For another planner of the same plan, to which no invoice was shown yet.
    pub fn beside(&self, rules: &Rules<'_>) -> Fold<'r> {
        let Fold { events, ref columns, as_of, positions_of, ref slice, ref keeping, .. } = *self;
        let fold = Fold {
            slice: slice.clone(),
            asked_about: self.asked_about,
            debtors: self.debtors.as_ref().map(|_| Debtors::default()),
            ..Fold::new(rules, events, columns, as_of, positions_of)
        };
        Fold { part: BlockPart::new(0, 0, keeping), keeping: keeping.clone(), languages: self.languages.beside(), ..fold }
    }

    pub fn begin(&mut self, block: u64) {
        let next = BlockPart::new(block, self.kept_so_far(), &self.keeping);
        let mut part = std::mem::replace(&mut self.part, next);
        part.kept.shrink();
        self.parts.push(part);
        self.languages.begin(block);
    }

    fn kept_so_far(&self) -> u32 {
        self.part.before + self.part.kept.len() as u32
    }

    /// Takes over what another planner has seen; `places` are those that its customers, in order, have here.
    pub fn join(&mut self, other: Fold<'r>, places: &[CustomerId]) {
        let place = |CustomerId(place): CustomerId| places[place as usize];
        self.open.join(other.open, place);
        if let Some((debtors, more)) = self.debtors.as_mut().zip(other.debtors) {
            debtors.join(more, place);
        }
        self.broken.extend(other.broken);
        self.inside += other.inside;
        for (currency, (count, open)) in other.unissued {
            self.count_unissued(currency, count, open);
        }
        for totals in &other.totals {
            self.totals_in(totals.currency).join(totals);
        }
        self.credits.join(other.credits);
        self.languages.join(other.languages, place);
        self.warnings.join(other.warnings);
        let before = self.kept_so_far();
        self.due.join(other.due, |entry| {
            entry.invoice.0 += before;
            entry.set_customer(place(entry.customer()));
        });
        // The next part of its own counts from behind those that were taken over.
        self.begin(u64::MAX);
        for mut part in other.parts.into_iter().chain([other.part]) {
            part.before += before;
            part.positions.iter_mut().for_each(|at| at.customer = place(at.customer));
            part.gated.iter_mut().for_each(|gated| gated.customer = place(gated.customer));
            part.sought.iter_mut().for_each(|sought| sought.customer = place(sought.customer));
            self.part.before = self.part.before.max(part.before + part.kept.len() as u32);
            self.parts.push(part);
        }
    }

    pub fn take_parts(&mut self) -> Vec<BlockPart> {
        let last = std::mem::replace(&mut self.part, BlockPart::new(0, 0, &self.keeping));
        let mut parts = std::mem::take(&mut self.parts);
        parts.push(last);
        parts
    }

    /// Takes an invoice into account. Is it in the slice?
    pub fn meet(&mut self, input: &Input<'_>) -> bool {
        let [own, of_customer] = input.subjects;
        self.languages.meet(input.customer, input.invoice);
        self.warnings.meet(input.invoice, own, of_customer);
        self.part.misfits.extend(input.own.misfits.iter().cloned());
        let inside = self.slice.holds(input.invoice);
        self.inside += u64::from(inside);
        inside
    }

    pub fn count_unissued(&mut self, currency: Currency, count: usize, open: Balance) {
        let sum = self.unissued.entry(currency).or_default();
        *sum = (sum.0 + count, sum.1 + open);
    }

    pub fn count(&mut self, currency: Currency, status: Status) {
        self.totals_in(currency).count(status);
    }

    #[inline]
    fn totals_in(&mut self, currency: Currency) -> &mut Totals {
        let place = self.totals.iter().position(|totals| totals.currency == currency).unwrap_or_else(|| {
            self.totals.push(Totals::new(currency));
            self.totals.len() - 1
        });
        &mut self.totals[place]
    }

    pub fn tell_customer(&mut self, journey: &Journey<'_>, customer: CustomerId, told: &mut Customer) {
        told.gather(journey, self.as_of, &mut self.broken);
        let balance = journey.account.balance;
        if journey.is_open() {
            let open = Open { due: journey.due, id: journey.invoice.id(), balance };
            self.open.add(customer, journey.invoice.terms.currency, open);
        } else if balance < 0 {
            self.open.has_cash(customer);
        }
    }

    pub fn is_asked_about(&self, invoice: &Invoice<'_>) -> bool {
        self.asked_about.is_some_and(|ids| ids.contains(invoice.id()) || ids.contains(invoice.customer()))
    }

    /// An invoice was asked about that does not exist yet.
    pub fn tell_unissued(&mut self, invoice: &Invoice<'_>, issued: Day, due: Day, customer: CustomerId) {
        let id = self.keeping.keep(invoice, &mut self.part.kept);
        let is_open = invoice.terms.amount > 0;
        let forbidden = Some(Forbidden { barrier: Barrier::NotIssued, free_on: is_open.then_some(issued) });
        self.part.sought.push(Questioned { customer, invoice: id, due, is_open, forbidden, track: None, stage: None });
    }

    /// What a replayed invoice of the slice says itself: what is due on it, and where it stands.
    pub fn tell_plan(&mut self, journey: Journey<'_>, customer: CustomerId, is_unread: bool) {
        self.warnings.replayed(&journey, &mut self.part.noticed);
        self.count(journey.invoice.terms.currency, journey.status());
        if matches!(self.positions_of, Positions::Open | Positions::All) {
            self.credits.gather(&journey);
        }
        if let Some(debtors) = &mut self.debtors {
            debtors.replayed(customer, &journey);
        }
        let due = journey.due();
        let is_positioned = match self.positions_of {
            Positions::None => false,
            Positions::Open => journey.is_open(),
            Positions::Accounts => is_in_account(&journey),
            Positions::All => true,
        };
        let is_asked = self.is_asked_about(journey.invoice);
        if due.is_empty() && !is_positioned && !is_asked {
            return;
        }
        let id = self.keeping.keep(journey.invoice, &mut self.part.kept);
        for due in &due {
            self.tell_due(&journey, due, id, customer);
        }
        if is_unread {
            self.part.unread.insert(id);
        }
        if is_asked {
            let forbidden = shown::forbidden(&journey);
            let (track, stage) = (journey.track, journey.stage.as_ref().map(|stage| stage.index));
            let (due, is_open) = (journey.due, journey.is_open());
            self.part.sought.push(Questioned { customer, invoice: id, due, is_open, forbidden, track, stage });
        }
        if is_positioned {
            let (position, depending) = match self.positions_of {
                Positions::Accounts => (shown::standing(&journey, id), None),
                _ => {
                    let (position, depending) = shown::position(journey, id, &due);
                    (position, Some(depending))
                }
            };
            self.part.positions.push(Positioned { customer, position, depending });
        }
    }

    /// Something is due on an invoice. What is noticed of it waits where it depends on what the customer owes.
    fn tell_due(&mut self, journey: &Journey<'_>, due: &Due, id: InvoiceId, customer: CustomerId) {
        let (invoice, part) = (journey.invoice, &mut self.part);
        self.due.push(journey, due, InvoiceId(part.before + id.0), customer);
        let mut gated = Noticed::default();
        let gate = journey.gate(due.key);
        let noticed = if gate.is_some() { &mut gated } else { &mut part.noticed };
        noticed.owner(|| shown::action_id(journey, due.key), invoice, &journey.rules.owner(due.owner, invoice));
        noticed.address((due.channel, journey.rules.to(journey.track, due.key)), invoice);
        if let Some(gate) = gate.filter(|_| !gated.is_empty()) {
            part.gated.push(Gated { customer, currency: invoice.terms.currency, gate, noticed: gated });
        }
    }

    /// What a replayed invoice outside of the slice says of its customer's account.
    pub fn tell_account(&mut self, journey: &Journey<'_>, customer: CustomerId) {
        if self.positions_of == Positions::Accounts && is_in_account(journey) {
            let id = self.keeping.keep(journey.invoice, &mut self.part.kept);
            let position = shown::standing(journey, id);
            self.part.positions.push(Positioned { customer, position, depending: None });
        }
    }
}

/// Does a customer's account show it: is there something left to pay, or something open on a credit note?
fn is_in_account(journey: &Journey<'_>) -> bool {
    let status = journey.status();
    status.is_open() || status == Status::Credit && journey.account.balance < 0
}
