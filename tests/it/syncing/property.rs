//! A year of exports, of every day or of some: the plan and the status of each day are those of the full history, up to what an export cannot
//! know.

use super::by_library::{Kept, shipped};
use super::history::{self, Fact, State, World, first, ledger, plain, rows};
use crate::engine::shown;
use collect::calendar::Day;
use collect::ledger::Ledger;
use collect::plan::{Plan, Position, status};
use collect::sync::GoneAs;
use collect::workflow::Workflow;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use std::collections::BTreeMap;

const YEAR: i32 = 365;

/// So many random years, or as many as the environment variable `PROPTEST_CASES` asks for.
fn config(cases: u32) -> Config {
    let default = Config::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { default.cases } else { cases }, failure_persistence: None, max_shrink_iters: 2_000, ..default }
}

/// Do both ledgers say the same of a day?
fn agree(workflow: &Workflow, kept: &Ledger, full: &Ledger, day: Day, when: &str) -> Result<(), TestCaseError> {
    let of_day = |ledger: &Ledger| shown::whole(&status(workflow, ledger, day));
    let (kept, full) = (of_day(kept), of_day(full));
    let wrong: Vec<_> = kept.iter().filter(|line| !full.contains(line)).chain(full.iter().filter(|line| !kept.contains(line))).collect();
    prop_assert!(kept == full, "{} on {}:\n{:#?}", when, day, wrong);
    Ok(())
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn a_year_of_daily_exports_says_what_the_full_history_says(world in history::random(), name in prop::sample::select(vec!["net30", "saas", "five-step", "key-accounts"])) {
        let workflow = shipped(name);
        let (full, log) = (world.ledger(), world.log());
        let mut kept = Kept::default();
        for day in (0..YEAR).map(|number| first().plus(number)) {
            let before = kept.clone();
            let taken = kept.sync(&world.export(day), &log, &workflow, day, GoneAs::Payment);
            prop_assert!(before.head().is_none() || kept.synced.starts_with(&before.synced), "rows are only added");
            if day.number() % 15 == 0 || taken.changes > 0 {
                agree(&workflow, &kept.ledger(&log), &full, day, "right after the export")?;
            }
            let again = kept.clone();
            kept.sync(&world.export(day), &log, &workflow, day, GoneAs::Payment);
            prop_assert_eq!((&again.book, &again.synced), (&kept.book, &kept.synced), "the same export twice");
        }
        let at_the_end = kept.ledger(&log);
        for day in (0..YEAR).step_by(14).map(|number| first().plus(number)) {
            agree(&workflow, &at_the_end, &full, day, "at the end of the year")?;
        }
    }
}

/// How many exports there are on each day.
fn exports() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![3 => Just(0u8), 4 => Just(1u8), 2 => Just(2u8)], YEAR as usize)
}

/// What exports of some days can know, worked out from what happened between them.
struct Projection<'w> {
    world: &'w World,
    /// The invoices that were seen, in that order: the day, and what was said of each then.
    seen: Vec<(usize, Day, State)>,
    /// What the last export that had it said of the amount and due date of each.
    said: BTreeMap<usize, State>,
    events: Vec<Fact>,
}

impl Projection<'_> {
    /// There is an export on a day, as things stood at the end of the same day or of another.
    fn see(&mut self, day: Day, stand: Day) {
        for invoice in 0..self.world.lives.len() {
            let Some(state) = self.world.state(invoice, stand) else { continue };
            let Some(last) = self.said.get(&invoice).copied() else {
                if state.open != 0 {
                    self.seen.push((invoice, day, state));
                    self.said.insert(invoice, state);
                }
                continue;
            };
            let is_listed = state.open != 0;
            let mut add = |kind, amount: i64, until: Option<Day>| {
                if amount > 0 || until.is_some() {
                    self.events.push(Fact { day, shown: day, invoice, kind, amount: amount.max(0), until, logged: false });
                }
            };
            // Of one that is not listed nobody knows its amount.
            let raised = if is_listed { state.amount - last.amount } else { 0 };
            let paid = last.open + raised - state.open;
            add("fee", raised, None);
            add("credit", -raised, None);
            add("payment", paid, None);
            add("reversal", -paid, None);
            if is_listed && state.due != last.due {
                add("extend", 0, Some(state.due));
            }
            // At the end of the day on which it is first seen, what is open then is what was open.
            if let Some((.., first)) = self.seen.iter_mut().find(|(seen, on, _)| *seen == invoice && *on == day) {
                first.open = state.open;
            }
            self.said.insert(invoice, if is_listed { state } else { State { open: 0, ..last } });
        }
    }

    fn ledger(&self, log: &str) -> Ledger {
        let mut invoices = "segment,invoice_id,customer_id,issue_date,due_date,amount,currency,open_amount,open_on,phone\n".to_owned();
        for (invoice, day, state) in &self.seen {
            let (start, end) = self.world.texts(*invoice);
            invoices += &format!("{start},{},{},EUR,{},{day},{end}\n", state.due, plain(state.amount), plain(state.open));
        }
        ledger(&invoices, &rows(self.events.iter()), log)
    }
}

/// The balances of invoices on which something is open, with their due dates.
fn balances(plan: &Plan) -> BTreeMap<String, String> {
    let open = plan.positions.iter().filter(|position| position.balance != 0);
    let told = |position: &Position| {
        let id = plan.invoices.get(position.invoice).id().to_owned();
        (id, format!("{} {} {}", position.balance, position.due_date, position.days_past_due))
    };
    open.map(told).collect()
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn exports_of_some_days_say_what_can_be_known(world in history::random(), exports in exports()) {
        let (workflow, world) = (shipped("net30"), world.without_logged_money());
        let (full, log) = (world.ledger(), world.log());
        let mut kept = Kept::default();
        let mut known = Projection { world: &world, seen: Vec::new(), said: BTreeMap::new(), events: Vec::new() };
        let mut take = |day: Day, stand: Day, kept: &mut Kept| {
            known.see(day, stand);
            kept.sync(&world.export(stand), &log, &workflow, day, GoneAs::Payment)
        };
        for (day, count) in (0..YEAR).map(|number| first().plus(number)).zip(exports) {
            // The first of several is of the morning, when nothing of the day has happened.
            if count == 2 {
                take(day, day.plus(-1), &mut kept);
            }
            if count > 0 {
                take(day, day, &mut kept);
                let (of_day, truth) = (status(&workflow, &kept.ledger(&log), day), status(&workflow, &full, day));
                prop_assert_eq!(balances(&of_day), balances(&truth), "on {}", day);
            }
        }
        if kept.head().is_some() {
            for day in (0..YEAR).step_by(14).map(|number| first().plus(number)) {
                agree(&workflow, &kept.ledger(&log), &known.ledger(&log), day, "of what can be known")?;
            }
        }
    }

    #[test]
    fn an_export_that_was_cut_off_is_known_by_its_length(world in history::random(), day in 100..YEAR) {
        let workflow = shipped("net30");
        let (log, day) = (world.log(), first().plus(day));
        let mut kept = Kept::default();
        kept.sync(&world.export(day), &log, &workflow, day, GoneAs::Payment);
        let open: Vec<usize> = (0..world.lives.len()).filter(|invoice| world.state(*invoice, day).is_some_and(|state| state.open != 0)).collect();
        for left in 0..open.len() {
            let cut_off = world.export_of(day, open[..left].iter().copied());
            let half = kept.clone().sync(&cut_off, &log, &workflow, day.plus(1), GoneAs::Payment).half;
            prop_assert_eq!(half, (open.len() as u64, left as u64));
        }
    }
}
