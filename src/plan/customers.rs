//! The customers of a ledger, in one table for all planners that work beside each other.

use super::customer::Customer;
use crate::ledger::{Frames, Ids, TOGETHER};
use smallvec::SmallVec;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// So many customers stand side by side in memory, where they stay.
const GROUP: usize = 64;

/// What one planner holds of the table: all of it.
///
/// What customers are told commutes, so it makes no difference which planner came first. Their places may differ from one run to the next,
/// and nothing that comes out has their order.
#[derive(Default)]
pub(super) struct Customers(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// Who is known. Nearly always it is only read.
    ids: RwLock<Ids>,
    /// What is known of them. One lock for all: a planner takes it for a moment after some dozen invoices, where a lock for each customer
    /// would make the processor wait twice for each invoice.
    table: Mutex<Table>,
    frames: Frames,
}

/// What is known of each customer, by place.
#[derive(Default)]
pub(super) struct Table {
    groups: Vec<Box<[Customer; GROUP]>>,
}

impl Customers {
    /// The same customers, for another planner.
    pub fn beside(&self) -> Customers {
        Customers(Arc::clone(&self.0))
    }

    /// Are these the same customers, whoever holds them?
    pub fn are(&self, others: &Customers) -> bool {
        Arc::ptr_eq(&self.0, &others.0)
    }

    /// What the ids of their invoices have in common.
    pub fn frames(&self) -> &Frames {
        &self.0.frames
    }

    /// The places of customers, who are known from now on.
    pub fn places<'i>(&self, ids: impl Iterator<Item = &'i str> + Clone) -> SmallVec<[u32; TOGETHER]> {
        // Nearly all are known already, and to find them nobody has to wait for others.
        let known = self.0.ids.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.find_all(ids.clone());
        drop(known);
        if found.iter().all(Option::is_some) {
            return found.into_iter().flatten().map(|place| place as u32).collect();
        }
        let mut known = self.0.ids.write().unwrap_or_else(PoisonError::into_inner);
        let places = ids.zip(found).map(|(id, found)| found.unwrap_or_else(|| known.keep(id)) as u32).collect();
        self.all().make_room(known.len());
        places
    }

    /// The place of a customer, if it is known.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.0.ids.read().unwrap_or_else(PoisonError::into_inner).find(id).map(|place| place as u32)
    }

    /// What is known of all of them, for nobody else until that is let go of.
    #[inline]
    pub fn all(&self) -> MutexGuard<'_, Table> {
        self.0.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn make_room(&mut self, customers: usize) {
        self.groups.resize_with(customers.div_ceil(GROUP), || Box::new(std::array::from_fn(|_| Customer::default())));
    }

    /// The customer at a place.
    #[inline]
    pub fn at(&self, place: u32) -> &Customer {
        &self.groups[place as usize / GROUP][place as usize % GROUP]
    }

    /// The same, to be told something.
    #[inline]
    pub fn at_mut(&mut self, place: u32) -> &mut Customer {
        &mut self.groups[place as usize / GROUP][place as usize % GROUP]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn places<'i>(customers: &Customers, ids: &'i [&'i str]) -> Vec<u32> {
        customers.places(ids.iter().copied()).to_vec()
    }

    #[test]
    fn a_customer_whom_two_planners_meet_is_one() {
        let one = Customers::default();
        let other = one.beside();
        assert!(one.are(&other) && !one.are(&Customers::default()));
        assert_eq!(places(&one, &["C-0001", "Acme", "C-0001"]), [0, 1, 0]);
        assert_eq!(places(&other, &["C-0002", "Acme", "C-0003"]), [2, 1, 3]);
        assert_eq!((one.find("C-0003"), one.find("C-0004")), (Some(3), None));
        other.all().at_mut(1).invoiced(Currency::from_code("EUR").unwrap());
        one.all().at_mut(1).invoiced(Currency::from_code("USD").unwrap());
        assert_eq!(other.all().at(1).currency(), None);
    }

    #[test]
    fn there_is_room_for_whoever_is_known() {
        let customers = Customers::default();
        let ids: Vec<String> = (0..3 * GROUP).map(|number| format!("C-{number:04}")).collect();
        for id in &ids {
            let place = places(&customers, &[id.as_str()])[0];
            customers.all().at_mut(place).broke_promise();
        }
        assert_eq!((customers.all().groups.len(), customers.find(&ids[2 * GROUP])), (3, Some(2 * GROUP as u32)));
    }
}
