//! The shell: what is typed, files, the terminal, the clock. Every command loads its inputs, asks the library, and delivers.

mod approve;
mod arguments;
mod aside;
mod check;
mod completions;
mod diff;
mod dossiers;
mod draft;
mod effect;
mod explain;
mod findings;
mod help;
mod hold_list;
mod inbox;
mod init;
mod inputs;
mod log;
mod log_file;
mod mailbox;
mod man;
mod matching;
mod may;
mod outbox;
mod outcome;
mod output;
mod plan;
mod progress;
mod proposals;
mod record;
mod replacing;
mod report;
mod schema;
mod shares;
mod shell;
mod simulate;
mod statement;
mod status;
mod sync;
mod table;
mod test;
mod today;
mod undo;
mod unseen;
mod workflow;

/// A plan made by hand, which the integration tests use as well.
#[cfg(test)]
#[path = "../tests/it/sample.rs"]
mod sample;

use arguments::Global;
use clap::builder::styling::{AnsiColor, Styles};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use outcome::Failure;
use output::left_of_earlier;
use shell::Shell;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Collections as code: what to do about unpaid invoices today, who does it, and why.
///
/// A workflow (YAML) says how your company chases invoices. Two CSV files have the invoices and what happened to them. From these,
/// collect works out where every invoice stands on a day, and what to do.
#[derive(Debug, Parser)]
#[command(
    name = "collect",
    version,
    max_term_width = 100,
    styles = STYLES,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  collect init --from ar.csv            start from another system's export
  collect sync                          take over today's export of open items
  collect plan                          what to do today
  collect status --as-of 2026-03-31     where every open invoice stood
  collect draft                         write the messages and call sheets as files
  collect record                        note that they were sent and done
  collect inbox ~/Maildir               propose events from customers' mails
  collect log call INV-7                add one event
  collect explain INV-1042              why an invoice is where it is, and what comes next
  collect may call INV-1042             may somebody call about it now?
  collect match april.xml               find out what a bank statement's lines pay
  collect check                         find mistakes in the workflow and templates
  collect help promises                 explain a concept, with an example

Exit codes:
  0  success
  1  a check or a scenario failed, a --fail-if condition was met, the answer of may is no, or warnings
     under --deny-warnings
  2  the input or the command line is wrong; nothing was written
  3  success, but bad rows were skipped (--skip-bad-rows)
  4  draft or sync stopped, confirmation needed: more actions than limits.max_actions, a first run, half an
     export"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

// Only the command that was typed has its options put together: a start pays for no other.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    Plan(plan::PlanArguments),
    Sync(sync::SyncArguments),
    Status(status::StatusArguments),
    Explain(explain::ExplainArguments),
    Statement(statement::StatementArguments),
    Report(report::ReportArguments),
    May(may::MayArguments),
    Match(matching::MatchArguments),
    Draft(draft::DraftArguments),
    Approve(approve::ApproveArguments),
    Record(record::RecordArguments),
    Inbox(inbox::InboxArguments),
    Log(log::LogArguments),
    Undo(undo::UndoArguments),
    Check(arguments::CheckArguments),
    Test(test::TestArguments),
    Simulate(simulate::SimulateArguments),
    Diff(diff::DiffArguments),
    Init(init::InitArguments),
    Workflow(workflow::WorkflowArguments),
    Schema(schema::SchemaArguments),
    Completions(completions::CompletionsArguments),
    Man(man::ManArguments),
    Help(help::HelpArguments),
}

impl Command {
    /// The file that the result goes to, if one was named.
    fn output(&self) -> Option<&Path> {
        let output = match self {
            Command::Plan(arguments) => &arguments.output.output,
            Command::Sync(arguments) => &arguments.output.output,
            Command::Inbox(arguments) => &arguments.output.output,
            Command::Status(arguments) => &arguments.output.output,
            Command::Explain(arguments) => &arguments.output.output,
            Command::Simulate(arguments) => &arguments.output.output,
            Command::Diff(arguments) => &arguments.output.output,
            Command::Check(arguments) => &arguments.output,
            Command::Test(arguments) => &arguments.output,
            _ => return None,
        };
        output.as_deref()
    }
}

