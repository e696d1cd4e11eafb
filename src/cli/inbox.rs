//! `collect inbox`: customers' mails become proposals.

mod answered;
mod found;
mod listing;
mod model;
mod review;
mod shown;

use super::arguments::{self, Output, OutputFormat};
use super::inputs::Books;
use super::inputs::files::is_stdin;
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::proposals::{KnownProposals, Recording};
use super::shell::Shell;
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueHint};
use collect::calendar::Day;
use collect::inbox::{Listener, PauseDays, hear, proposed};
use collect::proposal::{Certainty, Proposal, ProposalRow, Take, proposals_csv, read_proposals, source_id};
use collect::report::counted;
use found::{FoundMail, each_mail};
use fs_err as fs;
use listing::{ListedMail, Unread};
use std::path::{Path, PathBuf};

/// Read customers' mails, and propose what they say as events.
///
/// Finds out which of our mails each one answers, what its sender wrote, and what that means: a promise, a dispute, a claim of payment. The
/// proposals go to proposals/DATE-inbox.csv, with the words that each rests on. A person decides; `collect record` writes down what is taken.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect inbox ~/Maildir                         read a Maildir, and write proposals/DATE-inbox.csv
  collect inbox replies.mbox mails/*.eml          files of many mails and of one
  collect inbox ~/Maildir --certain               record at once what is certain
  collect inbox ~/Maildir --review                decide about each proposal here
  collect record proposals/2026-03-31-inbox.csv   record the rows that were taken")]
pub struct InboxArguments {
    /// Mails: files of one mail (.eml) or of many (mbox), a Maildir, a folder of any of these, or - for standard input
    #[arg(value_name = "MAIL", required = true, value_hint = ValueHint::AnyPath)]
    pub mails: Vec<PathBuf>,
    /// Record at once what is certain
    #[arg(long, help_heading = "What becomes of it", conflicts_with = "review")]
    pub certain: bool,
    /// Ask about each proposal: take it, change it, leave it
    #[arg(long, help_heading = "What becomes of it", conflicts_with = "dry_run")]
    pub review: bool,
    /// Show what is proposed, and write nothing
    #[arg(long, help_heading = "What becomes of it")]
    pub dry_run: bool,
    /// Also list mails that were proposed before
    #[arg(long, help_heading = "What becomes of it")]
    pub all: bool,
    #[command(flatten)]
    pub inputs: arguments::Files,
    #[command(flatten)]
    pub output: Output,
}

pub fn run(arguments: &InboxArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let format = arguments.output.format_of(&[OutputFormat::Table, OutputFormat::Csv, OutputFormat::Json, OutputFormat::Jsonl])?;
    if arguments.review && arguments.mails.iter().any(|path| is_stdin(path)) {
        return Err(anyhow!("--review reads your answers from standard input: name the file of the mails instead of -").into());
    }
    let books = Books::open(&arguments.inputs, shell)?;
    let known = KnownProposals::read(&books)?;
    let (plan, skipped) = books.stand(shell)?;
    let debtors = answered::debtors(&plan);
    let (sent, senders) = answered::sent_texts(&books.outbox)?;
    let us = answered::us(&books, &senders);
    let settings = &books.project().inbox;
    let listener = Listener { debtors: &debtors, sent: &sent, us: &us, day_first: settings.day_first, as_of: books.as_of };
    let (mut listed, unread) = heard(&arguments.mails, &listener)?;
    if listed.is_empty() && unread.is_empty() {
        return Err(anyhow!("there are no mails here: name files of mails, an mbox, a Maildir or a folder of them").into());
    }
    let mut model = model::Model::open(&settings.command, &books, arguments.dry_run)?;
    for one in &mut listed {
        model.ask(one, &debtors, books.as_of, shell);
    }
    model.keep()?;
    let pause = PauseDays(books.workflow.overrides.claim.pause_days);
    for one in &mut listed {
        one.proposals = proposed(&one.mail, &one.heard, day_of(one, books.as_of), pause);
        one.is_known = known.sources().contains_key(&source_id(&["mail", &one.mail.digest]));
    }
    let all: Vec<Proposal> = listed.iter().flat_map(|one| one.proposals.iter().cloned()).collect();
    let written = known.add(&books, "inbox", all, arguments.dry_run)?;
    let output = arguments.output.output.as_deref();
    deliver(output, |out| match format {
        OutputFormat::Csv => out.write_all(&proposals_csv(&listed.iter().flat_map(|one| one.proposals.clone()).collect::<Vec<_>>())),
        OutputFormat::Json => listing::json(&listed, &unread, out),
        OutputFormat::Jsonl => listing::jsonl(&listed, &unread, out),
        _ => out.write_all(shown::text(&listed, &unread, arguments.all, shell.look(output)).as_bytes()),
    })?;
    tell(&listed, &unread, &written.path, written.new.len(), arguments.dry_run, shell);
    let outcome = if arguments.certain {
        record_certain(&books, &written.path, &listed, arguments, shell)?
    } else if arguments.review {
        review::run(&books, &written.path, &listed, arguments.inputs.deny_warnings, shell)?
    } else {
        Outcome::Fine
    };
    Ok(if outcome == Outcome::Fine && skipped { Outcome::Skipped } else { outcome })
}

fn heard(paths: &[PathBuf], listener: &Listener<'_>) -> Result<(Vec<ListedMail>, Vec<Unread>)> {
    let (mut listed, mut unread) = (Vec::new(), Vec::new());
    for found in each_mail(paths)? {
        match found {
            FoundMail::Read { place, mail } => {
                let heard = hear(&mail, listener);
                listed.push(ListedMail { place, mail: *mail, heard, proposals: Vec::new(), is_known: false });
            }
            FoundMail::Unread { place, why } => unread.push(Unread { place, why }),
        }
    }
    Ok((listed, unread))
}

/// The day of what a mail says. What has no date, or one that is still to come, is taken as of today.
fn day_of(one: &ListedMail, as_of: Day) -> Day {
    one.heard.on.filter(|day| *day <= as_of).unwrap_or(as_of)
}

fn tell(listed: &[ListedMail], unread: &[Unread], path: &Path, new: usize, is_dry: bool, shell: &Shell) {
    let before = listed.iter().filter(|one| one.is_known).count();
    let mut told = counted(listed.len(), "mail");
    if before > 0 {
        told.push_str(&format!(", {before} of them proposed before"));
    }
    if !unread.is_empty() {
        told.push_str(&format!("; not read: {}", counted(unread.len(), "file or part of one")));
    }
    match (new, is_dry) {
        (0, _) => told.push_str("; nothing new to propose"),
        (new, true) => told.push_str(&format!("; {} would be written to {}", counted(new, "proposal"), path.display())),
        (new, false) => {
            let path = path.display();
            told.push_str(&format!(
                "; {} in {path}: fill `take` with yes or no, then run `collect record {path}`",
                counted(new, "proposal")
            ));
        }
    }
    shell.note(&told);
}

/// The rows of a file of proposals, as they stand there.
fn rows_of(path: &Path) -> Result<Vec<ProposalRow>> {
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let reading = read_proposals(&bytes, &name);
    let Some(rows) = reading.value else {
        let first = reading.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
        bail!("{name} cannot be read: {first}; run `collect record {name}` to see all that is wrong with it");
    };
    Ok(rows)
}

fn record_certain(
    books: &Books,
    path: &Path,
    listed: &[ListedMail],
    arguments: &InboxArguments,
    shell: &Shell,
) -> Result<Outcome, Failure> {
    let certain = review::waiting(books, path, listed)?.into_iter().filter(|proposal| proposal.certainty == Certainty::Certain);
    let rows: Vec<ProposalRow> = certain.map(|proposal| review::row(&proposal, Take::Yes)).collect();
    if rows.is_empty() {
        shell.note("nothing of it is certain, so nothing was recorded");
        return Ok(Outcome::Fine);
    }
    let recording = Recording {
        books,
        file: path.display().to_string(),
        by: None,
        is_dry: arguments.dry_run,
        denies: arguments.inputs.deny_warnings,
        is_brief: arguments.output.format() != OutputFormat::Table,
    };
    recording.run(rows, shell)
}
