//! `collect init`: a project from what another system exports.

mod bank;
mod checked;
mod files;
mod questions;
mod told;

use super::findings::{Findings, Verdict};
use super::inputs::files::{Digest, open, unreadable};
use super::outcome::{Failure, Outcome};
use super::output::{deliver, tell_done};
use super::progress::Progress;
use super::shell::Shell;
use super::workflow::unknown;
use anyhow::anyhow;
use clap::{Args, ValueHint};
use collect::calendar::Day;
use collect::guess::{self, Answers, FileHolds, GuessedInvoices, ProjectPage, Proof, RowKind, StatusMeans, Survey, Suspicion, answers};
use collect::ledger::reading::DecimalMark;
use collect::money::Currency;
use collect::project::{BankColumn, CsvFormat, OpenOn, RowAmounts, TermsSource};
use files::New;
use questions::Questions;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Create a project from the CSV files of another system.
///
/// It finds the columns and the formats of dates and amounts, checks them on all rows, shows the result, and writes collect.yaml,
/// workflow.yaml and its scenarios, workflow.test.yaml: all or none, and never over existing files. If something can be read in two ways,
/// it asks on a terminal; otherwise it stops and names the flag that decides.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect init                                   the CSV files of this folder
  collect init --from export/open-items.csv      this file
  collect init --from ar.csv --currency USD      a file that names no currency
  collect init --from ar.csv --column \"due_date=Payable by\"
  collect init --workflow saas                   begin with another built-in workflow
  collect init --bank april.csv                  how the CSV of a bank is read
  collect init --check                           read again, and compare with the file's own totals")]
pub struct InitArguments {
    /// Read this file; can be given several times, for example for payments [default: the CSV files of the folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Vec<PathBuf>,
    /// The built-in workflow to begin with, as `collect workflow` lists them
    #[arg(long, value_name = "NAME", default_value = "net30")]
    pub workflow: String,
    /// Do not ask: use what is certain, and stop with exit code 2 if anything is not
    #[arg(long)]
    pub yes: bool,
    /// Read the files again with collect.yaml, and compare what is read with the totals of the files themselves; exit code 1 if they differ
    #[arg(long, conflicts_with_all = ["from", "workflow", "yes", "sheet", "date_format", "decimal", "currency", "open_on", "column", "kind", "status", "terms", "rows", "minor_units", "accept"])]
    pub check: bool,
    /// Find out how the CSV file of a bank is read, and add that to collect.yaml; other formats of banks need no mapping
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["from", "workflow", "check", "sheet", "open_on", "column", "kind", "status", "terms", "rows", "minor_units", "accept"])]
    pub bank: Option<PathBuf>,
    /// With --bank: the column of the file for one of ours, such as booked=Buchungstag; can be given several times
    #[arg(long, value_name = "COLUMN=NAME", value_parser = bank::column, requires = "bank")]
    pub bank_column: Vec<(BankColumn, String)>,
    #[command(flatten)]
    pub deciding: Deciding,
}

