//! What can be typed after `collect plan`.

use super::{Inputs, Output, channel};
use crate::cli::today::AsOf;
use clap::{Args, ValueEnum};
use collect::channel::Channel;

/// What must be done on this date, by whom, in what order, and why?
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect plan                                   today's work, most pressing first
  collect plan --owner ar-specialist --limit 20  the first twenty of one person
  collect plan --by customer --channel call      a call list
  collect plan --since yesterday --format csv    what yesterday's run did not have
  collect plan --as-of +7d                       next week, if nothing happens")]
pub struct PlanArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub filter: PlanFilters,
    #[command(flatten)]
    pub output: Output,
}

/// Each can be given again: any of its values will do.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters (any but --by and --limit can be given again)")]
pub struct PlanFilters {
    /// Only this owner's
    #[arg(long, value_name = "OWNER")]
    pub owner: Vec<String>,
    /// Only this customer's, by id or name
    #[arg(long, value_name = "CUSTOMER")]
    pub customer: Vec<String>,
    /// Only invoices in this stage
    #[arg(long, value_name = "STAGE")]
    pub stage: Vec<String>,
    /// Only email, call, letter, sms or task
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    pub channel: Vec<Channel>,
    /// Only what is due now and was not due on DATE; yesterday, -7d and the like are told from --as-of
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub since: Option<AsOf>,
    /// At most so many actions
    #[arg(long, value_name = "N", value_parser = limit, allow_negative_numbers = true)]
    pub limit: Option<usize>,
    /// Put each customer's actions together (the only value: customer)
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    pub by: Option<GroupBy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GroupBy {
    Customer,
}

fn limit(text: &str) -> Result<usize, String> {
    let wanted = || "write how many actions are wanted at most, from 1; without --limit all are shown".to_owned();
    text.parse().ok().filter(|count| *count > 0).ok_or_else(wanted)
}
