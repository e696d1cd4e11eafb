//! `collect match`: which open items the lines of bank statements pay.

mod items;
mod lines;
mod payers;
mod proposing;
mod statements;

pub use payers::remember_payers;
pub use statements::{note_statements, tell_statements};

use super::arguments::Files;
use super::findings::{Findings, Verdict};
use super::inputs::Books;
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::proposals::{KnownProposals, Recording};
use super::shell::Shell;
use super::table::match_text;
use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum, ValueHint};
use collect::matching::{LineResult, LineState, MatchRules, Matching, account_sums, match_lines};
use collect::proposal::read_proposals;
use collect::report::{MatchView, counted, match_csv, match_json, match_jsonl, match_report_csv};
use lines::StatementLines;
use std::path::PathBuf;

/// Match bank statements to open items, and propose payments.
///
/// Writes proposals/DATE-match.csv: a row for each payment, with what it rests on. What is certain has `take` = yes; you decide about the rest,
/// and `collect record` writes what is taken to the log. A line that leads to nothing is listed, too.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect match april.xml                 propose what the lines of a statement pay
  collect match statements/*.sta --review show only what a person decides about
  collect match april.xml --certain       record at once what is certain
  collect match april.xml --report        does it add up? entries and balances of each account
  collect record proposals/2026-04-30-match.csv
                                          record what was taken")]
pub struct MatchArguments {
    /// The statements: camt.053, MT940 and others, or CSV
    #[arg(value_name = "STATEMENT", required = true, value_hint = ValueHint::FilePath)]
    pub statements: Vec<PathBuf>,
    /// Record at once what is certain
    #[arg(long)]
    pub certain: bool,
    /// Show only the lines that a person decides about
    #[arg(long, conflicts_with = "report")]
    pub review: bool,
    /// Show entries, sums and balances of each account, not the lines
    #[arg(long)]
    pub report: bool,
    /// Show what would be proposed, and write nothing
    #[arg(long, conflicts_with = "certain")]
    pub dry_run: bool,
    /// table, csv, json or jsonl (one object per line)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, default_value = "table", hide_default_value = true)]
    pub format: MatchFormat,
    #[command(flatten)]
    pub inputs: Files,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MatchFormat {
    Table,
    Csv,
    Json,
    Jsonl,
}

pub fn run(arguments: &MatchArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let books = Books::open(&arguments.inputs, shell)?;
    let mut findings = Findings::default();
    let read = StatementLines::read(&arguments.statements, &books, &mut findings)?;
    if findings.any_error() {
        return Err(findings.into());
    }
    shell.tell(&findings, Verdict::Done);
    if arguments.inputs.deny_warnings && findings.warning_count() > 0 {
        shell.error("there are warnings, and --deny-warnings is given: nothing was written");
        return Ok(Outcome::Findings);
    }
    read.tell_left_out(shell);
    let known = KnownProposals::read(&books)?;
    let sources = read.sources(&known);
    let (items, payments) = items::items(&books)?;
    let payers = payers::known(&books, &known, &items)?;
    let settings = books.match_settings();
    let company = books.company();
    let rules = MatchRules {
        tolerance: settings.tolerance,
        own_names: settings.names.iter().cloned().chain([company]).collect(),
        own_accounts: settings.accounts.clone(),
        processors: settings.processors.clone(),
    };
    let new: Vec<usize> =
        (0..read.lines.len()).filter(|place| matches!(sources[*place].state, LineState::New | LineState::Waiting)).collect();
    let lines: Vec<_> = new.iter().map(|place| read.lines[*place].clone()).collect();
    let decided = match_lines(&lines, Matching { items, payments, payers: &payers, rules: &rules });
    let results = read.results(sources.iter().map(|source| source.state.clone()), new.iter().copied().zip(decided), &known, &sources);
    let proposals = proposing::proposals(&results, &sources);
    let written = known.add(&books, "match", proposals, arguments.dry_run)?;
    if !arguments.dry_run {
        statements::note_lines(&written.path, &read, &results, &sources)?;
    }
    let sums = account_sums(&results, |account, currency| read.balances(account, currency));
    let shown: Vec<&LineResult> = results.iter().filter(|result| !arguments.review || is_for_a_person(result)).collect();
    let view = MatchView { results: shown, accounts: &sums };
    let look = shell.look(None);
    deliver(None, |out| match (arguments.format, arguments.report) {
        (MatchFormat::Table, is_report) => out.write_all(match_text(&view, is_report, look).as_bytes()),
        (MatchFormat::Csv, true) => match_report_csv(&view, out),
        (MatchFormat::Csv, false) => match_csv(&view, out),
        (MatchFormat::Json, _) => match_json(&view, books.as_of, out),
        (MatchFormat::Jsonl, _) => match_jsonl(&view, out),
    })?;
    for sum in &sums {
        if let Some(missing) = sum.missing().filter(|missing| *missing != 0) {
            let (account, amount) = (&sum.account, sum.currency.grouped(missing));
            shell.warn(&format!(
                "account {account} does not add up: {amount} {} are missing between its balances; is there a statement that is not given?",
                sum.currency
            ));
        }
    }
    if !written.new.is_empty() && !arguments.dry_run {
        shell.note(&format!("{} in {}", counted(written.new.len(), "proposal"), written.path.display()));
    }
    if arguments.certain {
        return record_certain(&books, &written.path, arguments, shell);
    }
    Ok(Outcome::Fine)
}

fn is_for_a_person(result: &LineResult) -> bool {
    use collect::matching::LineOutcome::{Proposed, Unmatched};
    matches!(result.outcome(), Some(Proposed | Unmatched)) && result.line.amount != 0
}

/// Records the rows of the day's file that are certain and taken.
fn record_certain(books: &Books, path: &std::path::Path, arguments: &MatchArguments, shell: &Shell) -> Result<Outcome, Failure> {
    if !path.exists() {
        shell.note("nothing is certain");
        return Ok(Outcome::Fine);
    }
    let name = path.display().to_string();
    let bytes = fs_err::read(path).map_err(|error| anyhow!("cannot read {name}: {error}"))?;
    let reading = read_proposals(&bytes, &name);
    let Some(rows) = reading.value else {
        let mut findings = Findings::default();
        findings.extend(reading.findings);
        return Err(findings.into());
    };
    let is_certain = |row: &collect::proposal::ProposalRow| {
        row.taken.as_ref().is_some_and(|proposal| proposal.certainty == collect::proposal::Certainty::Certain)
    };
    let rows = rows.into_iter().filter(is_certain).collect();
    let recording = Recording {
        books,
        file: name,
        by: None,
        is_dry: false,
        denies: arguments.inputs.deny_warnings,
        is_brief: arguments.format != MatchFormat::Table,
    };
    recording.run(rows, shell)
}
