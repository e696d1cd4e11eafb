//! The folder of proposals: a file for each day and kind, and what was decided about their rows.

mod recording;
mod waiting;

pub use recording::{Recording, run};
pub use waiting::{tell_waiting, waiting_in};

use super::inputs::Books;
use super::replacing::{replace, why};
use anyhow::{Context, Result, anyhow};
use collect::ledger::reading::EventType;
use collect::matching::{LineState, MatchEvent, MatchEventKind};
use collect::money::{Currency, Decimal, Minor};
use collect::proposal::{DecidedRow, Proposal, ProposalSheet, Take, decided_rows, merged, source_of};
use collect::record::{LogRow, log_rows};
use fs_err as fs;
use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder, in that of the project.
pub const FOLDER: &str = "proposals";

/// The file of decisions, in the folder.
const DECIDED: &str = "decided.csv";

/// What is known of sources that were proposed before.
pub struct KnownProposals {
    folder: PathBuf,
    decided: Vec<DecidedRow>,
    /// The rows of the log that were proposals, by their ids.
    logged: BTreeMap<String, LogRow>,
    /// Sources of which a person took nothing.
    refused: HashSet<String>,
    waiting: HashSet<String>,
    /// The rows of each file, by its path.
    sheets: Vec<(PathBuf, ProposalSheet)>,
}

/// A payment that counts no more.
pub struct PaymentTakenBack {
    pub iban: String,
    pub invoice: String,
    pub customer: String,
}

/// What became of the proposals of a run.
pub struct WrittenProposals {
    pub path: PathBuf,
    /// The proposals that are new, in the file or, without it, to be.
    pub new: Vec<Proposal>,
}

impl KnownProposals {
    pub fn read(books: &Books) -> Result<KnownProposals> {
        let folder = books.in_project(FOLDER);
        let log = bytes_of(&books.log)?;
        let mut logged = BTreeMap::new();
        for row in log_rows(&log).into_iter().filter(|row| source_of(row.cell("id")).is_some()) {
            logged.insert(row.cell("id").to_owned(), row);
        }
        let decided = decided_rows(&bytes_of(&folder.join(DECIDED))?);
        let sheets = sheets(&folder)?.into_iter().map(|path| Ok((path.clone(), ProposalSheet::read(&bytes_of(&path)?))));
        let sheets: Vec<(PathBuf, ProposalSheet)> = sheets.collect::<Result<_>>()?;
        let of = |take: Take| decided.iter().filter(move |row| row.take == take).filter_map(|row| source_of(&row.id).map(str::to_owned));
        let taken: HashSet<String> = of(Take::Yes).collect();
        let refused = of(Take::No).filter(|source| !taken.contains(source)).collect();
        let waiting = sheets.iter().flat_map(|(_, sheet)| sheet.sources()).map(str::to_owned).collect();
        Ok(KnownProposals { decided, logged, refused, waiting, sheets, folder })
    }

    /// What is known of the events of a source.
    pub fn state_of(&self, source: &str) -> LineState {
        let is_its = |id: &str| source_of(id) == Some(source);
        let logged = self.logged.range(format!("{source}.")..).take_while(|(id, _)| id.starts_with(source));
        let mut logged = logged.filter(|(id, _)| is_its(id)).peekable();
        if logged.peek().is_some() {
            // What was recorded and taken back was looked at by a person.
            return if logged.any(|(_, row)| !row.is_taken_back) { LineState::Recorded } else { LineState::Refused };
        }
        if self.refused.contains(source) {
            return LineState::Refused;
        }
        if self.waiting.contains(source) { LineState::Waiting } else { LineState::New }
    }

    /// The events of a source that the log has.
    pub fn recorded_events(&self, source: &str, currency: Currency) -> Vec<MatchEvent> {
        let logged = self.logged.range(format!("{source}.")..).take_while(|(id, _)| id.starts_with(source));
        logged.filter(|(_, row)| !row.is_taken_back).filter_map(|(_, row)| event_of(row, currency)).collect()
    }

