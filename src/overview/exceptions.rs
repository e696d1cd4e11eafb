//! What needs a look: broken promises, disputes without movement, cash on no invoice, what nobody will touch, what is held back.

use crate::calendar::Day;
use crate::ledger::{Events, Field, Invoice};
use crate::money::{Balance, Currency};
use crate::plan::{Plan, Position, Status};
use crate::report::{Cell, columns, objects};
use std::collections::BTreeMap;

/// A dispute on which nothing happened for so many days is one without movement.
pub const STILL_DAYS: i32 = 14;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionRow {
    pub kind: &'static str,
    pub customer_id: String,
    pub customer_name: String,
    pub invoice_id: String,
    pub currency: Currency,
    pub amount: Balance,
    pub since: Option<Day>,
    pub owner: String,
    pub about: String,
}

/// The kinds, in the order in which they are told.
pub const EXCEPTIONS: [&str; 5] = ["broken_promise", "dispute_without_movement", "unapplied_cash", "stalled", "withheld"];

columns! { ExceptionRow {
    kind "What": Word(|| EXCEPTIONS.to_vec()), "what it is" => |row| row.kind.into();
    customer_id "Id": Text, "the customer" => |row| row.customer_id.as_str().into();
    customer_name "Customer": Maybe(&Text), "their name" => |row| row.customer_name.as_str().into();
    invoice_id "Invoice": Maybe(&Text), "empty for cash of the customer" => |row| row.invoice_id.as_str().into();
    currency "Currency": Currency, "of the amount" => |row| row.currency.code().into();
    amount "Amount": Exact, "what is open on the invoice, or the cash" => |row| Cell::amount(row.currency, row.amount);
    since "Since": Maybe(&Day), "of a dispute, the day of the latest event" => |row| row.since.into();
    owner "Owner": Maybe(&Text), "whose it is" => |row| row.owner.as_str().into();
    about "Why": Maybe(&Text), "of what is withheld, the reason" => |row| row.about.as_str().into();
} }

objects!(ExceptionRow);

/// All of a plan with positions, by kind, then the largest first.
pub(super) fn exceptions<'p>(
    plan: &'p Plan,
    positions: impl Iterator<Item = &'p Position>,
    events: &Events,
    is_meant: impl Fn(&Invoice<'_>) -> bool,
) -> Vec<ExceptionRow> {
    let mut rows: Vec<ExceptionRow> = Vec::new();
    for position in positions.filter(|position| position.status.is_open()) {
        let invoice = plan.invoices.get(position.invoice);
        let row = |kind: &'static str, since: Option<Day>| ExceptionRow {
            since,
            owner: position.owner.clone(),
            ..of_invoice(kind, &invoice, position.balance)
        };
        if position.flags.names().any(|flag| flag == "broken_promise") {
            rows.push(row("broken_promise", None));
        }
        if position.status == Status::Disputed {
            let latest = latest_event(&invoice, events, plan.as_of);
            if latest.is_none_or(|day| plan.as_of.since(day) >= STILL_DAYS) {
                rows.push(row("dispute_without_movement", latest));
            }
        }
        if position.stalled {
            rows.push(row("stalled", position.stage_entered_on));
        }
    }
    for held in &plan.withheld {
        let invoice = plan.invoices.get(held.action.invoice);
        if is_meant(&invoice) {
            let about = format!("{}: {}", held.action.channel, held.reason.name());
            let owner = held.action.owner.to_string();
            rows.push(ExceptionRow { about, owner, since: held.free_on, ..of_invoice("withheld", &invoice, held.action.balance) });
        }
    }
    rows.extend(unapplied(plan, &is_meant));
    let order = |kind: &str| EXCEPTIONS.iter().position(|known| *known == kind);
    rows.sort_by(|one, other| {
        let by_kind = order(one.kind).cmp(&order(other.kind)).then_with(|| one.currency.cmp(&other.currency));
        by_kind.then_with(|| other.amount.cmp(&one.amount)).then_with(|| one.invoice_id.cmp(&other.invoice_id))
    });
    rows
}

fn of_invoice(kind: &'static str, invoice: &Invoice<'_>, amount: Balance) -> ExceptionRow {
    ExceptionRow {
        kind,
        customer_id: invoice.customer().to_owned(),
        customer_name: invoice.field(Field::CustomerName).to_owned(),
        invoice_id: invoice.id().to_owned(),
        currency: invoice.terms.currency,
        amount,
        since: None,
        owner: String::new(),
        about: String::new(),
    }
}

/// Cash of customers that is on no invoice, without what is open on their credit notes.
fn unapplied(plan: &Plan, is_meant: &impl Fn(&Invoice<'_>) -> bool) -> Vec<ExceptionRow> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for invoice in (0..plan.invoices.len() as u32).map(|place| plan.invoices.get(crate::ledger::InvoiceId(place))) {
        if is_meant(&invoice) {
            names.entry(invoice.customer()).or_insert_with(|| invoice.field(Field::CustomerName));
        }
    }
    let mut cash: BTreeMap<(&str, Currency), Balance> =
        plan.unapplied.iter().map(|((customer, currency), amount)| ((customer.as_str(), *currency), *amount)).collect();
    for credit in &plan.credits {
        if let Some(amount) = cash.get_mut(&(credit.customer.as_str(), credit.currency)) {
            *amount -= credit.amount;
        }
    }
    let open = cash.into_iter().filter(|((customer, _), amount)| *amount > 0 && names.contains_key(customer));
    open.map(|((customer, currency), amount)| ExceptionRow {
        kind: "unapplied_cash",
        customer_id: customer.to_owned(),
        customer_name: names.get(customer).copied().unwrap_or_default().to_owned(),
        invoice_id: String::new(),
        currency,
        amount,
        since: None,
        owner: String::new(),
        about: String::new(),
    })
    .collect()
}

fn latest_event(invoice: &Invoice<'_>, events: &Events, as_of: Day) -> Option<Day> {
    let own = events.invoice(invoice.id()).into_iter().flat_map(|subject| events.of(subject));
    own.map(|event| event.date).filter(|day| *day <= as_of).max()
}