/// What a file may not say.
#[derive(Debug, Args)]
#[command(next_help_heading = "If the file does not say it")]
pub struct Deciding {
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The format of dates: %d/%m/%Y, %m/%d/%Y
    #[arg(long, value_name = "FORMAT", value_parser = answers::date_format)]
    pub date_format: Option<String>,
    /// The decimal mark: . or ,
    #[arg(long, value_name = "MARK", value_parser = answers::decimal)]
    pub decimal: Option<DecimalMark>,
    /// The currency of rows without one: USD
    #[arg(long, value_name = "CODE", value_parser = answers::currency)]
    pub currency: Option<Currency>,
    /// The day of the open amounts: a date, or as_of if you replace the file for every run
    #[arg(long, value_name = "DATE|as_of", value_parser = answers::open_on)]
    pub open_on: Option<OpenOn>,
    /// The column of the file for a column of the invoices: amount=Total; paid_amount=NAME for what was paid, kept=NAME for a column that is
    /// not read; can be given several times
    #[arg(long, value_name = "COLUMN=NAME", value_parser = answers::column)]
    pub column: Vec<(String, String)>,
    /// What rows are that have this text in the column of kinds: "Credit Memo=credit"; invoice, credit, payment or skip; can be given several
    /// times
    #[arg(long, value_name = "TEXT=KIND", value_parser = answers::kind)]
    pub kind: Vec<(String, RowKind)>,
    /// What a status means: "Sent to bank=paid"; open, paid or skip; can be given several times
    #[arg(long, value_name = "TEXT=MEANING", value_parser = answers::status)]
    pub status: Vec<(String, StatusMeans)>,
    /// Work out due dates from the invoices' dates: a number of days, or the column of the terms of payment
    #[arg(long, value_name = "DAYS|COLUMN", value_parser = answers::terms)]
    pub terms: Option<TermsSource>,
    /// How several rows are one invoice: sum of their amounts, the same amount in each, or lines with parts of the amount and the whole of what
    /// is open or was paid
    #[arg(long, value_name = "sum|same|lines", value_parser = answers::rows)]
    pub rows: Option<RowAmounts>,
    /// Are amounts in cents?
    #[arg(long, value_name = "yes|no", value_parser = answers::yes_or_no)]
    pub minor_units: Option<bool>,
    /// Something that looks like a mistake is right: headings, customer-names, leading-zeros, issued-after-due, signs, totals,
    /// partly-paid, paid-but-open, empty-balances or units; can be given several times
    #[arg(long, value_name = "WHAT", value_parser = answers::suspicion)]
    pub accept: Vec<Suspicion>,
}

/// The project file, the workflow beside it, and what that is to do.
const PROJECT: &str = "collect.yaml";
const WORKFLOW: &str = "workflow.yaml";
const SCENARIOS: &str = "workflow.test.yaml";

pub fn run(arguments: &InitArguments, shell: &Shell) -> Result<Outcome, Failure> {
    if arguments.check {
        return checked::run(shell);
    }
    if let Some(path) = &arguments.bank {
        return bank::run(path, arguments, shell);
    }
    let begin_with = arguments.workflow.as_str();
    let workflow = guess::to_begin_with(begin_with).ok_or_else(|| unknown(begin_with))?;
    let scenarios = guess::scenarios_to_begin_with(begin_with, WORKFLOW).ok_or_else(|| unknown(begin_with))?;
    let mut new = vec![New { name: WORKFLOW, text: &workflow }, New { name: SCENARIOS, text: &scenarios }];
    files::refuse_existing(&new, PROJECT)?;
    let mut questions = Questions::on_a_terminal(!arguments.yes);
    let surveys = surveys(arguments, shell)?;
    let invoices = which_are_invoices(&surveys, &mut questions)?;
    left_out(&surveys, invoices, !arguments.from.is_empty(), shell)?;
    if invoices.rows == 0 {
        return Err(
            anyhow!("{}: there are no rows under the header, so the formats of dates and amounts cannot be found", invoices.file).into()
        );
    }
    let (guessed, answers) = match answered(invoices, &arguments.deciding, &mut questions)? {
        Ok(found) => found,
        Err(doubts) => {
            for doubt in &doubts {
                let flag = doubt.flag().map(|flag| format!("; answer it with {flag}")).unwrap_or_default();
                shell.error(&format!("{}: {doubt}{flag}", invoices.file));
            }
            let answers = if doubts.len() == 1 { "1 answer is needed".to_owned() } else { format!("{} answers are needed", doubts.len()) };
            return Err(anyhow!("nothing was written: {answers}").into());
        }
    };
    if let Some(why) = useless_flag(&arguments.deciding, &guessed, &surveys) {
        return Err(anyhow!("{}: {why}; leave the flag out", invoices.file).into());
    }
    let events = events(&surveys, invoices, &answers)?;
    let page = ProjectPage::of(&guessed, &events, WORKFLOW);
    let as_of = match guessed.csv.open_on {
        Some(OpenOn::Day(day)) => day,
        _ => Day::LAST,
    };
    let proof = Proof::of(&page.text, PROJECT, as_of, &mut |path| opened(Path::new(path))).map_err(|wrong| {
        let mut findings = Findings::default();
        findings.extend(wrong);
        findings
    })?;
    deliver(None, |out| out.write_all(told::as_read(&guessed, &events, &proof, &page, shell.look(None)).as_bytes()))?;
    let mut wrong = Findings::default();
    wrong.absorb(&proof.report);
    if !proof.is_convincing() {
        shell.tell(&wrong, Verdict::NothingWritten);
        return Err(anyhow!(told::unconvincing(&proof)).into());
    }
    // Rows that cannot be read are told, and are why totals differ.
    let is_complete = proof.report.bad_row_count() == 0;
    if is_complete && proof.differing_totals > 0 && !answers.accepted.contains(&Suspicion::Totals) {
        shell.tell(&wrong, Verdict::NothingWritten);
        let why = "the totals of the file differ from what is read: correct the columns or the kinds of rows, or add --accept totals if the file is right";
        return Err(anyhow!("{}: {why}", invoices.file).into());
    }
    shell.tell(&wrong, Verdict::Done);
    if !questions.agreed(&format!("Write {PROJECT}, {WORKFLOW} and {SCENARIOS}?"))? {
        return Err(anyhow!("nothing was written").into());
    }
    new.push(New { name: PROJECT, text: &page.text });
    files::write_all(&new)?;
    tell_done("the files were written", &told::written(PROJECT, WORKFLOW, SCENARIOS, &proof), shell);
    Ok(if proof.report.bad_row_count() > 0 { Outcome::Skipped } else { Outcome::Fine })
}

