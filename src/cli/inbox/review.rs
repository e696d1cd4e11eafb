//! Proposals one after the other: a person takes, changes or leaves each. What is decided is recorded together at the end.

use super::listing::ListedMail;
use super::shown::what;
use super::{Books, rows_of};
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::output::tell;
use crate::cli::proposals::{KnownProposals, Recording};
use crate::cli::shell::Shell;
use anyhow::{Context, Result};
use collect::proposal::{Payer, Proposal, ProposalRow, Take, proposals_csv, read_proposals};
use std::io::BufRead;
use std::path::Path;

/// The columns that may be changed, by the words that are typed.
const CHANGED: [&str; 8] = ["date", "type", "invoice_id", "customer_id", "amount", "until", "reason", "note"];
const ASKED: &str = "take, no, change, leave, quit? [t/n/c/l/q]";

pub fn row(proposal: &Proposal, take: Take) -> ProposalRow {
    ProposalRow {
        line: 0,
        take,
        id: proposal.entry.cell("id").to_owned(),
        source: proposal.source.clone(),
        quote: proposal.quote.clone(),
        payer: Payer::default(),
        taken: (take == Take::Yes).then(|| proposal.clone()),
    }
}

pub fn run(books: &Books, path: &Path, listed: &[ListedMail], denies: bool, shell: &Shell) -> Result<Outcome, Failure> {
    let waiting = waiting(books, path, listed)?;
    if waiting.is_empty() {
        shell.note("there is nothing to decide");
        return Ok(Outcome::Fine);
    }
    let mut answers = std::io::stdin().lock().lines();
    let mut decided = Vec::new();
    let count = waiting.len();
    for (place, proposal) in waiting.into_iter().enumerate() {
        tell(&format!("\n{} of {count}\n{}", place + 1, described(&proposal)))?;
        match decide(proposal, &mut answers)? {
            Reviewed::Row(row) => decided.push(*row),
            Reviewed::Leave => {}
            Reviewed::Quit => break,
        }
    }
    if decided.is_empty() {
        shell.note("nothing was decided");
        return Ok(Outcome::Fine);
    }
    Recording { books, file: path.display().to_string(), by: None, is_dry: false, denies, is_brief: false }.run(decided, shell)
}

/// The proposals of these mails that nobody has decided about. What a person has taken in the file is as it stands there.
pub fn waiting(books: &Books, path: &Path, listed: &[ListedMail]) -> Result<Vec<Proposal>> {
    let known = KnownProposals::read(books)?;
    let rows: Vec<ProposalRow> = if path.exists() { rows_of(path)? } else { Vec::new() };
    let as_it_stands = |proposal: &Proposal| {
        let own = rows.iter().find(|row| row.id == proposal.entry.cell("id")).and_then(|row| row.taken.clone());
        own.unwrap_or_else(|| proposal.clone())
    };
    let is_open = |proposal: &&Proposal| {
        let id = proposal.entry.cell("id");
        let is_refused = rows.iter().any(|row| row.id == id && row.take == Take::No);
        !is_refused && !known.is_decided(id)
    };
    Ok(listed.iter().flat_map(|one| &one.proposals).filter(is_open).map(as_it_stands).collect())
}

enum Reviewed {
    Row(Box<ProposalRow>),
    Leave,
    Quit,
}

fn described(proposal: &Proposal) -> String {
    let entry = &proposal.entry;
    let about = format!("{} {}", entry.cell("invoice_id"), entry.cell("customer_id"));
    format!(
        "{} on {}, {}: {} ({})\n  words: {}\n  why: {}\n",
        entry.cell("type"),
        about.trim(),
        entry.cell("date"),
        what(proposal),
        proposal.certainty.name(),
        proposal.quote,
        proposal.why
    )
}

fn decide(mut proposal: Proposal, answers: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<Reviewed> {
    loop {
        tell(ASKED)?;
        // Whoever closes the input leaves the rest.
        let Some(answer) = answers.next() else { return Ok(Reviewed::Quit) };
        match answer.context("cannot read your answer")?.trim().to_lowercase().as_str() {
            "t" | "take" | "y" | "yes" => return Ok(Reviewed::Row(Box::new(row(&proposal, Take::Yes)))),
            "n" | "no" => return Ok(Reviewed::Row(Box::new(row(&proposal, Take::No)))),
            "l" | "leave" => return Ok(Reviewed::Leave),
            "q" | "quit" => return Ok(Reviewed::Quit),
            "c" | "change" => {
                tell(&format!("column=value, such as until=2026-04-30; columns: {}", CHANGED.join(", ")))?;
                let Some(typed) = answers.next() else { return Ok(Reviewed::Quit) };
                match changed(&proposal, &typed.context("cannot read your answer")?) {
                    Ok(other) => {
                        proposal = other;
                        tell(&described(&proposal))?;
                    }
                    Err(wrong) => tell(&wrong)?,
                }
            }
            _ => tell("type one of the letters")?,
        }
    }
}

/// The proposal with another value in a column, read as the row of a file is.
fn changed(proposal: &Proposal, typed: &str) -> Result<Proposal, String> {
    let (column, value) = typed.split_once('=').ok_or("type a column, = and its value")?;
    let column =
        CHANGED.into_iter().find(|own| *own == column.trim()).ok_or_else(|| format!("there is no such column: {}", CHANGED.join(", ")))?;
    let entry = proposal.entry.clone().without(column).with(column, value);
    let other = Proposal { take: Take::Yes, entry, ..proposal.clone() };
    let reading = read_proposals(&proposals_csv(std::slice::from_ref(&other)), "your change");
    let first = reading.findings.first().map(|finding| finding.message.clone());
    let read = reading.value.and_then(|rows| rows.into_iter().next()).and_then(|row| row.taken);
    match (first, read) {
        (None, Some(read)) => Ok(read),
        (wrong, _) => Err(wrong.unwrap_or_else(|| "this is no event".to_owned())),
    }
}
