//! `collect sync`: what changed since the last export of open items.

mod kept_files;
mod questions;
mod warnings;

use super::arguments::{Files, Output, OutputFormat};
use super::findings::Findings;
use super::inputs::{Comparing, Ending, NoticedExport};
use super::outcome::{Failure, Outcome};
use super::output::{NOTHING_WRITTEN, done_all_the_same, named};
use super::replacing::{Prepared, why};
use super::shell::Shell;
use super::table::sync_text;
use super::today::AsOf;
use anyhow::anyhow;
use clap::{Args, ValueHint};
use collect::money::grouped;
use collect::report::{SyncView, sync_csv, sync_json, sync_jsonl, sync_markdown};
use collect::sync::{BookHead, GoneAs, NewBook, OpenShare, Rewriting, SyncDoubtKind, synced_rows};
use questions::Answered;
use std::io::{self, Write};
use std::path::PathBuf;

/// Take over a new export of open items, and write what changed since the last one as events.
///
/// For accounting systems that export only what is open today. Every invoice that was ever exported is kept in book.csv. What changed
/// becomes events in synced.csv: less open is a payment, gone is a payment of the rest, another due date is an extend. Then plan and all
/// other commands read these two files in place of the export. What the log or other files tell already is not written again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect sync --as-of today            the export that ledger.invoices names is of today
  collect sync                          the export itself says of which day it is
  collect sync --dry-run                what would change
  collect sync --min-share 0.1          really: nine of ten open invoices were paid
  collect sync --gone credit            invoices that are gone were credited, not paid

The export is refused if it is older than the last one, or if an invoice has another customer or currency than before.
It stops with exit code 4 and a question if less than half of the open invoices or of their value is left, or if the export
as a whole looks as if it was read wrong. See `collect help open-items`.")]
pub struct SyncArguments {
    /// The export [default: ledger.invoices of the project, else invoices.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Inputs")]
    pub invoices: Option<PathBuf>,
    /// The events on the invoices; can be given several times [default: the project's, else events.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Inputs")]
    pub events: Vec<PathBuf>,
    /// The workflow: a YAML file, or the name of a built-in one [default: the project's, else net30]
    #[arg(long, value_name = "FILE|NAME", value_hint = ValueHint::FilePath, help_heading = "Inputs")]
    pub workflow: Option<String>,
    /// The day of the export: today, yesterday, 2026-03-31, -1d [default: what the export says]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Inputs")]
    pub as_of: Option<AsOf>,
    /// Accept an export with a header and no invoices; without this, it is an error
    #[arg(long, help_heading = "Inputs")]
    pub allow_empty: bool,
    /// Write nothing and exit with 1 if there are warnings
    #[arg(long, help_heading = "Inputs")]
    pub deny_warnings: bool,
    /// What an invoice is that has left the export: payment, credit, or ask [default: ledger.gone of the project, else payment]
    #[arg(long, value_name = "WHAT", value_parser = gone, help_heading = "What changed")]
    pub gone: Option<GoneAs>,
    /// Stop and ask if a smaller share of the open invoices, or of their value, is left: 0.5, 20%, or 0 to never ask
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = share, help_heading = "What changed")]
    pub min_share: u32,
    /// Something that looks like a mistake is right: amounts, due-dates, reversals, ids, instalments, statuses, currencies or older; can be given several
    /// times
    #[arg(long, value_name = "WHAT", value_parser = accepted, help_heading = "What changed")]
    pub accept: Vec<SyncDoubtKind>,
    /// Show what would change, and write nothing
    #[arg(long, help_heading = "What changed")]
    pub dry_run: bool,
    /// List at most N changes of each kind; CSV and JSON have all
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Output")]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
}

fn gone(text: &str) -> Result<GoneAs, String> {
    let found = GoneAs::ALL.into_iter().find(|gone| gone.name() == text);
    found.ok_or_else(|| super::arguments::one_of(GoneAs::ALL.map(GoneAs::name)))
}

fn accepted(text: &str) -> Result<SyncDoubtKind, String> {
    let found = SyncDoubtKind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| super::arguments::one_of(SyncDoubtKind::ALL.map(SyncDoubtKind::name)))
}

