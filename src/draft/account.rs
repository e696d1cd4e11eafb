//! What a customer owes us, and has with us, in one currency: worked out once for all of the customer's messages.

use super::composer::Composer;
use crate::address::comparable;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Field, Invoice, InvoiceId};
use crate::money::{Balance, Currency};
use crate::plan::{DueAction, Plan, Position, Status};
use crate::report::{Cash, PositionRow, party};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// So many rows of an account a message lists at most; the rest is in its sums.
pub(super) const MOST_LISTED: usize = 100;

/// The account of a customer, or of all customers of a parent, in one currency. Where the plan has no positions it is empty.
#[derive(Debug, Default)]
pub(super) struct CustomerAccount<'p> {
    /// What is open, by due date, then by id.
    pub items: Vec<ListedInvoice<'p>>,
    /// What is open on credit notes, by date, then by id.
    pub credits: Vec<ListedInvoice<'p>>,
    /// What the items come to, by age.
    pub ageing: Option<Cash>,
    pub balance: Balance,
    pub disputed: Balance,
    pub promised: Balance,
    pub credit: Balance,
    /// Payments that are set against no invoice yet, and what was paid too much.
    pub cash: Balance,
    /// The items that are not due yet and may be spoken of, by address.
    upcoming: HashMap<(Channel, String), Vec<ListedInvoice<'p>>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ListedInvoice<'a> {
    pub place: InvoiceId,
    pub invoice: Invoice<'a>,
    pub status: Status,
    /// What is left to pay; of a credit note, what is open on it.
    pub balance: Balance,
    /// Of that: what is in dispute, and not asked for.
    pub disputed: Balance,
    pub promised: Option<(Day, Balance)>,
    /// The due date, after extensions.
    pub due_date: Day,
    pub days_past_due: i32,
}

impl<'a> ListedInvoice<'a> {
    pub fn of_action(plan: &'a Plan, action: &DueAction) -> ListedInvoice<'a> {
        ListedInvoice {
            place: action.invoice,
            invoice: plan.invoices.get(action.invoice),
            status: action.status,
            balance: action.balance,
            disputed: disputed(action.status, action.balance, action.asked),
            promised: None,
            due_date: action.due_date,
            days_past_due: action.days_past_due,
        }
    }

    fn of_position(plan: &'a Plan, position: &Position) -> ListedInvoice<'a> {
        let balance = if position.status == Status::Credit { -position.balance } else { position.balance };
        ListedInvoice {
            place: position.invoice,
            invoice: plan.invoices.get(position.invoice),
            status: position.status,
            balance,
            disputed: if position.status == Status::Credit { 0 } else { disputed(position.status, balance, position.asked) },
            promised: position
                .promise
                .map(|promise| (promise.date, promise.amount.map_or(balance, |amount| Balance::from(amount).min(balance)))),
            due_date: position.due_date,
            days_past_due: position.days_past_due,
        }
    }

    /// What a message asks for: what is left to pay less what is in dispute.
    pub fn asked(&self) -> Balance {
        self.balance - self.disputed
    }
}

/// How much of what is left to pay is in dispute.
fn disputed(status: Status, balance: Balance, asked: Balance) -> Balance {
    if status == Status::Disputed { balance } else { balance - asked }
}

impl<'p> CustomerAccount<'p> {
    /// What is left to pay on all items, less what the customer has with us; below zero if that is more.
    pub fn net(&self) -> Balance {
        self.balance - self.credit - self.cash
    }

    /// The net without what is in dispute, if there is something to ask for.
    pub fn asked(&self) -> Balance {
        (self.net() - self.disputed).max(0)
    }

    /// Items at an address of a channel that are not due yet: none that is disputed, paused, promised, answered or doubtful. Only where a
    /// template asks for them.
    pub fn upcoming(&self, channel: Channel, invoice: &Invoice<'_>) -> &[ListedInvoice<'p>] {
        let like = match channel {
            Channel::Email => Channel::Email,
            Channel::Sms | Channel::Call => Channel::Sms,
            Channel::Letter | Channel::Task => Channel::Letter,
        };
        self.upcoming.get(&(like, address(like, invoice))).map_or(&[], Vec::as_slice)
    }

    fn add_upcoming(&mut self, composer: &Composer<'p>) {
        let unread = composer.events.unread();
        let may_be_listed = |item: &&ListedInvoice<'p>| {
            matches!(item.status, Status::Upcoming | Status::Active) && item.due_date >= composer.plan.as_of && !unread.names(&item.invoice)
        };
        for item in self.items.iter().filter(may_be_listed) {
            for channel in [Channel::Email, Channel::Sms, Channel::Letter] {
                self.upcoming.entry((channel, address(channel, &item.invoice))).or_default().push(*item);
            }
        }
    }

    /// Of these positions in one currency: all that their customers have in it. Those with nothing open on them count for their customers' cash.
    pub fn of(composer: &Composer<'p>, currency: Currency, positions: &[&'p Position]) -> CustomerAccount<'p> {
        let mut account = CustomerAccount::default();
        account.finish(composer, positions);
        let customers = positions.iter().map(|position| composer.plan.invoices.get(position.invoice).customer());
        account.cash = cash(composer.plan, currency, &account.credits, customers);
        account
    }

    fn finish(&mut self, composer: &Composer<'p>, positions: &[&'p Position]) {
        let plan = composer.plan;
        let is_in_account = |position: &&&Position| position.status.is_open() || position.status == Status::Credit && position.balance < 0;
        for position in positions.iter().filter(is_in_account) {
            let listed = ListedInvoice::of_position(plan, position);
            if position.status == Status::Credit {
                self.credit += listed.balance;
                self.credits.push(listed);
                continue;
            }
            self.balance += listed.balance;
            self.disputed += listed.disputed;
            self.promised += listed.promised.map_or(0, |(_, amount)| amount);
            self.items.push(listed);
        }
        for list in [&mut self.items, &mut self.credits] {
            list.sort_by(|a, b| (a.due_date, a.invoice.id()).cmp(&(b.due_date, b.invoice.id())));
        }
        self.ageing = Cash::of(positions.iter().map(|position| PositionRow::new(position, plan, composer.workflow))).pop();
    }
}

