//! `collect statement`: statements of account, as files.

use super::arguments::{self};
use super::explain::called;
use super::inputs::{Called, Inputs, Query};
use super::outcome::{Failure, Outcome};
use super::output::{deliver, tell_done};
use super::replacing::{replace, was_read, why};
use super::shares::{cores, shared_out};
use super::shell::Shell;
use super::today::AsOf;
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum, ValueHint};
use collect::calendar::Day;
use collect::draft::{Composer, Statement, StatementFile, statement_names, statements};
use collect::finding::{Finding, FindingSubject};
use collect::ledger::{Invoice, Invoices, Ledger};
use collect::plan::status;
use collect::report::{counted, one_line, statement_csv};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::path::{Path, PathBuf};

/// Write statements of account: what a customer owed, what changed it, and what is open.
///
/// One statement for each customer and currency: the opening balance, invoices, payments, credits and so on with the balance after each, the
/// closing balance, the open items with what is disputed or promised, open credits, cash on account, the net and the ageing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect statement C-108                                  the statement of a customer, as text
  collect statement \"Pinecrest Hotels\" --format html > s.html  the same as a page to print
  collect statement C-108 --from 2026-03-01 --as-of 2026-03-31 -o statements
  collect statement -o statements                          of all customers with something open: .html, .eml and .csv
  collect statement --format csv > statements.csv          all of them as one table

The texts are the templates statement.letter.hbs and statement.email.hbs; put your own into the folder templates.")]
pub struct StatementArguments {
    /// Customers, by id or name [default: all with something open]
    #[arg(value_name = "CUSTOMER")]
    pub named: Vec<String>,
    /// The same as naming them without a flag
    #[arg(long = "customer", value_name = "CUSTOMER", hide = true)]
    pub more: Vec<String>,
    #[command(flatten)]
    pub inputs: arguments::Files,
    /// The first day of the movements; yesterday, -30d and so on count from --as-of [default: when the oldest open item was issued, at least a month]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Days")]
    pub from: Option<AsOf>,
    /// text, html, eml or csv; several with commas [default: text on standard output, html,eml,csv in a folder]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', hide_possible_values = true, help_heading = "Output")]
    pub format: Vec<StatementFormat>,
    /// Write a file for each statement and format into this folder
    #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Output")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum StatementFormat {
    Text,
    Html,
    Eml,
    Csv,
}

impl StatementFormat {
    fn ending(self) -> &'static str {
        match self {
            StatementFormat::Text => "txt",
            StatementFormat::Html => "html",
            StatementFormat::Eml => "eml",
            StatementFormat::Csv => "csv",
        }
    }

    /// The bytes of a statement.
    /// Error: what it lacks.
    fn written(self, statement: &Statement<'_>, composer: &Composer<'_>) -> Result<Vec<u8>, Vec<String>> {
        let file = match self {
            StatementFormat::Text => StatementFile::Text,
            StatementFormat::Html => StatementFile::Html,
            StatementFormat::Eml => StatementFile::Email,
            StatementFormat::Csv => {
                let mut bytes = Vec::new();
                return statement_csv(statement.rows(), &mut bytes).map(|()| bytes).map_err(|error| vec![error.to_string()]);
            }
        };
        statement.written(composer, file)
    }
}

pub fn run(arguments: &StatementArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let of: Vec<String> = arguments.named.iter().chain(&arguments.more).cloned().collect();
    let typed = arguments::InputArguments { files: arguments.inputs.clone(), slice: arguments::SliceArguments::default() };
    let formats = formats(arguments)?;
    let one = if let [one] = of.as_slice() { Some(one.trim()) } else { None };
    let query = Query { drafts: true, customer: one, ..Query::default() };
    let mut inputs = Inputs::load(&typed, &query, shell)?;
    let as_of = inputs.plan.as_of;
    let from = from(arguments, as_of)?;
    if inputs.about.invoices == Some(0) {
        inputs.met(shell)?;
    }
    let invoices = invoices(&mut inputs, &of)?;
    let ledger = Ledger { invoices, events: std::mem::take(&mut inputs.events), fx: inputs.fx.clone() };
    let plan = status(&inputs.workflow, &ledger, as_of);
    if of.is_empty() {
        inputs.met(shell)?;
    } else {
        let ids: BTreeSet<&str> = ledger.invoices.iter().map(|invoice| invoice.id()).collect();
        let customers: BTreeSet<&str> = ledger.invoices.iter().map(|invoice| invoice.customer()).collect();
        let concerns = |finding: &Finding| match finding.subject.as_deref() {
            None => true,
            Some(FindingSubject::Invoice(id)) => ids.contains(id.as_str()),
            Some(FindingSubject::Customer(id)) => customers.contains(id.as_str()),
        };
        inputs.met_with(&plan, concerns, shell)?;
    }
    if inputs.ending.denied() {
        shell.error(&format!("{}; no statement was written", inputs.ending.why_denied()));
        return Ok(Outcome::Findings);
    }
    let dossiers = BTreeMap::new();
    let composer = Composer { plan: &plan, events: &ledger.events, ..inputs.composer(&dossiers) };
    let is_meant = |invoice: &Invoice<'_>| !of.is_empty() || inputs.loader.is_in_slice(invoice);
    let mut seen = BTreeSet::new();
    let meant = ledger.invoices.iter().filter(is_meant).map(|invoice| invoice.customer().to_owned());
    let customers: Vec<String> = meant.filter(|customer| seen.insert(customer.clone())).collect();
    let mut all = statements(&composer, &ledger, &customers, from);
    if of.is_empty() {
        all.retain(Statement::has_something);
    }
    let doubtful = all.extract_if(.., |statement| statement.is_doubtful).map(|statement| statement.customer).collect::<BTreeSet<_>>();
    for customer in &doubtful {
        let customer = one_line(customer);
        shell.warn(&format!("no statement of {customer} is written: a row about it could not be read, and may be a payment"));
    }
    if all.is_empty() && !doubtful.is_empty() {
        return Ok(inputs.ending.outcome(None, shell));
    }
    if all.is_empty() {
        let what = if of.is_empty() { "nothing is open" } else { "the invoices are issued later" };
        return Err(anyhow!("there is no statement to write on {as_of}: {what}").into());
    }
    let is_complete = match &arguments.output {
        Some(folder) => fill(folder, &all, &formats, &composer, shell)?,
        None => pour(&all, formats[0], &composer)?,
    };
    if !(is_complete && doubtful.is_empty()) && arguments.inputs.deny_warnings {
        return Ok(Outcome::Findings);
    }
    Ok(inputs.ending.outcome(None, shell))
}

