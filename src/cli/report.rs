//! `collect report`: the book at a glance.

use super::arguments::{InputArguments, Output, OutputFormat};
use super::inputs::Whole;
use super::outcome::{Failure, Outcome};
use super::output::named;
use super::proposals;
use super::shell::Shell;
use super::simulate::{followed, resolved};
use super::today::AsOf;
use anyhow::anyhow;
use clap::Args;
use collect::calendar::Day;
use collect::ledger::Invoice;
use collect::overview::{BookSums, Gatherer, Overview, known_from, looks};
use collect::overview_page::BookReport;
use collect::plan::status;
use collect::report::is_of;
use collect::simulate::Assumptions;

/// Show the book at a glance: what is due, disputed, promised and at risk, what moved, which stages work.
///
/// Everything is worked out from the ledger's history between the ends of two days: the bridge from opening to closing, the next four weeks,
/// ageing, stages, DSO and other measures, the ten largest overdue customers, exceptions, and the work.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect report -o report.html                    a page for the weekly meeting, for screen and paper
  collect report --from -7d -o report.html         what moved since last week
  collect report -o report.xlsx                    the same as a workbook, with all rows
  collect report --as-of 2026-03-31 --from 2025-12-31 -o q1.md
  collect report --customer C-105                  one customer, as Markdown on the screen")]
pub struct ReportArguments {
    #[command(flatten)]
    pub inputs: InputArguments,
    /// What moved is counted from the end of this day; -7d and so on count from --as-of [default: 90 days before]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Days")]
    pub from: Option<AsOf>,
    /// Only customers with this id or name; repeat it for more
    #[arg(long, value_name = "CUSTOMER", help_heading = "Filters")]
    pub customer: Vec<String>,
    #[command(flatten)]
    pub output: Output,
}

/// So many days are looked back where nothing is said: a quarter.
const USUAL_DAYS: i32 = 90;

pub fn run(arguments: &ReportArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let output = &arguments.output;
    let format =
        output.format_of(&[OutputFormat::Markdown, OutputFormat::Html, OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Table])?;
    let mut from = None;
    let days = |today: &dyn Fn() -> anyhow::Result<Day>| {
        let as_of = resolved("--as-of", arguments.inputs.as_of, today)?;
        let first = match arguments.from {
            Some(from) => from.on(as_of).map_err(|wrong| anyhow!("--from: {wrong}"))?,
            None => as_of.plus(-USUAL_DAYS),
        };
        if first >= as_of {
            return Err(anyhow!("--from {first} is not before --as-of {as_of}: the report is about the days between"));
        }
        from = Some(first);
        Ok((as_of, as_of))
    };
    let (whole, _, as_of) = Whole::load(&arguments.inputs, &[], &arguments.customer, days, shell)?;
    let from = from.unwrap_or(as_of);
    let known = known_from(&whole.ledger.invoices);
    let begins = known.map_or(from, |known| known.max(from));
    if begins >= as_of {
        return Err(anyhow!(
            "the ledger knows what was owed from {begins} on, so there is nothing to compare it with: sync an export of a later day"
        )
        .into());
    }
    if begins > from {
        shell.note(&format!("the ledger knows what was owed from {begins} on, so the report begins there"));
    }
    let workflow = &whole.workflows[0];
    let next_week = Assumptions::all_done(as_of.plus(1), as_of.plus(7));
    let gatherer = Gatherer::new(workflow, &whole.ledger, (begins, as_of), looks(as_of, known), &next_week);
    let mut gathered = BookSums::default();
    let parts = followed(&whole, shell, BookSums::default, |sum: &mut BookSums, invoices| gatherer.add(sum, invoices));
    parts.into_iter().for_each(|part| gathered.join(part));
    let plan = status(workflow, &whole.ledger, as_of);
    let is_meant = |invoice: &Invoice<'_>| whole.slice.holds(invoice) && is_of(&arguments.customer, *invoice);
    let overview = Overview::of(&gatherer, gathered, &plan, is_meant);
    let slice = whole.sliced.clone();
    let (waiting, _) = proposals::waiting_in(&whole.folder.join(proposals::FOLDER));
    let report = BookReport { overview: &overview, workflow, about: &whole.about, slice: slice.as_deref(), waiting };
    if format == OutputFormat::Xlsx {
        output.fits(overview.exceptions.len())?;
    }
    whole.ending.deliver(output.output.as_deref(), |out| match format {
        OutputFormat::Html => report.html(out),
        OutputFormat::Json => report.json(out),
        OutputFormat::Xlsx => report.xlsx(out),
        _ => report.markdown(out),
    })?;
    if named(output.output.as_deref()).is_some() {
        shell.note(&format!("{}, in {}", report.title(), output.output.as_deref().unwrap_or_else(|| std::path::Path::new("-")).display()));
    }
    Ok(whole.ending.outcome(output.output.as_deref(), shell))
}
