//! Every day of a year what is due is drafted, done and recorded: nothing twice, nothing missed, nobody who owes nothing.

use crate::naive;
use crate::run::Run;
use collect::builtin;
use collect::calendar::Day;
use collect::draft::Templates;
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{Invoices, Ledger};
use collect::outbox::Listed;
use collect::plan::{self, ActionKind, Plan, Status};
use collect::record::{LogChange, LogSheet, drafted, identified};
use collect::workflow::{self, Workflow};
use fs_err as fs;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What happens in the year beside the events of the quickstart.
const LATER: &str = "\
date,type,invoice_id,customer_id,amount,until,reason,channel
2026-04-08,dispute_resolved,INV-1940,,,,pricing,
2026-04-10,payment,INV-1989,,,,,
2026-04-21,promise,INV-1951,,,2026-05-05,,
2026-05-04,pause,,C-108,,2026-06-01,,
2026-05-12,dispute,INV-1958,,,,service,
2026-06-02,payment,INV-1920,,48600.00,,,
2026-06-09,reversal,INV-1920,,48600.00,,,
2026-06-15,extend,INV-1930,,,2026-07-31,,
2026-07-07,payment,INV-1875,,,,,
2026-07-20,dispute_resolved,INV-1958,,,,service,
2026-08-11,reply,INV-1930,,,,,
2026-09-01,write_off,INV-1995,,,,,
";

fn quickstart() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/quickstart")
}

fn net30() -> Workflow {
    let (templates, _) = Templates::of_project([], None);
    workflow::read(builtin::workflow("net30").unwrap(), "net30.yaml", &templates.names().collect()).value.unwrap()
}

/// The ledger with a log.
fn ledger(log: &str) -> Ledger {
    let mut report = Report::new(BadRows::Stop);
    let text = |name: &str| fs::read_to_string(quickstart().join(name)).unwrap();
    let invoices = Invoices::read(text("invoices.csv").as_bytes(), "invoices.csv", &Format::default(), &mut report);
    let mut events = EventReader::new(false);
    events.read(text("events.csv").as_bytes(), "events.csv", &Format::default(), &mut report);
    events.read(LATER.as_bytes(), "later.csv", &Format::default(), &mut report);
    if !log.is_empty() {
        events.read(log.as_bytes(), "log.csv", &Format { guarded: true, ..Format::default() }, &mut report);
    }
    assert_eq!((report.error_count(), report.warning_count()), (0, 0), "{}", report.errors());
    Ledger { invoices, events: events.finish(), fx: None }
}

/// The ids of a plan's actions that a touch can do.
fn doable(plan: &Plan) -> Vec<&str> {
    plan.actions().iter().filter(|action| action.kind != ActionKind::Dispute).map(|action| action.id.as_str()).collect()
}

/// Records a plan's actions, each as a draft of its own.
fn recorded(workflow: &Workflow, plan: &Plan, ledger: &Ledger, log: &mut String) {
    let listed: Vec<Listed> = plan
        .actions()
        .iter()
        .map(|action| Listed {
            file: String::new(),
            action_ids: vec![action.id.clone()],
            channel: action.channel,
            owner: action.owner.to_string(),
            customer: plan.invoices.get(action.invoice).customer().to_owned(),
            to: String::new(),
            subject: String::new(),
            digest: String::new(),
            approval: String::new(),
        })
        .collect();
    let sheet = LogSheet::read(log.as_bytes()).unwrap();
    let done = drafted(&listed);
    let touches = done.iter().filter(|action| !action.is_dispute() && !action.is_recorded(None, &ledger.events, workflow));
    let entries = identified(touches.map(|action| action.touch(plan.as_of, &action.owner)).collect(), sheet.length(), |_| false);
    if !entries.is_empty() {
        let LogChange { keep, bytes } = sheet.change(&entries);
        log.truncate(keep);
        log.push_str(std::str::from_utf8(&bytes).unwrap());
    }
}

fn rows(log: &str) -> BTreeSet<&str> {
    let rows: BTreeSet<&str> = log.lines().collect();
    assert_eq!(rows.len(), log.lines().count(), "a row twice: {log}");
    rows
}

