//! The customers who owe the most that is overdue, with what is to be done about it.

use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Events, Field, InvoiceId, Kind};
use crate::money::{Balance, Currency};
use crate::plan::{Plan, Position};
use crate::report::{Cell, columns, objects};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many are listed of each currency.
pub const LARGEST: usize = 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargestRow {
    pub currency: Currency,
    pub customer_id: String,
    pub customer_name: String,
    pub overdue: Balance,
    pub open: Balance,
    pub days_past_due: i32,
    pub owner: String,
    pub next_action: String,
    pub next_on: Option<Day>,
    pub last_contact: Option<Day>,
    pub flags: String,
}

columns! { LargestRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    customer_id "Id": Text, "the customer" => |row| row.customer_id.as_str().into();
    customer_name "Customer": Maybe(&Text), "their name" => |row| row.customer_name.as_str().into();
    overdue "Overdue": Exact, "what is past due" => |row| Cell::amount(row.currency, row.overdue);
    open "Open": Exact, "all that is open" => |row| Cell::amount(row.currency, row.open);
    days_past_due "Oldest": Number, "days past due of the oldest" => |row| row.days_past_due.into();
    owner "Owner": Maybe(&Text), "whose the largest overdue invoice is" => |row| row.owner.as_str().into();
    next_action "Next": Maybe(&Text), "what is due now, the most urgent first; empty if nothing is" => |row| row.next_action.as_str().into();
    next_on "Next on": Maybe(&Day), "when it is due: the day of the report, or the next day on which something falls due" => |row| row.next_on.into();
    last_contact "Last contact": Maybe(&Day), "the latest email, letter, sms or call" => |row| row.last_contact.into();
    flags "Flags": Maybe(&Text), "as in the plan" => |row| row.flags.as_str().into();
} }

objects!(LargestRow);

/// What one customer owes in a currency.
#[derive(Default)]
struct OwedByCustomer<'p> {
    overdue: Balance,
    open: Balance,
    positions: Vec<&'p Position>,
}

/// Those of each currency, the largest first; and what each customer owes in each currency.
pub(super) fn largest<'p>(
    plan: &'p Plan,
    positions: impl Iterator<Item = &'p Position>,
    events: &Events,
) -> (Vec<LargestRow>, BTreeMap<Currency, Vec<Balance>>) {
    let mut owed: BTreeMap<Currency, BTreeMap<&str, OwedByCustomer<'p>>> = BTreeMap::new();
    for position in positions.filter(|position| position.status.is_open()) {
        let invoice = plan.invoices.get(position.invoice);
        let of = owed.entry(invoice.terms.currency).or_default().entry(invoice.customer()).or_default();
        of.open += position.balance;
        if position.days_past_due > 0 {
            of.overdue += position.balance;
        }
        of.positions.push(position);
    }
    let all = owed.iter().map(|(currency, customers)| (*currency, customers.values().map(|of| of.open).collect())).collect();
    let mut rows = Vec::new();
    for (currency, customers) in owed {
        let mut customers: Vec<(&str, OwedByCustomer<'p>)> = customers.into_iter().filter(|(_, of)| of.overdue > 0).collect();
        customers.sort_by(|(one, a), (other, b)| b.overdue.cmp(&a.overdue).then_with(|| one.cmp(other)));
        customers.truncate(LARGEST);
        rows.extend(customers.iter().map(|(id, of)| row(plan, currency, id, of, events)));
    }
    next_actions(plan, &mut rows);
    (rows, all)
}

fn row(plan: &Plan, currency: Currency, id: &str, of: &OwedByCustomer<'_>, events: &Events) -> LargestRow {
    let named = of.positions.iter().map(|position| plan.invoices.get(position.invoice).field(Field::CustomerName));
    let worst = of.positions.iter().filter(|position| position.days_past_due > 0).max_by_key(|position| position.balance);
    let flags: BTreeSet<&str> = of.positions.iter().flat_map(|position| position.flags.names()).collect();
    let contacts = of.positions.iter().filter_map(|position| last_contact(plan, position.invoice, events));
    LargestRow {
        currency,
        customer_id: id.to_owned(),
        customer_name: named.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned(),
        overdue: of.overdue,
        open: of.open,
        days_past_due: of.positions.iter().map(|position| position.days_past_due).max().unwrap_or(0),
        owner: worst.map(|position| position.owner.clone()).unwrap_or_default(),
        next_action: String::new(),
        next_on: of.positions.iter().filter_map(|position| position.next_on).min(),
        last_contact: contacts.max(),
        flags: flags.into_iter().collect::<Vec<_>>().join("+"),
    }
}

/// The first action of the plan for each of them.
fn next_actions(plan: &Plan, rows: &mut [LargestRow]) {
    let places: Vec<(String, Currency)> = rows.iter().map(|row| (row.customer_id.clone(), row.currency)).collect();
    let mut wanted: HashMap<(&str, Currency), usize> =
        places.iter().enumerate().map(|(place, (customer, currency))| ((customer.as_str(), *currency), place)).collect();
    for place in 0..plan.worklist.len() {
        if wanted.is_empty() {
            return;
        }
        let action = plan.action(place);
        let invoice = plan.invoices.get(action.invoice);
        if let Some(row) = wanted.remove(&(invoice.customer(), invoice.terms.currency)) {
            rows[row].next_action = format!("{} {}", action.channel, invoice.id());
            rows[row].next_on = Some(plan.as_of);
        }
    }
}

/// The latest contact about an invoice, or with its customer about none.
fn last_contact(plan: &Plan, invoice: InvoiceId, events: &Events) -> Option<Day> {
    let invoice = plan.invoices.get(invoice);
    let subjects = [events.invoice(invoice.id()), events.customer(invoice.customer())];
    let touches = subjects
        .into_iter()
        .flatten()
        .flat_map(|subject| events.of(subject))
        .filter(|event| event.date <= plan.as_of && matches!(event.kind, Kind::Touch { channel, .. } if channel != Channel::Task));
    touches.map(|event| event.date).max()
}
