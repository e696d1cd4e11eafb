//! The dense store is held to a plain one, on random ledgers.

use super::*;
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::store::{Columns, EventsBuilder, Field, Invoices, Kind, Terms};
use proptest::prelude::*;

/// The plain store: lists that are looked through.
#[derive(Default)]
struct Plain {
    /// Each event with the id of the invoice or, where it names none, of the customer; in file order.
    events: Vec<(NamedSubject, Event)>,
    customers: Customers,
}

#[derive(Clone, Debug, PartialEq)]
enum NamedSubject {
    Invoice(String),
    Customer(String),
}

impl Plain {
    /// Those of one day with the money first, the others in file order.
    fn events_of(&self, named: &NamedSubject) -> Vec<Event> {
        let mut events: Vec<Event> = self.events.iter().filter(|(of, _)| of == named).map(|(_, event)| *event).collect();
        events.sort_by_key(|event| (event.date, !event.kind.is_money(), event.sequence));
        events
    }
}

impl Store for Plain {
    fn each<T>(
        &mut self,
        invoices: &[Invoice<'_>],
        mut visit: impl FnMut(Input<'_>, &mut Customers) -> T,
        mut tell: impl FnMut(&mut Customer, &Invoice<'_>, T),
    ) {
        for invoice in invoices {
            let customer = self.customers.place(IdKey::of(invoice.customer()));
            let (own, of_customer) =
                (NamedSubject::Invoice(invoice.id().to_owned()), NamedSubject::Customer(invoice.customer().to_owned()));
            let (own, of_customer) = (self.events_of(&own), self.events_of(&of_customer));
            let own = Joined { events: &own, misfits: Vec::new() };
            let input = Input { invoice, subjects: [None; 2], own, of_customer: &of_customer, customer };
            let result = visit(input, &mut self.customers);
            tell(self.customers.at_mut(customer), invoice, result);
        }
    }

    fn customers(&self) -> &Customers {
        &self.customers
    }

    fn customers_mut(&mut self) -> &mut Customers {
        &mut self.customers
    }
}

/// What came of a store: of each invoice its events, and of each customer what it was told.
type ShownOutcome = (Vec<(String, Vec<Event>, Vec<Event>)>, Vec<Option<[Balance; 4]>>);

fn outcome(store: &mut impl Store, blocks: &[&Invoices]) -> ShownOutcome {
    let mut shown = Vec::new();
    for block in blocks {
        let invoices: Vec<Invoice<'_>> = block.iter().collect();
        let visit = |Input { invoice, own, of_customer, customer, .. }: Input<'_>, customers: &mut Customers| {
            shown.push((invoice.id().to_owned(), own.events.to_vec(), of_customer.to_vec()));
            customers.at_mut(customer).add_overdue(invoice.terms.currency, of_customer.len() as Balance);
            own.events.len()
        };
        store.each(&invoices, visit, |customer, invoice, own| {
            customer.invoiced(invoice.terms.currency);
            customer.add_unapplied(invoice.terms.currency, own as Balance);
        });
    }
    let sums = |customer: &Customer| {
        let [eur, usd] = ["EUR", "USD"].map(|code| Currency::from_code(code).unwrap());
        [customer.unapplied(eur), customer.overdue(eur), customer.unapplied(usd), customer.overdue(usd)]
    };
    let customers = CUSTOMERS.map(|id| store.customers().find(id).map(|place| sums(store.customers().at(place))));
    let customers = customers.to_vec();
    (shown, customers)
}

/// Ids that end with a number, and others.
const CUSTOMERS: [&str; 5] = ["C-0001", "C-0002", "Acme", "00007", ""];
const INVOICES: [&str; 6] = ["INV-0001", "INV-0002", "INV-00002", "X", "7", "é0001"];

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Payment { amount: Some(500) },
        Kind::Payment { amount: None },
        Kind::Reply,
        Kind::Pause { until: None },
        Kind::Promise { until: Day::from_number(20_100), amount: Some(7) },
        // What does not fit into a few bytes.
        Kind::Promise { until: Day::from_number(20_100), amount: Some(1 << 50) },
    ])
}

proptest! {
    #[test]
    fn it_gives_and_keeps_what_a_plain_one_does(
        events in prop::collection::vec((0..INVOICES.len() + CUSTOMERS.len(), 20_000..20_004_i32, kind()), 0..60),
        invoices in prop::collection::vec((0..INVOICES.len(), 0..CUSTOMERS.len(), any::<bool>()), 0..80),
        cut in any::<prop::sample::Index>(),
    ) {
        let (mut builder, mut plain) = (EventsBuilder::default(), Plain::default());
        builder.begin_source("events.csv");
        for (line, (named, day, kind)) in (2..).zip(events) {
            let date = Day::from_number(day);
            let (named, sequence) = match INVOICES.get(named) {
                Some(id) => (NamedSubject::Invoice((*id).to_owned()), builder.add_to_invoice(id, date, line, kind)),
                None => {
                    let id = CUSTOMERS[named - INVOICES.len()];
                    (NamedSubject::Customer(id.to_owned()), builder.add_to_customer(id, date, line, kind))
                }
            };
            plain.events.push((named, Event { sequence, ..Event::supposed(date, kind) }));
        }
        let events = builder.finish();
        let columns = Columns::new([Field::InvoiceId, Field::CustomerId].map(|field| field.name().to_owned()).into());
        let (mut first, mut second) = (Invoices::new(columns.clone()), Invoices::new(columns));
        let cut = cut.index(invoices.len() + 1);
        for (place, (id, customer, in_euro)) in invoices.into_iter().enumerate() {
            let currency = Currency::from_code(if in_euro { "EUR" } else { "USD" }).unwrap();
            let due_date = Day::from_number(20_000);
            let terms = Terms { amount: 1, currency, issue_date: None, due_date, settled_date: None, open_amount: None };
            let list = if place < cut { &mut first } else { &mut second };
            list.push_texts(terms, [INVOICES[id], CUSTOMERS[customer]].into_iter());
        }
        let wanted = outcome(&mut plain, &[&first, &second]);
        prop_assert_eq!(&outcome(&mut Dense::new(&events), &[&first, &second]), &wanted);
        // One takes over what another beside it was told.
        let (mut one, mut other) = (Dense::new(&events), Dense::new(&events));
        let shown_beside = outcome(&mut other, &[&second]).0;
        one.join(other);
        let (mut shown, customers) = outcome(&mut one, &[&first]);
        shown.extend(shown_beside);
        prop_assert_eq!((shown, customers), wanted);
    }
}
