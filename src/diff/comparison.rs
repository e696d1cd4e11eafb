//! Both sides compared, invoice by invoice: what is the same is only counted.

use super::edits::{Cause, Edit, cause, edits};
use super::totals::{self, SideTotals};
use super::{Change, ChangeKind, Diff, Side, action_renamed, renamed};
use crate::action_id::AskedBy;
use crate::ledger::{InvoiceId, Invoices};
use crate::money::Decimal;
use crate::plan::{Contact, ContactWords};
use crate::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two workflows that are compared on the invoices of a ledger.
pub struct WorkflowComparison<'a> {
    pub old: ContactWords<'a>,
    pub new: ContactWords<'a>,
    edits: Vec<Edit>,
    /// The stages and actions of the old workflow, each with its ids in the new one.
    new_names: HashMap<(&'a str, &'a str), (&'a str, &'a str)>,
}

/// What was compared so far.
#[derive(Clone, Debug, Default)]
pub struct DiffSums {
    changes: Vec<Change>,
    totals: [SideTotals; 2],
}

/// The contacts of an invoice that are one, by what asks for it and how often that was asked for before.
type Pairs<'a, 'c> = BTreeMap<(AskedBy<'a>, usize), (Option<&'c Contact>, Option<&'c Contact>)>;

impl<'a> WorkflowComparison<'a> {
    pub fn new(old: &'a Workflow, new: &'a Workflow, invoices: &'a Invoices) -> WorkflowComparison<'a> {
        let mut new_names = HashMap::new();
        for stage in old.stage_lists().flatten() {
            for action in &stage.actions {
                let paired = renamed(old, new, &stage.id).map(|(old, new)| (new.id.as_str(), action_renamed(old, new, &action.id)));
                new_names.insert((stage.id.as_str(), action.id.as_str()), paired.unwrap_or((&stage.id, &action.id)));
            }
        }
        let words = |workflow| ContactWords { workflow, invoices };
        WorkflowComparison { old: words(old), new: words(new), edits: edits(old, new), new_names }
    }

    /// Compares what both sides ask for on some invoices, on all of which nothing was compared before.
    pub fn add(&self, sums: &mut DiffSums, mut old: Side, mut new: Side) {
        let [of_old, of_new] = &mut sums.totals;
        of_old.add(&old, self.old);
        of_new.add(&new, self.new);
        // What stands behind something of the same invoice stays behind it.
        old.contacts.sort_by_key(|contact| contact.invoice);
        new.contacts.sort_by_key(|contact| contact.invoice);
        let [mut old, mut new] = [old.contacts.as_slice(), new.contacts.as_slice()];
        while let Some(invoice) = [old.first(), new.first()].into_iter().flatten().map(|contact| contact.invoice).min() {
            let [before, after] = [taken(&mut old, invoice), taken(&mut new, invoice)];
            let same = |(old, new): (&Contact, &Contact)| {
                self.key_of_old(old) == self.new.asked_by(new) && self.kind(Some(old), Some(new)).is_none()
            };
            if before.len() != after.len() || !before.iter().zip(after).all(same) {
                self.compare(before, after, &mut sums.changes);
            }
        }
    }

    /// Compares the contacts of an invoice.
    fn compare(&self, before: &[Contact], after: &[Contact], changes: &mut Vec<Change>) {
        let mut pairs = Pairs::new();
        for (contact, count) in numbered(before, self.old) {
            pairs.entry((self.key_of_old(contact), count)).or_default().0 = Some(contact);
        }
        for (contact, count) in numbered(after, self.new) {
            pairs.entry((self.new.asked_by(contact), count)).or_default().1 = Some(contact);
        }
        for (old, new) in pairs.into_values() {
            let Some(kind) = self.kind(old, new) else { continue };
            let of_new = new.map(|contact| cause_of(contact, self.new));
            let causes: Vec<Cause<'_>> = of_new.into_iter().chain(old.map(|contact| cause_of(contact, self.old))).collect();
            changes.push(Change { kind, old: old.copied(), new: new.copied(), because: cause(&self.edits, &causes) });
        }
    }

    /// What asks for a contact of the old workflow, as the new one calls it.
    fn key_of_old(&self, contact: &Contact) -> AskedBy<'a> {
        match self.old.asked_by(contact) {
            AskedBy::Stage { journey, stage, action, occurrence } => {
                let (stage, action) = self.new_names.get(&(stage, action)).copied().unwrap_or((stage, action));
                AskedBy::Stage { journey, stage, action, occurrence }
            }
            task @ AskedBy::Override { .. } => task,
        }
    }

    fn kind(&self, old: Option<&Contact>, new: Option<&Contact>) -> Option<ChangeKind> {
        let (old, new) = match (old, new) {
            (None, _) => return Some(ChangeKind::Newly),
            (_, None) => return Some(ChangeKind::NoMore),
            (Some(old), Some(new)) => (old, new),
        };
        match new.day.cmp(&old.day) {
            std::cmp::Ordering::Less => Some(ChangeKind::Earlier),
            std::cmp::Ordering::Greater => Some(ChangeKind::Later),
            std::cmp::Ordering::Equal if self.new.owner(new) != self.old.owner(old) => Some(ChangeKind::Reassigned),
            std::cmp::Ordering::Equal if new.channel != old.channel => Some(ChangeKind::Rechannelled),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The whole comparison. Contacts are those of so many weeks, to a tenth, or of one day.
    pub fn finish(self, sums: impl IntoIterator<Item = DiffSums>, weeks: Option<Decimal>) -> Diff {
        let mut all = DiffSums::default();
        for DiffSums { mut changes, totals } in sums {
            all.changes.append(&mut changes);
            all.totals.iter_mut().zip(totals).for_each(|(sum, more)| sum.join(more));
        }
        let DiffSums { mut changes, totals: [old, new] } = all;
        self.sort(&mut changes);
        let invoices: BTreeSet<InvoiceId> = changes.iter().filter_map(Change::either).map(|contact| contact.invoice).collect();
        let customers: BTreeSet<&str> = invoices.iter().map(|invoice| self.new.invoices.get(*invoice).customer()).collect();
        Diff {
            stages: totals::stages((&old, self.old.workflow), (&new, self.new.workflow)),
            owners: totals::owners(&old, &new, weeks),
            touches: (old.touches(), new.touches()),
            reach: (invoices.len(), customers.len()),
            changes,
            edits: self.edits,
        }
    }

    /// By kind, day, invoice id and action id.
    fn sort(&self, changes: &mut [Change]) {
        let of_new = |change: &Change| change.new.as_ref().map(|contact| (self.new, *contact));
        let either = |change: &Change| of_new(change).or_else(|| change.old.as_ref().map(|contact| (self.old, *contact)));
        let place = |change: &Change| either(change).map(|(_, contact)| (contact.day, contact.invoice));
        changes.sort_unstable_by_key(|change| (change.kind, place(change)));
        let day = |change: &Change| (change.kind, place(change).map(|(day, _)| day));
        for of_day in changes.chunk_by_mut(|one, next| day(one) == day(next)) {
            // Ids mostly are in the order of the file.
            let invoice = |change: &Change| either(change).map(|(words, contact)| words.invoice(&contact).id());
            let action = |change: &Change| either(change).map(|(words, contact)| words.action_id(&contact));
            of_day.sort_by(|one, other| invoice(one).cmp(&invoice(other)).then_with(|| action(one).cmp(&action(other))));
        }
    }
}

/// Takes the contacts of an invoice from the beginning of a list.
fn taken<'c>(list: &mut &'c [Contact], invoice: InvoiceId) -> &'c [Contact] {
    let (of_invoice, rest) = list.split_at(list.iter().take_while(|contact| contact.invoice == invoice).count());
    *list = rest;
    of_invoice
}

/// Each contact of an invoice, with how many of the same id came before it: the task of a dispute comes to several owners.
fn numbered<'c>(contacts: &'c [Contact], words: ContactWords<'_>) -> impl Iterator<Item = (&'c Contact, usize)> {
    let same = move |contact: &Contact, other: &Contact| words.asked_by(contact) == words.asked_by(other);
    let before = move |place: usize| contacts[..place].iter().filter(|other| same(&contacts[place], other)).count();
    contacts.iter().enumerate().map(move |(place, contact)| (contact, before(place)))
}

fn cause_of<'a>(contact: &Contact, words: ContactWords<'a>) -> Cause<'a> {
    let here = words.stage(contact);
    match words.asked_by(contact) {
        AskedBy::Stage { stage, action, .. } => (Some(stage), action, here),
        AskedBy::Override { word, .. } => (None, word, here),
    }
}
