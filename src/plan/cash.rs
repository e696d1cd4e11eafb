//! Cash of a customer that belongs to no invoice.

use crate::finding::{self, Code, Finding};
use crate::ledger::{Event, Events, Kind, Subject};
use crate::money::{Balance, Currency};

/// Does an event of a customer move cash that belongs to no invoice?
pub(super) fn is_cash(event: &Event) -> bool {
    matches!(event.kind, Kind::Payment { .. } | Kind::Credit { .. } | Kind::Reversal { .. })
}

/// Such an event in minor units of its currency: the one that it names, else that of all the customer's invoices.
pub(super) fn in_its_currency(
    events: &Events,
    customer: Subject,
    event: &Event,
    of_invoices: Option<Currency>,
) -> Result<(Currency, Event), Finding> {
    let currency = events.currency(event).or(of_invoices).ok_or_else(|| {
        let (customer, what) = (events.id(customer), event.kind.name());
        let message = format!("customer {customer} has invoices in several currencies, but this {what} does not say its currency");
        let finding = Finding::new(Code::BadCurrency, message).hint("fill the column currency").at(events.place(event));
        finding.about(finding::FindingSubject::Customer(customer))
    })?;
    Ok((currency, events.settled(customer, event, currency)?))
}

/// How much cash such an event brings, or takes away.
pub(super) fn cash(event: &Event) -> Balance {
    let amount = Balance::from(event.kind.amount().unwrap_or(0));
    if matches!(event.kind, Kind::Reversal { .. }) { -amount } else { amount }
}