const VERSION: &str = concat!(env!("CARGO_BIN_NAME"), " ", env!("CARGO_PKG_VERSION"), "\n");

pub fn run() -> ExitCode {
    if is_asked_for_the_version() {
        // As everywhere, a reader who has left is no failure.
        let _ = std::io::stdout().write_all(VERSION.as_bytes());
        return ExitCode::SUCCESS;
    }
    let arguments = of_the_first_word().unwrap_or_else(|| Arguments::try_parse().unwrap_or_else(told_instead));
    let shell = Shell::new(&arguments.global);
    let done = enter(arguments.global.directory.as_deref()).and_then(|()| match &arguments.command {
        Command::Plan(arguments) => plan::run(arguments, &shell),
        Command::Sync(arguments) => sync::run(arguments, &shell),
        Command::Status(arguments) => status::run(arguments, &shell),
        Command::Draft(arguments) => draft::run(arguments, &shell),
        Command::Approve(arguments) => approve::run(arguments, &shell),
        Command::Init(arguments) => init::run(arguments, &shell),
        Command::Workflow(arguments) => workflow::run(arguments, &shell),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => completions::run(arguments, Arguments::command()),
        Command::Man(arguments) => man::run(arguments, Arguments::command(), &shell),
        Command::Help(arguments) => help::run(arguments, Arguments::command(), &shell),
        Command::Explain(arguments) => explain::run(arguments, &shell),
        Command::Statement(arguments) => statement::run(arguments, &shell),
        Command::Report(arguments) => report::run(arguments, &shell),
        Command::May(arguments) => may::run(arguments, &shell),
        Command::Match(arguments) => matching::run(arguments, &shell),
        Command::Record(arguments) => record::run(arguments, &shell),
        Command::Inbox(arguments) => inbox::run(arguments, &shell),
        Command::Log(arguments) => log::run(arguments, &shell),
        Command::Undo(arguments) => undo::run(arguments, &shell),
        Command::Simulate(arguments) => simulate::run(arguments, &shell),
        Command::Diff(arguments) => diff::run(arguments, &shell),
        Command::Check(arguments) => check::run(arguments, &shell),
        Command::Test(arguments) => test::run(arguments, &shell),
    });
    let outcome = match done {
        Ok(outcome) => shell.done(outcome),
        Err(failure) => {
            let outcome = shell.fail(failure);
            left_of_earlier(arguments.command.output(), &shell);
            outcome
        }
    };
    outcome.into()
}

/// Is that all that is asked? Whoever wants to know that the program is there need not wait until all of its options are put together.
fn is_asked_for_the_version() -> bool {
    let mut typed = std::env::args_os().skip(1);
    typed.next().is_some_and(|first| first == "--version" || first == "-V") && typed.next().is_none()
}

/// The command line, if its first word is a command and all is right: parsed without the other commands, so that the general options are not
/// copied to each of them. Mistakes and help are for the parser that knows all commands.
fn of_the_first_word() -> Option<Arguments> {
    let all = Command::augment_subcommands(clap::Command::default());
    let typed = all.find_subcommand(std::env::args_os().nth(1)?)?.clone();
    let alone = Global::augment_args(clap::Command::default()).disable_help_subcommand(true).subcommand(typed);
    Arguments::from_arg_matches_mut(&mut alone.try_get_matches().ok()?).ok()
}

/// Tells what is to be told instead of doing something: help, the version, or what is wrong with the command line. The list of
/// commands says what each is about, and that is put together with its options.
fn told_instead(error: clap::Error) -> Arguments {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let mut all = Arguments::command();
            all.build();
            all.get_matches();
            error.exit()
        }
        _ => error.exit(),
    }
}

fn enter(folder: Option<&Path>) -> Result<(), Failure> {
    let Some(folder) = folder else { return Ok(()) };
    std::env::set_current_dir(folder).map_err(|error| anyhow::anyhow!("cannot work in {}: {error}", folder.display()).into())
}

#[cfg(test)]
mod tests;
