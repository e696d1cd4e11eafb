//! What can be typed to say what was done.

use super::super::today::TypedDay;
use super::Files;
use clap::{Args, ValueHint};
use collect::channel::Channel;
use std::path::PathBuf;

/// The drafts of an outbox were sent and done: note it in the log.
///
/// A touch is added to log.csv for each action that the outbox's manifest lists, with the action's id in `ref`, so that it is not
/// due again. What is recorded already is not recorded twice. Without FOLDER it is the outbox of --as-of.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect record                              all of today's was done
  collect record outbox/2026-03-31            all of that day's, dated that day
  collect record --only INV-7 INV-9           only these invoices
  collect record --only INV-7 --none          only this one; the rest was not sent
  collect record outbox/2026-03-31 --none     nothing was sent: draft it again")]
pub struct RecordArguments {
    /// The outbox of a day, such as outbox/2026-03-31
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Only these: ids of actions or invoices, or files; several may follow
    #[arg(long, value_name = "ID", num_args = 1.., help_heading = "What was done")]
    pub only: Vec<String>,
    /// What is not recorded now was not sent: `draft` no longer waits for it, and drafts it again
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

/// Add one event to the log, after checking it: a call that was made, what a customer promised, a dispute.
///
/// WHAT is a channel (email, call, letter, sms, task) for a touch, or a type of event: payment, credit, reversal, fee, write_off,
/// dispute, dispute_resolved (or resolved), promise, pause, resume, reply, touch, escalate, extend, bounce, opt_out, note. `plan` is a promise in
/// instalments: one row for each, on the invoice that is due first until that is paid, then on the next. Shown is what changes: where the
/// invoice stands, what is done, and what comes next.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect log call INV-7 --note 'left voicemail'
  collect log promise INV-7 --until 2026-04-15 --amount 500
  collect log plan INV-7 INV-9 --instalments 300@2026-04-10,400@2026-05-10
  collect log dispute INV-7 --reason pricing
  collect log resolved INV-7
  collect log pause --customer C-17 --until 2026-05-01 --note 'in talks'
  collect log bounce INV-7                its email came back
  collect log opt_out C-17 --channel sms --note 'wrote back STOP'
  collect log payment INV-7 --dry-run     what a payment of the rest would change")]
pub struct LogArguments {
    /// A channel, or a type of event
    #[arg(value_name = "WHAT")]
    pub what: String,
    /// The id of an invoice; of a customer, where the type may concern one; of a plan, the ids of its invoices
    #[arg(value_name = "INVOICE|CUSTOMER", required_unless_present = "customer")]
    pub subject: Vec<String>,
    /// The id of a customer: the event concerns all of the customer's invoices
    #[arg(long, value_name = "CUSTOMER", conflicts_with = "subject", help_heading = "The event")]
    pub customer: Option<String>,
    /// The day on which it happened [default: that of --as-of]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "The event")]
    pub on: Option<TypedDay>,
    /// Of money and promises, such as 1234.50; without one, all that is open
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, help_heading = "The event")]
    pub amount: Option<String>,
    /// Of money of a customer with invoices in several, such as EUR
    #[arg(long, value_name = "CODE", help_heading = "The event")]
    pub currency: Option<String>,
    /// The promised date, the first day after a pause or an opt-out, the new due date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "The event")]
    pub until: Option<TypedDay>,
    /// Of a plan: amounts and the dates by which they are promised, such as 300@2026-03-10,400@2026-03-30
    #[arg(long, value_name = "AMOUNT@DATE", value_delimiter = ',', num_args = 1, help_heading = "The event")]
    pub instalments: Vec<String>,
    /// Of a dispute or its resolution, such as pricing
    #[arg(long, value_name = "WORD", help_heading = "The event")]
    pub reason: Option<String>,
    /// Of a touch: email, call, letter, sms or task; of an opt-out, if it is not about all
    #[arg(long, value_name = "CHANNEL", value_parser = super::channel, help_heading = "The event")]
    pub channel: Option<Channel>,
    /// Of a touch, the stage that it was for; of `escalate`, the stage to go to
    #[arg(long, value_name = "STAGE", help_heading = "The event")]
    pub stage: Option<String>,
    /// Of a bounce, the address that it came back from [default: the invoice's]; of an opt-out, the address or number, if it is about one
    #[arg(long, value_name = "ADDRESS", allow_hyphen_values = true, help_heading = "The event")]
    pub address: Option<String>,
    /// Of a touch or note: the action that it carries out; left out, it counts for what is due on its channel
    #[arg(long = "ref", value_name = "ACTION", help_heading = "The event")]
    pub reference: Option<String>,
    /// Of a touch: what came of it, in a word, such as voicemail
    #[arg(long, value_name = "WORD", help_heading = "The event")]
    pub outcome: Option<String>,
    /// Who did it or said it
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

/// Take a row of the log back, by another row: nothing is deleted.
///
/// The row does not count any more, and the log still shows that it was there. To take back an undo puts the row back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect undo                            the last row that is not taken back yet
  collect undo L-3fa94c1e                 a certain row, by its id
  collect undo INV-7/escalation/call/1    the touch that records this action")]
pub struct UndoArguments {
    /// The id of a row, or of the action that it records; `last` for the last row
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
