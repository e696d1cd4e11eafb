//! The customers of a ledger. Each planner has a table of those whom it was shown; in the end one takes over the others.

use super::customer::Customer;
use super::key::IdKey;
use hashbrown::{HashTable, hash_table};

/// A customer, by its place in the table of a planner. Places may differ from one run to the next, and no result has their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CustomerId(pub u32);

/// What is known of each customer.
#[derive(Clone, Default)]
pub(crate) struct Customers {
    table: HashTable<u32>,
    keys: Vec<[u32; 4]>,
    groups: Vec<Box<[Customer; GROUP]>>,
}

/// So many customers stand side by side in memory, where they stay.
const GROUP: usize = 64;

impl Customers {
    /// The place of a customer. Who is new gets one.
    #[inline]
    pub(super) fn place(&mut self, key: IdKey) -> CustomerId {
        let Customers { table, keys, groups } = self;
        let words = key.words();
        let hash = |place: &u32| IdKey::from_words(keys[*place as usize]).hash();
        match table.entry(key.hash(), |place| keys[*place as usize] == words, hash) {
            hash_table::Entry::Occupied(found) => CustomerId(*found.get()),
            hash_table::Entry::Vacant(free) => {
                let place = *free.insert(keys.len() as u32).get();
                keys.push(words);
                if keys.len() > groups.len() * GROUP {
                    groups.push(Box::new(std::array::from_fn(|_| Customer::default())));
                }
                CustomerId(place)
            }
        }
    }

    /// The places of some customers, as of one after the other; see [`Events::find_all`](super::events::Events::find_all).
    pub(super) fn places<const N: usize>(&mut self, keys: &[IdKey; N], count: usize) -> [CustomerId; N] {
        let mut found = [None; N];
        for (key, found) in keys[..count].iter().zip(&mut found) {
            *found = self.table.find(key.hash(), |_| true).copied();
        }
        let mut places = [CustomerId::default(); N];
        for ((key, found), place) in keys[..count].iter().zip(found).zip(&mut places) {
            *place = match found.filter(|place| self.keys[*place as usize] == key.words()) {
                Some(found) => CustomerId(found),
                None => self.place(*key),
            };
        }
        places
    }

    /// The place of a customer, if it is known.
    pub fn find(&self, id: &str) -> Option<CustomerId> {
        let key = IdKey::of(id);
        let words = key.words();
        self.table.find(key.hash(), |place| self.keys[*place as usize] == words).map(|place| CustomerId(*place))
    }

    /// Takes over the customers of another table; gives back the place that each of them, in order, has here.
    pub fn join(&mut self, other: Customers) -> Vec<CustomerId> {
        let customers = other.groups.iter().flat_map(|group| group.iter());
        let place = |(key, customer): (&[u32; 4], &Customer)| {
            let place = self.place(IdKey::from_words(*key));
            self.at_mut(place).join(customer);
            place
        };
        other.keys.iter().zip(customers).map(place).collect()
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

    #[test]
    fn a_customer_whom_two_planners_meet_is_one() {
        let [mut one, mut other] = [Customers::default(), Customers::default()];
        let places = |customers: &mut Customers, ids: &[&str]| ids.iter().map(|id| customers.place(IdKey::of(id)).0).collect::<Vec<_>>();
        assert_eq!(places(&mut one, &["C-0001", "Acme", "C-0001"]), [0, 1, 0]);
        assert_eq!(places(&mut other, &["C-0002", "Acme", "C-0003"]), [0, 1, 2]);
        let [eur, usd] = ["EUR", "USD"].map(|code| Currency::from_code(code).unwrap());
        one.at_mut(CustomerId(1)).add_overdue(eur, 5);
        other.at_mut(CustomerId(1)).add_overdue(usd, 7);
        other.at_mut(CustomerId(1)).add_overdue(eur, 1);
        assert_eq!(one.join(other), [2, 1, 3].map(CustomerId));
        let acme = one.at(CustomerId(1));
        assert_eq!((acme.overdue(eur), acme.overdue(usd)), (6, 7));
        assert_eq!((one.find("C-0003"), one.find("C-0004")), (Some(CustomerId(3)), None));
    }

    #[test]
    fn there_is_room_for_whoever_is_known() {
        let mut customers = Customers::default();
        let ids: Vec<String> = (0..3 * GROUP).map(|number| format!("C-{number}")).collect();
        for id in &ids {
            let place = customers.place(IdKey::of(id));
            customers.at_mut(place).broke_promise();
        }
        assert_eq!((customers.groups.len(), customers.find(&ids[2 * GROUP])), (3, Some(CustomerId(2 * GROUP as u32))));
        assert!((0..3 * GROUP as u32).all(|place| customers.at(CustomerId(place)).broken_promises() == 1));
    }
}
