//! `collect record FILE`: the proposals that were taken become rows of the log.

use super::{DECIDED, FOLDER, bytes_of, make_folder};
use crate::cli::effect::LogEffect;
use crate::cli::findings::Findings;
use crate::cli::inputs::Books;
use crate::cli::log::{are_denied, changes, concerned, doubts, with_whom_they_reach};
use crate::cli::log_file::LogFile;
use crate::cli::matching::{note_statements, remember_payers};
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::output::{NOTHING_WRITTEN, done_all_the_same, tell, tell_done};
use crate::cli::record::RecordArguments;
use crate::cli::shell::Shell;
use anyhow::{Context, Result, anyhow, bail};
use collect::finding::{Code, Finding, Place, did_you_mean};
use collect::ledger::reading::EventType;
use collect::proposal::{
    DecidedRow, Payer, PayerRow, Proposal, ProposalRow, Take, decided_rows, read_proposals, source_id, source_of, with_decided,
};
use collect::record::{Entry, LogChange, LogSheet, log_rows};
use collect::report::counted;
use fs_err as fs;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// Records the rows of a file that are taken.
pub fn run(file: &Path, arguments: &RecordArguments, shell: &Shell) -> Result<Outcome, Failure> {
    only_what_proposals_have(arguments)?;
    let books = Books::open(&arguments.inputs, shell)?;
    let name = file.display().to_string();
    let bytes = fs::read(file).with_context(|| format!("cannot read {name}"))?;
    let reading = read_proposals(&bytes, &name);
    let Some(rows) = reading.value else {
        let mut findings = Findings::default();
        findings.extend(reading.findings);
        return Err(findings.into());
    };
    let recording = Recording {
        books: &books,
        file: name,
        by: arguments.by.as_deref(),
        is_dry: arguments.dry_run,
        denies: arguments.inputs.deny_warnings,
        is_brief: false,
    };
    recording.run(rows, shell)
}

fn only_what_proposals_have(arguments: &RecordArguments) -> Result<()> {
    let options = [("--only", !arguments.only.is_empty()), ("--none", arguments.none), ("--on", arguments.on.is_some())];
    match options.iter().find(|(_, given)| *given) {
        Some((option, _)) => bail!("{option} is for an outbox: in a file of proposals, fill the column `take` with yes or no"),
        None => Ok(()),
    }
}

/// What is needed to write decisions down.
pub struct Recording<'r> {
    pub books: &'r Books,
    /// The file that the rows stand in.
    pub file: String,
    pub by: Option<&'r str>,
    pub is_dry: bool,
    pub denies: bool,
    /// Is standard output for something else, so that only a note tells what was done?
    pub is_brief: bool,
}

/// Rows by what is to be done with them.
#[derive(Default)]
struct Sorted {
    new: Vec<ProposalRow>,
    refused: Vec<ProposalRow>,
    before: usize,
    taken_back: Vec<String>,
    open: usize,
}

