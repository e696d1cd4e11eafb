//! What can be typed to say what was done.

use super::super::today::TypedDay;
use super::Files;
use clap::{Args, ValueHint};
use collect::channel::Channel;
use std::path::PathBuf;

/// Record that the drafts of an outbox were sent and done.
///
/// Adds a touch to log.csv for each action in the outbox's manifest, with the action's id in `ref`, so that it is not due again. Actions
/// that are recorded already are not recorded twice. Without FOLDER, it is the outbox of --as-of.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect record                              all of today's drafts were done
  collect record outbox/2026-03-31            all of that day's drafts, with that date
  collect record --only INV-7 INV-9           only these invoices
  collect record --only INV-7 --none          only this invoice; the rest was not sent
  collect record outbox/2026-03-31 --none     nothing was sent; it may be drafted again")]
pub struct RecordArguments {
    /// The outbox of a day, such as outbox/2026-03-31
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Only these: ids of actions or invoices, or files; one or several
    #[arg(long, value_name = "ID", num_args = 1.., help_heading = "What was done")]
    pub only: Vec<String>,
    /// Everything not recorded now was not sent: `draft` writes it again
    #[arg(long, help_heading = "What was done")]
    pub none: bool,
    /// The day on which it was done [default: that of the outbox]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "What was done")]
    pub on: Option<TypedDay>,
    /// Show what would be recorded, and write nothing
    #[arg(long, help_heading = "What was done")]
    pub dry_run: bool,
    /// Who did it [default: the owner of each action]
    #[arg(long, value_name = "NAME", help_heading = "What was done")]
    pub by: Option<String>,
    #[command(flatten)]
    pub inputs: Files,
}

/// Add one event to the log: a call, a promise, a dispute, a payment.
///
/// WHAT is a channel (email, call, letter, sms, task) for a touch, or a type of event: payment, credit, reversal, fee, write_off,
/// dispute, dispute_resolved (or resolved), promise, pause, resume, reply, touch, escalate, extend, bounce, opt_out, note. `plan` is a
/// promise in instalments: one row for each; with several invoices, the oldest due date is paid first. The row is checked before it is
/// added. The output shows what it changes: where the invoice stands, what is done, and what comes next.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect log call INV-7 --note 'left voicemail'
  collect log promise INV-7 --until 2026-04-15 --amount 500
  collect log plan INV-7 INV-9 --instalments 300@2026-04-10,400@2026-05-10
  collect log dispute INV-7 --reason pricing
  collect log resolved INV-7
  collect log pause --customer C-17 --until 2026-05-01 --note 'in talks'
  collect log bounce INV-7                an email came back
  collect log opt_out C-17 --channel sms --note 'wrote back STOP'
  collect log payment INV-7 --dry-run     show what a payment of the balance would change")]
pub struct LogArguments {
    /// A channel, or a type of event
    #[arg(value_name = "WHAT")]
    pub what: String,
    /// The id of an invoice; or of a customer, if the type allows it; for a plan, the ids of its invoices
    #[arg(value_name = "INVOICE|CUSTOMER", required_unless_present = "customer")]
    pub subject: Vec<String>,
    /// The id of a customer: the event is for all invoices of the customer
    #[arg(long, value_name = "CUSTOMER", conflicts_with = "subject", help_heading = "The event")]
    pub customer: Option<String>,
    /// The day on which it happened [default: that of --as-of]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "The event")]
    pub on: Option<TypedDay>,
    /// For money and promises: the amount, such as 1234.50 [default: the whole balance]
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, help_heading = "The event")]
    pub amount: Option<String>,
    /// For money of a customer with invoices in several currencies, such as EUR
    #[arg(long, value_name = "CODE", help_heading = "The event")]
    pub currency: Option<String>,
    /// The promised date, the first day after a pause or an opt-out, the new due date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "The event")]
    pub until: Option<TypedDay>,
    /// For a plan: amounts and promised dates, such as 300@2026-03-10,400@2026-03-30
    #[arg(long, value_name = "AMOUNT@DATE", value_delimiter = ',', num_args = 1, help_heading = "The event")]
    pub instalments: Vec<String>,
    /// For a dispute or its resolution: the reason, such as pricing
    #[arg(long, value_name = "WORD", help_heading = "The event")]
    pub reason: Option<String>,
    /// For a touch: email, call, letter, sms or task; for an opt-out: the channel, if it is not for all
    #[arg(long, value_name = "CHANNEL", value_parser = super::channel, help_heading = "The event")]
    pub channel: Option<Channel>,
    /// For a touch: the stage that it was for; for `escalate`: the stage to go to
    #[arg(long, value_name = "STAGE", help_heading = "The event")]
    pub stage: Option<String>,
    /// For a bounce: the address [default: the invoice's]; for an opt-out: the address or number, if it is for one
    #[arg(long, value_name = "ADDRESS", allow_hyphen_values = true, help_heading = "The event")]
    pub address: Option<String>,
    /// For a touch or note: the action that was done [default: it counts for what is due on its channel]
    #[arg(long = "ref", value_name = "ACTION", help_heading = "The event")]
    pub reference: Option<String>,
    /// For a touch: the result in one word, such as voicemail
    #[arg(long, value_name = "WORD", help_heading = "The event")]
    pub outcome: Option<String>,
    /// Who did or said it
    #[arg(long, value_name = "NAME", help_heading = "The event")]
    pub by: Option<String>,
    /// What was said
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, help_heading = "The event")]
    pub note: Option<String>,
    /// Show what would change, and write nothing
    #[arg(long, help_heading = "The event")]
    pub dry_run: bool,
    #[command(flatten)]
    pub inputs: Files,
}

/// Take rows of the log back.
///
/// Nothing is deleted: another row says that the first one no longer counts. If you take back an undo, the first row counts again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect undo                            what the last command wrote
  collect undo L-3fa94c1e                 the row or rows with this id
  collect undo INV-7/escalation/call/1    the touch that records this action")]
pub struct UndoArguments {
    /// The id of a row, or of the action that it records; `last`: what the last command wrote
    #[arg(value_name = "ID", default_value = "last")]
    pub id: String,
    /// The day of the new row [default: that of --as-of]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "The new row")]
    pub on: Option<TypedDay>,
    /// Show what would change, and write nothing
    #[arg(long, help_heading = "The new row")]
    pub dry_run: bool,
    /// Who takes it back
    #[arg(long, value_name = "NAME", help_heading = "The new row")]
    pub by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, help_heading = "The new row")]
    pub note: Option<String>,
    #[command(flatten)]
    pub inputs: Files,
}
