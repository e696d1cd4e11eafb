//! What can be typed after `collect status`.

use super::{Inputs, Output, one_of};
use clap::Args;
use collect::plan::Status;

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
    pub inputs: Inputs,
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