fn formats(arguments: &StatementArguments) -> Result<Vec<StatementFormat>> {
    let typed: BTreeSet<StatementFormat> = arguments.format.iter().copied().collect();
    match (&arguments.output, typed.len()) {
        (None, 0) => Ok(vec![StatementFormat::Text]),
        (Some(_), 0) => Ok(vec![StatementFormat::Html, StatementFormat::Eml, StatementFormat::Csv]),
        (None, 2..) => bail!("several formats need a folder: add -o FOLDER"),
        (Some(folder), _) if folder.as_os_str() == "-" => bail!("-o names a folder; without it one statement goes to standard output"),
        _ => Ok(typed.into_iter().collect()),
    }
}

fn from(arguments: &StatementArguments, as_of: Day) -> Result<Option<Day>> {
    let from = arguments.from.map(|day| day.on(as_of).map_err(|wrong| anyhow!(wrong))).transpose().context("--from")?;
    match from {
        Some(from) if from > as_of => Err(anyhow!("--from {from} is after the day of the statement, {as_of}")),
        _ => Ok(from),
    }
}

/// The invoices of these customers, of all if none is named.
fn invoices(inputs: &mut Inputs, words: &[String]) -> Result<Invoices> {
    if let Some(invoices) = &mut inputs.of_customer {
        return Ok(std::mem::take(invoices));
    }
    if words.is_empty() {
        return Ok(inputs.loader.invoices_of(|_| true));
    }
    if let [one] = words {
        return called(inputs, one.trim());
    }
    let mut wanted = BTreeSet::new();
    for word in words {
        match inputs.loader.called(word.trim()) {
            Called::One(customer) => wanted.insert(customer),
            // It is told as for one.
            _ => return called(inputs, word.trim()),
        };
    }
    Ok(inputs.loader.invoices_of(|invoice| wanted.contains(invoice.customer())))
}

/// Writes one statement to standard output, or the rows of all. Error: what it lacks.
fn pour(all: &[Statement<'_>], format: StatementFormat, composer: &Composer<'_>) -> Result<bool> {
    if format == StatementFormat::Csv {
        deliver(None, |out| statement_csv(all.iter().flat_map(Statement::rows), out))?;
        return Ok(true);
    }
    let [statement] = all else {
        bail!(
            "there are {}: name a folder with -o, or one customer with one currency, or use --format csv",
            counted(all.len(), "statement")
        );
    };
    let bytes = format.written(statement, composer).map_err(|lacks| anyhow!("{}", lacking(statement, format, &lacks)))?;
    deliver(None, |out| out.write_all(&bytes))?;
    Ok(true)
}

/// `the .eml of C-108 in EUR is not written: it lacks …`
fn lacking(statement: &Statement<'_>, format: StatementFormat, lacks: &[String]) -> String {
    let what = format!("{} in {}", one_line(statement.customer), statement.currency);
    format!("the .{} of {what} is not written: it lacks {}", format.ending(), one_line(&lacks.join("; ")))
}

/// Writes the files; what lacks something is told and left out. Are all written?
fn fill(folder: &Path, all: &[Statement<'_>], formats: &[StatementFormat], composer: &Composer<'_>, shell: &Shell) -> Result<bool> {
    if folder.exists() && !folder.is_dir() {
        bail!("-o {}: a folder is needed, and this is a file", folder.display());
    }
    let places: Vec<(usize, StatementFormat)> =
        (0..all.len()).flat_map(|place| formats.iter().map(move |format| (place, *format))).collect();
    let Ok(written) = shared_out(&places, cores(), |(place, format)| Ok::<_, Infallible>(format.written(&all[*place], composer)));
    fs_err::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let names = statement_names(all);
    let (mut files, mut left_out) = (0, Vec::new());
    for ((place, format), bytes) in places.into_iter().zip(written) {
        match bytes {
            Ok(bytes) => {
                let path = folder.join(format!("{}.{}", names[place], format.ending()));
                if was_read(&path) {
                    bail!("{} is a file that this run reads, so it is not replaced: name another folder", path.display());
                }
                replace(&path, |out| out.write_all(&bytes)).map_err(|error| anyhow!("cannot write {}: {}", path.display(), why(&error)))?;
                files += 1;
            }
            Err(lacks) => left_out.push(lacking(&all[place], format, &lacks)),
        }
    }
    const MOST_TOLD: usize = 5;
    let told = if shell.verbose { left_out.len() } else { MOST_TOLD };
    left_out.iter().take(told).for_each(|told| shell.warn(told));
    if left_out.len() > told {
        shell.warn(&format!("not written either: {} (-v lists them)", counted(left_out.len() - told, "file")));
    }
    let line = format!("{}: {} of {} written", folder.display(), counted(files, "file"), counted(all.len(), "statement"));
    tell_done("the statements were written", &line, shell);
    Ok(left_out.is_empty())
}
