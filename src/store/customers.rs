//! The customers of a ledger, in one table for all planners that work beside each other.

use super::customer::Customer;
use super::frames::Frames;
use super::ids::Ids;
use super::prefetch::TOGETHER;
use smallvec::SmallVec;
use std::ops::DerefMut;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// A customer, by its place in the table. Places may differ from one run to the next, and no result has their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CustomerId(pub u32);

/// So many customers stand side by side in memory, where they stay.
const GROUP: usize = 64;

/// A handle of the table; its clones have the same table.
///
/// What customers are told commutes, so it makes no difference which planner tells them first.
#[derive(Clone, Default)]
pub(crate) struct Customers(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// The ids of all customers met so far. Nearly always it is only read.
    ids: RwLock<Ids>,
    /// What is known of them. One lock for all: a planner takes it for a moment after some dozen invoices, where a lock for each customer
    /// would make the processor wait twice for each invoice.
    table: Mutex<CustomerTable>,
    frames: Frames,
}

/// What is known of each customer.
#[derive(Default)]
pub(crate) struct CustomerTable {
    groups: Vec<Box<[Customer; GROUP]>>,
}

impl Customers {
    /// Do both handles have the same table?
    pub fn are(&self, others: &Customers) -> bool {
        Arc::ptr_eq(&self.0, &others.0)
    }

    /// Where the ids of their invoices are kept short.
    pub fn short_ids(&self) -> &Frames {
        &self.0.frames
    }

    /// The places of customers. Those who are new get one.
    pub(super) fn places<'i>(&self, ids: impl Iterator<Item = &'i str> + Clone) -> SmallVec<[CustomerId; TOGETHER]> {
        // Nearly all are known already: to find them, no planner waits for another.
        let known = self.0.ids.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.find_all(ids.clone());
        drop(known);
        if found.iter().all(Option::is_some) {
            return found.into_iter().flatten().map(|place| CustomerId(place as u32)).collect();
        }
        let mut known = self.0.ids.write().unwrap_or_else(PoisonError::into_inner);
        let places = ids.zip(found).map(|(id, found)| CustomerId(found.unwrap_or_else(|| known.keep(id)) as u32)).collect();
        self.lock().make_room(known.len());
        places
    }

    /// The place of a customer, if it is known.
    pub fn find(&self, id: &str) -> Option<CustomerId> {
        self.0.ids.read().unwrap_or_else(PoisonError::into_inner).find(id).map(|place| CustomerId(place as u32))
    }

    /// Tells one of them something.
    #[inline]
    pub fn tell(&self, id: CustomerId, what: impl FnOnce(&mut Customer)) {
        what(self.lock().at_mut(id));
    }

    /// What is known of all of them. Nobody else has it until it is dropped.
    #[inline]
    pub fn table(&self) -> impl DerefMut<Target = CustomerTable> + Sync {
        self.lock()
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, CustomerTable> {
        self.0.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CustomerTable {
    fn make_room(&mut self, customers: usize) {
        self.groups.resize_with(customers.div_ceil(GROUP), || Box::new(std::array::from_fn(|_| Customer::default())));
    }

    /// What is known of a customer.
    #[inline]
    pub fn at(&self, CustomerId(place): CustomerId) -> &Customer {
        &self.groups[place as usize / GROUP][place as usize % GROUP]
    }

    /// The same, to be told something.
    #[inline]
    pub fn at_mut(&mut self, CustomerId(place): CustomerId) -> &mut Customer {
        &mut self.groups[place as usize / GROUP][place as usize % GROUP]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn places<'i>(customers: &Customers, ids: &'i [&'i str]) -> Vec<u32> {
        customers.places(ids.iter().copied()).iter().map(|id| id.0).collect()
    }

    #[test]
    fn a_customer_whom_two_planners_meet_is_one() {
        let one = Customers::default();
        let other = one.clone();
        assert!(one.are(&other) && !one.are(&Customers::default()));
        assert_eq!(places(&one, &["C-0001", "Acme", "C-0001"]), [0, 1, 0]);
        assert_eq!(places(&other, &["C-0002", "Acme", "C-0003"]), [2, 1, 3]);
        assert_eq!((one.find("C-0003"), one.find("C-0004")), (Some(CustomerId(3)), None));
        other.tell(CustomerId(1), |customer| customer.invoiced(Currency::from_code("EUR").unwrap()));
        one.tell(CustomerId(1), |customer| customer.invoiced(Currency::from_code("USD").unwrap()));
        assert_eq!(other.table().at(CustomerId(1)).currency(), None);
    }

    #[test]
    fn there_is_room_for_whoever_is_known() {
        let customers = Customers::default();
        let ids: Vec<String> = (0..3 * GROUP).map(|number| format!("C-{number:04}")).collect();
        for id in &ids {
            let place = places(&customers, &[id.as_str()])[0];
            customers.tell(CustomerId(place), Customer::broke_promise);
        }
        let found = customers.find(&ids[2 * GROUP]);
        assert_eq!((customers.lock().groups.len(), found), (3, Some(CustomerId(2 * GROUP as u32))));
    }
}
