//! The first invoices of a file, as they are read.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE};
use collect::calendar::Day;
use collect::guess::Sampled;
use collect::money::{Balance, Minor};

type SampleColumn = (&'static str, bool, Fit, fn(&Sampled) -> String);

/// The columns; those without anything in them are not shown. The first to go are those that tell least about dates and amounts.
const COLUMNS: [SampleColumn; 10] = [
    ("invoice_id", false, Fit::Stays { most: 24 }, |invoice| invoice.text("invoice_id").to_owned()),
    ("customer_id", false, Fit::Goes { order: 4, least: 12 }, |invoice| invoice.text("customer_id").to_owned()),
    ("customer_name", false, Fit::Goes { order: 2, least: 14 }, name),
    ("email", false, Fit::Goes { order: 1, least: WHOLE }, |invoice| invoice.text("email").to_owned()),
    ("issue_date", false, Fit::Goes { order: 3, least: WHOLE }, |invoice| day(invoice.terms.issue_date)),
    ("due_date", false, Fit::Stays { most: 10 }, |invoice| day(Some(invoice.terms.due_date))),
    ("amount", true, Fit::Stays { most: 24 }, |invoice| amount(invoice, Some(invoice.terms.amount))),
    ("currency", false, Fit::Goes { order: 5, least: WHOLE }, |invoice| invoice.terms.currency.code().to_owned()),
    ("open_amount", true, Fit::Goes { order: 7, least: WHOLE }, |invoice| {
        amount(invoice, invoice.terms.open_amount.map(|open| open.amount))
    }),
    ("settled_date", false, Fit::Goes { order: 6, least: WHOLE }, |invoice| day(invoice.terms.settled_date)),
];

pub fn sample_table(sample: &[Sampled], look: Look) -> String {
    let is_filled = |(.., read): &&SampleColumn| sample.iter().any(|invoice| !read(invoice).is_empty());
    let shown: Vec<&SampleColumn> = COLUMNS.iter().filter(is_filled).collect();
    let cells = |invoice| shown.iter().map(|(.., read)| Span::new(read(invoice))).collect();
    let lines = sample.iter().map(|invoice| Line::Row { cells: cells(invoice), below: Span::default() }).collect();
    let columns = shown.iter().map(|(title, right, fit, _)| ScreenColumn { title, right: *right, fit: *fit }).collect();
    let mut out = String::new();
    Table { columns, lines }.render(look, &mut out);
    out
}

/// Nothing where the customer's id is the name.
fn name(invoice: &Sampled) -> String {
    let name = invoice.text("customer_name");
    if name == invoice.text("customer_id") { String::new() } else { name.to_owned() }
}

fn amount(invoice: &Sampled, minor: Option<Minor>) -> String {
    minor.map(|minor| invoice.terms.currency.grouped(Balance::from(minor))).unwrap_or_default()
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
