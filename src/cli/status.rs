//! `collect status`: where every open invoice stands.

use super::arguments::{self, Output, OutputFormat, one_of};
use super::inputs::{Inputs, Query};
use super::outcome::{Failure, Outcome};
use super::shell::Shell;
use super::table::status_table;
use super::unseen::{Unseen, known_owners, known_stages};
use clap::Args;
use collect::money::money;
use collect::plan::{Plan, Positions, Status};
use collect::report::{StatusFilter, StatusView, counted, status_csv, status_json, status_jsonl, status_markdown, status_xlsx, title};

/// Show where every open invoice stands, and the cash by age.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect status                          every open invoice, and the cash by age
  collect status --customer C-1042 --all  one customer, paid invoices too
  collect status --status disputed        the disputed invoices
  collect status --stalled                invoices without a next action")]
pub struct StatusArguments {
    #[command(flatten)]
    pub inputs: arguments::InputArguments,
    #[command(flatten)]
    pub filter: StatusFilters,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Filters (all but --all and --stalled can be given several times)")]
pub struct StatusFilters {
    /// Also show closed invoices and open credits
    #[arg(long)]
    pub all: bool,
    /// Only stalled invoices: overdue with nothing due now or later, or blocked for more than 60 days
    #[arg(long)]
    pub stalled: bool,
    /// Only invoices of this owner
    #[arg(long, value_name = "OWNER")]
    pub owner: Vec<String>,
    /// Only invoices of this customer, by id or name
    #[arg(long, value_name = "CUSTOMER")]
    pub customer: Vec<String>,
    /// Only invoices in this stage
    #[arg(long, value_name = "STAGE")]
    pub stage: Vec<String>,
    /// Only upcoming, active, disputed, paused, promised, replied, paid, credited, written_off or credit
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Vec<Status>,
}

fn status(text: &str) -> Result<Status, String> {
    Status::all().into_iter().find(|status| status.name() == text).ok_or_else(|| one_of(Status::all().map(Status::name)))
}

/// Invoices that the files have and the day does not have yet: without a word their sum would be missing.
fn tell_unissued(plan: &Plan, shell: &Shell) {
    let (count, mut sums) = plan.unissued.iter().fold((0, Vec::new()), |(count, mut sums), (currency, (more, open))| {
        sums.push(money(*currency, *open));
        (count + more, sums)
    });
    if count > 0 {
        let last = sums.pop().unwrap_or_default();
        let sums = if sums.is_empty() { last } else { format!("{} and {last}", sums.join(", ")) };
        let are = if count == 1 { "is" } else { "are" };
        shell.note(&format!("not in it: {}, {sums}, which {are} issued after {}", counted(count, "invoice"), plan.as_of));
    }
}

pub fn run(arguments: &StatusArguments, shell: &Shell) -> Result<Outcome, Failure> {
    arguments.output.format_of(&OutputFormat::OF_SHEETS)?;
    let typed = &arguments.filter;
    let positions = if typed.all || !typed.status.is_empty() { Positions::All } else { Positions::Open };
    let query = Query { positions, ..Query::default() };
    let mut inputs = Inputs::load(&arguments.inputs, &query, shell)?;
    known_stages(&typed.stage, &inputs.workflow)?;
    known_owners(&typed.owner, &inputs.workflow)?;
    inputs.met(shell)?;
    let whole = &inputs.plan;
    let filter = StatusFilter {
        all: typed.all,
        stalled: typed.stalled,
        owners: typed.owner.clone(),
        customers: typed.customer.clone(),
        stages: typed.stage.clone(),
        statuses: typed.status.clone(),
    };
    let shown = StatusFilter { all: typed.all, statuses: typed.status.clone(), ..StatusFilter::default() };
    let is_empty = |owners: &[String], customers: &[String]| {
        let filter = StatusFilter { owners: owners.to_vec(), customers: customers.to_vec(), ..shown.clone() };
        StatusView::new(whole, &inputs.workflow, &filter).positions.is_empty()
    };
    let nothing =
        if positions == Positions::All { "has no invoice of this kind" } else { "has no open invoice (--all shows all of its rows)" };
    let customer = "no invoice here is of a customer whose id or name is";
    let words = Unseen { owner: "no invoice here belongs to", customer, nothing };
    words.tell(&typed.owner, &typed.customer, is_empty, &inputs, shell);
    // Who asks for a part knows that it is one.
    if [&typed.owner, &typed.customer, &typed.stage].iter().all(|list| list.is_empty()) && typed.status.is_empty() && !typed.stalled {
        tell_unissued(whole, shell);
    }
    let view = StatusView::new(whole, &inputs.workflow, &filter);
    let output = &arguments.output;
    output.fits(view.positions.len())?;
    let look = shell.look(output.output.as_deref());
    inputs.ending.deliver(output.output.as_deref(), |out| match output.format() {
        OutputFormat::Xlsx => status_xlsx(&view, out),
        OutputFormat::Table | OutputFormat::Html | OutputFormat::Ics => out.write_all(status_table(&view, &filter, look).as_bytes()),
        OutputFormat::Csv => status_csv(&view, out),
        OutputFormat::Json => status_json(&view, &inputs.about, out),
        OutputFormat::Jsonl => status_jsonl(&view, out),
        OutputFormat::Markdown => status_markdown(&view, out),
    })?;
    if matches!(output.format(), OutputFormat::Csv | OutputFormat::Json | OutputFormat::Jsonl | OutputFormat::Xlsx) {
        let head = title("Status on", whole.as_of, &inputs.workflow);
        shell.note(&format!("{head}: {}", counted(view.positions.len(), "invoice")));
    }
    Ok(inputs.ending.outcome(output.output.as_deref(), shell))
}
