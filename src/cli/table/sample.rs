//! The first invoices of a file, as they are read.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE};
use collect::guess::Sampled;
use collect::money::Balance;

/// The columns; those without anything in them are not shown. The first to go are those that tell least about dates and amounts.
const COLUMNS: [ScreenColumn; 10] = [
    ScreenColumn { title: "invoice_id", right: false, fit: Fit::Stays { most: 24 } },
    ScreenColumn { title: "customer_id", right: false, fit: Fit::Goes { order: 4, least: 12 } },
    ScreenColumn { title: "customer_name", right: false, fit: Fit::Goes { order: 2, least: 14 } },
    ScreenColumn { title: "email", right: false, fit: Fit::Goes { order: 1, least: WHOLE } },
    ScreenColumn { title: "issue_date", right: false, fit: Fit::Goes { order: 3, least: WHOLE } },
    ScreenColumn { title: "due_date", right: false, fit: Fit::Stays { most: 10 } },
    ScreenColumn { title: "amount", right: true, fit: Fit::Stays { most: 24 } },
    ScreenColumn { title: "currency", right: false, fit: Fit::Goes { order: 5, least: WHOLE } },
    ScreenColumn { title: "open_amount", right: true, fit: Fit::Goes { order: 7, least: WHOLE } },
    ScreenColumn { title: "settled_date", right: false, fit: Fit::Goes { order: 6, least: WHOLE } },
];

/// A row for each invoice.
pub fn sample_table(sample: &[Sampled], look: Look) -> String {
    let rows: Vec<Vec<String>> = sample.iter().map(cells).collect();
    let shown: Vec<usize> = (0..COLUMNS.len()).filter(|place| rows.iter().any(|row| !row[*place].is_empty())).collect();
    let lines =
        rows.iter().map(|row| Line::Row { cells: shown.iter().map(|place| Span::new(&row[*place])).collect(), below: Span::default() });
    let mut out = String::new();
    Table { columns: shown.iter().map(|place| COLUMNS[*place]).collect(), lines: lines.collect() }.render(look, &mut out);
    out
}

fn cells(invoice: &Sampled) -> Vec<String> {
    let terms = invoice.terms;
    let amount = |minor| terms.currency.grouped(Balance::from(minor));
    let day = |day: Option<collect::calendar::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let name = if invoice.text("customer_name") == invoice.text("customer_id") { "" } else { invoice.text("customer_name") };
    vec![
        invoice.text("invoice_id").to_owned(),
        invoice.text("customer_id").to_owned(),
        name.to_owned(),
        invoice.text("email").to_owned(),
        day(terms.issue_date),
        day(Some(terms.due_date)),
        amount(terms.amount),
        terms.currency.code().to_owned(),
        terms.open_amount.map(|open| amount(open.amount)).unwrap_or_default(),
        day(terms.settled_date),
    ]
}
