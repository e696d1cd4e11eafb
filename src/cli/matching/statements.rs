//! How new the newest statement is, and how much of its money is not in the log: noted by `record`, told beside a plan.

use super::lines::{LineSource, StatementLines};
use crate::cli::inputs::Books;
use crate::cli::replacing::{replace, why};
use crate::cli::shell::Shell;
use anyhow::{Result, anyhow};
use collect::calendar::Day;
use collect::matching::LineResult;
use collect::money::{Currency, Decimal};
use collect::proposal::{NotedLine, NotedStatement, statement_lines, statement_lines_csv, statement_rows, statement_rows_csv};
use fs_err as fs;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

const FILE: &str = "statements.csv";

/// The list of a run's lines beside its file of proposals: `2026-04-30-match.lines`.
fn beside(proposals: &Path) -> PathBuf {
    proposals.with_extension("lines")
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    replace(path, |out| out.write_all(bytes)).map_err(|error| anyhow!("cannot write {}: {}", path.display(), why(&error)))
}

/// Lists the lines of a run beside its proposals, with those of earlier runs of the day.
pub fn note_lines(proposals: &Path, read: &StatementLines, results: &[LineResult], sources: &[LineSource]) -> Result<()> {
    let path = beside(proposals);
    if !path.parent().is_some_and(Path::is_dir) {
        return Ok(());
    }
    let mut lines: BTreeMap<String, NotedLine> = BTreeMap::new();
    if let Ok(bytes) = fs::read(&path) {
        lines.extend(statement_lines(&bytes).into_iter().map(|line| (line.id.clone(), line)));
    }
    for (result, source) in results.iter().zip(sources).filter(|(_, source)| !source.id.is_empty()) {
        let line = &result.line;
        let (_, _, until) = read.balances(&line.account, line.currency);
        let noted = NotedLine {
            account: line.account.clone(),
            currency: line.currency.code().to_owned(),
            until: until.unwrap_or(line.date).to_string(),
            date: line.date.to_string(),
            amount: line.currency.plain(line.amount.into()),
            id: source.id.clone(),
            outcome: result.outcome().map(|outcome| outcome.name().to_owned()).unwrap_or_default(),
        };
        lines.insert(source.id.clone(), noted);
    }
    put(&path, &statement_lines_csv(&lines.into_values().collect::<Vec<_>>()))
}

/// Brings `statements.csv` up to date after proposals of a file were recorded. `recorded` are the sources that the log has.
pub fn note_statements(books: &Books, proposals: &Path, recorded: &HashSet<String>) -> Result<()> {
    let Ok(bytes) = fs::read(beside(proposals)) else { return Ok(()) };
    let path = books.in_project(FILE);
    let mut rows: BTreeMap<(String, String), NotedStatement> = BTreeMap::new();
    if let Ok(before) = fs::read(&path) {
        rows.extend(statement_rows(&before).into_iter().map(|row| ((row.account.clone(), row.currency.clone()), row)));
    }
    let mut found: BTreeMap<(String, String), (Option<Day>, u64, Decimal)> = BTreeMap::new();
    for line in statement_lines(&bytes) {
        let of_account = found.entry((line.account.clone(), line.currency.clone())).or_insert((None, 0, Decimal::ZERO));
        of_account.0 = of_account.0.max(Day::parse(&line.until));
        of_account.1 += 1;
        let amount: Decimal = line.amount.parse().unwrap_or_default();
        if line.outcome != "set aside" && !amount.is_negative() && !recorded.contains(&line.id) {
            of_account.2 = of_account.2.plus(amount);
        }
    }
    for ((account, currency), (until, entries, unmatched)) in found {
        let row =
            NotedStatement { account: account.clone(), currency: currency.clone(), until, entries, unmatched: unmatched.text().into() };
        let is_older = |known: &NotedStatement| known.until > until;
        if !rows.get(&(account.clone(), currency.clone())).is_some_and(is_older) {
            rows.insert((account, currency), row);
        }
    }
    put(&path, &statement_rows_csv(&rows.into_values().collect::<Vec<_>>()))
}

/// Says how old the newest statement is; warns if it is older than the workflow allows.
pub fn tell_statements(folder: &Path, as_of: Day, stale_days: u32, shell: &Shell) {
    let Ok(bytes) = fs::read(folder.join(FILE)) else { return };
    let rows = statement_rows(&bytes);
    let Some(newest) = rows.iter().filter_map(|row| row.until).max() else { return };
    let days = as_of.since(newest);
    if days > i32::try_from(stale_days).unwrap_or(i32::MAX) {
        shell.warn(&format!(
            "the newest bank statement is of {newest}, {days} days ago: run `collect match` with a newer one; limits.stale_days is the allowed age in days"
        ));
    }
    let mut open: BTreeMap<&str, Decimal> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.until == Some(newest)) {
        let amount: Decimal = row.unmatched.parse().unwrap_or_default();
        let sum = open.entry(&row.currency).or_default();
        *sum = sum.plus(amount);
    }
    let money: Vec<String> = open
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(code, amount)| match Currency::from_code(code) {
            Some(currency) => format!("{} {code}", currency.grouped(amount.units(currency.decimals()))),
            None => format!("{amount} {code}"),
        })
        .collect();
    if !money.is_empty() {
        shell
            .note(&format!("{} of the bank statement of {newest} are not in the log: `collect match` lists what for", money.join(" and ")));
    }
}
