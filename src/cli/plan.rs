//! `collect plan`: what is to be done on a day.

use super::arguments::{self, Output, OutputFormat, channel};
use super::findings::Findings;
use super::hold_list;
use super::inputs::{Inputs, Query};
use super::matching::tell_statements;
use super::outcome::{Failure, Outcome};
use super::proposals::{self, tell_waiting};
use super::shares::{cores, written_in_shares};
use super::shell::Shell;
use super::table::plan_table;
use super::today::AsOf;
use super::unseen::{Unseen, known_owners, known_stages};
use clap::{Args, ValueEnum};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::plan::Positions;
use collect::report::{
    PlanFilter, PlanView, plan_csv_header, plan_csv_rows, plan_ics, plan_json, plan_jsonl_rows, plan_markdown, plan_summary, plan_xlsx,
    title,
};

/// Show what to do today: the actions in order, who does them, and why.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect plan                                   today's work, most urgent first
  collect plan --owner ar-specialist --limit 20  the first 20 actions of one person
  collect plan --by customer --channel call      a call list
  collect plan --since yesterday --format csv    only what was not due yesterday
  collect plan --as-of +7d                       next week, if nothing happens
  collect plan --hold-list --since yesterday     which customers are on credit hold, and what changed")]
pub struct PlanArguments {
    #[command(flatten)]
    pub inputs: arguments::InputArguments,
    #[command(flatten)]
    pub filter: PlanFilters,
    /// In place of the actions: each customer, on credit hold or free by the workflow's credit_hold; with --since also what changed since
    #[arg(long, conflicts_with_all = ["owner", "customer", "stage", "channel", "limit", "by"])]
    pub hold_list: bool,
    #[command(flatten)]
    pub output: Output,
}