    /// The payments that were recorded and taken back, with the accounts that they came from; of one source and customer one.
    pub fn taken_back(&self) -> Vec<PaymentTakenBack> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let is_payment = |row: &LogRow| row.is_taken_back && row.cell("type") == EventType::Payment.name();
        for (id, row) in self.logged.iter().filter(|(_, row)| is_payment(row)) {
            let Some(iban) = self.sheets.iter().find_map(|(_, sheet)| sheet.payer_of(id)).filter(|iban| !iban.is_empty()) else { continue };
            let payment = PaymentTakenBack {
                iban: iban.to_owned(),
                invoice: row.cell("invoice_id").to_owned(),
                customer: row.cell("customer_id").to_owned(),
            };
            if seen.insert((source_of(id), payment.iban.clone(), payment.customer.clone())) {
                found.push(payment);
            }
        }
        found
    }

    /// Was this very event recorded, or decided about?
    pub fn is_decided(&self, id: &str) -> bool {
        self.logged.contains_key(id) || self.decided.iter().any(|row| row.id == id)
    }

    /// The decisions alone.
    pub fn decided(books: &Books) -> Result<Vec<DecidedRow>> {
        Ok(decided_rows(&bytes_of(&books.in_project(FOLDER).join(DECIDED))?))
    }

    /// Every source that was proposed, decided or recorded before, with the words of one of its rows.
    pub fn sources(&self) -> BTreeMap<String, String> {
        let mut sources = BTreeMap::new();
        let logged = self.logged.keys().map(|id| (id.as_str(), ""));
        let decided = self.decided.iter().map(|row| (row.id.as_str(), row.quote.as_str()));
        let waiting = self.sheets.iter().flat_map(|(_, sheet)| sheet.ids().map(|(id, quote, _)| (id, quote)));
        for (id, quote) in logged.chain(decided).chain(waiting) {
            if let Some(source) = source_of(id) {
                let words: &mut String = sources.entry(source.to_owned()).or_default();
                if words.is_empty() {
                    quote.clone_into(words);
                }
            }
        }
        sources
    }

    /// Writes proposals of sources that are new to the day's file of that kind, behind the rows that it has. A dry run only tells them.
    pub fn add(&self, books: &Books, kind: &str, proposals: Vec<Proposal>, is_dry: bool) -> Result<WrittenProposals> {
        let path = self.folder.join(format!("{}-{kind}.csv", books.as_of));
        let known: HashSet<String> = self.sources().into_keys().collect();
        let is_new = |proposal: &Proposal| source_of(proposal.entry.cell("id")).is_none_or(|source| !known.contains(source));
        let new: Vec<Proposal> = proposals.into_iter().filter(is_new).collect();
        if !new.is_empty() && !is_dry {
            let nothing = ProposalSheet::default();
            let sheet = self.sheets.iter().find(|(own, _)| *own == path).map_or(&nothing, |(_, sheet)| sheet);
            make_folder(&self.folder)?;
            replace(&path, |out| out.write_all(&merged(sheet, &new)))
                .map_err(|error| anyhow!("cannot write {}: {}", path.display(), why(&error)))?;
        }
        Ok(WrittenProposals { path, new })
    }
}

/// What a row of the log says, as matching has it.
fn event_of(row: &LogRow, usual: Currency) -> Option<MatchEvent> {
    let currency = Currency::from_code(row.cell("currency")).unwrap_or(usual);
    let amount: Decimal = row.cell("amount").parse().ok()?;
    let kind = match EventType::from_name(row.cell("type"))? {
        EventType::Payment => MatchEventKind::Payment,
        EventType::Reversal => MatchEventKind::Reversal,
        EventType::Credit => MatchEventKind::Credit,
        EventType::WriteOff => MatchEventKind::WriteOff,
        EventType::Fee => MatchEventKind::Fee,
        _ => return None,
    };
    let invoice = Some(row.cell("invoice_id")).filter(|id| !id.is_empty());
    Some(MatchEvent {
        kind,
        invoice: invoice.map(str::to_owned),
        customer: row.cell("customer_id").to_owned(),
        amount: Minor::try_from(amount.units(currency.decimals())).ok()?,
        currency,
    })
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// The files of proposals in a folder, in order of their names.
fn sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot read {}", folder.display()))?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with(".csv") && !name.starts_with('.') && name != DECIDED && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// What is in a file; nothing if there is none.
fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => read.with_context(|| format!("cannot read {}", path.display())),
    }
}
