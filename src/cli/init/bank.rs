//! `collect init --bank FILE`: how the CSV of a bank is read, as a mapping of the project file.

use super::{Deciding, InitArguments, PROJECT};
use crate::cli::findings::{Findings, Verdict};
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::output::{deliver, tell_done};
use crate::cli::replacing::replace;
use crate::cli::shell::Shell;
use anyhow::{Context, anyhow};
use collect::bank::{self, BankFormat, StatementReading};
use collect::guess::{BankAnswers, bank_page, bank_sheet};
use collect::project::{self, BankColumn, BankSheet, Project};
use collect::report::one_line;
use fs_err as fs;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

/// So many entries are shown.
const SHOWN: usize = 5;

/// Reads `booked=Buchungstag`.
pub fn column(typed: &str) -> Result<(BankColumn, String), String> {
    let (name, of_file) = typed.split_once('=').ok_or("write the column and that of the file, as in booked=Buchungstag")?;
    let found = BankColumn::ALL.iter().find(|(known, _)| *known == name.trim());
    let all = || BankColumn::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    found.map(|(_, column)| (*column, of_file.trim().to_owned())).ok_or_else(|| format!("columns are {}", all()))
}

pub fn run(path: &Path, arguments: &InitArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let text = bank::text_of(&bytes);
    let project = project()?;
    let known = project.as_ref().map_or(&[][..], |(_, project)| &project.bank);
    let needs_mapping = !bytes.starts_with(b"PK") && bank::format_of(&text) == BankFormat::Sheet;
    let reading = bank::read(&name, &bytes, known);
    if !needs_mapping || !reading.statements.is_empty() {
        return told(&reading, "no new mapping is needed for this file", shell);
    }
    let sheet = match bank_sheet(&text, &answers(&arguments.deciding, &arguments.bank_column)) {
        Ok(sheet) => sheet,
        Err(doubts) => {
            for doubt in &doubts {
                let flag = doubt.flag().map(|flag| format!("; answer it with {flag}")).unwrap_or_default();
                shell.error(&format!("{name}: {}{flag}", one_line(&doubt.to_string())));
            }
            let answers = if doubts.len() == 1 { "1 answer is needed".to_owned() } else { format!("{} answers are needed", doubts.len()) };
            return Err(anyhow!("nothing was written: {answers}").into());
        }
    };
    let reading = bank::read(&name, &bytes, std::slice::from_ref(&sheet));
    let page = bank_page(&sheet, &one_line(&name));
    deliver(None, |out| out.write_all(format!("bank:\n{page}\n").as_bytes()))?;
    let (text, verdict) = match project.as_ref().and_then(|(text, project)| with_mapping(text, project, &sheet, &page)) {
        Some(text) => (Some(text), format!("the mapping was added to {PROJECT}")),
        None if project.is_some() => (None, format!("add the mapping under `bank` in {PROJECT}")),
        None => (None, format!("there is no {PROJECT} here: add the mapping to yours")),
    };
    let outcome = told(&reading, &verdict, shell)?;
    if let Some(text) = text {
        replace(Path::new(PROJECT), |out| out.write_all(text.as_bytes())).with_context(|| format!("cannot write {PROJECT}"))?;
    }
    Ok(outcome)
}

fn answers(typed: &Deciding, columns: &[(BankColumn, String)]) -> BankAnswers {
    BankAnswers { date_format: typed.date_format.clone(), decimal: typed.decimal, currency: typed.currency, columns: columns.to_vec() }
}

/// The project file of the folder, if there is one.
fn project() -> Result<Option<(String, Project)>, Failure> {
    let text = match fs::read_to_string(PROJECT) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(anyhow!(error).context(format!("cannot read {PROJECT}")).into()),
    };
    let reading = project::read(&text, PROJECT);
    match reading.value {
        Some(project) => Ok(Some((text, project))),
        None => {
            let mut findings = Findings::default();
            findings.extend(reading.findings);
            Err(findings.into())
        }
    }
}

/// The text of the project file with the mapping; `None` where it cannot be put into it without changing anything else.
fn with_mapping(text: &str, project: &Project, sheet: &BankSheet, page: &str) -> Option<String> {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let behind_key = text.lines().position(|line| line.trim_end() == "bank:").map(|place| {
        let (before, rest): (Vec<&str>, Vec<&str>) = (text.lines().take(place + 1).collect(), text.lines().skip(place + 1).collect());
        format!("{}\n{page}{}\n", before.join("\n"), rest.join("\n"))
    });
    let at_the_end = format!("{text}{end}bank:\n{page}");
    let is_right = |text: &String| {
        let reading = project::read(text, PROJECT);
        reading.value.is_some_and(|new| {
            let has_all = new.bank.len() == project.bank.len() + 1
                && new.bank.contains(sheet)
                && project.bank.iter().all(|old| new.bank.contains(old));
            has_all && Project { bank: Vec::new(), ..new } == Project { bank: Vec::new(), ..project.clone() }
        })
    };
    behind_key.into_iter().chain([at_the_end]).find(is_right)
}

/// Shows what is read, and tells what is wrong with it.
fn told(reading: &StatementReading, verdict: &str, shell: &Shell) -> Result<Outcome, Failure> {
    let mut findings = Findings::default();
    findings.extend(reading.findings.clone());
    let is_wrong = findings.any_error();
    let mut lines = String::new();
    for statement in &reading.statements {
        let account = statement.account.as_deref().unwrap_or("an account without a number");
        let currency = statement.currency.as_deref().unwrap_or_default();
        let count = statement.entries.len();
        let entries = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
        let _ = writeln!(lines, "{} {}: {} {currency}, {entries}", statement.format.name(), statement.kind.name(), one_line(account));
        for entry in statement.entries.iter().take(SHOWN) {
            let day = entry.day().map_or("no date".to_owned(), |day| day.to_string());
            let party = entry.payment.party.name.as_deref().unwrap_or_default();
            let currency = entry.currency.as_deref().unwrap_or_default();
            let line = format!("  {day}  {:>12} {currency}  {party}  {}", entry.amount.to_string(), entry.payment.text());
            let _ = writeln!(lines, "{}", one_line(line.trim_end()));
        }
        if count > SHOWN {
            let _ = writeln!(lines, "  … and {} more", count - SHOWN);
        }
    }
    deliver(None, |out| out.write_all(lines.as_bytes()))?;
    shell.tell(&findings, Verdict::Done);
    tell_done("the file was read", verdict, shell);
    Ok(if is_wrong { Outcome::Skipped } else { Outcome::Fine })
}
