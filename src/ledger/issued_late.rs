//! Invoices that were issued after the day on which they were to be paid.

use super::Invoice;
use crate::calendar::Day;
use crate::finding::{Code, Finding, FindingSubject};

/// So many are named.
const MOST_NAMED: usize = 3;

/// The first few invoices that were issued after their due dates, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssuedLate {
    /// Invoice, customer, issue date and due date of each.
    first: Vec<(String, String, Day, Day)>,
    count: usize,
}

impl IssuedLate {
    /// An invoice goes by. What is no debt is never late.
    pub fn add(&mut self, invoice: &Invoice<'_>) {
        let terms = invoice.terms;
        let Some(issued) = terms.issue_date.filter(|issued| *issued > terms.due_date && terms.amount > 0) else { return };
        self.count += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push((invoice.id().to_owned(), invoice.customer().to_owned(), issued, terms.due_date));
        }
    }

    pub fn append(&mut self, later: IssuedLate) {
        let room = MOST_NAMED - self.first.len();
        self.first.extend(later.first.into_iter().take(room));
        self.count += later.count;
    }

    /// Tells which they are, if there are any.
    pub fn finding(&self) -> Option<Finding> {
        let (_, customer, ..) = self.first.first()?;
        let named = self.first.iter().map(|(invoice, _, issued, due)| format!("{invoice} (issued {issued}, due {due})"));
        let mut named = named.collect::<Vec<_>>().join(", ");
        if self.count > self.first.len() {
            named.push_str(&format!(" and {} more", self.count - self.first.len()));
        }
        let message = match self.count {
            1 => format!("1 invoice was issued after its due date: {named}"),
            count => format!("{count} invoices were issued after their due dates: {named}"),
        };
        let hint = "correct the dates, or set a new due date with an `extend`: with these dates it is overdue on the day of its issue";
        Some(Finding::new(Code::IssuedAfterDue, message).hint(hint).about(FindingSubject::Customer(customer.clone())))
    }
}
