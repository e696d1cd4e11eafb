//! `collect explain`: why an invoice is where it is, and what comes next; or all of a customer.

mod customer;

pub use customer::called;

use super::arguments::{self, Output, OutputFormat};
use super::inputs::{Inputs, Picked, Query};
use super::outcome::{Failure, Outcome};
use super::shell::Shell;
use super::table::story_text;
use super::today::AsOf;
use anyhow::{Context, anyhow};
use clap::Args;
use collect::calendar::Day;
use collect::ledger::{Invoices, Ledger};
use collect::plan::{Story, status, story};
use collect::report::{Dossier, StoryView, counted, story_json, story_markdown};

/// Show the history of an invoice or a customer: why it is where it is, and what comes next.
///
/// Everything that happened to it, day by day: events, stages, actions and what became of them, and when the clock stopped or jumped, each
/// with the line of the workflow. Then what is due, what blocks it, and the arithmetic.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect explain INV-1042                                    the history up to today
  collect explain INV-1042 --as-of 2026-03-31                 the history up to that day
  collect explain INV-1042 --from 2026-03-01 --to 2026-03-31  what changed in March
  collect explain INV-1042 --rank                             with the place of what is due in the whole plan
  collect explain INV-1042 --format json                      the same for programs
  collect explain --customer C-108                            the account of a customer, for a call about it
  collect explain --customer \"Pinecrest Hotels\" -o page.html  the same as a page to hand on")]
pub struct ExplainArguments {
    /// The invoice's id
    #[arg(value_name = "INVOICE", required_unless_present = "customer")]
    pub invoice: Option<String>,
    /// All of a customer, by id or name: the account, what happened across its invoices, what is due and what is in the way
    #[arg(long, value_name = "CUSTOMER", conflicts_with_all = ["invoice", "from", "rank"])]
    pub customer: Option<String>,
    #[command(flatten)]
    pub inputs: arguments::InputArguments,
    /// Show only what happened after DATE, and what has changed since; yesterday, -7d and so on count from --as-of
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Days")]
    pub from: Option<AsOf>,
    /// The same as --as-of, for use with --from
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, alias = "on", conflicts_with = "as_of", help_heading = "Days")]
    pub to: Option<AsOf>,
    /// Read and plan the whole ledger, and show the rank of what is due in that plan; without it only the rows of the customer are read
    #[arg(long)]
    pub rank: bool,
    #[command(flatten)]
    pub output: Output,
}

pub fn run(arguments: &ExplainArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let offered = [OutputFormat::Table, OutputFormat::Json, OutputFormat::Markdown, OutputFormat::Html];
    let format = arguments.output.format_of(&offered)?;
    if let Some(customer) = &arguments.customer {
        return customer::run(arguments, customer.trim(), format, shell);
    }
    let id = arguments.invoice.as_deref().unwrap_or_default().trim();
    let mut typed = arguments.inputs.clone();
    typed.files.as_of = arguments.to.unwrap_or(typed.as_of);
    let query = Query { notes: true, invoice: Some(id).filter(|_| !arguments.rank), ..Query::default() };
    let mut inputs = Inputs::load(&typed, &query, shell)?;
    let from = from(arguments, inputs.plan.as_of)?;
    if inputs.about.invoices == Some(0) {
        inputs.met(shell)?;
    }
    let invoices = match &mut inputs.of_customer {
        Some(invoices) => std::mem::take(invoices),
        None => invoices(&mut inputs, id)?,
    };
    let ledger = Ledger { invoices, events: std::mem::take(&mut inputs.events), fx: inputs.fx.take() };
    let workflow = &inputs.workflow;
    let told = |day: Day| -> anyhow::Result<Story> { story(workflow, &ledger, id, day).with_context(|| format!("{id} has no story")) };
    let whole = told(inputs.plan.as_of)?;
    let earlier = from.map(told).transpose()?;
    let invoice = ledger.invoices.iter().find(|invoice| invoice.id() == id).with_context(|| format!("{id} is not there"))?;
    inputs.met_with(&whole.plan, |finding| finding.concerns(invoice.id(), invoice.customer()), shell)?;
    if inputs.about.digest.is_empty() && format == OutputFormat::Json {
        inputs.about.digest = inputs.loader.digest().context("cannot read the ledger again")?;
    }
    let workflow = &inputs.workflow;
    let ranked = arguments.rank.then_some(&inputs.plan);
    let view = StoryView { story: &whole, invoice, workflow, whole: ranked, earlier: earlier.as_ref() };
    let output = &arguments.output;
    let look = shell.look(output.output.as_deref());
    inputs.ending.deliver(output.output.as_deref(), |out| match format {
        OutputFormat::Json => story_json(&view, &inputs.about, out),
        OutputFormat::Markdown => story_markdown(&view, out),
        OutputFormat::Html => out.write_all(Dossier::of_invoice(&view).html().as_bytes()),
        _ => out.write_all(story_text(&view, look).as_bytes()),
    })?;
    Ok(inputs.ending.outcome(output.output.as_deref(), shell))
}

fn from(arguments: &ExplainArguments, as_of: Day) -> anyhow::Result<Option<Day>> {
    let from = arguments.from.map(|day| day.on(as_of).map_err(|wrong| anyhow!(wrong))).transpose().context("--from")?;
    match from {
        Some(from) if from >= as_of => Err(anyhow!("--from {from} is not before the last day of the story, {as_of}")),
        _ => Ok(from),
    }
}

/// The invoices of the customer, or who else may have been meant.
fn invoices(inputs: &mut Inputs, id: &str) -> anyhow::Result<Invoices> {
    match inputs.loader.pick(id) {
        Picked::Found(invoices) => Ok(invoices),
        Picked::Customer(invoices) => Err(anyhow!(of_customer(inputs, id, invoices))),
        Picked::Unknown(hint) => {
            let mut message = format!("the ledger has no invoice {id:?}");
            if inputs.events.invoice(id).is_some() {
                message.push_str(", but events name it; it may be paid and no longer in the export");
            } else if !hint.is_empty() {
                message.push_str(": ");
                message.push_str(&hint);
            }
            Err(anyhow!(message))
        }
    }
}

/// What is said to somebody who named a customer: which invoices there are to ask for.
fn of_customer(inputs: &mut Inputs, id: &str, invoices: Invoices) -> String {
    const NAMED: usize = 5;
    let ledger = Ledger { invoices, events: std::mem::take(&mut inputs.events), fx: inputs.fx.take() };
    let plan = status(&inputs.workflow, &ledger, inputs.plan.as_of);
    let open = plan.positions.iter().filter(|position| position.status.is_open());
    let open: Vec<&str> = open.map(|position| plan.invoices.get(position.invoice).id()).collect();
    let which = match open.len() {
        0 => "no open invoice".to_owned(),
        count => {
            let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
            format!("{}: {}{more}", counted(count, "open invoice"), open[..count.min(NAMED)].join(", "))
        }
    };
    format!("{id:?} is not an invoice but a customer with {which}; collect explain --customer {id:?} shows all of it")
}