/// A share of all, in 10,000ths.
fn share(text: &str) -> Result<u32, String> {
    let wanted = || "write a share from 0 to 1, such as 0.5, or a percentage such as 50%".to_owned();
    let (number, digits) = match text.strip_suffix('%') {
        Some(number) => (number, 2),
        None => (text, 4),
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > digits || !are_digits(whole) || !are_digits(decimals) {
        return Err(wanted());
    }
    let parts = format!("{whole}{decimals:0<digits$}").parse::<u32>().map_err(|_| wanted())?;
    if parts <= OpenShare::WHOLE { Ok(parts) } else { Err(wanted()) }
}

pub fn run(arguments: &SyncArguments, shell: &Shell) -> Result<Outcome, Failure> {
    arguments.output.format_of(&OutputFormat::OF_ROWS)?;
    let typed = Files {
        workflow: arguments.workflow.clone(),
        invoices: arguments.invoices.clone(),
        customers: None,
        events: arguments.events.clone(),
        as_of: AsOf::FromToday(0),
        skip_bad_rows: false,
        allow_empty: arguments.allow_empty,
        deny_warnings: arguments.deny_warnings,
    };
    // Before anything is written.
    arguments.output.format_of(&OutputFormat::OF_ROWS)?;
    let comparing = Comparing::open(&typed, arguments.as_of, arguments.dry_run, shell)?;
    comparing.compare(arguments.gone, shell, |rewriting, noticed, findings| {
        taken_over(arguments, &comparing, rewriting, &noticed, findings, shell)
    })
}

fn taken_over(
    arguments: &SyncArguments,
    comparing: &Comparing,
    rewriting: &Rewriting<'_>,
    noticed: &NoticedExport,
    findings: Findings,
    shell: &Shell,
) -> Result<Outcome, Failure> {
    let (last, day) = (comparing.last, comparing.day);
    let foreseen = rewriting.foreseen();
    let number = last.filter(|last| last.day == day).map_or(1, |last| last.number + u32::from(foreseen.any_change));
    let head = BookHead { day, number, rows: last.map_or(0, |last| last.rows) + foreseen.events, file: comparing.file };
    let is_new = !arguments.dry_run && (foreseen.any_change || last != Some(head));
    let write = |out: &mut dyn Write| {
        out.write_all(&rewriting.header(&head))?;
        rewriting.write(comparing.old_book()?, out)
    };
    let cannot =
        |what: &str, error: &io::Error| anyhow!("cannot {what} {}: {}; nothing was taken over", comparing.book.display(), why(error));
    // The new book lies beside the old one until everything else is done.
    let (prepared, book) = if is_new {
        let (prepared, book) = Prepared::write(&comparing.book, write).map_err(|error| kept_files::cannot(&comparing.book, &error))?;
        (Some(prepared), book)
    } else {
        (None, write(&mut io::sink()).map_err(|error| cannot("read", &error))?)
    };
    let ending = Ending { findings, rejects: Default::default(), skipped: 0, denies: arguments.deny_warnings };
    let answered = Answered { min_share: arguments.min_share, accepted: &arguments.accept };
    let renamed = book.renamed();
    let questions = questions::all(noticed, (&book, &renamed), answered, comparing);
    if !questions.is_empty() {
        // Whoever is asked wants to see what would change.
        if arguments.dry_run {
            tell(arguments, &book, head, comparing, &ending, shell)?;
        }
        questions.iter().for_each(|question| shell.error(question));
        return Ok(Outcome::Held);
    }
    let entries = synced_rows(&book.changes, &head);
    if !book.sums.agree() || entries.len() as u64 != foreseen.events {
        return Err(anyhow!("the sums of the book and of the export do not agree: nothing was written; please report this").into());
    }
    let lost = warnings::lost_since(&book.changes, &comparing.log_rows()?);
    let warnings = warnings::warnings((&book.changes, &lost), &renamed, &noticed.lost_columns);
    ending.tell(shell);
    warnings.iter().for_each(|warning| shell.warn(warning));
    if arguments.deny_warnings && (ending.denied() || !warnings.is_empty()) {
        shell.error("there are warnings, and --deny-warnings is given: nothing was written");
        return Ok(Outcome::Findings);
    }
    if let Some(prepared) = prepared {
        kept_files::put(comparing, &entries, prepared)?;
    }
    let told = tell(arguments, &book, head, comparing, &ending, shell);
    if arguments.dry_run {
        told?;
    } else {
        done_all_the_same("the export was taken over", told, shell);
    }
    Ok(ending.outcome(None, shell))
}

fn tell(
    arguments: &SyncArguments,
    book: &NewBook<'_>,
    head: BookHead,
    comparing: &Comparing,
    ending: &Ending,
    shell: &Shell,
) -> anyhow::Result<()> {
    let warnings = ending.findings.warnings();
    let view = SyncView { book, head, last: comparing.last, limit: arguments.limit, warnings: &warnings };
    let file = arguments.output.output.as_deref();
    let look = shell.look(file);
    let format = arguments.output.format();
    ending.deliver(file, |out| match format {
        OutputFormat::Csv => sync_csv(&view, out),
        OutputFormat::Json => sync_json(&view, out),
        OutputFormat::Jsonl => sync_jsonl(&view, out),
        OutputFormat::Markdown => sync_markdown(&view, out),
        OutputFormat::Table | OutputFormat::Html | OutputFormat::Xlsx | OutputFormat::Ics => {
            out.write_all(sync_text(&view, look).as_bytes())?;
            if arguments.dry_run { out.write_all(NOTHING_WRITTEN.as_bytes()) } else { Ok(()) }
        }
    })?;
    let (is_for_programs, is_filed) =
        (matches!(format, OutputFormat::Csv | OutputFormat::Json | OutputFormat::Jsonl), named(file).is_some());
    if is_for_programs || is_filed {
        shell.note(&format!("{}. {}", view.title(), view.sentences().join(" ")));
    }
    if arguments.dry_run && (is_for_programs || is_filed || format == OutputFormat::Markdown) {
        shell.note(&format!("nothing was written to {} (--dry-run)", comparing.book.display()));
    }
    Ok(())
}

/// `12 of 40`
fn of(count: u64, all: u64) -> String {
    format!("{} of {}", grouped(&count.to_string()), grouped(&all.to_string()))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_exact() {
        for (text, parts) in [("0.5", 5_000), ("0", 0), ("1", 10_000), ("20%", 2_000), ("12.5%", 1_250), ("0.0001", 1), ("100%", 10_000)] {
            assert_eq!(share(text), Ok(parts), "{text}");
        }
        for text in ["", "half", "1.1", "101%", "-1", "0.00001", "50 %"] {
            assert!(share(text).is_err(), "{text}");
        }
    }
}
