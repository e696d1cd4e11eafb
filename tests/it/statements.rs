//! `collect statement`: accounts worked out by hand, and on random ledgers against the naive planner and `explain --customer`.

mod command;

use crate::naive;
use crate::scenario;
use collect::calendar::Day;
use collect::draft::{Composer, Statement, Templates, statements};
use collect::ledger::Ledger;
use collect::money::{Balance, Currency};
use collect::plan::{Plan, Stories, status};
use collect::report::CustomerStory;
use collect::sender::Sender;
use collect::workflow::Workflow;
use proptest::prelude::*;
use std::collections::BTreeMap;

type ByAccount = BTreeMap<(String, Currency), Balance>;

/// Every statement of a day, with movements from a day on.
fn on<R>(workflow: &Workflow, ledger: &Ledger, as_of: Day, from: Day, look: impl Fn(&Statement<'_>) -> R) -> Vec<R> {
    let plan: Plan = status(workflow, ledger, as_of);
    let (templates, _) = Templates::of_project([], None);
    let (dossiers, sender) = (BTreeMap::new(), Sender::default());
    let composer = Composer {
        plan: &plan,
        workflow,
        events: &ledger.events,
        fx: ledger.fx.as_ref(),
        dossiers: &dossiers,
        sender: &sender,
        templates: &templates,
    };
    let mut customers: Vec<String> = ledger.invoices.iter().map(|invoice| invoice.customer().to_owned()).collect();
    customers.sort();
    customers.dedup();
    statements(&composer, ledger, &customers, Some(from)).iter().map(look).collect()
}

fn account(statement: &Statement<'_>) -> (String, Currency) {
    (statement.customer.to_owned(), statement.currency)
}

/// The net of each account as `explain --customer` tells it.
fn explained(workflow: &Workflow, ledger: &Ledger, as_of: Day) -> ByAccount {
    let stories = Stories::new(workflow, ledger, as_of);
    let mut net = ByAccount::new();
    for invoice in ledger.invoices.iter() {
        let Some(story) = CustomerStory::new(&stories, invoice.customer(), &[]) else { continue };
        for balance in story.balances() {
            net.insert((invoice.customer().to_owned(), balance.currency), balance.net());
        }
    }
    net
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// On whatever day a statement begins: its opening balance is the closing balance of the day before.
    #[test]
    fn an_account_adds_up_on_every_day(story in scenario::random(), back in 0..120_i32) {
        let ledger = story.ledger();
        let from = story.as_of.plus(-back);
        let before = naive::net(&story.workflow, &ledger, from.plus(-1));
        let now = naive::net(&story.workflow, &ledger, story.as_of);
        let told = on(&story.workflow, &ledger, story.as_of, from, |statement| {
            let (charged, received): (Vec<_>, Vec<_>) = statement.lines().map(|line| line.change).partition(|change| *change > 0);
            let days: Vec<Option<Day>> = statement.lines().map(|line| line.day).collect();
            let last = statement.lines().last().map_or(statement.opening, |line| line.balance);
            let moved: Balance = charged.iter().sum::<Balance>() + received.iter().sum::<Balance>();
            (account(statement), [statement.opening, moved, statement.closing(), statement.net(), last], days)
        });
        let explained = explained(&story.workflow, &ledger, story.as_of);
        prop_assert_eq!(told.iter().map(|(account, ..)| account.clone()).collect::<Vec<_>>(), explained.keys().cloned().collect::<Vec<_>>());
        for (account, [opening, moved, closing, net, last], days) in told {
            prop_assert_eq!(opening, before[&account], "opening of {:?} on {}", &account, from);
            prop_assert_eq!(opening + moved, closing, "{:?}", &account);
            prop_assert_eq!([closing, net, last], [now[&account]; 3], "closing of {:?}", &account);
            prop_assert_eq!(closing, explained[&account], "{:?}", &account);
            prop_assert!(days.is_sorted() && days.iter().all(|day| day.is_some_and(|day| (from..=story.as_of).contains(&day))), "{:?}", days);
        }
    }
}
