//! Random invoices: few customers, several invoices each, small amounts.

use super::story::{InvoiceSpec, day};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// Which currencies a ledger has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    One,
    WithRates,
    WithoutRates,
}

/// Before ids are given.
#[derive(Clone, Debug)]
pub struct RawInvoices {
    money: Money,
    rows: Vec<RawInvoice>,
    /// A customer who has paid six invoices or more: by how many days late each.
    past: Option<(u8, Vec<i32>)>,
    /// How the ids of customers look.
    customers: u8,
}

#[derive(Clone, Debug)]
struct RawInvoice {
    customer: u8,
    due: i32,
    /// Days before the due date; below zero after it.
    issued: Option<i32>,
    amount: i64,
    currency: u8,
    /// In percent of the amount, and as of when.
    open: Option<(i64, i32)>,
    settled: Option<i32>,
    segment: u8,
    region: u8,
    account_owner: u8,
    reached: u8,
    /// How its id looks.
    shape: u8,
}

/// One to six rows, sometimes with a customer's past.
pub fn random() -> impl Strategy<Value = RawInvoices> {
    let money = prop_oneof![7 => Just(Money::One), 2 => Just(Money::WithRates), 1 => Just(Money::WithoutRates)];
    let past = weighted(0.08, (0..2_u8, vec(-2..30, 6..=7)));
    let customers = prop_oneof![4 => Just(0_u8), 1 => 1..4_u8];
    (money, vec(row().boxed(), 1..=5), past, customers).prop_map(|(money, rows, past, customers)| RawInvoices {
        money,
        rows,
        past,
        customers,
    })
}

fn row() -> impl Strategy<Value = RawInvoice> {
    let customer = prop_oneof![4 => Just(0_u8), 2 => Just(1_u8), 1 => Just(2_u8)];
    let issued = weighted(0.4, prop_oneof![4 => 1..30, 1 => -12..=0]);
    let amount = prop_oneof![
        4 => Just(10_000_i64),
        3 => Just(5_000),
        2 => 100..20_000_i64,
        1 => Just(40),
        1 => Just(-3_000),
        1 => Just(0),
    ];
    let open = weighted(0.22, (prop_oneof![1 => Just(0_i64), 3 => 1..60_i64, 2 => 60..120_i64], prop_oneof![1 => -5..10, 3 => 10..80]));
    let settled = weighted(0.06, 0..90);
    let shape = prop_oneof![3 => Just(0_u8), 2 => 1..12_u8];
    (customer, 0..50, issued, amount, 0..3_u8, open, settled, (0..3_u8, 0..3_u8), (0..4_u8, 0..4_u8, shape)).prop_map(
        |(customer, due, issued, amount, currency, open, settled, (segment, region), (account_owner, reached, shape))| RawInvoice {
            customer,
            due,
            issued,
            amount,
            currency,
            open,
            settled,
            segment,
            region,
            account_owner,
            reached,
            shape,
        },
    )
}

impl RawInvoices {
    /// The rows, with ids.
    pub fn resolve(&self) -> (Money, Vec<InvoiceSpec>) {
        let mut rows: Vec<InvoiceSpec> = self.rows.iter().map(|row| row.resolve(self.money, self.customers)).collect();
        if let Some((customer, late)) = &self.past {
            for (index, days) in late.iter().enumerate() {
                let due = day(index as i32 * 3 - 20);
                rows.push(InvoiceSpec {
                    customer: customer_id(*customer, self.customers),
                    due: Some(due),
                    settled: Some(due.plus(*days)),
                    amount: 10_000,
                    currency: "USD".to_owned(),
                    ..InvoiceSpec::default()
                });
            }
        }
        for (index, row) in rows.iter_mut().enumerate() {
            row.id = invoice_id(index + 1, self.rows.get(index).map_or(0, |row| row.shape));
        }
        (self.money, rows)
    }
}

impl RawInvoice {
    fn resolve(&self, money: Money, customers: u8) -> InvoiceSpec {
        let currencies = if money == Money::One { ["USD"; 3] } else { ["USD", "EUR", "JPY"] };
        let named = |names: [&str; 4], index: u8| names[usize::from(index)].to_owned();
        let open = self.open.filter(|_| self.amount > 0);
        InvoiceSpec {
            id: String::new(),
            customer: customer_id(self.customer, customers),
            due: Some(day(self.due)),
            amount: self.amount,
            currency: currencies[usize::from(self.currency)].to_owned(),
            issued: self.issued.map(|before| day(self.due - before)),
            open: open.map(|(percent, on)| (self.amount * percent / 100, day(on))),
            settled: self.settled.map(day),
            segment: named(["key", "small", "", ""], self.segment),
            region: named(["north", "south", "", ""], self.region),
            account_owner: named(["ann", "zoe", "", ""], self.account_owner),
            email: ["ap@acme.example", "ap@bolt.example", "", "ap@acme.example; old@acme.example"][usize::from(self.reached)].to_owned(),
            phone: ["+1 (555) 0100", "", "+1 555 0200", ""][usize::from(self.reached)].to_owned(),
        }
    }
}

/// An id that no other invoice has: plain numbers and such as do not fit into one, other separators than ours and our own, and what looks like
/// the second journey or a task of the invoice before.
fn invoice_id(number: usize, shape: u8) -> String {
    let before = number - 1;
    match shape {
        0 => format!("A{number}"),
        1 => format!("{number}"),
        2 => format!("0{number}"),
        3 => format!("{}", 100_000 + number),
        4 => format!("0000{number}"),
        5 => (u128::from(u64::MAX) - 2 + number as u128).to_string(),
        6 => format!("{number}00000000000000000000000000000000000000000000"),
        7 => format!("2026/R-{number:05}"),
        8 => format!("A{before}@2"),
        9 => format!("A{before}/reply"),
        10 => format!("A{before}/s0;{number}"),
        _ => format!("\u{c4}, \"{number}\" & s\u{f6}hne"),
    }
}

fn customer_id(number: u8, shape: u8) -> String {
    let ids = match shape {
        0 => ["ACME", "BOLT", "CORA"],
        1 => ["7", "07", "18446744073709551616"],
        2 => ["A1", "A2", "A3"],
        _ => ["A;CME", "B/OLT@2", "\u{c7}ora, \"Ltd\""],
    };
    ids[usize::from(number)].to_owned()
}
