//! Histories: they are what planning each day and recording its plan gives, and they add up.

mod command;
mod comparison;
mod customers;
mod day_by_day;
mod sums;

use crate::scenario;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::reading::{BadRows, EventReader, Report};
use collect::ledger::{Invoices, Ledger};
use collect::plan::{ActionKind, Contact, ContactWords, plan};
use collect::project::CsvFormat;
use collect::simulate::{Assumptions, Habit, simulate};
use day_by_day::{Done, day_by_day};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

fn config(cases: u32) -> Config {
    let default = Config::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { default.cases } else { cases }, failure_persistence: None, max_shrink_iters: 5_000, ..default }
}

/// What the simulator says was done, as text.
fn simulated(story: &scenario::Story, assumptions: &Assumptions) -> Vec<Done> {
    let ledger = story.ledger();
    let history = simulate(&story.workflow, &ledger, assumptions);
    let words = ContactWords { workflow: &story.workflow, invoices: &ledger.invoices };
    let mut done: Vec<Done> = history
        .touches
        .iter()
        .map(|touch| {
            let contact = &touch.contact;
            Done {
                day: contact.day,
                action_id: words.action_id(contact).to_string(),
                owner: words.owner(contact).into_owned(),
                rest: format!(
                    "{} {} {} {:?} {} {} {} {:?} {:?} {:?} {}",
                    contact.kind,
                    contact.channel,
                    words.invoice(contact).id(),
                    touch.balance(),
                    touch.due_date,
                    touch.clock,
                    touch.status,
                    contact.track,
                    contact.stage,
                    words.template(contact),
                    touch.scheduled_on
                ),
            }
        })
        .collect();
    done.sort();
    done
}

fn agree(story: &scenario::Story, assumptions: &Assumptions) -> Result<(), TestCaseError> {
    if story.is_explained_after(assumptions.from) {
        return Ok(());
    }
    let (fast, slow) = (simulated(story, assumptions), day_by_day(story, assumptions));
    let only = |these: &[Done], others: &[Done]| {
        these.iter().filter(|done| !others.contains(done)).map(|done| format!("{done:?}")).collect::<Vec<_>>()
    };
    prop_assert!(fast == slow, "only simulated:\n{}\nonly day by day:\n{}", only(&fast, &slow).join("\n"), only(&slow, &fast).join("\n"));
    Ok(())
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_simulation_is_planning_and_recording_each_day(story in scenario::random(), before in 0..50_i32) {
        let assumptions = Assumptions::all_done(story.as_of.plus(-before), story.as_of.plus(40));
        agree(&story, &assumptions)?;
    }

    #[test]
    fn work_that_is_late_or_left_undone_is_so_day_by_day(story in scenario::random(), share in 0..10_001_u32, delay in 0..6_u32, seed in any::<u64>()) {
        let mut assumptions = Assumptions::all_done(story.as_of.plus(-25), story.as_of.plus(35));
        assumptions.seed = seed;
        // Every second owner works so.
        assumptions.habits = story.workflow.owners.iter().step_by(2).map(|owner| Habit { owner: owner.id.clone(), share, delay }).collect();
        agree(&story, &assumptions)?;
    }
}

/// The quickstart's ledger, read again each day with a log to which that day's touches were added.
#[test]
fn the_quickstart_is_simulated_as_it_would_be_worked_through() {
    let read = |file: &str| fs_err::read_to_string(format!("{}/examples/quickstart/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let text = collect::builtin::workflow("net30").unwrap();
    let names = collect::builtin::templates().filter_map(|(file, _)| collect::draft::Templates::name_of(file)).collect();
    let workflow = collect::workflow::read(text, "net30", &names).value.unwrap();
    let (from, to) = (Day::parse("2026-03-16").unwrap(), Day::parse("2026-06-30").unwrap());
    // Nobody recorded a touch from the first day on.
    let events = read("events.csv");
    let kept = events.lines().filter(|row| !(row.contains(",touch,") && row[..10] >= *"2026-03-16")).collect::<Vec<_>>().join("\n");
    let ledger = |log: &str| {
        let format = CsvFormat::plain("").for_reading(from, None).unwrap();
        let mut report = Report::new(BadRows::Stop);
        let invoices = Invoices::read(read("invoices.csv").as_bytes(), "invoices.csv", &format, &mut report);
        let mut events = EventReader::new(false);
        events.read(kept.as_bytes(), "events.csv", &format, &mut report);
        events.read(log.as_bytes(), "log.csv", &format, &mut report);
        assert_eq!(report.errors().to_string(), "");
        Ledger { invoices, events: events.finish(), fx: None }
    };
    let (mut log, mut slow, mut disputes) = ("date,type,invoice_id,channel,ref\n".to_owned(), Vec::new(), Vec::new());
    for day in (0..=to.since(from)).map(|days| from.plus(days)) {
        let plan = plan(&workflow, &ledger(&log), day);
        for action in plan.actions() {
            let by = (action.id.clone(), action.owner.to_string());
            if action.kind != ActionKind::Dispute {
                let id = plan.invoices.get(action.invoice).id();
                log.push_str(&format!("{day},touch,{id},{},{}\n", action.channel, action.id));
            } else if disputes.contains(&by) {
                continue;
            } else {
                disputes.push(by);
            }
            slow.push((day, action.id.to_string(), action.owner.to_string(), action.channel));
        }
    }
    let first = ledger("date,type,invoice_id,channel,ref\n");
    let fast = simulate(&workflow, &first, &Assumptions::all_done(from, to)).touches;
    let words = ContactWords { workflow: &workflow, invoices: &first.invoices };
    let told = |contact: Contact| (contact.day, words.action_id(&contact).to_string(), words.owner(&contact).into_owned(), contact.channel);
    let mut fast: Vec<(Day, String, String, Channel)> = fast.into_iter().map(|touch| told(touch.contact)).collect();
    fast.sort();
    slow.sort();
    assert!(fast.len() > 40, "{}", fast.len());
    assert_eq!(fast, slow);
}
