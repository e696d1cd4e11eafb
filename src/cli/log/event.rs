//! The event that was typed: what it is, what may be said of it, and the row that it is.

use crate::cli::arguments::{Files, call_outcome, channel};
use crate::cli::inputs::Books;
use crate::cli::today::TypedDay;
use anyhow::{Result, anyhow, bail};
use clap::Args;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::finding::did_you_mean;
use collect::ledger::CallOutcome;
use collect::ledger::reading::EventType;
use collect::record::Entry;

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
  collect log call INV-7 --outcome no_answer
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
    #[arg(long, value_name = "CHANNEL", value_parser = channel, help_heading = "The event")]
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
    /// For a call: reached, right_person, voicemail, no_answer or wrong_number
    #[arg(long, value_name = "WORD", value_parser = call_outcome, help_heading = "The event")]
    pub outcome: Option<CallOutcome>,
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

/// A type of event and, of a touch, its channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedEvent {
    pub kind: EventType,
    channel: Option<Channel>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub on: Day,
    pub until: Option<Day>,
}

impl Days {
    /// Told from the day of the ledger.
    pub fn of(arguments: &LogArguments, books: &Books) -> Result<Days> {
        let day = |typed: &Option<TypedDay>, option| typed.as_ref().map(|typed| books.typed(typed, option)).transpose();
        Ok(Days { on: day(&arguments.on, "--on")?.unwrap_or(books.as_of), until: day(&arguments.until, "--until")? })
    }
}

impl LoggedEvent {
    /// Reads the word, and refuses options that say nothing of such an event.
    pub fn parse(arguments: &LogArguments) -> Result<LoggedEvent> {
        let word = arguments.what.as_str();
        let what = match Channel::from_name(word) {
            Some(channel) => LoggedEvent { kind: EventType::Touch, channel: Some(channel) },
            None => LoggedEvent { kind: kind(word)?, channel: arguments.channel },
        };
        if let (Some(channel), Some(other)) = (Channel::from_name(word), arguments.channel)
            && channel != other
        {
            bail!("{word} is a channel, but --channel says {other}: use only one of them");
        }
        if what.kind == EventType::Touch && what.channel.is_none() {
            bail!("write the channel instead of touch, for example collect log call …, or add --channel");
        }
        what.only_what_it_has(arguments)?;
        Ok(what)
    }

    fn only_what_it_has(self, arguments: &LogArguments) -> Result<()> {
        use EventType::{Bounce, Credit, Dispute, DisputeResolved, Escalate, Extend, Note, OptOut, Pause, Promise, Touch};
        let kind = self.kind;
        let has_amount = kind.has_amount();
        let options = [
            ("--amount", arguments.amount.is_some(), has_amount),
            ("--currency", arguments.currency.is_some(), has_amount),
            ("--instalments", !arguments.instalments.is_empty(), false),
            ("--until", arguments.until.is_some(), matches!(kind, Promise | Pause | Extend | OptOut)),
            ("--reason", arguments.reason.is_some(), matches!(kind, Credit | Dispute | DisputeResolved)),
            ("--channel", arguments.channel.is_some(), matches!(kind, Touch | OptOut)),
            ("--stage", arguments.stage.is_some(), matches!(kind, Touch | Escalate)),
            ("--address", arguments.address.is_some(), matches!(kind, Bounce | OptOut)),
            ("--outcome", arguments.outcome.is_some(), kind == Touch && self.channel == Some(Channel::Call)),
            ("--ref", arguments.reference.is_some(), matches!(kind, Touch | Note)),
        ];
        let idle: Vec<&str> = options.iter().filter(|(_, given, wanted)| *given && !wanted).map(|(name, _, _)| *name).collect();
        if !idle.is_empty() {
            bail!("{} does not apply to {}: leave it out, or write it into --note", idle.join(" and "), self.named());
        }
        let missing = match kind {
            Promise => ("--until", arguments.until.is_none(), "the promised date"),
            Extend => ("--until", arguments.until.is_none(), "the new due date"),
            Escalate => ("--stage", arguments.stage.is_none(), "the stage to go to"),
            EventType::Reversal | EventType::Fee => ("--amount", arguments.amount.is_none(), "how much it is"),
            _ => return Ok(()),
        };
        if missing.1 {
            bail!("{} needs {}: {}", self.named(), missing.0, missing.2);
        }
        Ok(())
    }

    pub fn entry(self, arguments: &LogArguments, days: Days, invoice: &str, customer: &str, address: &str) -> Entry {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Entry::new(days.on, self.kind)
            .with("invoice_id", invoice)
            .with("customer_id", customer)
            .with("amount", text(&arguments.amount))
            .with("currency", text(&arguments.currency))
            .with("until", days.until.map(|day| day.to_string()).unwrap_or_default())
            .with("reason", text(&arguments.reason))
            .with("channel", self.channel.map(Channel::name).unwrap_or_default())
            .with("stage", text(&arguments.stage))
            .with("address", address)
            .with("by", text(&arguments.by))
            .with("note", text(&arguments.note))
            .with("ref", text(&arguments.reference))
            .with("outcome", arguments.outcome.map(CallOutcome::name).unwrap_or_default())
    }

    /// A touch that says neither what it was for nor for which stage. Where it does one action of a stage and nothing else, it gets the
    /// name of that: whatever happens later on the day, such as a dispute, before which the stage then is not entered, it stays done.
    pub fn may_name_its_action(self, arguments: &LogArguments) -> bool {
        self.kind == EventType::Touch && arguments.reference.is_none() && arguments.stage.is_none()
    }

    /// `Call`, `Dispute resolved`
    pub fn told(self) -> String {
        let word = self.word().replace('_', " ");
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    }

    /// A touch is called by its channel.
    fn word(self) -> &'static str {
        self.channel.filter(|_| self.kind == EventType::Touch).map_or(self.kind.name(), Channel::name)
    }

    /// `a call`, `an email`
    pub fn named(self) -> String {
        let word = self.word();
        format!("{} {word}", if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" })
    }
}

fn kind(word: &str) -> Result<EventType> {
    if word == "resolved" {
        return Ok(EventType::DisputeResolved);
    }
    match EventType::from_name(word) {
        Some(EventType::Undo) => bail!("a row is taken back with `collect undo ID`"),
        Some(kind) => Ok(kind),
        None => {
            let kinds = EventType::ALL.into_iter().filter(|kind| *kind != EventType::Undo).map(EventType::name);
            let known: Vec<&str> = Channel::ALL.into_iter().map(Channel::name).chain(kinds).chain(["resolved", "plan"]).collect();
            let hint = did_you_mean(word, known.iter().copied()).unwrap_or_else(|| format!("it is one of {}", known.join(", ")));
            Err(anyhow!("{word:?} is neither a channel nor a type of event: {hint}"))
        }
    }
}