/// Each can be given several times: one of its values must match.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters (all but --by and --limit can be given several times)")]
pub struct PlanFilters {
    /// Only actions of this owner
    #[arg(long, value_name = "OWNER")]
    pub owner: Vec<String>,
    /// Only actions for this customer, by id or name
    #[arg(long, value_name = "CUSTOMER")]
    pub customer: Vec<String>,
    /// Only invoices in this stage
    #[arg(long, value_name = "STAGE")]
    pub stage: Vec<String>,
    /// Only this channel: email, call, letter, sms or task
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    pub channel: Vec<Channel>,
    /// Only actions that were not due on DATE (with --hold-list: tell what changed since DATE); yesterday, -7d and so on count from --as-of
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub since: Option<AsOf>,
    /// At most N actions
    #[arg(long, value_name = "N", value_parser = limit, allow_negative_numbers = true)]
    pub limit: Option<usize>,
    /// Group the actions by customer (the only value: customer)
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    pub by: Option<GroupBy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GroupBy {
    Customer,
}

fn limit(text: &str) -> Result<usize, String> {
    let wanted = || "write the largest number of actions, from 1; without --limit all are shown".to_owned();
    text.parse().ok().filter(|count| *count > 0).ok_or_else(wanted)
}

/// Looking for the next day on which something is due goes over the whole ledger again: only where that is quick.
const MOST_TO_LOOK_AHEAD: u64 = 100_000;

pub fn run(arguments: &PlanArguments, shell: &Shell) -> Result<Outcome, Failure> {
    if arguments.hold_list {
        return hold_list::run(arguments, shell);
    }
    arguments.output.format_of(&OutputFormat::OF_PLANS)?;
    let typed = &arguments.filter;
    let positions = if arguments.output.format() == OutputFormat::Ics { Positions::Open } else { Positions::None };
    let mut inputs = Inputs::load(&arguments.inputs, &Query { since: typed.since, positions, ..Query::default() }, shell)?;
    known_stages(&typed.stage, &inputs.workflow)?;
    known_owners(&typed.owner, &inputs.workflow)?;
    inputs.met(shell)?;
    let (plan, workflow) = (&inputs.plan, &inputs.workflow);
    let is_empty = |owners: &[String], customers: &[String]| {
        let filter = PlanFilter { owners: owners.to_vec(), customers: customers.to_vec(), ..PlanFilter::default() };
        let view = PlanView::new(plan, workflow, &filter);
        view.actions.is_empty() && view.withheld.is_empty()
    };
    let words = Unseen {
        owner: "no action of the plan belongs to",
        customer: "no action of the plan is for a customer whose id or name is",
        nothing: "has nothing due",
    };
    words.tell(&typed.owner, &typed.customer, is_empty, &inputs, shell);
    let filter = PlanFilter {
        owners: typed.owner.clone(),
        customers: typed.customer.clone(),
        stages: typed.stage.clone(),
        channels: typed.channel.clone(),
        unlike: inputs.earlier.as_ref(),
    };
    let by_customer = typed.by.is_some();
    let mut view = PlanView::new(&inputs.plan, &inputs.workflow, &filter);
    if by_customer {
        view = view.by_customer();
    }
    let mut view = view.limited(typed.limit);
    view.next_on = next_on(arguments, &inputs, shell);
    arguments.output.fits(view.row_count().max(view.withheld.len()))?;
    print(&view, by_customer, &inputs, arguments, shell)?;
    tell_waiting(&inputs.folder.join(proposals::FOLDER), shell);
    tell_statements(&inputs.folder, inputs.plan.as_of, inputs.workflow.limits.stale_days, shell);
    let outcome = inputs.ending.outcome(arguments.output.output.as_deref(), shell);
    // The process ends here, and takes millions of small pieces of memory back at once.
    std::mem::forget(inputs);
    Ok(outcome)
}

fn print(view: &PlanView<'_>, by_customer: bool, inputs: &Inputs, arguments: &PlanArguments, shell: &Shell) -> anyhow::Result<()> {
    let output = &arguments.output;
    let look = shell.look(output.output.as_deref());
    inputs.ending.deliver(output.output.as_deref(), |out| match output.format() {
        OutputFormat::Xlsx => plan_xlsx(view, out),
        OutputFormat::Ics => plan_ics(view, &arguments.filter.owner, &arguments.filter.customer, out),
        OutputFormat::Table | OutputFormat::Html => out.write_all(plan_table(view, by_customer, shell.verbose, look).as_bytes()),
        OutputFormat::Csv => {
            plan_csv_header(&mut *out)?;
            written_in_shares(view.row_count(), cores, out, |places, share| plan_csv_rows(view, places, share))
        }
        OutputFormat::Json => plan_json(view, &inputs.about, out),
        OutputFormat::Jsonl => written_in_shares(view.row_count(), cores, out, |places, share| plan_jsonl_rows(view, places, share)),
        OutputFormat::Markdown => plan_markdown(view, by_customer, out),
    })?;
    if matches!(output.format(), OutputFormat::Csv | OutputFormat::Json | OutputFormat::Jsonl | OutputFormat::Xlsx | OutputFormat::Ics) {
        let head = title("Plan for", view.plan.as_of, view.workflow);
        shell.note(&format!("{head}: {}", plan_summary(view).join(" ")));
    }
    Ok(())
}

/// May a person who reads the result ask when something will be due, if nothing is?
fn looks_ahead(arguments: &PlanArguments) -> bool {
    matches!(arguments.output.format(), OutputFormat::Table | OutputFormat::Markdown)
}

/// If nothing is due, the day on which something will be: the ledger is read once more.
fn next_on(arguments: &PlanArguments, inputs: &Inputs, shell: &Shell) -> Option<Day> {
    if !looks_ahead(arguments) || !inputs.plan.worklist.is_empty() || inputs.about.invoices > Some(MOST_TO_LOOK_AHEAD) {
        return None;
    }
    let query = Query { positions: Positions::Open, ..Query::default() };
    let told = &mut Findings::default();
    let again = inputs.loader.load(&query, Some(&inputs.workflow), &[inputs.plan.as_of], &shell.silent(), told).plans.pop()?;
    let freed = inputs.plan.withheld.iter().filter_map(|held| held.free_on);
    again.positions.iter().filter_map(|position| position.next_on).chain(freed).min()
}