/// A flag that was typed and decides nothing, and why.
fn useless_flag(typed: &Deciding, guessed: &GuessedInvoices, surveys: &[Survey]) -> Option<String> {
    let layout = &guessed.csv.layout;
    let has = |word: &str| surveys.iter().any(|survey| survey.has_text(word));
    let words = typed.kind.iter().map(|(word, _)| ("--kind", word)).chain(typed.status.iter().map(|(word, _)| ("--status", word)));
    let mut unknown = words.filter(|(_, word)| !has(word)).map(|(flag, word)| format!("{flag}: no column of few texts has {word:?}"));
    let useless = [
        (typed.open_on.is_some() && guessed.csv.open_on.is_none(), "--open-on: there are no open amounts without a day of their own"),
        (typed.terms.is_some() && layout.due_date.is_none(), "--terms: there is a column of due dates, or none of the invoices' dates"),
        (typed.currency.is_some() && guessed.currency.is_none(), "--currency: every row has a currency of its own"),
        (typed.rows.is_some() && layout.rows.is_none(), "--rows: each invoice stands on one row"),
        (typed.minor_units == Some(true) && !layout.minor_units, "--minor-units: amounts have decimals"),
    ];
    useless.iter().find(|(is_useless, _)| *is_useless).map(|(_, why)| (*why).to_owned()).or_else(|| unknown.next())
}

fn opened(path: &Path) -> io::Result<Box<dyn Read>> {
    open(path, &Digest::default(), &Progress::default()).map(|file| file as Box<dyn Read>)
}

/// A look over each file that was named; over each that looks like a table where none was.
fn surveys(arguments: &InitArguments, shell: &Shell) -> Result<Vec<Survey>, Failure> {
    if arguments.from.iter().any(|path| path.as_os_str() == "-") {
        return Err(anyhow!("--from - is not possible: the file is read several times, and by every command; save it first").into());
    }
    let named = !arguments.from.is_empty();
    let paths = if named { arguments.from.clone() } else { files::tables_here()? };
    if paths.is_empty() {
        return Err(anyhow!("there is no CSV file in this folder: export the invoices into it, or name a file with --from").into());
    }
    let (mut surveys, mut findings) = (Vec::new(), Findings::default());
    let named_columns: Vec<&str> = arguments.deciding.column.iter().map(|(_, name)| name.as_str()).collect();
    for path in &paths {
        let survey = match opened(path) {
            Err(error) => Err(unreadable(path, &error)),
            Ok(_) => Survey::of(&path.display().to_string(), arguments.deciding.sheet.as_deref(), &named_columns, &mut || opened(path)),
        };
        match survey {
            Ok(survey) => surveys.push(survey),
            Err(finding) if named || paths.len() == 1 => findings.add(finding),
            Err(finding) => shell.note(&format!("left out: {finding}")),
        }
    }
    if findings.any_error() { Err(findings.into()) } else { Ok(surveys) }
}

