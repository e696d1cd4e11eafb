//! What a customer owes and has with us, and how it pays.

use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::plan::{Evidence, Plan, Position, Status, What};
use crate::report::column::{columns, objects};
use crate::report::story::StoryView;
use crate::report::{Cash, Cell, PositionRow, counted, listed, money};
use crate::workflow::Workflow;
use std::collections::BTreeMap;

/// A customer's account in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerBalance {
    pub currency: Currency,
    pub invoices: usize,
    pub balance: Balance,
    pub overdue: Balance,
    /// By how many days: 1–30, 31–60, 61–90 and more.
    pub by_age: [Balance; 4],
    pub disputed: Balance,
    pub promised: Balance,
    /// What is open on credit notes.
    pub credits: Balance,
    /// Other money that is set against no invoice yet.
    pub on_account: Balance,
}

columns! { CustomerBalance {
    currency: Currency, "of the amounts" => |row| row.currency.code().into();
    invoices: Count, "the number of open invoices" => |row| row.invoices.into();
    balance: Exact, "the whole open balance" => |row| row.cell(row.balance);
    overdue: Exact, "of it: overdue" => |row| row.cell(row.overdue);
    disputed: Exact, "of `balance`: disputed, whole invoices and parts" => |row| row.cell(row.disputed);
    promised: Exact, "of `balance`: promised" => |row| row.cell(row.promised);
    credits: Exact, "what is open on credit notes" => |row| row.cell(row.credits);
    on_account: Exact, "other money of the customer that is not applied to an invoice" => |row| row.cell(row.on_account);
    net: Exact, "the balance less credits and money on account" => |row| row.cell(row.net());
} }

objects!(CustomerBalance);

impl CustomerBalance {
    fn new(currency: Currency) -> CustomerBalance {
        CustomerBalance {
            currency,
            invoices: 0,
            balance: 0,
            overdue: 0,
            by_age: [0; 4],
            disputed: 0,
            promised: 0,
            credits: 0,
            on_account: 0,
        }
    }

    pub fn net(&self) -> Balance {
        self.balance - self.credits - self.on_account
    }

    fn cell(&self, minor: Balance) -> Cell<'static> {
        Cell::amount(self.currency, minor)
    }

    /// The same in sentences.
    pub fn lines(&self) -> Vec<String> {
        let shown = |minor: Balance| money(self.currency, minor);
        let mut lines = Vec::new();
        let open = match self.invoices {
            0 => format!("{}: no invoice is open", self.currency),
            count => format!("{}: {} open, {} in all", self.currency, counted(count, "invoice"), shown(self.balance)),
        };
        let ages = ["1–30 days", "31–60 days", "61–90 days", "more than 90 days"].iter().zip(self.by_age).filter(|(_, sum)| *sum != 0);
        let ages: Vec<(String, &&str)> = ages.map(|(age, sum)| (shown(sum), age)).collect();
        lines.push(match ages.as_slice() {
            [] => format!("{open}; nothing is overdue."),
            [(sum, age)] => format!("{open}; {sum} is overdue by {age}."),
            several => {
                let several: Vec<String> = several.iter().map(|(sum, age)| format!("{sum} by {age}")).collect();
                format!("{open}; {} is overdue: {}.", shown(self.overdue), listed(&several))
            }
        });
        for (sum, what) in [(self.disputed, "is disputed"), (self.promised, "is promised")] {
            if sum != 0 {
                lines.push(format!("{} of it {what}.", shown(sum)));
            }
        }
        if self.credits != 0 || self.on_account != 0 {
            let parts = [(self.credits, "is open on credit notes"), (self.on_account, "is on account, applied to no invoice")];
            let parts: Vec<String> =
                parts.iter().filter(|(sum, _)| *sum != 0).map(|(sum, what)| format!("{} {what}", shown(*sum))).collect();
            lines.push(format!("{}; less that, {} is left.", listed(&parts), shown(self.net())));
        }
        lines
    }
}

