//! `collect diff`: what two workflows do otherwise on the same ledger.

use super::arguments::{DiffArguments, Format};
use super::inputs::Whole;
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use super::simulate::{assumptions, history, known_habits, load, simulator};
use super::table::diff_text;
use anyhow::anyhow;
use collect::calendar::Day;
use collect::diff::{Diff, Held, Side};
use collect::plan::{Planner, Positions};
use collect::report::{DiffView, diff_csv, diff_json, diff_markdown};
use collect::workflow::Workflow;

pub fn run(arguments: &DiffArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let output = &arguments.output;
    if arguments.inputs.workflow.is_some() {
        return Err(anyhow!("the workflows are named without a flag, the old one first: collect diff OLD NEW").into());
    }
    if output.format() == Format::Jsonl {
        return Err(anyhow!("--format is table, csv, json or markdown: the lines of a comparison are those of csv").into());
    }
    let (whole, from, to) = load(&arguments.inputs, &[&arguments.old, &arguments.new], &arguments.range, shell)?;
    let (old, new) = (&whole.workflows[0], &whole.workflows[1]);
    check_gates(arguments, old, new)?;
    let side = |workflow| side(&whole, workflow, (from, to), arguments, shell);
    let diff = Diff::new(&side(old)?, &side(new)?);
    let held: Vec<Held> = arguments.fail_if.iter().filter_map(|gate| gate.holds(&diff)).collect();
    let slice = whole.sliced();
    let view = DiffView { diff: &diff, old, new, days: (from, to), slice: slice.as_deref(), held: &held, limit: arguments.limit };
    let look = shell.look(Some(output));
    deliver(output.output.as_deref(), |out| match output.format() {
        Format::Csv => diff_csv(&view, out),
        Format::Json => diff_json(&view, &whole.about, out),
        Format::Markdown => diff_markdown(&view, out),
        Format::Table | Format::Jsonl => out.write_all(diff_text(&view, look).as_bytes()),
    })?;
    if matches!(output.format(), Format::Csv | Format::Json) {
        shell.note(&format!("{}: {}", view.title(), view.sentences().join(" ")));
    }
    let outcome = whole.outcome(shell);
    view.gates().iter().for_each(|gate| shell.error(gate));
    Ok(if held.is_empty() { outcome } else { Outcome::Findings })
}

/// What one workflow asks for.
fn side<'w>(
    whole: &'w Whole,
    workflow: &'w Workflow,
    (from, to): (Day, Day),
    arguments: &DiffArguments,
    shell: &Shell,
) -> anyhow::Result<Side<'w>> {
    let ledger = &whole.ledger;
    if arguments.range.from.is_none() {
        let columns = ledger.invoices.columns();
        let planner = Planner::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, from, Positions::None);
        let mut planner = planner.within(&whole.slice);
        ledger.invoices.iter().for_each(|invoice| planner.add(&invoice));
        return Ok(Side::of_plan(workflow, &planner.finish()));
    }
    let assumptions = assumptions(&arguments.range, from, to);
    known_habits(&assumptions, workflow, shell)?;
    let simulator = simulator(whole, workflow, &assumptions);
    Ok(Side::of_history(workflow, &history(&simulator, shell), ledger, (from, to)))
}

/// A gate about nobody never holds, and would be taken for a good sign.
fn check_gates(arguments: &DiffArguments, old: &Workflow, new: &Workflow) -> anyhow::Result<()> {
    let both = || [old, new].into_iter();
    let from_column =
        both().flat_map(|workflow| &workflow.owners).any(|owner| matches!(owner.source, collect::workflow::OwnerSource::FromColumn { .. }));
    let mut owners: Vec<&str> = both().flat_map(|workflow| workflow.owners.iter().map(|owner| owner.id.as_str())).collect();
    let mut stages: Vec<&str> = both().flat_map(Workflow::stage_lists).flatten().map(|stage| stage.id.as_str()).collect();
    for names in [&mut owners, &mut stages] {
        let mut seen = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(*name);
                true
            }
        });
    }
    for gate in &arguments.fail_if {
        // Owners that the ledger names are known when it has been planned.
        if let Err(wrong) =
            gate.check(&owners, &stages).or_else(|wrong| if from_column && wrong.contains("an owner") { Ok(()) } else { Err(wrong) })
        {
            return Err(anyhow!("--fail-if {gate}: {wrong}"));
        }
    }
    Ok(())
}
