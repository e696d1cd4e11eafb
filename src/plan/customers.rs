//! The customers of a ledger, in one table for all planners that work beside each other.

use super::customer::Customer;
use crate::ledger::{Frames, Ids};
use smallvec::SmallVec;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// So many customers are looked for together.
pub(super) const TOGETHER: usize = 32;
/// So many customers stand side by side in memory, where they stay.
const GROUP: usize = 64;

/// What one planner holds of the table: all of it, and where in memory the customers are that it has seen so far.
///
/// What customers are told commutes, so it makes no difference which planner came first. Their places may differ from one run to the next,
/// and nothing that comes out has their order.
#[derive(Default)]
pub(super) struct Customers {
    shared: Arc<Shared>,
    groups: Vec<Arc<Group>>,
}

#[derive(Default)]
struct Shared {
    known: RwLock<Known>,
    frames: Frames,
}

/// Who is known, and where what is known of each stands.
#[derive(Default)]
struct Known {
    ids: Ids,
    groups: Vec<Arc<Group>>,
}

/// Customers with a lock each: that is next to what it guards, so that both come from memory at once.
type Group = [Mutex<Customer>; GROUP];

impl Customers {
    /// The same customers, for another planner.
    pub fn beside(&self) -> Customers {
        Customers { shared: Arc::clone(&self.shared), groups: Vec::new() }
    }

    /// Are these the same customers, whoever holds them?
    pub fn are(&self, others: &Customers) -> bool {
        Arc::ptr_eq(&self.shared, &others.shared)
    }

    /// What the ids of their invoices have in common.
    pub fn frames(&self) -> &Frames {
        &self.shared.frames
    }

    /// The places of customers, who are known from now on.
    pub fn places<'i>(&mut self, ids: impl Iterator<Item = &'i str> + Clone) -> SmallVec<[u32; TOGETHER]> {
        // Nearly all are known already, and to find them nobody has to wait for others.
        let known = self.shared.known.read().unwrap_or_else(PoisonError::into_inner);
        let found: SmallVec<[Option<usize>; TOGETHER]> = ids.clone().map(|id| known.ids.find(id)).collect();
        see(&mut self.groups, &known);
        drop(known);
        if found.iter().all(Option::is_some) {
            return found.into_iter().flatten().map(|place| place as u32).collect();
        }
        let mut known = self.shared.known.write().unwrap_or_else(PoisonError::into_inner);
        let places = ids.zip(found).map(|(id, found)| found.unwrap_or_else(|| known.keep(id)) as u32).collect();
        see(&mut self.groups, &known);
        places
    }

    /// Sees what other planners have come to know, too.
    pub fn see_all(&mut self) {
        see(&mut self.groups, &self.shared.known.read().unwrap_or_else(PoisonError::into_inner));
    }

    /// The place of a customer, if it is known.
    pub fn find(&self, id: &str) -> Option<u32> {
        let known = self.shared.known.read().unwrap_or_else(PoisonError::into_inner);
        known.ids.find(id).map(|place| place as u32)
    }

    /// The customer at a place, for nobody else until that is let go of.
    #[inline]
    pub fn at(&self, place: u32) -> MutexGuard<'_, Customer> {
        self.lock(place).lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A look at a customer, for no other reason than that it then comes from memory.
    #[inline]
    pub fn glance(&self, place: u32) -> bool {
        self.lock(place).is_poisoned()
    }

    #[inline]
    fn lock(&self, place: u32) -> &Mutex<Customer> {
        &self.groups[place as usize / GROUP][place as usize % GROUP]
    }
}

/// Sees where the customers are that have come since.
fn see(groups: &mut Vec<Arc<Group>>, known: &Known) {
    groups.extend_from_slice(&known.groups[groups.len()..]);
}

impl Known {
    /// The place of a customer, who is known from now on.
    fn keep(&mut self, id: &str) -> usize {
        let place = self.ids.keep(id);
        if place == self.groups.len() * GROUP {
            self.groups.push(Arc::new(std::array::from_fn(|_| Mutex::default())));
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn places<'i>(customers: &mut Customers, ids: &'i [&'i str]) -> Vec<u32> {
        customers.places(ids.iter().copied()).to_vec()
    }

    #[test]
    fn a_customer_whom_two_planners_meet_is_one() {
        let mut one = Customers::default();
        let mut other = one.beside();
        assert!(one.are(&other) && !one.are(&Customers::default()));
        assert_eq!(places(&mut one, &["C-0001", "Acme", "C-0001"]), [0, 1, 0]);
        assert_eq!(places(&mut other, &["C-0002", "Acme", "C-0003"]), [2, 1, 3]);
        assert_eq!((one.find("C-0003"), one.find("C-0004")), (Some(3), None));
        other.at(1).invoiced(Currency::from_code("EUR").unwrap());
        one.at(1).invoiced(Currency::from_code("USD").unwrap());
        assert_eq!(other.at(1).currency(), None);
    }

    #[test]
    fn customers_that_others_came_to_know_are_seen_in_the_end() {
        let mut one = Customers::default();
        let mut other = one.beside();
        let ids: Vec<String> = (0..3 * GROUP).map(|number| format!("C-{number:04}")).collect();
        for id in &ids {
            let place = places(&mut other, &[id.as_str()])[0];
            other.at(place).broke_promise();
        }
        one.see_all();
        assert_eq!((one.groups.len(), one.find(&ids[2 * GROUP])), (3, Some(2 * GROUP as u32)));
        assert!(!one.glance(3 * GROUP as u32 - 1));
    }
}
