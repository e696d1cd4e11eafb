//! The store that plans are made from.

use super::customer::Customer;
use super::customers::{CustomerId, Customers};
use super::event::Event;
use super::events::{Events, Subject};
use super::invoice::Invoice;
use super::joining::Joined;
use super::key::IdKey;
use smallvec::SmallVec;

/// What the engine asks of a ledger.
pub(crate) trait Store {
    /// Shows invoices one after the other, each with what its journey needs, and the customers. Somewhat later the customer of each is told
    /// what came of it.
    fn each<T>(
        &mut self,
        invoices: &[Invoice<'_>],
        visit: impl FnMut(Input<'_>, &mut Customers) -> T,
        tell: impl FnMut(&mut Customer, &Invoice<'_>, T),
    );

    /// The customers of the invoices that were shown.
    fn customers(&self) -> &Customers;

    fn customers_mut(&mut self) -> &mut Customers;
}

/// What the journey of an invoice needs.
pub(crate) struct Input<'p> {
    pub invoice: &'p Invoice<'p>,
    /// The invoice and its customer among the subjects of events, where events name them.
    pub subjects: [Option<Subject>; 2],
    /// The events of the invoice.
    pub own: Joined<'p>,
    /// The events of its customer that name no invoice.
    pub of_customer: &'p [Event],
    pub customer: CustomerId,
}

/// Events in a few bytes each, and a table of customers.
pub(crate) struct Dense<'e> {
    events: &'e Events,
    customers: Customers,
    /// Where the events of an invoice, and of its customer, are put while it is shown.
    own: Vec<Event>,
    of_customer: Vec<Event>,
}

impl<'e> Dense<'e> {
    /// A ledger with these events, of which no invoice was shown yet.
    pub fn new(events: &'e Events) -> Dense<'e> {
        Dense { events, customers: Customers::default(), own: Vec::new(), of_customer: Vec::new() }
    }

    /// The same ledger, for a planner that is shown other invoices at the same time.
    pub fn beside(&self) -> Dense<'e> {
        Dense::new(self.events)
    }

    /// Takes over the customers of another; gives back the place that each of them, in order, has here.
    pub fn join(&mut self, other: Dense<'e>) -> Vec<CustomerId> {
        self.customers.join(other.customers)
    }
}

/// So many invoices are looked up together: the processor then waits for their places in memory at the same time.
const TOGETHER: usize = 32;

impl Store for Dense<'_> {
    fn each<T>(
        &mut self,
        invoices: &[Invoice<'_>],
        mut visit: impl FnMut(Input<'_>, &mut Customers) -> T,
        mut tell: impl FnMut(&mut Customer, &Invoice<'_>, T),
    ) {
        let events = self.events;
        let mut results: SmallVec<[T; TOGETHER]> = SmallVec::new();
        for some in invoices.chunks(TOGETHER) {
            let (mut ids, mut customers) = ([IdKey::default(); TOGETHER], [IdKey::default(); TOGETHER]);
            for (index, invoice) in some.iter().enumerate() {
                (ids[index], customers[index]) = (IdKey::of(invoice.id()), IdKey::of(invoice.customer()));
            }
            let own = events.find_all(&ids, some.len());
            let of_customers =
                if events.any_of_customers() { events.find_all(&customers.map(IdKey::of_customer), some.len()) } else { [None; TOGETHER] };
            let places = self.customers.places(&customers, some.len());
            for (index, invoice) in some.iter().enumerate() {
                let subjects = [own[index], of_customers[index]];
                let of_customer = events.list(subjects[1], &mut self.of_customer);
                let own = subjects[0].map(|subject| events.joined(subject, invoice.terms.currency, &mut self.own));
                let own = own.unwrap_or_default();
                results.push(visit(Input { invoice, subjects, own, of_customer, customer: places[index] }, &mut self.customers));
            }
            for ((invoice, customer), result) in some.iter().zip(places).zip(results.drain(..)) {
                tell(self.customers.at_mut(customer), invoice, result);
            }
        }
    }

    fn customers(&self) -> &Customers {
        &self.customers
    }

    fn customers_mut(&mut self) -> &mut Customers {
        &mut self.customers
    }
}

#[cfg(test)]
mod tests;
