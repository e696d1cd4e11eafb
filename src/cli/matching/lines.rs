//! From files of statements to lines, each entry once.

use crate::cli::findings::Findings;
use crate::cli::inputs::Books;
use crate::cli::proposals::KnownProposals;
use crate::cli::replacing::will_read;
use crate::cli::shell::Shell;
use anyhow::{Context, Result};
use collect::bank::{BankEntry, BankStatement, EntryStatus, PaymentFacts, ReferenceKind, StatementKind, read};
use collect::calendar::Day;
use collect::matching::{BankLine, LineKey, LineMatch, LineResult, LineState, MatchReason, account_end, letters, same_lines};
use collect::money::{Balance, Currency, Minor};
use collect::proposal::source_id;
use fs_err as fs;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A line's name and place.
struct LineName {
    label: String,
    source: String,
}

/// The lines of all files.
pub struct StatementLines {
    pub lines: Vec<BankLine>,
    names: Vec<LineName>,
    /// For each line the one that stands for it.
    stands_for: Vec<usize>,
    statements: Vec<BankStatement>,
    pending: usize,
    intraday: usize,
    notified: usize,
    without_currency: usize,
}

/// Where a line stands among all that were ever proposed.
pub struct LineSource {
    /// The id of its source; empty of a line for which another stands.
    pub id: String,
    pub state: LineState,
}

impl StatementLines {
    pub fn read(paths: &[PathBuf], books: &Books, findings: &mut Findings) -> Result<StatementLines> {
        let mut all = StatementLines {
            lines: Vec::new(),
            names: Vec::new(),
            stands_for: Vec::new(),
            statements: Vec::new(),
            pending: 0,
            intraday: 0,
            notified: 0,
            without_currency: 0,
        };
        let mut keys = Vec::new();
        let mut is_notification = Vec::new();
        for path in files(paths)? {
            let name = path.display().to_string();
            let bytes = fs::read(&path).with_context(|| format!("cannot read {name}"))?;
            will_read(&path);
            let reading = read(&name, &bytes, books.bank_sheets());
            findings.extend(reading.findings);
            for statement in reading.statements {
                if statement.kind == StatementKind::Intraday {
                    all.intraday += statement.entries.len();
                    continue;
                }
                let key = LineKey { statement: all.statements.len(), format: statement.format as usize };
                for entry in &statement.entries {
                    if entry.status != EntryStatus::Booked {
                        all.pending += 1;
                        continue;
                    }
                    all.add(entry, &statement, &path, &name);
                    keys.resize(all.lines.len(), key);
                    is_notification.resize(all.lines.len(), statement.kind == StatementKind::Notification);
                }
                all.statements.push(statement);
            }
        }
        all.join(&keys, &is_notification, books.match_settings().books_notifications);
        Ok(all)
    }

    /// Adds an entry, or its payments where the file says how much each of them is.
    fn add(&mut self, entry: &BankEntry, statement: &BankStatement, path: &Path, file: &str) {
        let currency = entry.currency.as_deref().or(statement.currency.as_deref()).and_then(Currency::from_code);
        let (Some(currency), Some(day)) = (currency, entry.day()) else {
            self.without_currency += 1;
            return;
        };
        let label = format!("{}:{:03}", stem(path), entry.position);
        let source = format!("{file}:{}", entry.place.line);
        let minor = |amount: collect::money::Decimal| Minor::try_from(amount.units(currency.decimals())).unwrap_or_default();
        let amount = minor(entry.amount);
        let parts: Vec<Option<Minor>> = entry.details.iter().map(|detail| detail.amount.map(&minor)).collect();
        let sum: Option<Minor> = parts.iter().copied().sum();
        let is_split = parts.len() > 1 && sum == Some(amount);
        if !is_split {
            let line = line(entry, statement, day, amount, currency, &merged(entry));
            self.push(line, label, source);
            return;
        }
        for (number, (detail, part)) in entry.details.iter().zip(parts).enumerate() {
            let facts = with_the_entry(&detail.payment, &entry.payment);
            let mut line = line(entry, statement, day, part.unwrap_or_default(), currency, &facts);
            if let Some(id) = &detail.bank_id {
                line.bank_id.clone_from(id);
            }
            self.push(line, format!("{label}.{}", number + 1), source.clone());
        }
    }

    fn push(&mut self, line: BankLine, label: String, source: String) {
        self.lines.push(line);
        self.names.push(LineName { label, source });
    }

