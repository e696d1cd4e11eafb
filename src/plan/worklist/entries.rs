//! Packed actions, and what they have in common.

use super::DueEntry;
use super::entry::Why;
use crate::calendar::Day;
use crate::ledger::{Invoice, InvoiceId, Invoices};
use crate::money::Balance;
use crate::plan::action::{DueAction, Withheld};
use crate::plan::action_kind::ActionKey;
use crate::plan::contact::Contact;
use crate::plan::due::Due;
use crate::plan::journey::Journey;
use crate::plan::rank::{self, Measure};
use crate::plan::reason::Reason;
use crate::plan::shown;
use crate::plan::withholding::Wait;
use crate::plan::words::Words;
use crate::store::{CustomerId, Executor, in_pieces};
use crate::workflow::StageIndex;
use std::sync::Arc;

/// So many entries are taken over before the memory that they had is given back.
const RELEASED: usize = 1 << 14;

#[derive(Clone, Debug)]
pub(in crate::plan) struct Entries {
    words: Arc<Words>,
    day: Day,
    list: Vec<DueEntry>,
    /// Where the entries of each rank lie in the list; as long as none is ranked, nothing.
    ranked: Vec<u32>,
    aside: Vec<BesideEntry>,
}

/// What few entries have: a reason other than a stage entered without skipping, or a part in dispute.
#[derive(Clone, Debug)]
struct BesideEntry {
    reason: Reason,
    disputed: Balance,
}

impl Entries {
    pub fn new(words: &Arc<Words>, day: Day) -> Entries {
        Entries { words: Arc::clone(words), day, list: Vec::new(), ranked: Vec::new(), aside: Vec::new() }
    }

    /// An action in words, of an invoice alone: flags are the customer's to say.
    pub fn alone(journey: &Journey<'_>, due: &Due) -> DueAction {
        let mut alone = Entries::new(&journey.rules.words, journey.day);
        alone.push(journey, due, InvoiceId(0), CustomerId::default());
        alone.tell(alone.at(0), journey.invoice)
    }

