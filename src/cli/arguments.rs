//! What can be typed. The doc comments are the help; what flags, project file and defaults come to is worked out in `inputs`.

use super::today::AsOf;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use collect::channel::Channel;
use collect::guess::doubt;
use collect::ledger::reading::DecimalMark;
use collect::money::Currency;
use collect::plan::Status;
use collect::project::OpenOn;
use collect::schema::Schema;
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Collections as code: who is to be reminded, called or escalated today, and why.
///
/// A workflow (YAML) says what the company does about overdue invoices; two CSV files say which invoices there are and what
/// happened to them. From these, collect works out where every invoice stands on a day and what is to be done.
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
  collect init --from ar.csv            start with another system's export
  collect plan                          what is to be done today
  collect status --as-of 2026-03-31     where every open invoice stood
  collect draft                         the messages and call sheets, as files
  collect explain INV-1042              why an invoice is where it is, and what comes next
  collect help promises                 what a word means, with an example

Exit codes:
  0  fine
  1  findings: warnings under --deny-warnings
  2  the input or the call is wrong; nothing was written
  3  done, but bad rows were skipped (--skip-bad-rows)
  4  more actions than limits.max_actions; nothing was drafted"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Plan(PlanArguments),
    Status(StatusArguments),
    Explain(ExplainArguments),
    Draft(DraftArguments),
    Init(InitArguments),
    Schema(SchemaArguments),
    Completions(CompletionsArguments),
    Man(ManArguments),
    Help(HelpArguments),
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub struct Global {
    /// Work in this folder
    #[arg(short = 'C', value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// No notes and no warnings, only errors (and what lies among drafts and is none)
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// All warnings, and the actions that are withheld
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to colour; NO_COLOR is heeded
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true,
        help = "When to colour: auto, always or never"
    )]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// What a command works on.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Inputs")]
pub struct Inputs {
    /// The policy: a YAML file, or the name of a built-in one [default: the project's, else net30]
    #[arg(long, value_name = "FILE|NAME", value_hint = ValueHint::FilePath)]
    pub workflow: Option<String>,
    /// The invoices: .csv, .csv.gz, .csv.zst, or - for standard input [default: the project's, else invoices.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub invoices: Option<PathBuf>,
    /// What happened to them; can be given again [default: the project's, else events.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub events: Vec<PathBuf>,
    /// The day: today, yesterday, tomorrow, 2026-03-31, +7d, -1d
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub as_of: AsOf,
    /// Go on without the rows that cannot be read; they are written to rejects.csv
    #[arg(long)]
    pub skip_bad_rows: bool,
    /// Exit with 1 if there are warnings
    #[arg(long)]
    pub deny_warnings: bool,
}

impl Inputs {
    /// Is one of the files standard input, which can be read once only?
    pub fn reads_stdin(&self) -> bool {
        self.invoices.iter().chain(&self.events).any(|path| path.as_os_str() == "-")
    }
}

/// Where the result goes, and how it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// table, csv, json, jsonl (one object a line) or markdown [default: by the ending of -o, else table]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// Write to a file, all of it or nothing; .csv, .json, .jsonl and .md say the format
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

impl Output {
    /// The format: what was typed, else what the file's name says, else a table.
    pub fn format(&self) -> Format {
        let ending = || Some(self.output.as_ref()?.extension()?.to_str()?.to_ascii_lowercase());
        self.format.unwrap_or_else(|| match ending().as_deref() {
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            Some("jsonl") => Format::Jsonl,
            Some("md") => Format::Markdown,
            _ => Format::Table,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Csv,
    Json,
    Jsonl,
    Markdown,
}

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
    pub by: Option<By>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    Customer,
}

/// Where does every open invoice stand? What is due, disputed, promised, at risk?
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect status                          every open invoice, and the cash by age
  collect status --customer C-1042 --all  one customer, paid invoices too
  collect status --status disputed        what is in dispute
  collect status --stalled                what nobody will touch again")]
pub struct StatusArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub filter: StatusFilters,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Filters (any but --all and --stalled can be given again)")]
pub struct StatusFilters {
    /// Closed invoices and open credits, too
    #[arg(long)]
    pub all: bool,
    /// Only invoices that nobody will touch again
    #[arg(long)]
    pub stalled: bool,
    /// Only this owner's
    #[arg(long, value_name = "OWNER")]
    pub owner: Vec<String>,
    /// Only this customer's, by id or name
    #[arg(long, value_name = "CUSTOMER")]
    pub customer: Vec<String>,
    /// Only invoices in this stage
    #[arg(long, value_name = "STAGE")]
    pub stage: Vec<String>,
    /// Only upcoming, active, disputed, paused, promised, replied, paid, credited, written_off or credit
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Vec<Status>,
}

/// Write the messages and call sheets of the plan as files.
///
/// They go to outbox/DATE/OWNER, and manifest.csv beside them lists them. A second run with the same input changes nothing;
/// a draft that somebody has edited is kept, and named.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect draft                     today's drafts
  collect draft --as-of tomorrow    prepare the next day
  collect draft --max-actions 2000  go on although the day has more than the workflow allows")]
pub struct DraftArguments {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Go on up to so many actions, whatever limits.max_actions says
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_actions: Option<u32>,
}

/// Start a project from the CSV files that another system exports.
///
/// It finds out which columns, dates and amounts a file has, reads all of it so, shows how, and writes collect.yaml and
/// workflow.yaml: both or neither, and never over files that are there. What can be read in two ways it does not choose: it asks, on a
/// terminal, or says which flag decides.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect init                                   the CSV files of this folder
  collect init --from export/open-items.csv      this file
  collect init --from ar.csv --currency USD      a file that names no currency
  collect init --from ar.csv --column \"due_date=Payable by\"")]