    /// Finds the lines that are one entry. A notification gives words to an entry that has none, and is no entry by itself unless the project
    /// says so.
    fn join(&mut self, keys: &[LineKey], is_notification: &[bool], books_notifications: bool) {
        self.stands_for = same_lines(&self.lines, keys).stands_for;
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, first) in self.stands_for.iter().enumerate() {
            groups.entry(*first).or_default().push(place);
        }
        let mut dropped = BTreeSet::new();
        for (first, group) in groups {
            let booked = group.iter().copied().find(|place| !is_notification[*place]);
            match booked {
                None if !books_notifications => {
                    self.notified += 1;
                    dropped.extend(group);
                    continue;
                }
                Some(booked) if is_notification[first] => group.iter().for_each(|place| self.stands_for[*place] = booked),
                _ => {}
            }
            let Some(booked) = booked.filter(|booked| self.lines[*booked].text.is_empty()) else { continue };
            if let Some(told) = group.iter().copied().find(|place| !self.lines[*place].text.is_empty()) {
                let told = self.lines[told].clone();
                let line = &mut self.lines[booked];
                line.text = told.text;
                line.creditor_references.extend(told.creditor_references);
                line.references.extend(told.references);
                if line.payer.is_empty() {
                    (line.payer, line.iban) = (told.payer, told.iban);
                }
            }
        }
        if !dropped.is_empty() {
            let kept: Vec<usize> = (0..self.lines.len()).filter(|place| !dropped.contains(place)).collect();
            let new: HashMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
            self.stands_for = kept.iter().map(|old| new[&self.stands_for[*old]]).collect();
            let lines = std::mem::take(&mut self.lines);
            self.lines = lines.into_iter().enumerate().filter(|(place, _)| !dropped.contains(place)).map(|(_, line)| line).collect();
            let names = std::mem::take(&mut self.names);
            self.names = names.into_iter().enumerate().filter(|(place, _)| !dropped.contains(place)).map(|(_, name)| name).collect();
        }
    }

    /// Says what was read and is no line.
    pub fn tell_left_out(&self, shell: &Shell) {
        for (count, why) in [
            (self.pending, "not booked yet"),
            (self.intraday, "of intraday reports: they are booked when the statement comes"),
            (self.notified, "of notifications without a statement that has them: match.notifications: book in collect.yaml books them"),
            (self.without_currency, "without a day or a known currency"),
        ] {
            if count > 0 {
                shell.note(&format!("left out: {} {why}", if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }));
            }
        }
    }

    /// The id of each line's source, and what is known of it. Equal entries of one day are told apart by their words; the number that an entry
    /// got stays its own.
    pub fn sources(&self, known: &KnownProposals) -> Vec<LineSource> {
        let words_of = known.sources();
        let mut groups: BTreeMap<[String; 4], Vec<usize>> = BTreeMap::new();
        for (place, line) in self.lines.iter().enumerate().filter(|(place, _)| self.stands_for[*place] == *place) {
            let amount = line.currency.plain(line.amount.into());
            let key = [account_end(&line.account), line.date.to_string(), amount, line.currency.code().to_owned()];
            groups.entry(key).or_default().push(place);
        }
        let mut sources: Vec<Option<LineSource>> = self.lines.iter().map(|_| None).collect();
        for (key, mut group) in groups {
            let id = |number: usize| source_id(&[&key[0], &key[1], &key[2], &key[3], &number.to_string()]);
            // Lines that led to nothing have a number, too, and are not known.
            const MOST_UNKNOWN: usize = 20;
            let known_words = |number: usize| Some((number, letters(words_of.get(&id(number))?)));
            let mut before: Vec<(usize, String)> = (1..=group.len() + MOST_UNKNOWN).filter_map(known_words).collect();
            let taken: BTreeSet<usize> = before.iter().map(|(number, _)| *number).collect();
            let mut free = (1..).filter(|number| !taken.contains(number));
            group.sort_by_key(|place| (letters(&quote(&self.lines[*place])), *place));
            let (mut left, mut numbers) = (Vec::new(), BTreeMap::new());
            for place in group {
                let words = letters(&quote(&self.lines[place]));
                match before.iter().position(|(_, known)| *known == words) {
                    Some(at) => drop(numbers.insert(place, before.remove(at).0)),
                    None => left.push((place, words)),
                }
            }
            for (place, words) in left {
                // Another format says it with other words: of several the most alike.
                let alike = |known: &str| known.bytes().zip(words.bytes()).take_while(|(a, b)| a == b).count();
                let best = (0..before.len()).max_by_key(|at| (alike(&before[*at].1), std::cmp::Reverse(*at)));
                let number = best.map(|at| before.remove(at).0).or_else(|| free.next());
                numbers.insert(place, number.unwrap_or_default());
            }
            for (place, number) in numbers {
                let id = id(number);
                let state = known.state_of(&id);
                sources[place] = Some(LineSource { id, state });
            }
        }
        let same = |place: usize| LineState::Same { line: self.names[self.stands_for[place]].label.clone() };
        sources
            .into_iter()
            .enumerate()
            .map(|(place, source)| source.unwrap_or_else(|| LineSource { id: String::new(), state: same(place) }))
            .collect()
    }

    /// The lines with what became of them.
    pub fn results(
        &self,
        states: impl Iterator<Item = LineState>,
        decided: impl Iterator<Item = (usize, LineMatch)>,
        known: &KnownProposals,
        sources: &[LineSource],
    ) -> Vec<LineResult> {
        let mut decided: BTreeMap<usize, LineMatch> = decided.collect();
        let nothing = || LineMatch {
            certainty: collect::proposal::Certainty::Unclear,
            customer: None,
            events: Vec::new(),
            alternatives: Vec::new(),
            suggestions: Vec::new(),
            aside: None,
            reasons: vec![MatchReason::NothingFits],
        };
        states
            .enumerate()
            .map(|(place, state)| {
                let mut decision = decided.remove(&place).unwrap_or_else(nothing);
                if state == LineState::Recorded {
                    decision.events = known.recorded_events(&sources[place].id, self.lines[place].currency);
                }
                let LineName { label, source } = &self.names[place];
                LineResult { label: label.clone(), source: source.clone(), line: self.lines[place].clone(), state, decision }
            })
            .collect()
    }

    /// The first opening and the last closing balance of an account, and the day of that.
    pub fn balances(&self, account: &str, currency: Currency) -> (Option<Balance>, Option<Balance>, Option<Day>) {
        let own = self.statements.iter().filter(|statement| {
            let code = statement.currency.as_deref().or_else(|| statement.opening.as_ref()?.currency.as_deref());
            statement.account.as_deref().unwrap_or_default() == account && code.is_none_or(|code| code == currency.code())
        });
        let first = own.clone().filter_map(|statement| statement.opening.as_ref()).min_by_key(|balance| balance.day);
        let last = own.filter_map(|statement| statement.closing.as_ref()).max_by_key(|balance| balance.day);
        let units = |amount: collect::money::Decimal| amount.units(currency.decimals());
        (first.map(|balance| units(balance.amount)), last.map(|balance| units(balance.amount)), last.and_then(|balance| balance.day))
    }
}

