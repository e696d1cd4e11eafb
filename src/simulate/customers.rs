//! The customers of a ledger, each with its invoices, in eight bytes an invoice at most.

use crate::ledger::{Invoice, InvoiceId, Ledger};
use std::collections::HashMap;
use std::ops::Range;

/// The invoices of a ledger, put together by customer.
#[derive(Clone, Debug, Default)]
pub struct CustomerList {
    /// Those of the first customer in file order, then those of the next.
    invoices: Vec<InvoiceId>,
    /// Which of them are worked on, if not all are.
    worked_on: Option<Vec<bool>>,
    /// Where those of each customer lie.
    customers: Vec<Range<u32>>,
}

impl CustomerList {
    /// Customers of whose invoices none is worked on are left out.
    pub fn new(ledger: &Ledger, works_on: impl Fn(&Invoice<'_>) -> bool) -> CustomerList {
        let mut places: HashMap<&str, u32> = HashMap::new();
        let (mut counts, mut active): (Vec<u32>, Vec<bool>) = (Vec::new(), Vec::new());
        let (mut customer_of, mut worked_on) = (Vec::with_capacity(ledger.invoices.len()), Vec::with_capacity(ledger.invoices.len()));
        for invoice in ledger.invoices.iter() {
            let place = *places.entry(invoice.customer()).or_insert(counts.len() as u32);
            if place as usize == counts.len() {
                counts.push(0);
                active.push(false);
            }
            let works = works_on(&invoice);
            counts[place as usize] += 1;
            active[place as usize] |= works;
            customer_of.push(place);
            worked_on.push(works);
        }
        drop(places);
        let mut starts: Vec<u32> = Vec::with_capacity(counts.len());
        let mut start = 0;
        for count in &counts {
            starts.push(start);
            start += count;
        }
        let customers = starts.iter().zip(&counts).zip(active).filter(|(_, active)| *active);
        let customers = customers.map(|((start, count), _)| *start..start + count).collect();
        let mut invoices = vec![InvoiceId(0); customer_of.len()];
        for (index, customer) in customer_of.iter().enumerate() {
            let start = &mut starts[*customer as usize];
            invoices[*start as usize] = InvoiceId(index as u32);
            *start += 1;
        }
        let worked_on = worked_on.contains(&false).then_some(worked_on);
        CustomerList { invoices, worked_on, customers }
    }

    pub fn len(&self) -> usize {
        self.customers.len()
    }

    pub fn is_empty(&self) -> bool {
        self.customers.is_empty()
    }

    pub fn each(&self) -> impl ExactSizeIterator<Item = usize> + use<> {
        0..self.customers.len()
    }

    /// The invoices of a customer, by its place from 0, in file order.
    /// Panics if there are not so many customers.
    pub fn invoices<'l>(&self, ledger: &'l Ledger, customer: usize) -> Vec<(InvoiceId, Invoice<'l>, bool)> {
        let Range { start, end } = self.customers[customer];
        let invoices = &self.invoices[start as usize..end as usize];
        let works = |id: &InvoiceId| self.worked_on.as_ref().is_none_or(|worked_on| worked_on[id.0 as usize]);
        invoices.iter().map(|id| (*id, ledger.invoices.get(*id), works(id))).collect()
    }
}
