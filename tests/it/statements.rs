//! `collect statement`: accounts worked out by hand, and on random ledgers against the naive planner and `explain --customer`.

mod command;

use crate::naive;
use crate::scenario;
use crate::scenario::told::{date, stage, told, workflow};
use collect::calendar::Day;
use collect::draft::{Composer, NoFiles, Statement, Templates, statements};
use collect::ledger::Ledger;
use collect::money::{Balance, Currency, Decimal};
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
        files: &NoFiles,
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

/// The opening balance, each movement with the balance after it, and the net that the account comes to, in cents.
fn lines(invoices: &str, events: &str, from: &str) -> Vec<Vec<String>> {
    let mut workflow = workflow(vec![stage("late", 90, vec![])]);
    workflow.overrides.payment.close_at = Decimal::from(1);
    let ledger = told(&workflow, invoices, events, "2026-03-01").ledger();
    on(&workflow, &ledger, date("2026-03-01"), date(from), |statement| {
        let moved = statement.lines().map(|line| {
            let day = line.day.map_or_else(|| "always".to_owned(), |day| day.to_string());
            format!("{day} {} {} {} {}", line.kind.name(), line.invoice.unwrap_or("-"), line.change, line.balance)
        });
        let opening = format!("{} {}", statement.currency, statement.opening);
        std::iter::once(opening).chain(moved).chain([format!("net {}", statement.net())]).collect()
    })
}

#[test]
fn every_kind_of_movement_has_its_line() {
    // Of A, 40.00 were paid before its open amount was taken, and what is left of it in the end is too little to be asked for. B was given up and paid
    // after all. Of the cash on account more was taken back than there was. C has no issue date.
    let invoices = "\
A ACME issued=2026-01-05 due=2026-02-04 amount=100.00 open=60.00@2026-02-10
B ACME issued=2026-02-01 due=2026-03-03 amount=30.00
C ACME due=2026-04-01 amount=7.00
D ACME issued=2026-02-28 due=2026-02-28 amount=-2.00
E ACME issued=2026-03-02 due=2026-04-01 amount=9.00
";
    let events = "\
2026-02-08 A payment amount=40.00
2026-02-12 ACME payment amount=5.00
2026-02-14 ACME reversal amount=8.00
2026-02-15 B write_off
2026-02-20 A payment amount=59.50
2026-02-25 B payment amount=30.00
2026-02-27 C fee amount=1.00
2026-03-01 C credit amount=0.50
";
    let wanted = [
        "USD 700",
        "2026-01-05 invoice A 10000 10700",
        "2026-01-05 earlier A -4000 6700",
        "2026-02-01 invoice B 3000 9700",
        "2026-02-12 payment - -500 9200",
        "2026-02-14 reversal - 800 10000",
        "2026-02-14 uncovered - -300 9700",
        "2026-02-15 write_off B -3000 6700",
        "2026-02-20 payment A -5950 750",
        "2026-02-20 small_rest A -50 700",
        "2026-02-25 write_off B 3000 3700",
        "2026-02-25 payment B -3000 700",
        "2026-02-27 fee C 100 800",
        "2026-02-28 credit_note D -200 600",
        "2026-03-01 credit C -50 550",
        "net 550",
    ];
    assert_eq!(lines(invoices, events, "2026-01-01"), [wanted]);
    assert_eq!(lines(invoices, events, "2026-02-26"), [["USD 700", wanted[12], wanted[13], wanted[14], "net 550"]]);
}

#[test]
fn currencies_have_statements_of_their_own() {
    let invoices = "\
A ACME issued=2026-02-01 due=2026-03-03 amount=10.00
B ACME issued=2026-02-02 due=2026-03-03 amount=20.00 currency=EUR settled=2026-02-20
C BOLT issued=2026-02-03 due=2026-03-03 amount=5.00 settled=2026-02-21
";
    let events = "2026-02-21 C payment amount=8.00\n";
    let wanted = [
        vec!["EUR 0", "2026-02-02 invoice B 2000 2000", "2026-02-20 settled B -2000 0", "net 0"],
        vec!["USD 0", "2026-02-01 invoice A 1000 1000", "net 1000"],
        // Paid too much: BOLT has 3.00 with us.
        vec!["USD 0", "2026-02-03 invoice C 500 500", "2026-02-21 payment C -800 -300", "net -300"],
    ];
    assert_eq!(lines(invoices, events, "2026-02-01"), wanted);
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
