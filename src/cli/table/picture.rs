//! The picture of a plan, `docs/plan.svg`: what a terminal shows of the example in `examples/quickstart`.
//!
//! `SNAPSHOTS=overwrite cargo test picture` draws it anew.

use super::{Look, plan_table};
use collect::builtin;
use collect::calendar::Day;
use collect::draft::Templates;
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{Invoices, Ledger};
use collect::plan::{Plan, plan};
use collect::report::{PlanFilter, PlanView};
use collect::workflow::{self, Workflow};
use std::path::Path;

/// How wide the terminal is, in columns: the picture is still read where a page is narrow.
const WIDTH: usize = 122;

/// The example's plan on the day that its README speaks of.
fn example() -> (Workflow, Plan) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/quickstart");
    let read = |file: &str| fs_err::read(folder.join(file)).unwrap();
    let names = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let workflow = workflow::read(builtin::workflow("net30").unwrap(), "net30.yaml", &names).value.unwrap();
    let mut report = Report::new(BadRows::Stop);
    let invoices = Invoices::read(&read("invoices.csv")[..], "invoices.csv", &Format::default(), &mut report);
    let mut events = EventReader::new(false);
    events.read(&read("events.csv")[..], "events.csv", &Format::default(), &mut report);
    assert_eq!(report.errors().to_string(), "");
    let ledger = Ledger { invoices, events: events.finish(), ..Ledger::default() };
    let plan = plan(&workflow, &ledger, Day::parse("2026-03-31").unwrap());
    (workflow, plan)
}

#[test]
fn the_picture_is_what_a_terminal_shows() {
    let (workflow, plan) = example();
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default());
    let shown = plan_table(&view, false, true, Look { width: Some(WIDTH), colour: true });
    let terminal = format!("$ collect plan -C examples/quickstart --as-of 2026-03-31 -v\n{shown}");
    let mut palette = anstyle_svg::WIN10_CONSOLE;
    // Its magenta is too dark for words on black.
    palette.0[5] = anstyle::RgbColor(197, 134, 222);
    let picture = anstyle_svg::Term::new().palette(palette).render_svg(&terminal);
    let kept = snapbox::Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/plan.svg"), None).raw();
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(picture, kept);
}
