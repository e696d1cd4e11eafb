//! The customers that rows name beside an invoice. They should be the invoice's own, which only the invoices can tell.

use crate::store::ids::Ids;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// An event of an invoice that names another customer than the invoice's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherCustomer {
    /// Its place in file order.
    pub event: u32,
    /// The customer that it names: [`Events::named_beside`](super::Events::named_beside) tells which.
    pub customer: u32,
}

/// For each invoice the first row that names a customer, and all that contradict it.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    customers: Ids,
    first: Vec<Option<OtherCustomer>>,
    /// By invoice.
    later: Vec<(u32, OtherCustomer)>,
}

impl Beside {
    /// A row of an invoice names a customer.
    pub fn name(&mut self, invoice: u32, event: u32, customer: &str) {
        let named = OtherCustomer { event, customer: self.customers.keep(customer) as u32 };
        let place = invoice as usize;
        if self.first.len() <= place {
            self.first.resize(place + 1, None);
        }
        match self.first[place] {
            None => self.first[place] = Some(named),
            Some(first) if first.customer == named.customer => {}
            Some(_) => self.later.push((invoice, named)),
        }
    }

    /// All rows went by; those were taken back.
    pub fn finish(&mut self, taken_back: &BTreeSet<u32>) {
        if !taken_back.is_empty() {
            self.first.iter_mut().for_each(|first| *first = first.filter(|named| !taken_back.contains(&named.event)));
            self.later.retain(|(_, named)| !taken_back.contains(&named.event));
        }
        self.later.sort_by_key(|(invoice, _)| *invoice);
    }

    /// The rows of an invoice that name another customer than this one.
    pub fn others(&self, invoice: u32, own: &str) -> impl Iterator<Item = OtherCustomer> {
        let first = self.first.get(invoice as usize).copied().flatten();
        let known = self.first.get(invoice as usize).and_then(|_| self.customers.find(own)).map(|place| place as u32);
        let begin = self.later.partition_point(|(earlier, _)| *earlier < invoice);
        let later = self.later[begin..].iter().take_while(move |(same, _)| *same == invoice).map(|(_, named)| *named);
        first.into_iter().chain(later).filter(move |named| Some(named.customer) != known)
    }

    /// The customer's id.
    pub fn customer(&self, place: u32) -> Cow<'_, str> {
        self.customers.at(place as usize)
    }
}