impl Recording<'_> {
    /// Adds the rows that are taken to the log, each once, and keeps all decisions.
    pub fn run(&self, rows: Vec<ProposalRow>, shell: &Shell) -> Result<Outcome, Failure> {
        let books = self.books;
        let folder = books.in_project(FOLDER);
        if !self.is_dry {
            make_folder(&folder)?;
        }
        let (bytes, locked) = LogFile::open(&books.log, self.is_dry)?;
        let path = folder.join(DECIDED);
        let (decided, locked_decided) = if self.is_dry { (bytes_of(&path)?, None) } else { LogFile::open(&path, false)? };
        let sheet = LogSheet::read(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", books.log.display()))?;
        let sorted = sorted(rows, &bytes, &decided_rows(&decided));
        self.all_known(&sorted.new)?;
        let entries: Vec<Entry> = sorted.new.iter().filter_map(|row| Some(self.entry(row.taken.as_ref()?))).collect();
        let mut told = self.told(&sorted, entries.len());
        let (mut skipped, mut paying) = (false, BTreeMap::new());
        if !entries.is_empty() {
            let subjects = entries.iter().map(|entry| (entry.cell("invoice_id"), entry.cell("customer_id")));
            let (own, wanted) = concerned(books, subjects)?;
            paying = own.iter().map(|invoice| (invoice.id().to_owned(), invoice.customer().to_owned())).collect();
            let reader = books.read_events(wanted.clone())?;
            let alone = sheet.alone(&entries);
            let (invoices, reader) = with_whom_they_reach(books, own.clone(), wanted, reader, &alone)?;
            let effect = LogEffect::of(books, reader, &invoices, &sheet, &entries)?;
            skipped = books.judge(&alone, shell)?;
            if are_denied(&doubts(&entries, &own, &effect, books, &bytes), self.denies, shell) {
                return Ok(Outcome::Findings);
            }
            told.push_str(&changes(books, &effect));
        }
        let (Some(locked), Some(locked_decided)) = (locked, locked_decided) else {
            tell(&format!("{told}{NOTHING_WRITTEN}"))?;
            return Ok(if skipped { Outcome::Skipped } else { Outcome::Fine });
        };
        if !entries.is_empty() {
            locked.write(&sheet.change(&entries))?;
        }
        let decisions = self.decisions(&sorted);
        if let Some(first) = decisions.first().filter(|_| !entries.is_empty()) {
            told.push_str(&format!("Added to {}. To take it back: collect undo {}\n", books.log.display(), first.run));
        }
        if !decisions.is_empty() {
            locked_decided.write(&LogChange { keep: decided.len(), bytes: with_decided(&decided, &decisions) })?;
        }
        done_all_the_same("it was recorded", self.remember(&sorted.new, &paying), shell);
        match self.is_brief {
            true => shell.note(&format!("{} recorded", counted(entries.len(), "event"))),
            false => tell_done("it was recorded", &told, shell),
        }
        Ok(if skipped { Outcome::Skipped } else { Outcome::Fine })
    }

    fn entry(&self, proposal: &Proposal) -> Entry {
        let entry = proposal.entry.clone();
        let entry = if entry.cell("by").is_empty() { entry.with("by", self.by.unwrap_or_default()) } else { entry };
        let is_dated = !entry.cell("recorded_on").is_empty();
        if is_dated { entry } else { entry.recorded_on(self.books.as_of) }
    }

    /// Refuses rows of invoices and customers that the ledger does not have, all at once.
    fn all_known(&self, rows: &[ProposalRow]) -> Result<(), Failure> {
        let named = |column: &str| -> BTreeMap<String, u32> {
            let cell = |row: &ProposalRow| Some((row.taken.as_ref()?.entry.cell(column).to_owned(), row.line));
            rows.iter().filter_map(cell).filter(|(id, _)| !id.is_empty()).collect()
        };
        let (invoices, customers) = (named("invoice_id"), named("customer_id"));
        if invoices.is_empty() && customers.is_empty() {
            return Ok(());
        }
        let (mut missing, mut strangers) = (invoices.clone(), customers.clone());
        let mut ids = BTreeSet::new();
        self.books.read_invoices(|found| {
            missing.remove(found.id());
            strangers.remove(found.customer());
            if ids.len() < 1000 {
                ids.insert(found.id().to_owned());
            }
            false
        })?;
        let mut findings = Findings::default();
        for (noun, id, line) in
            missing.iter().map(|(id, line)| ("invoice", id, line)).chain(strangers.iter().map(|(id, line)| ("customer", id, line)))
        {
            let hint = did_you_mean(id, ids.iter().map(String::as_str).filter(|_| noun == "invoice"));
            let hint = hint.unwrap_or_else(|| "correct the id, or write no into `take`".to_owned());
            let message = format!("the ledger has no {noun} {id:?}");
            findings.add(Finding::new(Code::InvalidValue, message).hint(hint).at(Place::line(&self.file, *line)));
        }
        if findings.any_error() { Err(findings.into()) } else { Ok(()) }
    }

    fn told(&self, sorted: &Sorted, count: usize) -> String {
        let mut told = match count {
            0 => format!("{}: nothing new to record.\n", self.file),
            count => format!("{}: {} recorded.\n", self.file, counted(count, "event")),
        };
        if !sorted.refused.is_empty() {
            told.push_str(&format!("Not taken: {}.\n", counted(sorted.refused.len(), "proposal")));
        }
        if sorted.before > 0 {
            told.push_str(&format!("Recorded before: {}.\n", counted(sorted.before, "event")));
        }
        for id in &sorted.taken_back {
            told.push_str(&format!("{id} was recorded and taken back. To record it again, take back its undo.\n"));
        }
        if sorted.open > 0 {
            told.push_str(&format!("Left to decide: {}.\n", counted(sorted.open, "proposal")));
        }
        told
    }

    /// Which account paid for which customer, and how much of the statements is in the log. `customers` has those of invoices.
    fn remember(&self, rows: &[ProposalRow], customers: &BTreeMap<String, String>) -> Result<()> {
        let mut paid = Vec::new();
        let mut seen = BTreeSet::new();
        for proposal in rows.iter().filter_map(|row| row.taken.as_ref()) {
            let entry = &proposal.entry;
            let customer = Some(entry.cell("customer_id"))
                .filter(|id| !id.is_empty())
                .or_else(|| customers.get(entry.cell("invoice_id")).map(String::as_str));
            let (Some(customer), Some(source)) = (customer, source_of(entry.cell("id"))) else { continue };
            let is_payment = entry.cell("type") == EventType::Payment.name() && !proposal.payer.iban.is_empty();
            if is_payment && seen.insert((source.to_owned(), customer.to_owned())) {
                let Payer { name, iban } = proposal.payer.clone();
                paid.push(PayerRow { iban, name, customer: customer.to_owned(), seen: 1 });
            }
        }
        remember_payers(self.books, paid)?;
        let log = bytes_of(&self.books.log)?;
        let recorded =
            log_rows(&log).iter().filter(|row| !row.is_taken_back).filter_map(|row| source_of(row.cell("id")).map(str::to_owned)).collect();
        note_statements(self.books, Path::new(&self.file), &recorded)
    }

    fn decisions(&self, sorted: &Sorted) -> Vec<DecidedRow> {
        let rows = || sorted.new.iter().chain(&sorted.refused);
        let ids: Vec<&str> = rows().map(|row| row.id.as_str()).collect();
        let run = source_id(&ids).replacen('P', "R", 1);
        let decided = |row: &ProposalRow| DecidedRow {
            decided_on: self.books.as_of.to_string(),
            take: row.take,
            id: row.id.clone(),
            run: run.clone(),
            file: self.file.clone(),
            source: row.source.clone(),
            quote: row.quote.clone(),
        };
        rows().map(decided).collect()
    }
}

fn sorted(rows: Vec<ProposalRow>, log: &[u8], decided: &[DecidedRow]) -> Sorted {
    let logged: HashMap<String, bool> = log_rows(log).iter().map(|row| (row.cell("id").to_owned(), row.is_taken_back)).collect();
    let refused: BTreeSet<&str> = decided.iter().filter(|row| row.take == Take::No).map(|row| row.id.as_str()).collect();
    let mut sorted = Sorted::default();
    for row in rows {
        match (row.take, logged.get(&row.id)) {
            (Take::Yes, Some(false)) => sorted.before += 1,
            (Take::Yes, Some(true)) => sorted.taken_back.push(row.id),
            (Take::Yes, None) => sorted.new.push(row),
            (Take::No, _) if refused.contains(row.id.as_str()) => {}
            (Take::No, _) => sorted.refused.push(row),
            (Take::Open, _) => sorted.open += 1,
        }
    }
    sorted
}
