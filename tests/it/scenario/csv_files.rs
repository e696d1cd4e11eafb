//! A story's ledger as CSV files.

use super::story::{EventSpec, InvoiceSpec, Story};
use collect::calendar::Day;
use collect::money::Currency;

impl Story {
    /// The invoices file.
    pub fn invoices_csv(&self) -> String {
        let header = "invoice_id,customer_id,due_date,amount,currency,issue_date,open_amount,open_on,settled_date,segment,region,account_owner,email,phone";
        written(header, self.invoices.iter().map(invoice_row))
    }

    /// The events file; a row that cannot be read stands for each that was skipped.
    pub fn events_csv(&self) -> String {
        let header = "date,type,invoice_id,customer_id,amount,currency,until,reason,channel,stage,address,id,ref,outcome";
        let rows = self.events.iter().map(|event| self.event_row(event));
        let unread = self.unread.iter().map(|(invoice, customer)| {
            let mut cells = vec![String::new(); header.split(',').count()];
            cells[..4].clone_from_slice(&["someday".to_owned(), "payment".to_owned(), invoice.clone(), customer.clone()]);
            cells
        });
        written(header, rows.chain(unread))
    }

    fn event_row(&self, event: &EventSpec) -> Vec<String> {
        let of_subject = |invoice: &&InvoiceSpec| {
            if event.invoice.is_empty() { invoice.customer == event.customer } else { invoice.id == event.invoice }
        };
        let subject = self.invoices.iter().find(of_subject);
        let currency =
            if event.currency.is_empty() { subject.map_or("USD", |invoice| invoice.currency.as_str()) } else { event.currency.as_str() };
        vec![
            date(event.date),
            event.kind.clone(),
            event.invoice.clone(),
            event.customer.clone(),
            event.amount.map_or(String::new(), |amount| plain(currency, amount)),
            event.currency.clone(),
            date(event.until),
            event.reason.clone(),
            event.channel.clone(),
            event.stage.clone(),
            event.address.clone(),
            event.id.clone(),
            event.reference.clone(),
            event.outcome.clone(),
        ]
    }
}

fn invoice_row(row: &InvoiceSpec) -> Vec<String> {
    vec![
        row.id.clone(),
        row.customer.clone(),
        date(row.due),
        plain(&row.currency, row.amount),
        row.currency.clone(),
        date(row.issued),
        row.open.map_or(String::new(), |(amount, _)| plain(&row.currency, amount)),
        date(row.open.map(|(_, on)| on)),
        date(row.settled),
        row.segment.clone(),
        row.region.clone(),
        row.account_owner.clone(),
        row.email.clone(),
        row.phone.clone(),
    ]
}

/// Rows as a file, quoted where they must be.
fn written(header: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header.split(',')).unwrap();
    rows.for_each(|cells| writer.write_record(cells).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn date(day: Option<Day>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

fn plain(currency: &str, amount: i64) -> String {
    Currency::from_code(currency).unwrap().plain(i128::from(amount))
}
