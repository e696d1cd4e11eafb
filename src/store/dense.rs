//! The store that plans are made from.

use super::customer::Customer;
use super::customers::{CustomerId, Customers};
use super::event::Event;
use super::events::{Events, Subject};
use super::invoice::Invoice;
use super::joining::Joined;
use super::key::Key;

/// What the engine asks of a ledger.
pub(crate) trait Store {
    /// Shows invoices one after the other, each with what its journey needs.
    fn each(&mut self, invoices: &[Invoice<'_>], visit: impl FnMut(Input<'_>, &mut Customer));

    /// The customer of that id, if one of its invoices was shown.
    fn find(&self, customer: &str) -> Option<CustomerId>;

    /// Tells a customer something. The order in which customers are told things makes no difference.
    fn tell(&mut self, customer: CustomerId, what: impl FnOnce(&mut Customer));
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

    pub fn customers(&self) -> &Customers {
        &self.customers
    }
}

/// So many invoices are looked up together: the processor then waits for their places in memory at the same time.
const TOGETHER: usize = 32;

impl Store for Dense<'_> {
    fn each(&mut self, invoices: &[Invoice<'_>], mut visit: impl FnMut(Input<'_>, &mut Customer)) {
        let events = self.events;
        let nothing_of_customers = !events.any_of_customers();
        for some in invoices.chunks(TOGETHER) {
            let mut subjects = [[None; 2]; TOGETHER];
            let mut customers = [CustomerId::default(); TOGETHER];
            for (index, invoice) in some.iter().enumerate() {
                let customer = Key::of(invoice.customer());
                let of_customer = if nothing_of_customers { None } else { events.find(customer.of_customer()) };
                subjects[index] = [events.find(Key::of(invoice.id())), of_customer];
                customers[index] = self.customers.place(customer);
            }
            for ((invoice, subjects), customer) in some.iter().zip(subjects).zip(customers) {
                let of_customer = events.list(subjects[1], &mut self.of_customer);
                let own = subjects[0].map(|subject| events.joined(subject, invoice.terms.currency, &mut self.own));
                let own = own.unwrap_or_default();
                visit(Input { invoice, subjects, own, of_customer, customer }, self.customers.at_mut(customer));
            }
        }
    }

    fn find(&self, customer: &str) -> Option<CustomerId> {
        self.customers.find(customer)
    }

    fn tell(&mut self, customer: CustomerId, what: impl FnOnce(&mut Customer)) {
        what(self.customers.at_mut(customer));
    }
}

#[cfg(test)]
mod tests;
