//! `collect simulate`: what a workflow would have done, day by day.

use super::arguments::{DayRange, InputArguments, Output, OutputFormat};
use super::inputs::Whole;
use super::outcome::{Failure, Outcome};
use super::progress::Progress;
use super::shares::{added_up, cores};
use super::shell::Shell;
use super::table::simulation_text;
use super::unseen::{declared, known_owners};
use anyhow::{Context, anyhow};
use clap::Args;
use collect::calendar::Day;
use collect::report::{SimulationView, simulation_csv, simulation_json, simulation_jsonl, simulation_markdown};
use collect::simulate::{Assumptions, CustomerList, FollowedInvoices, SimulatedTouch, Simulator, Tally};
use collect::workflow::Workflow;

/// Replay a workflow on the ledger, day by day: what it would have done.
///
/// Between --from and --to, each due action is done on the day it is due, unless --done says otherwise. The ledger's events happen as they did. Touches
/// before --from count; those in the range do not, because the simulation decides who is contacted.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect simulate --from 2026-01-01 --to 2026-03-31             a quarter
  collect simulate --workflow saas --from  -90d --to today       another workflow on the same ledger
  collect simulate --from -90d --to today --done 'ar=80%+1d'     one owner does 80 % of the work, a day late
  collect simulate --from -90d --to today --format csv -o t.csv  every touch")]
pub struct SimulateArguments {
    #[command(flatten)]
    pub inputs: InputArguments,
    #[command(flatten)]
    pub range: DayRange,
    #[command(flatten)]
    pub output: Output,
}

const MOST_DAYS: i32 = 7305;

pub fn run(arguments: &SimulateArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let range = &arguments.range;
    if range.from.is_none() {
        return Err(anyhow!("give the days with --from and --to, as in --from 2026-01-01 --to 2026-03-31").into());
    }
    arguments.output.format_of(&OutputFormat::OF_ROWS)?;
    let (whole, from, to) = load(&arguments.inputs, &[], range, shell)?;
    let workflow = &whole.workflows[0];
    let assumptions = assumptions(range, from, to);
    known_habits(&assumptions, &[workflow], shell)?;
    let output = &arguments.output;
    let lists_touches = matches!(output.format(), OutputFormat::Csv | OutputFormat::Json | OutputFormat::Jsonl);
    let simulator = Simulator::new(workflow, &whole.ledger, &assumptions);
    let sums = followed(&whole, shell, Simulated::default, |sum: &mut Simulated, invoices| {
        let mut history = simulator.follow(invoices);
        simulator.add(&mut sum.tally, &history);
        if lists_touches {
            sum.touches.append(&mut history.touches);
        }
    });
    let mut simulated = Simulated::default();
    sums.into_iter().for_each(|sum| simulated.join(sum));
    simulator.sort(&mut simulated.touches);
    let summary = simulator.summary(simulated.tally);
    let slice = whole.sliced.clone();
    let view = SimulationView {
        summary: &summary,
        touches: &simulated.touches,
        assumptions: &assumptions,
        workflow,
        ledger: &whole.ledger,
        slice: slice.as_deref(),
    };
    let look = shell.look(output.output.as_deref());
    whole.ending.deliver(output.output.as_deref(), |out| match output.format() {
        OutputFormat::Table | OutputFormat::Html | OutputFormat::Xlsx | OutputFormat::Ics => {
            out.write_all(simulation_text(&view, look).as_bytes())
        }
        OutputFormat::Csv => simulation_csv(&view, out),
        OutputFormat::Json => simulation_json(&view, &whole.about, out),
        OutputFormat::Jsonl => simulation_jsonl(&view, out),
        OutputFormat::Markdown => simulation_markdown(&view, out),
    })?;
    if lists_touches {
        shell.note(&format!("{}: {}", view.title(), view.sentences().join(" ")));
    }
    Ok(whole.ending.outcome(output.output.as_deref(), shell))
}

pub fn load(inputs: &InputArguments, named: &[&str], range: &DayRange, shell: &Shell) -> Result<(Whole, Day, Day), Failure> {
    let days = |today: &dyn Fn() -> anyhow::Result<Day>| {
        let (Some(from), Some(to)) = (range.from, range.to) else {
            let as_of = resolved("--as-of", inputs.as_of, today)?;
            return Ok((as_of, as_of));
        };
        let (from, to) = (resolved("--from", from, today)?, resolved("--to", to, today)?);
        if to < from {
            return Err(anyhow!("--to {to} is before --from {from}"));
        }
        if to.since(from) >= MOST_DAYS {
            return Err(anyhow!("from {from} to {to} are more than twenty years: simulate fewer days"));
        }
        Ok((from, to))
    };
    Whole::load(inputs, named, &range.customer, days, shell)
}

pub fn resolved(flag: &str, day: super::today::AsOf, today: &dyn Fn() -> anyhow::Result<Day>) -> anyhow::Result<Day> {
    let base = if matches!(day, super::today::AsOf::FromToday(_)) { today()? } else { Day::FIRST };
    day.on(base).map_err(|wrong| anyhow!(wrong)).with_context(|| flag.to_owned())
}

/// What was typed of how people work.
pub fn assumptions(range: &DayRange, from: Day, to: Day) -> Assumptions {
    Assumptions { habits: range.done.clone(), seed: range.seed, ..Assumptions::all_done(from, to) }
}

/// Refuses an owner that no workflow declares or that is named twice.
pub fn known_habits(assumptions: &Assumptions, workflows: &[&Workflow], shell: &Shell) -> anyhow::Result<()> {
    let owners: Vec<String> = assumptions.habits.iter().map(|habit| habit.owner.clone()).collect();
    if let Some((_, owner)) = owners.iter().enumerate().find(|(index, owner)| owners[..*index].contains(owner)) {
        return Err(anyhow!("--done is given twice for {owner}: give it once"));
    }
    let declared_by_none = |owner: &String| workflows.iter().all(|workflow| workflow.owner_named(owner).is_none());
    let unknown: Vec<String> = owners.into_iter().filter(declared_by_none).collect();
    for workflow in workflows {
        known_owners(&unknown, workflow).context("--done")?;
    }
    for owner in &unknown {
        shell.note(&format!("--done: no workflow declares {owner:?}; it may be a name in the ledger ({})", declared(owner, workflows[0])));
    }
    Ok(())
}

/// What some customers come to.
#[derive(Default)]
struct Simulated {
    tally: Tally,
    /// If they are listed.
    touches: Vec<SimulatedTouch>,
}

impl Simulated {
    fn join(&mut self, other: Simulated) {
        self.tally.join(other.tally);
        self.touches.extend(other.touches);
    }
}

/// Follows each customer of a ledger, on all cores, with a bar for somebody who waits: `add` adds it to the sum of a core.
pub fn followed<S: Send>(
    whole: &Whole,
    shell: &Shell,
    start: impl Fn() -> S + Sync,
    add: impl Fn(&mut S, &FollowedInvoices<'_>) + Sync,
) -> Vec<S> {
    let customers = CustomerList::new(&whole.ledger, |invoice| whole.slice.holds(invoice));
    let progress = Progress::counting("customers");
    progress.expect(Some(customers.len() as u64));
    let shown = progress.shown(shell);
    let sums = added_up(customers.len(), cores(), start, |sum, customer| {
        add(sum, &customers.invoices(&whole.ledger, customer));
        progress.bytes(1);
        progress.rows(1);
    });
    drop(shown);
    sums
}
