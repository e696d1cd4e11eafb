//! What only two columns together, or two rows, show: customers with several names, invoices on several rows, dates in the wrong order.

use super::beginnings::credit_number;
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

impl Signs {
    fn add(&mut self, sign: i64) {
        *if sign < 0 { &mut self.minus } else { &mut self.plus } += 1;
    }
}

/// Is a text the one that is wanted, or does it begin as one that ends in `*`?
fn is_meant(wanted: &str, text: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => !text.is_empty() && text.starts_with(beginning),
        None => wanted == text,
    }
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
    /// The signs of the amounts of rows with the texts that were asked about, in their order.
    pub signs_of: Vec<Signs>,
    /// Numbers that begin as those of credits do, by their beginning, and the signs of their amounts.
    pub credit_numbers: BTreeMap<String, Signs>,
    /// How many rows are in the ledger.
    pub rows: u64,
    /// Rows whose status says that they are paid, and that have no date of it.
    pub paid_without_date: u64,
    /// Rows whose status says that they are paid in part, and that have a date on which they were paid.
    pub partly_with_date: u64,
    /// Rows whose status says that they are open, and that have such a date.
    pub open_with_date: Example,
    /// Rows whose status says that they are paid in part; paid, while something is open; rows without an open amount.
    pub paid_in_part: Example,
    pub paid_but_open: Example,
    pub without_balance: Example,
}

/// How many rows there are of a kind, with the number and a text of the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    pub count: u64,
    pub id: String,
    pub text: String,
}

impl Example {
    fn add(&mut self, id: &str, text: &str) {
        if self.count == 0 {
            (self.id, self.text) = (id.to_owned(), text.to_owned());
        }
        self.count += 1;
    }
}

/// Columns, each with some of its texts.
type PlacedTexts = Vec<(usize, Vec<String>)>;

/// What is looked for, beside what the columns say.
pub(super) struct AskedRelations<'a> {
    pub assigned: &'a AssignedColumns,
    pub dates: DateFormats,
    pub decimal: DecimalMark,
    /// The column by whose texts signs are counted.
    pub signs_by: Option<usize>,
    /// Columns of statuses and their texts that mean paid; those that mean so in any column; paid in part; open.
    pub paid: PlacedTexts,
    pub surely_paid: PlacedTexts,
    pub partly: PlacedTexts,
    pub open: PlacedTexts,
    /// Columns and texts of rows that are not in the ledger.
    pub left_out: PlacedTexts,
    /// Columns and texts for which signs are counted.
    pub odd: Vec<(usize, String)>,
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
        let found = Relations { signs_of: vec![Signs::default(); asked.odd.len()], ..Relations::default() };
        RelationsLook { asked, names: HashMap::new(), bare: HashMap::new(), invoices: HashMap::new(), found }
    }

    pub fn add(&mut self, cell: &dyn Fn(usize) -> String) {
        let is_one_of = |(place, texts): &(usize, Vec<String>)| {
            let text = cell(*place);
            texts.iter().any(|wanted| is_meant(wanted, &text))
        };
        if self.asked.left_out.iter().any(is_one_of) {
            return;
        }
        let text = |column: &str| self.asked.assigned.place(column).map_or_else(String::new, cell);
        let (id, customer, name) = (text("invoice_id"), text("customer_id"), text("customer_name"));
        let (amount, issued, due) = (text("amount"), text("issue_date"), text("due_date"));
        let sign = Written::parse(&amount, self.asked.decimal).ok().map(|amount| amount.digits.signum());
        self.found.rows += 1;
        if let Some(sign) = sign.filter(|sign| *sign != 0) {
            if let Some(place) = self.asked.signs_by {
                self.found.signs.entry(cell(place)).or_default().add(sign);
            }
            for ((place, wanted), signs) in self.asked.odd.iter().zip(&mut self.found.signs_of) {
                if is_meant(wanted, &cell(*place)) {
                    signs.add(sign);
                }
            }
            if let Some(beginning) = credit_number(&id) {
                self.found.credit_numbers.entry(beginning.to_owned()).or_default().add(sign);
            }
        }
        let has_date = !text("settled_date").is_empty();
        let is_partly = self.asked.partly.iter().any(is_one_of);
        self.found.paid_without_date += u64::from(!has_date && self.asked.paid.iter().any(is_one_of));
        self.found.partly_with_date += u64::from(has_date && is_partly);
        if has_date && !is_partly && self.asked.open.iter().any(is_one_of) {
            self.found.open_with_date.add(&id, &text("settled_date"));
        }
        if is_partly {
            self.found.paid_in_part.add(&id, "");
        }
        if let Some(place) = self.asked.assigned.place("open_amount").filter(|place| self.asked.assigned.place("amount") != Some(*place)) {
            let open = cell(place);
            let is_left = Written::parse(&open, self.asked.decimal).is_ok_and(|open| open.digits > 0);
            if open.is_empty() && !amount.is_empty() {
                self.found.without_balance.add(&id, "");
            } else if is_left && self.asked.surely_paid.iter().any(is_one_of) {
                self.found.paid_but_open.add(&id, &open);
            }
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
