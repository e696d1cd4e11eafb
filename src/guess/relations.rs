//! What only two columns together, or two rows, show: customers with several names, invoices on several rows, dates in the wrong order.

use super::columns::AssignedColumns;
use crate::ledger::reading::{DateFormats, DecimalMark, Written};
use std::collections::{BTreeMap, HashMap};

/// Two texts that should be one, and how many times something like it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What both are of: the id of a customer.
    pub of: String,
    pub first: String,
    pub second: String,
    pub count: u64,
}

/// Rows of one invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedInvoice {
    pub id: String,
    /// Rows beyond the first of their invoice.
    pub rows: u64,
    /// Have the rows of each invoice the same amount?
    pub same_amounts: bool,
    pub same_due_dates: bool,
    /// Have the rows of each invoice the same customer?
    pub same_customers: bool,
}

/// How many amounts are below zero and above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    pub minus: u64,
    pub plus: u64,
}

/// What a second look over the rows shows, once it is known which column is which.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// An id of a customer with several names.
    pub several_names: Option<Disagreement>,
    /// How many ids of customers there are.
    pub customers: usize,
    /// Ids of customers that differ by zeros before them only.
    pub zeros: Option<Disagreement>,
    pub repeated: Option<RepeatedInvoice>,
    /// An invoice issued after its due date: its number, issue date and due date.
    pub issued_late: Option<Disagreement>,
    /// The signs of the amounts, by the texts of the column that was asked about.
    pub signs: BTreeMap<String, Signs>,
    /// Rows whose status says that they are paid, and that have no date of it.
    pub paid_without_date: u64,
}

/// What is looked for, beside what the columns say.
pub(super) struct AskedRelations<'a> {
    pub assigned: &'a AssignedColumns,
    pub dates: DateFormats,
    pub decimal: DecimalMark,
    /// The column by whose texts signs are counted.
    pub signs_by: Option<usize>,
    /// Columns of statuses and their texts that mean paid.
    pub paid: Vec<(usize, Vec<String>)>,
    /// Columns and texts of rows that are not in the ledger.
    pub left_out: Vec<(usize, Vec<String>)>,
}

/// So many ids are followed; of a longer file the rest is not compared.
const MOST_IDS: usize = 2_000_000;

#[derive(Clone, Debug, Default)]
struct FirstRow {
    amount: String,
    due: String,
    customer: String,
}

/// Gathers [`Relations`] row by row.
pub(super) struct RelationsLook<'a> {
    asked: AskedRelations<'a>,
    names: HashMap<String, String>,
    bare: HashMap<String, String>,
    invoices: HashMap<String, FirstRow>,
    found: Relations,
}

impl<'a> RelationsLook<'a> {
    pub fn new(asked: AskedRelations<'a>) -> RelationsLook<'a> {
        let found = Relations::default();
        RelationsLook { asked, names: HashMap::new(), bare: HashMap::new(), invoices: HashMap::new(), found }
    }

    pub fn add(&mut self, cell: &dyn Fn(usize) -> String) {
        let is_one_of = |(place, texts): &(usize, Vec<String>)| texts.contains(&cell(*place));
        if self.asked.left_out.iter().any(is_one_of) {
            return;
        }
        let text = |column: &str| self.asked.assigned.place(column).map_or_else(String::new, cell);
        let (id, customer, name) = (text("invoice_id"), text("customer_id"), text("customer_name"));
        let (amount, issued, due) = (text("amount"), text("issue_date"), text("due_date"));
        let sign = Written::parse(&amount, self.asked.decimal).ok().map(|amount| amount.digits.signum());
        if let (Some(place), Some(sign)) = (self.asked.signs_by, sign.filter(|sign| *sign != 0)) {
            let signs = self.found.signs.entry(cell(place)).or_default();
            *if sign < 0 { &mut signs.minus } else { &mut signs.plus } += 1;
        }
        if self.asked.paid.iter().any(is_one_of) && text("settled_date").is_empty() {
            self.found.paid_without_date += 1;
        }
        if let (Ok(issued_on), Ok(due_on)) = (self.asked.dates.parse(&issued), self.asked.dates.parse(&due))
            && due_on < issued_on
        {
            count(&mut self.found.issued_late, &id, &issued, &due);
        }
        self.customer(&customer, &name);
        self.invoice(id, FirstRow { amount, due, customer });
    }

    fn customer(&mut self, id: &str, name: &str) {
        if id.is_empty() || self.names.len() >= MOST_IDS {
            return;
        }
        let first = self.names.entry(id.to_owned()).or_insert_with(|| name.to_owned());
        if !name.is_empty() && first.is_empty() {
            name.clone_into(first);
        } else if !name.is_empty() && first != name {
            let first = first.clone();
            count(&mut self.found.several_names, id, &first, name);
        }
        let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            let bare = id.trim_start_matches('0');
            let first = self.bare.entry(bare.to_owned()).or_insert_with(|| id.to_owned()).clone();
            if first != id {
                count(&mut self.found.zeros, bare, &first, id);
            }
        }
    }

    fn invoice(&mut self, id: String, row: FirstRow) {
        if id.is_empty() || self.invoices.len() >= MOST_IDS {
            return;
        }
        let Some(first) = self.invoices.get(&id) else {
            self.invoices.insert(id, row);
            return;
        };
        let none = RepeatedInvoice { id, rows: 0, same_amounts: true, same_due_dates: true, same_customers: true };
        let repeated = self.found.repeated.get_or_insert(none);
        repeated.rows += 1;
        repeated.same_amounts &= first.amount == row.amount;
        repeated.same_due_dates &= first.due == row.due;
        repeated.same_customers &= first.customer == row.customer;
    }

    pub fn finish(mut self) -> Relations {
        self.found.customers = self.names.len();
        self.found
    }
}

fn count(found: &mut Option<Disagreement>, of: &str, first: &str, second: &str) {
    let found = found.get_or_insert_with(|| Disagreement { of: of.into(), first: first.into(), second: second.into(), count: 0 });
    found.count += 1;
}
