//! The store that plans are made from: compact in memory, and fetched ahead of its use.

use super::customer::Customer;
use super::customers::{CustomerId, Customers};
use super::event::Event;
use super::events::{Events, Subject, Subjects};
use super::invoice::Invoice;
use super::joining::Joined;
use super::prefetch::{TOGETHER, fetch};
use smallvec::SmallVec;

/// What the engine asks of a ledger.
pub(crate) trait Store {
    /// Shows invoices one after the other, each with what its journey needs. Somewhat later each customer is told what came of it.
    fn each<T>(&mut self, invoices: &[Invoice<'_>], visit: impl FnMut(Input<'_>) -> T, tell: impl FnMut(&mut Customer, &Invoice<'_>, T));

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

/// Events in a few bytes each, and a table of customers that several planners fill at the same time.
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
        Dense::with(events, Customers::default())
    }

    /// The same ledger, for a planner that is shown other invoices at the same time.
    pub fn beside(&self) -> Dense<'e> {
        Dense::with(self.events, self.customers.clone())
    }

    fn with(events: &'e Events, customers: Customers) -> Dense<'e> {
        Dense { events, customers, own: Vec::new(), of_customer: Vec::new() }
    }

    pub fn customers(&self) -> &Customers {
        &self.customers
    }
}

impl Store for Dense<'_> {
    fn each<T>(
        &mut self,
        invoices: &[Invoice<'_>],
        mut visit: impl FnMut(Input<'_>) -> T,
        mut tell: impl FnMut(&mut Customer, &Invoice<'_>, T),
    ) {
        let events = self.events;
        // What is known of invoices lies far apart in memory: it is looked up, and fetched, for some of them together.
        for some in invoices.chunks(TOGETHER) {
            let own = events.some_invoices(some.iter().map(Invoice::id));
            let of_customer: Subjects = some.iter().map(|invoice| events.customer(invoice.customer())).collect();
            let customers = self.customers.places(some.iter().map(Invoice::customer));
            let table = self.customers.table();
            fetch(own.iter().flatten().map(|subject| events.first_word(*subject)));
            fetch(customers.iter().map(|customer| table.at(*customer).first_words()));
            drop(table);
            let mut results: SmallVec<[T; TOGETHER]> = SmallVec::new();
            for (index, invoice) in some.iter().enumerate() {
                let subjects = [own[index], of_customer[index]];
                let of_customer = events.list(subjects[1], &mut self.of_customer);
                let own = subjects[0].map(|subject| events.joined(subject, invoice.terms.currency, &mut self.own));
                let own = own.unwrap_or_default();
                results.push(visit(Input { invoice, subjects, own, of_customer, customer: customers[index] }));
            }
            let mut table = self.customers.table();
            for ((invoice, customer), result) in some.iter().zip(customers).zip(results) {
                tell(table.at_mut(customer), invoice, result);
            }
        }
    }

    fn find(&self, customer: &str) -> Option<CustomerId> {
        self.customers.find(customer)
    }

    fn tell(&mut self, customer: CustomerId, what: impl FnOnce(&mut Customer)) {
        self.customers.tell(customer, what);
    }
}

#[cfg(test)]
mod tests;