/// A row for each currency, in the order of their codes, from what the customer has with us in each.
pub(super) fn balances(
    plan: &Plan,
    workflow: &Workflow,
    cash: &BTreeMap<Currency, Balance>,
    positions: &[&Position],
) -> Vec<CustomerBalance> {
    let currency_of = |position: &Position| plan.invoices.terms(position.invoice).currency;
    let of = |currency: Currency| {
        let own: Vec<&Position> = positions.iter().copied().filter(|position| currency_of(position) == currency).collect();
        let mut row = CustomerBalance::new(currency);
        if let Some(cash) = Cash::of(own.iter().map(|position| PositionRow::new(position, plan, workflow))).pop() {
            (row.invoices, row.balance, row.by_age) = (cash.invoices, cash.balance, cash.overdue);
            row.overdue = cash.overdue.iter().sum();
        }
        for position in own {
            match position.status {
                Status::Credit => row.credits -= position.balance.min(0),
                Status::Disputed => row.disputed += position.balance,
                status if status.is_open() => row.disputed += position.balance - position.asked,
                _ => {}
            }
            if let Some(promise) = position.promise.filter(|_| position.status.is_open()) {
                row.promised += promise.amount.map_or(position.balance, |amount| Balance::from(amount).min(position.balance));
            }
        }
        row.on_account = (cash.get(&currency).copied().unwrap_or(0) - row.credits).max(0);
        row
    };
    cash.keys().copied().map(of).collect()
}

/// How late the customer paid, when it last answered and paid, and which promises it broke.
pub(super) fn habits<'v>(evidence: &Evidence, views: impl Iterator<Item = StoryView<'v>>) -> Vec<String> {
    let mut lines = Vec::new();
    let late: Vec<String> = evidence
        .days_late
        .iter()
        .map(|days| match days {
            0 => "on the due date".to_owned(),
            1.. => format!("{} late", counted(*days as usize, "day")),
            _ => format!("{} early", counted(days.unsigned_abs() as usize, "day")),
        })
        .collect();
    match late.as_slice() {
        [] => {}
        [one] => lines.push(format!("The invoice paid last was paid {one}.")),
        several => lines.push(format!("The {} invoices paid last were paid {}.", several.len(), listed(several))),
    }
    let mut last: Option<(Day, String)> = None;
    let mut broken = evidence.broken_of_customer;
    for view in views {
        for moment in &view.story.moments {
            let on_invoice = |change: Balance| Some(format!("{} on {}", money(view.invoice.terms.currency, -change), view.story.invoice));
            let paid = match &moment.what {
                What::Money { kind: "payment", change, .. } | What::Settled { change, .. } if *change != 0 => on_invoice(*change),
                What::Unapplied { kind: "payment", amount: Some((amount, currency)) } => {
                    Some(format!("{} on account", money(*currency, Balance::from(*amount))))
                }
                _ => None,
            };
            if let Some(paid) = paid.filter(|_| last.as_ref().is_none_or(|(day, _)| *day < moment.day)) {
                last = Some((moment.day, paid));
            }
        }
    }
    if let Some((day, what)) = last {
        lines.push(format!("The last payment came on {day}: {what}."));
    }
    if let Some(day) = evidence.last_response {
        lines.push(format!("The last answer came on {day}."));
    }
    if evidence.touched_days > 0 {
        let days = counted(evidence.touched_days, "day");
        lines.push(match evidence.last_response {
            Some(day) => format!("Contacted on {days} since {day}; no answer."),
            None => format!("Contacted on {days}; no answer."),
        });
    }
    broken += evidence.broken.iter().map(|(_, count)| *count as usize).sum::<usize>();
    match broken {
        0 => {}
        1 => lines.push("1 promise on open invoices was broken.".to_owned()),
        count => lines.push(format!("{count} promises on open invoices were broken.")),
    }
    lines
}
