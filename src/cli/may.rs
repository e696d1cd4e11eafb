//! `collect may`: may somebody contact a customer now?

use super::arguments;
use super::inputs::{Inputs, Picked, Query};
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};
use collect::channel::Channel;
use collect::plan::Permission;
use collect::report::{AnswerRow, answer_jsonl};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};

/// Ask whether somebody may contact a customer now, about an invoice or at all.
///
/// Prints yes or no, the reason, and the first day on which the contact is allowed. Nobody may contact a customer about an invoice that is
/// closed, disputed, promised or paused, while a reply waits, within the contact limit, after an opt-out, at an address that bounced or is
/// missing, or where cash on account covers it. It does not matter whether an action is due, or whether the workflow uses the channel. A
/// customer may be contacted if an open, overdue invoice allows it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect may email INV-1042                     may somebody write about this invoice today?
  collect may call C-108 --as-of 2026-03-31      may somebody call this customer on that day?
  collect may sms INV-1042 -q && send-sms 1042   send it only if nothing forbids it
  collect may --stdin --format jsonl < asked     many questions, one plan: a line CHANNEL ID each

Exit codes:
  0  yes; with --stdin: all questions are answered
  1  no
  2  not known: no such invoice or customer, or the input or the command line is wrong")]
pub struct MayArguments {
    /// email, call, letter or sms
    #[arg(value_name = "CHANNEL", value_parser = channel, required_unless_present = "stdin")]
    pub channel: Option<Channel>,
    /// The id of an invoice or a customer; if there are both, the invoice
    #[arg(value_name = "INVOICE|CUSTOMER", required_unless_present = "stdin")]
    pub id: Option<String>,
    /// Read the questions from standard input, CHANNEL ID on each line, and answer each on a line once all are read
    #[arg(long, conflicts_with_all = ["channel", "id"])]
    pub stdin: bool,
    #[command(flatten)]
    pub inputs: arguments::InputArguments,
    /// text, or jsonl (one object per line)
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Output")]
    pub format: AnswerFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    Text,
    Jsonl,
}

fn channel(text: &str) -> Result<Channel, String> {
    let contact = Channel::from_name(text).filter(|channel| *channel != Channel::Task);
    contact.ok_or_else(|| "use one of email, call, letter, sms: by these a customer is contacted".to_owned())
}

/// A channel and an id; only the text where it is no question.
type Question = (Option<Channel>, String);

pub fn run(arguments: &MayArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let questions = match (arguments.channel, &arguments.id) {
        (Some(channel), Some(id)) => vec![(Some(channel), id.trim().to_owned())],
        _ => questions(arguments)?,
    };
    let asked_about: BTreeSet<String> = questions.iter().map(|(_, id)| id.clone()).collect();
    let mut inputs = Inputs::load(&arguments.inputs, &Query { asked_about: Some(&asked_about), ..Query::default() }, shell)?;
    inputs.met(shell)?;
    if inputs.ending.denied() {
        return Err(anyhow!("{}: nothing was answered", inputs.ending.why_denied()).into());
    }
    let permissions = &inputs.plan.permissions;
    let answer = |(channel, id): &Question| channel.map_or(Permission::Unknown, |channel| permissions.may(channel, id));
    let answers: Vec<AnswerRow<'_>> =
        questions.iter().map(|asked| AnswerRow { channel: asked.0, id: &asked.1, permission: answer(asked) }).collect();
    if let ([AnswerRow { permission: Permission::Unknown, id, .. }], false) = (answers.as_slice(), arguments.stdin) {
        return Err(anyhow!(unknown(&inputs, id)).into());
    }
    deliver(None, |out| answers.iter().try_for_each(|answer| write(answer, arguments.format, out)))?;
    let is_no = matches!(answers.as_slice(), [AnswerRow { permission: Permission::No { .. }, .. }]) && !arguments.stdin;
    Ok(if is_no { Outcome::Findings } else { Outcome::Fine })
}

fn write(answer: &AnswerRow<'_>, format: AnswerFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        AnswerFormat::Text => writeln!(out, "{}", answer.line()),
        AnswerFormat::Jsonl => answer_jsonl(answer, out),
    }
}

/// The questions on standard input; empty lines are none.
fn questions(arguments: &MayArguments) -> anyhow::Result<Vec<Question>> {
    let files = &arguments.inputs.files;
    let typed = files.invoices.iter().chain(&files.customers).chain(&files.events);
    if typed.into_iter().any(|path| path.as_os_str() == "-") {
        return Err(anyhow!("standard input has the questions (--stdin), so no other file can be -: give it by its name"));
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("cannot read the questions from standard input")?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(question).collect())
}

fn question(line: &str) -> Question {
    let asked = line.split_once(char::is_whitespace).and_then(|(word, id)| Some((channel(word).ok()?, id.trim())));
    asked.map_or_else(|| (None, line.to_owned()), |(channel, id)| (Some(channel), id.to_owned()))
}

/// What is said of an id that the plan does not know.
fn unknown(inputs: &Inputs, id: &str) -> String {
    match inputs.loader.pick(id) {
        Picked::Unknown(hint) if inputs.events.invoice(id).is_none() && !hint.is_empty() => {
            format!("the ledger has no invoice or customer {id:?}: {hint}")
        }
        Picked::Unknown(_) if inputs.events.invoice(id).is_some() => {
            format!("the ledger has no invoice {id:?}, but events name it; it may be paid and no longer in the export")
        }
        Picked::Unknown(_) => format!("the ledger has no invoice or customer {id:?}"),
        Picked::Customer(invoices) if invoices.iter().all(|invoice| invoice.customer() != id) => {
            let customer = invoices.iter().next().map(|invoice| invoice.customer().to_owned()).unwrap_or_default();
            format!("the ledger has no invoice or customer {id:?}; a customer is called so: give the id, {customer:?}")
        }
        Picked::Found(_) | Picked::Customer(_) => format!("{id:?} is not in the slice of the ledger that is looked at"),
    }
}