pub struct InitArguments {
    /// Read this file; can be given again, for payments [default: the CSV files of the folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Vec<PathBuf>,
    /// Ask nothing: take what is certain, and refuse the rest with exit code 2
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub deciding: Deciding,
}

/// What a file may leave open.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the file leaves open")]
pub struct Deciding {
    /// How dates are written: %d/%m/%Y, %m/%d/%Y
    #[arg(long, value_name = "FORMAT", value_parser = doubt::date_format)]
    pub date_format: Option<String>,
    /// The mark before the decimals: . or ,
    #[arg(long, value_name = "MARK", value_parser = doubt::decimal)]
    pub decimal: Option<DecimalMark>,
    /// The currency of rows that name none: USD
    #[arg(long, value_name = "CODE", value_parser = doubt::currency)]
    pub currency: Option<Currency>,
    /// As of when open amounts are: a date, or as_of if the file is exported anew for every run
    #[arg(long, value_name = "DATE|as_of", value_parser = doubt::open_on)]
    pub open_on: Option<OpenOn>,
    /// Which column of the invoices is which: amount=Total; can be given again
    #[arg(long, value_name = "COLUMN=NAME", value_parser = doubt::column)]
    pub column: Vec<(String, String)>,
}

/// The JSON Schema of workflows and of other files, for editors and programs.
#[derive(Debug, Args)]
#[command(after_help = "\
Schemas:
  workflow     a workflow file
  project      the project file, collect.yaml
  plan         what collect plan --format json writes
  plan-line    a line of collect plan --format jsonl
  status       what collect status --format json writes
  status-line  a line of collect status --format jsonl

Examples:
  collect schema -o workflow.schema.json         for workflows
  collect schema project -o collect.schema.json  for collect.yaml

The first line of a workflow names it to an editor:
  # yaml-language-server: $schema=./workflow.schema.json")]
pub struct SchemaArguments {
    /// workflow, project, plan, plan-line, status or status-line
    #[arg(value_name = "WHAT", default_value = "workflow", value_parser = schema)]
    pub what: Schema,
    /// Write to a file, all of it or nothing
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// A script that lets a shell complete commands and options.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect completions bash > ~/.local/share/bash-completion/completions/collect
  collect completions zsh  > ~/.zfunc/_collect        # a folder of your fpath
  collect completions fish > ~/.config/fish/completions/collect.fish")]
pub struct CompletionsArguments {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
}

/// A manual page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect man plan > collect-plan.1                   the page of one command
  collect man -o ~/.local/share/man/man1              all pages, where man finds them")]
pub struct ManArguments {
    /// The command; without it the page of collect itself, with -o all pages
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write into this folder, each page as a file (collect-plan.1)
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
}

/// What a command does, what a word means, what a finding is about.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect help               the commands, and the topics
  collect help promises      a page about a topic, with an example
  collect help orphan-event  what a warning or error means, and what to do
  collect help plan          the help of a command")]
pub struct HelpArguments {
    /// A topic, the code of a finding, or a command
    #[arg(value_name = "TOPIC|CODE|COMMAND")]
    pub about: Option<String>,
}

/// Why is this invoice where it is, and what comes next?
///
/// All that happened to it, day by day: events, stages, what fell due and what became of it, when the clock stood still or jumped, each
/// with the line of the workflow that says so. Then what is due or in the way, and the arithmetic.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect explain INV-1042                                    the story up to today
  collect explain INV-1042 --as-of 2026-03-31                 as it was known then
  collect explain INV-1042 --from 2026-03-01 --to 2026-03-31  what changed in March
  collect explain INV-1042 --format json                      the same for programs")]
pub struct ExplainArguments {
    /// The invoice's id
    #[arg(value_name = "INVOICE")]
    pub invoice: String,
    #[command(flatten)]
    pub inputs: Inputs,
    /// Tell only what happened after DATE, and what is different since; yesterday, -7d and the like are told from --as-of
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Days")]
    pub from: Option<AsOf>,
    /// The same as --as-of, to go with --from
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, alias = "on", conflicts_with = "as_of", help_heading = "Days")]
    pub to: Option<AsOf>,
    #[command(flatten)]
    pub output: Output,
}

fn schema(text: &str) -> Result<Schema, String> {
    Schema::ALL.into_iter().find(|schema| schema.name() == text).ok_or_else(|| one_of(Schema::ALL.map(Schema::name)))
}

fn channel(text: &str) -> Result<Channel, String> {
    Channel::from_name(text).ok_or_else(|| one_of(Channel::ALL.map(Channel::name)))
}

fn limit(text: &str) -> Result<usize, String> {
    let wanted = || "write how many actions are wanted at most, from 1; without --limit all are shown".to_owned();
    text.parse().ok().filter(|count| *count > 0).ok_or_else(wanted)
}

fn status(text: &str) -> Result<Status, String> {
    Status::ALL.into_iter().find(|status| status.name() == text).ok_or_else(|| one_of(Status::ALL.map(Status::name)))
}

fn one_of<const N: usize>(names: [&str; N]) -> String {
    format!("it is one of {}", names.join(", "))
}

#[cfg(test)]
mod tests;
