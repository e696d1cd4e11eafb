//! The ledger as matching sees it: what is open on each invoice, and which payments there are.

use crate::cli::inputs::Books;
use crate::cli::outcome::Failure;
use collect::calendar::Day;
use collect::ledger::{Field, Invoice, Kind, Ledger};
use collect::matching::{LedgerItem, PastPayment};
use collect::money::{Decimal, Minor};
use collect::plan::{Position, Status, status};

/// All items of the day, closed ones among them, and the payments on them.
pub fn items(books: &Books) -> Result<(Vec<LedgerItem>, Vec<PastPayment>), Failure> {
    let ledger = books.whole_ledger()?;
    let plan = status(&books.workflow, &ledger, books.as_of);
    let mut items = Vec::with_capacity(plan.positions.len());
    let mut payments = Vec::new();
    for position in &plan.positions {
        let invoice = plan.invoices.get(position.invoice);
        let place = u32::try_from(items.len()).unwrap_or(u32::MAX);
        payments.extend(paid(&ledger, &invoice, place, books.as_of));
        items.push(item(&invoice, position));
    }
    Ok((items, payments))
}

fn item(invoice: &Invoice<'_>, position: &Position) -> LedgerItem {
    let terms = invoice.terms;
    let balance = match position.status {
        // What a credit note has left; never more than nothing.
        Status::Credit => Minor::try_from(position.balance).unwrap_or(0).min(0),
        status if status.is_open() => Minor::try_from(position.balance).unwrap_or(Minor::MAX),
        _ => 0,
    };
    let text = |name: &str| invoice.column(name).unwrap_or_default();
    let reference =
        ["payment_reference", "structured_reference", "qr_reference", "kid"].into_iter().map(text).find(|text| !text.is_empty());
    let percent: Option<Decimal> = text("discount_percent").parse().ok();
    LedgerItem {
        id: invoice.id().to_owned(),
        customer: invoice.customer().to_owned(),
        customer_name: invoice.field(Field::CustomerName).to_owned(),
        currency: terms.currency,
        issued: terms.issue_date,
        due: position.due_date,
        amount: terms.amount,
        balance,
        open_on: terms.open_amount.map(|open| open.on),
        reference: reference.unwrap_or_default().to_owned(),
        discount: percent.zip(Day::parse(text("discount_until"))),
    }
}

/// The payments on an invoice that count and have an amount.
fn paid(ledger: &Ledger, invoice: &Invoice<'_>, item: u32, as_of: Day) -> Vec<PastPayment> {
    let events = &ledger.events;
    let Some(subject) = events.invoice(invoice.id()) else { return Vec::new() };
    let payment = |event| {
        let event = events.settled(subject, &event, invoice.terms.currency).ok()?;
        let amount = match event.kind {
            // All that was open then: of an invoice that was never paid in part, all of it.
            Kind::Payment { amount } => amount.unwrap_or(invoice.terms.amount),
            _ => return None,
        };
        (event.date <= as_of).then_some(PastPayment { item, date: event.date, amount })
    };
    events.of(subject).filter_map(payment).collect()
}
