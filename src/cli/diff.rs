//! `collect diff`: what two workflows do otherwise on the same ledger.

use super::arguments::{self, DayRange, Output, OutputFormat};
use super::inputs::Whole;
use super::outcome::{Failure, Outcome};
use super::shell::Shell;
use super::simulate::{assumptions, followed, known_habits, load};
use super::table::diff_text;
use anyhow::anyhow;
use clap::Args;
use collect::calendar::Day;
use collect::diff::{Diff, DiffSums, Gate, MetGate, Side, WorkflowComparison};
use collect::plan::{Planner, Positions};
use collect::report::{DiffView, diff_csv, diff_json, diff_markdown};
use collect::simulate::{Assumptions, Simulator, weeks_between};
use collect::workflow::{OwnerSource, Workflow};

/// Compare who two workflows would contact, and when.
///
/// OLD and NEW are files or names of built-in workflows, on the same ledger. With --as-of, their plans for one day are compared; with --from
/// and --to, what each would have done day by day. Exits with 1 if a --fail-if condition is met.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect diff net30 net15.yaml --as-of 2026-03-31               one day
  collect diff old.yaml new.yaml --from 2026-01-01 --to today    a range
  collect diff net30 new.yaml --from -1d --to +90d --format markdown -o diff.md
  collect diff net30 new.yaml --as-of today --fail-if 'touches > +10%' --fail-if 'newly > 0'

Conditions for --fail-if: a MEASURE, then >, >=, < or <=, then a LIMIT.
  measures  touches, touches.OWNER, stage.STAGE: number in the new workflow
            newly, no_more, earlier, later, reassigned, rechannelled: contacts that
            differ in this way
            invoices, customers: number with any difference
  limits    120: this number; +5: 5 more than in the old workflow; -5: 5 fewer;
            +10%: 10 % more")]
pub struct DiffArguments {
    /// The current workflow: a file or the name of a built-in one
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The changed workflow
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Exit with 1 if this condition is met: 'touches > +10%', 'touches.ar-specialist > +5', 'newly > 0'; can be given several times
    #[arg(long, value_name = "GATE", help_heading = "Gates")]
    pub fail_if: Vec<Gate>,
    #[command(flatten)]
    pub inputs: arguments::InputArguments,
    #[command(flatten)]
    pub range: DayRange,
    /// List at most N contacts for each kind of difference; CSV and JSON have all
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Output")]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
}

pub fn run(arguments: &DiffArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let output = &arguments.output;
    if arguments.inputs.workflow.is_some() {
        return Err(anyhow!("give the two workflows without a flag, the old one first: collect diff OLD NEW").into());
    }
    if output.format() == OutputFormat::Jsonl {
        return Err(anyhow!("use --format table, csv, json or markdown; for one line per difference, use csv").into());
    }
    output.format_of(&OutputFormat::OF_ROWS)?;
    let (whole, from, to) = load(&arguments.inputs, &[&arguments.old, &arguments.new], &arguments.range, shell)?;
    let (old, new) = (&whole.workflows[0], &whole.workflows[1]);
    check_gates(arguments, old, new)?;
    let assumptions = assumptions(&arguments.range, from, to);
    known_habits(&assumptions, &[old, new], shell)?;
    let ranged = arguments.range.from.is_some().then_some(&assumptions);
    let comparison = WorkflowComparison::new(old, new, &whole.ledger.invoices);
    let (old, new) = (comparison.old, comparison.new);
    let diff = compared(&whole, comparison, from, ranged, shell);
    let held: Vec<MetGate> = arguments.fail_if.iter().filter_map(|gate| gate.holds(&diff)).collect();
    let slice = whole.sliced.clone();
    let view = DiffView { diff: &diff, old, new, days: (from, to), slice: slice.as_deref(), held: &held, limit: arguments.limit };
    let look = shell.look(output.output.as_deref());
    whole.ending.deliver(output.output.as_deref(), |out| match output.format() {
        OutputFormat::Csv => diff_csv(&view, out),
        OutputFormat::Json => diff_json(&view, &whole.about, out),
        OutputFormat::Markdown => diff_markdown(&view, out),
        OutputFormat::Table | OutputFormat::Jsonl | OutputFormat::Html | OutputFormat::Xlsx | OutputFormat::Ics => {
            out.write_all(diff_text(&view, look).as_bytes())
        }
    })?;
    if matches!(output.format(), OutputFormat::Csv | OutputFormat::Json) {
        shell.note(&format!("{}: {}", view.title(), view.sentences().join(" ")));
    }
    let outcome = whole.ending.outcome(output.output.as_deref(), shell);
    view.gates().iter().for_each(|gate| shell.error(gate));
    Ok(if held.is_empty() { outcome } else { Outcome::Findings })
}

/// Compares what both workflows ask for: in a simulation, or in the plan of a day.
fn compared(whole: &Whole, comparison: WorkflowComparison<'_>, as_of: Day, ranged: Option<&Assumptions>, shell: &Shell) -> Diff {
    let ledger = &whole.ledger;
    let both = [comparison.old.workflow, comparison.new.workflow];
    let Some(assumptions) = ranged else {
        let [old, new] = both.map(|workflow| {
            let columns = ledger.invoices.columns();
            let planner = Planner::new(workflow, ledger.fx.as_ref(), &ledger.events, columns, as_of, Positions::None);
            let mut planner = planner.within(&whole.slice);
            ledger.invoices.iter().for_each(|invoice| planner.add(&invoice));
            Side::of_plan(&planner.finish(), &ledger.invoices)
        });
        let mut sums = DiffSums::default();
        comparison.add(&mut sums, old, new);
        return comparison.finish([sums], None);
    };
    let simulators = both.map(|workflow| Simulator::new(workflow, ledger, assumptions));
    let sums = followed(whole, shell, DiffSums::default, |sums, invoices| {
        let [old, new] = [&simulators[0], &simulators[1]].map(|simulator| Side::of_history(&simulator.follow(invoices), simulator.words));
        comparison.add(sums, old, new);
    });
    comparison.finish(sums, Some(weeks_between(assumptions.from, assumptions.to)))
}

/// Refuses a gate about an owner or stage that does not exist: it would never hold.
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
