//! `collect diff`: what two workflows do otherwise on the same ledger.

use super::arguments::{DiffArguments, OutputFormat};
use super::inputs::Whole;
use super::outcome::{Failure, Outcome};
use super::shell::Shell;
use super::simulate::{assumptions, history, known_habits, load, simulator};
use super::table::diff_text;
use anyhow::anyhow;
use collect::calendar::Day;
use collect::diff::{Diff, MetGate, Side};
use collect::plan::{Planner, Positions};
use collect::report::{DiffView, diff_csv, diff_json, diff_markdown};
use collect::simulate::Assumptions;
use collect::workflow::{OwnerSource, Workflow};

pub fn run(arguments: &DiffArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let output = &arguments.output;
    if arguments.inputs.workflow.is_some() {
        return Err(anyhow!("give the two workflows without a flag, the old one first: collect diff OLD NEW").into());
    }
    if output.format() == OutputFormat::Jsonl {
        return Err(anyhow!("use --format table, csv, json or markdown; for one line per difference, use csv").into());
    }
    let (whole, from, to) = load(&arguments.inputs, &[&arguments.old, &arguments.new], &arguments.range, shell)?;
    let (old, new) = (&whole.workflows[0], &whole.workflows[1]);
    check_gates(arguments, old, new)?;
    let assumptions = assumptions(&arguments.range, from, to);
    known_habits(&assumptions, &[old, new], shell)?;
    let ranged = arguments.range.from.is_some().then_some(&assumptions);
    let side = |workflow| side(&whole, workflow, from, ranged, shell);
    let diff = Diff::new(&side(old), &side(new));
    let held: Vec<MetGate> = arguments.fail_if.iter().filter_map(|gate| gate.holds(&diff)).collect();
    let slice = whole.sliced.clone();
    let view = DiffView { diff: &diff, old, new, days: (from, to), slice: slice.as_deref(), held: &held, limit: arguments.limit };
    let look = shell.look(Some(output));
    whole.ending.deliver(output.output.as_deref(), |out| match output.format() {
        OutputFormat::Csv => diff_csv(&view, out),
        OutputFormat::Json => diff_json(&view, &whole.about, out),
        OutputFormat::Markdown => diff_markdown(&view, out),
        OutputFormat::Table | OutputFormat::Jsonl => out.write_all(diff_text(&view, look).as_bytes()),
    })?;
    if matches!(output.format(), OutputFormat::Csv | OutputFormat::Json) {
        shell.note(&format!("{}: {}", view.title(), view.sentences().join(" ")));
    }
    let outcome = whole.ending.outcome(output.output.as_deref(), shell);
    view.gates().iter().for_each(|gate| shell.error(gate));
    Ok(if held.is_empty() { outcome } else { Outcome::Findings })
}

/// What one workflow asks for: in a simulation, or in the plan of a day.
fn side<'w>(whole: &Whole, workflow: &'w Workflow, as_of: Day, ranged: Option<&Assumptions>, shell: &Shell) -> Side<'w> {
    let ledger = &whole.ledger;
    let Some(assumptions) = ranged else {
        let columns = ledger.invoices.columns();
        let planner = Planner::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, as_of, Positions::None);
        let mut planner = planner.within(&whole.slice);
        ledger.invoices.iter().for_each(|invoice| planner.add(&invoice));
        return Side::of_plan(workflow, &planner.finish());
    };
    let history = history(&simulator(whole, workflow, assumptions), shell);
    Side::of_history(workflow, &history, ledger, (assumptions.from, assumptions.to))
}

/// A gate about nobody never holds, and would be taken for a good sign.
fn check_gates(arguments: &DiffArguments, old: &Workflow, new: &Workflow) -> anyhow::Result<()> {
    let both = [old, new];
    let owners = both.iter().flat_map(|workflow| &workflow.owners);
    // Whom the ledger names is not known before it is planned.
    let named_by_ledger = owners.clone().any(|owner| matches!(owner.source, OwnerSource::FromColumn { .. }));
    let mut owners: Vec<&str> = owners.map(|owner| owner.id.as_str()).collect();
    let mut stages: Vec<&str> = both.iter().flat_map(|workflow| workflow.stage_lists()).flatten().map(|stage| stage.id.as_str()).collect();
    for names in [&mut owners, &mut stages] {
        names.sort_unstable();
        names.dedup();
    }
    let owners = (!named_by_ledger).then_some(owners.as_slice());
    for gate in &arguments.fail_if {
        gate.check(owners, &stages).map_err(|wrong| anyhow!("--fail-if {gate}: {wrong}"))?;
    }
    Ok(())
}