pub(super) type Accounts<'p> = HashMap<(&'p str, Currency), Arc<CustomerAccount<'p>>>;

/// The accounts of these, and all accounts of those who are called.
pub(super) fn accounts<'p>(
    composer: &Composer<'p>,
    of: impl Iterator<Item = (&'p str, Currency)>,
    called: &HashSet<&'p str>,
) -> Accounts<'p> {
    let plan = composer.plan;
    let mut positions: HashMap<(&'p str, Currency), Vec<&'p Position>> = of.map(|key| (key, Vec::new())).collect();
    for position in &plan.positions {
        let invoice = plan.invoices.get(position.invoice);
        let key = (party(composer.workflow, &invoice), invoice.terms.currency);
        if called.contains(key.0) {
            positions.entry(key).or_default().push(position);
        } else if let Some(own) = positions.get_mut(&key) {
            own.push(position);
        }
    }
    let asks_for_others = composer.templates.ask_for_others();
    let account = |((party, currency), positions): ((&'p str, Currency), Vec<&'p Position>)| {
        let mut account = CustomerAccount::of(composer, currency, &positions);
        if asks_for_others {
            account.add_upcoming(composer);
        }
        ((party, currency), Arc::new(account))
    };
    positions.into_iter().map(account).collect()
}

/// What these customers have with us beside their credit notes: each for itself.
fn cash<'p>(plan: &Plan, currency: Currency, credits: &[ListedInvoice<'_>], customers: impl Iterator<Item = &'p str>) -> Balance {
    let customers: BTreeSet<&str> = customers.collect();
    let of = |customer: &str| {
        let credit: Balance = credits.iter().filter(|listed| listed.invoice.customer() == customer).map(|listed| listed.balance).sum();
        let unapplied = plan.unapplied.get(&(customer.to_owned(), currency)).copied().unwrap_or(0);
        (unapplied - credit).max(0)
    };
    customers.into_iter().map(of).sum()
}

/// To whom it goes, for comparing: nobody is shown what belongs to another. A number is the same however it is written.
pub(super) fn address(channel: Channel, invoice: &Invoice<'_>) -> String {
    match Field::address_of(channel).unwrap_or(Field::Contact) {
        Field::Phone => comparable(invoice.field(Field::Phone)),
        field => invoice.field(field).trim().to_lowercase(),
    }
}