    /// Something is due on an invoice, by its place in the plan and the place of its customer.
    pub fn push(&mut self, journey: &Journey<'_>, due: &Due, invoice: InvoiceId, customer: CustomerId) {
        let disputed = journey.account.balance - journey.asked_for();
        let why = match (&journey.stage, due.key) {
            (Some(entered), ActionKey::Stage { .. }) if disputed == 0 && journey.skipped.is_empty() => {
                Why::Stage { entered_on: entered.on, clock: entered.clock, by: entered.by }
            }
            _ => {
                self.aside.push(BesideEntry { reason: shown::why(journey, due.key), disputed });
                Why::Other(self.aside.len() as u32 - 1)
            }
        };
        self.list.push(DueEntry::new(journey, due, why, invoice, customer));
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    #[inline]
    fn at(&self, place: usize) -> &DueEntry {
        &self.list[self.ranked.get(place).map_or(place, |place| *place as usize)]
    }

    pub fn subject(&self, place: usize) -> (InvoiceId, Balance) {
        let entry = self.at(place);
        (entry.invoice, entry.balance())
    }

    pub fn action(&self, place: usize, invoices: &Invoices) -> DueAction {
        self.tell(self.at(place), &invoices.get(self.at(place).invoice))
    }

    pub fn contact(&self, place: usize) -> Contact {
        let entry = self.at(place);
        Contact::new(entry.key(), entry.scheduled_on, entry.invoice, (entry.channel, entry.owner), (entry.track, entry.stage))
    }

    /// Takes over what is due on other invoices; the places of the invoices and of their customers are to be set right.
    pub fn join(&mut self, mut other: Entries, mut set_right: impl FnMut(&mut DueEntry)) {
        let moved = self.aside.len() as u32;
        self.aside.append(&mut other.aside);
        self.list.reserve_exact(other.list.len());
        while let Some(mut entry) = other.list.pop() {
            set_right(&mut entry);
            if let Why::Other(place) = &mut entry.why {
                *place += moved;
            }
            self.list.push(entry);
            if other.list.len().is_multiple_of(RELEASED) {
                other.list.shrink_to_fit();
            }
        }
    }

    pub fn retain(&mut self, wanted: impl Fn(&DueEntry) -> bool) {
        self.list.retain(wanted);
    }

    /// Takes out what must wait. `moved` says where an entry's invoice has come to be among those of the plan.
    pub fn withhold(
        &mut self,
        invoices: &Invoices,
        executor: &dyn Executor,
        moved: impl Fn(InvoiceId) -> InvoiceId + Sync,
        wait: impl Fn(&mut DueEntry) -> Option<Wait> + Sync,
    ) -> Vec<Withheld> {
        let mut list = std::mem::take(&mut self.list);
        let waiting = in_pieces(executor, &mut list, |first, piece| {
            let mut waiting = Vec::new();
            for (place, entry) in (first..).zip(piece) {
                entry.invoice = moved(entry.invoice);
                waiting.extend(wait(entry).map(|wait| (place, wait)));
            }
            waiting
        });
        let waiting = waiting.concat();
        let withheld = waiting.iter().map(|(place, (reason, free_on))| {
            let action = self.tell(&list[*place], &invoices.get(list[*place].invoice));
            Withheld { action, reason: *reason, free_on: *free_on }
        });
        let withheld = withheld.collect();
        let mut waiting = waiting.into_iter().map(|(place, _)| place).peekable();
        let mut place = 0..;
        list.retain(|_| waiting.next_if_eq(&place.next().unwrap_or(0)).is_none());
        self.list = list;
        withheld
    }

    pub fn rank(&mut self, invoices: &Invoices, executor: &dyn Executor, by_currency: bool) {
        let measure = |entry: &DueEntry| {
            let (flags, currency) = (entry.flags(), invoices.terms(entry.invoice).currency);
            Measure {
                days_past_due: self.day.since(entry.due_date),
                score: self.words.score(&flags, entry.balance(), currency),
                invoice: entry.invoice,
                scheduled_on: entry.scheduled_on,
            }
        };
        let id = |entry: &DueEntry| self.words.action_id(invoices.get(entry.invoice).id(), entry.track, entry.key());
        self.ranked = rank::ranks(&self.list, measure, |one, other| id(one).cmp(&id(other)), invoices, executor, by_currency);
    }

    fn tell(&self, entry: &DueEntry, invoice: &Invoice<'_>) -> DueAction {
        let (track, key, flags, balance) = (entry.track, entry.key(), entry.flags(), entry.balance());
        DueAction {
            id: self.words.action_id(invoice.id(), track, key),
            kind: key.kind(),
            channel: entry.channel,
            owner: self.words.owner(entry.owner, invoice),
            invoice: entry.invoice,
            balance,
            asked: balance - self.disputed(entry),
            due_date: entry.due_date,
            days_past_due: self.day.since(entry.due_date),
            clock: entry.clock,
            status: entry.status,
            track,
            stage: entry.stage,
            template: self.words.template(track, key),
            scheduled_on: entry.scheduled_on,
            days_late: self.day.since(entry.scheduled_on),
            score: self.words.score(&flags, balance, invoice.terms.currency),
            flags,
            why: self.why(entry),
        }
    }

    fn why(&self, entry: &DueEntry) -> Reason {
        match entry.why {
            Why::Stage { entered_on, clock, by } => {
                let (track, stage, occurrence) = (entry.track, entry.stage.unwrap_or(StageIndex::new(0)), entry.number);
                Reason::Stage {
                    stage: self.words.stage_name(track, stage),
                    entered_on,
                    by: self.words.entered_by(by),
                    clock,
                    occurrence,
                    of: self.words.times(track, stage, entry.action as usize),
                    skipped: [].into(),
                }
            }
            Why::Other(place) => self.aside[place as usize].reason.clone(),
        }
    }

    fn disputed(&self, entry: &DueEntry) -> Balance {
        match entry.why {
            Why::Other(place) => self.aside[place as usize].disputed,
            _ => 0,
        }
    }
}