fn which_are_invoices<'s>(surveys: &'s [Survey], questions: &mut Questions) -> Result<&'s Survey, Failure> {
    let holding = |wanted: FileHolds| surveys.iter().filter(move |survey| survey.holds() == wanted).collect::<Vec<_>>();
    let names = |surveys: &[&Survey]| surveys.iter().map(|survey| survey.file.clone()).collect::<Vec<_>>();
    match (holding(FileHolds::Invoices).as_slice(), holding(FileHolds::Other).as_slice()) {
        ([only], _) | ([], [only]) => Ok(only),
        ([], others) => {
            let looked_at = if others.is_empty() { names(&surveys.iter().collect::<Vec<_>>()) } else { names(others) };
            let why = match looked_at.as_slice() {
                [] => "no file could be read".to_owned(),
                files => format!("no file has columns with known names for due date and amount: {}", files.join(", ")),
            };
            Err(anyhow!("{why}; give only the file of invoices with --from, and its columns with --column").into())
        }
        (several, _) => match questions.choose("Which file has the invoices?", &names(several))? {
            Some(chosen) => Ok(several[chosen]),
            None => Err(anyhow!("several files may be the invoices: {}; choose one with --from", names(several).join(", ")).into()),
        },
    }
}

/// Tells which files are not read: they might hold payments. One that was named must be of use.
fn left_out(surveys: &[Survey], invoices: &Survey, named: bool, shell: &Shell) -> Result<(), Failure> {
    let others = surveys.iter().filter(|survey| survey.file != invoices.file);
    for survey in others.filter(|survey| matches!(survey.holds(), FileHolds::Other | FileHolds::Invoices)) {
        let file = &survey.file;
        if named {
            return Err(anyhow!("{file} has neither payments nor events, and the invoices are in {}", invoices.file).into());
        }
        shell.note(&format!("{file} is not used: it has neither payments nor events"));
    }
    Ok(())
}

type Answered = Result<(GuessedInvoices, Answers), Vec<guess::Doubt>>;

/// Asks until nothing is in doubt any more, if there is somebody to ask.
fn answered(invoices: &Survey, typed: &Deciding, questions: &mut Questions) -> Result<Answered, Failure> {
    let mut answers = Answers {
        date_format: typed.date_format.clone(),
        decimal: typed.decimal,
        currency: typed.currency,
        open_on: typed.open_on,
        columns: typed.column.clone(),
        kinds: typed.kind.clone(),
        statuses: typed.status.clone(),
        terms: typed.terms.clone(),
        rows: typed.rows,
        minor_units: typed.minor_units,
        accepted: typed.accept.iter().copied().collect(),
    };
    loop {
        let doubts = match guess::invoices(invoices, &answers, &mut || opened(Path::new(&invoices.file))) {
            Ok(guessed) => return Ok(Ok((guessed, answers))),
            Err(doubts) => doubts,
        };
        let open = doubts.iter().find(|doubt| doubt.flag().is_some()).filter(|_| doubts.iter().all(|doubt| doubt.flag().is_some()));
        match open {
            Some(doubt) if questions.can_be_asked() => {
                let shown = invoices.shown(doubt, &mut || opened(Path::new(&invoices.file)));
                questions.answer(doubt, &shown, &mut answers)?;
            }
            _ => return Ok(Err(doubts)),
        }
    }
}

/// The files of events, in the order of their names. One that cannot be read with certainty may hold the payment of an invoice that would be
/// chased: it is not left out in silence.
fn events(surveys: &[Survey], invoices: &Survey, answers: &Answers) -> Result<Vec<CsvFormat>, Failure> {
    let others = surveys.iter().filter(|survey| survey.file != invoices.file);
    let events = others.filter(|survey| matches!(survey.holds(), FileHolds::Events | FileHolds::Payments));
    let read = |survey: &Survey| {
        guess::events(survey, answers)
            .map_err(|why| anyhow!("{}: {why}; give only the invoices with --from, and add this file to {PROJECT} by hand", survey.file))
    };
    Ok(events.map(read).collect::<Result<_, _>>()?)
}