/// The words of a line, as they stand in proposals.
pub fn quote(line: &BankLine) -> String {
    match (line.payer.as_str(), line.text.as_str()) {
        ("", text) => text.to_owned(),
        (payer, "") => payer.to_owned(),
        (payer, text) => format!("{payer}: {text}"),
    }
}

fn line(entry: &BankEntry, statement: &BankStatement, date: Day, amount: Minor, currency: Currency, facts: &PaymentFacts) -> BankLine {
    let of = |kinds: &[ReferenceKind]| -> Vec<String> {
        facts.references.iter().filter(|reference| kinds.contains(&reference.kind)).map(|reference| reference.text.clone()).collect()
    };
    let mut notes = facts.notes.clone();
    notes.extend(facts.return_reason.clone());
    let instructed = facts.instructed.as_ref().and_then(|(amount, code)| {
        let currency = Currency::from_code(code)?;
        Some((Minor::try_from(amount.units(currency.decimals())).ok()?, currency))
    });
    BankLine {
        account: statement.account.clone().unwrap_or_default(),
        date,
        amount,
        currency,
        payer: facts.party.name.clone().unwrap_or_default(),
        ultimate: facts.party.ultimate.clone().unwrap_or_default(),
        iban: facts.party.account.clone().unwrap_or_default(),
        text: facts.text(),
        creditor_references: of(&[ReferenceKind::Creditor]),
        references: of(&[ReferenceKind::Document, ReferenceKind::EndToEnd, ReferenceKind::Customer]),
        notes: notes.join(" "),
        code: entry.code.clone().unwrap_or_default(),
        is_reversal: entry.is_reversal,
        bank_id: entry.bank_id.clone().unwrap_or_default(),
        instructed,
    }
}

/// The facts of an entry that is not split, with those of its details.
fn merged(entry: &BankEntry) -> PaymentFacts {
    let mut facts = entry.payment.clone();
    for detail in &entry.details {
        facts = with_the_entry(&facts, &detail.payment);
    }
    facts
}

/// Facts, and what others say more.
fn with_the_entry(own: &PaymentFacts, other: &PaymentFacts) -> PaymentFacts {
    let mut facts = own.clone();
    other.remittance.iter().for_each(|line| facts.remit(line));
    other.notes.iter().for_each(|line| facts.note(line));
    other.references.iter().for_each(|reference| facts.refer(reference.kind, &reference.text));
    if facts.party.is_empty() {
        facts.party.clone_from(&other.party);
    }
    facts.return_reason = facts.return_reason.or_else(|| other.return_reason.clone());
    facts.instructed = facts.instructed.or_else(|| other.instructed.clone());
    facts
}

/// The name of a file without its endings: `dev-a` of `dev-a.camt053.xml`.
fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let formats = ["camt", "mt9", "bai", "ofx"];
    match name.rsplit_once('.') {
        Some((stem, format)) if formats.iter().any(|known| format.to_lowercase().starts_with(known)) => stem.to_owned(),
        _ => name,
    }
}

/// The files; of a folder all in it, in order.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let mut own = Vec::new();
        for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            let file = entry?.path();
            if file.is_file() && !file.file_name().unwrap_or_default().to_string_lossy().starts_with('.') {
                own.push(file);
            }
        }
        own.sort();
        all.extend(own);
    }
    Ok(all)
}
