//! What can be typed after `collect plan`.

use super::{Inputs, Output, channel};
use crate::cli::today::AsOf;
use clap::{Args, ValueEnum};
use collect::channel::Channel;

/// Show what to do today: the actions in order, who does them, and why.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect plan                                   today's work, most urgent first
  collect plan --owner ar-specialist --limit 20  the first 20 actions of one person
  collect plan --by customer --channel call      a call list
  collect plan --since yesterday --format csv    only what was not due yesterday
  collect plan --as-of +7d                       next week, if nothing happens")]
pub struct PlanArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub filter: PlanFilters,
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
    /// Only actions that were not due on DATE; yesterday, -7d and so on count from --as-of
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