fn days(from: &str, count: i32) -> impl Iterator<Item = Day> {
    let first = Day::parse(from).unwrap();
    (0..count).map(move |number| first.plus(number))
}

#[test]
fn a_year_of_days_is_done_once_and_whole() {
    let workflow = net30();
    let first = Day::parse("2026-01-01").unwrap();
    let (mut log, mut done) = (String::new(), BTreeSet::new());
    let mut by_day: BTreeMap<Day, Vec<String>> = BTreeMap::new();
    for day in days("2026-01-01", 365) {
        let ledger = ledger(&log);
        let plan = plan::status(&workflow, &ledger, day);
        // The slow planner is asked on every weekday in turn.
        if day.since(first) % 15 == 0 {
            let ids: Vec<&str> = plan.actions().iter().map(|action| action.id.as_str()).collect();
            let obvious = naive::plan(&workflow, &ledger, day);
            assert_eq!(ids, obvious.actions.iter().map(|action| action.action_id.as_str()).collect::<Vec<_>>(), "{day}");
        }
        for action in plan.actions().iter().filter(|action| action.kind != ActionKind::Dispute) {
            assert!(done.insert(action.id.to_string()), "{day}: {} a second time", action.id);
            assert!(
                action.status.is_open() && (action.status != Status::Disputed || action.kind == ActionKind::Reply),
                "{day}: {}",
                action.id
            );
        }
        by_day.insert(day, doable(&plan).into_iter().map(str::to_owned).collect());
        recorded(&workflow, &plan, &ledger, &mut log);
    }
    assert_eq!(log.lines().count(), 1 + done.len());
    assert!(done.len() > 60, "{}", done.len());

    let whole = ledger(&log);
    for (day, ids) in &by_day {
        assert_eq!(doable(&plan::plan(&workflow, &whole, *day)), [""; 0], "{day}: what was recorded that day is done");
        let before: String = log
            .lines()
            .enumerate()
            .filter(|(line, row)| *line == 0 || row[..10] < *day.to_string())
            .map(|(_, row)| format!("{row}\n"))
            .collect();
        let again = plan::plan(&workflow, &ledger(&before), *day);
        assert_eq!(doable(&again), ids.iter().map(String::as_str).collect::<Vec<_>>(), "{day}: the log computes the same day again");
    }
}

/// Somebody writes into each sheet of an outbox that it was done.
fn complete(outbox: &Path) {
    for owner in fs::read_dir(outbox).into_iter().flatten().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        for sheet in fs::read_dir(owner.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        {
            let text = fs::read_to_string(&sheet).unwrap();
            fs::write(&sheet, format!("{text}\nDone.\n")).unwrap();
        }
    }
}

#[test]
fn the_program_leaves_the_same_log() {
    let workflow = net30();
    let mut log = String::new();
    let place = tempfile::TempDir::new().unwrap();
    for file in ["invoices.csv", "events.csv"] {
        fs::copy(quickstart().join(file), place.path().join(file)).unwrap();
    }
    fs::write(place.path().join("later.csv"), LATER).unwrap();
    fs::write(place.path().join("collect.yaml"), "ledger: { events: [{ path: events.csv }, { path: later.csv }] }\n").unwrap();
    let run = |command: &str, day: Day| {
        let (code, _, err) = Run::collect(&[command, "-q", "--as-of", &day.to_string()]).folder(place.path()).told();
        (code, err)
    };
    for day in days("2026-03-31", 15) {
        let ledger = ledger(&log);
        let plan = plan::plan(&workflow, &ledger, day);
        recorded(&workflow, &plan, &ledger, &mut log);
        assert_eq!(run("draft", day), (0, String::new()), "{day}");
        complete(&place.path().join(format!("outbox/{day}")));
        assert_eq!(run("record", day), (0, String::new()), "{day}");
        // The rows of a day stand in the order of its messages, and one message may be on several invoices.
        let left = fs::read_to_string(place.path().join("log.csv")).unwrap_or_default();
        let without_ids =
            |log: &str| -> BTreeSet<String> { rows(log).iter().map(|row| row.rsplit_once(',').unwrap().0.to_owned()).collect() };
        assert_eq!(without_ids(&left), without_ids(&log), "{day}");
    }
    assert!(log.lines().count() > 15, "{log}");
}
