//! From a file of proposals, as a person or a spreadsheet left it, to rows, or to everything that is wrong with them.

use super::decoding::{decoded, table};
use super::{Certainty, Payer, Proposal, Take, cells};
use crate::finding::{Code, Finding, Place, Reading, did_you_mean, quoted};
use crate::ledger::reading::{EventType, LOG_COLUMNS, MORE_COLUMNS};
use crate::record::Entry;
use crate::spreadsheet::unguarded;
use std::collections::BTreeMap;

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// The line on which it begins.
    pub line: u32,
    pub take: Take,
    /// The id of the event; empty where the row has none.
    pub id: String,
    pub source: String,
    pub quote: String,
    pub payer: Payer,
    /// The event; only of rows that are taken, as the others may be half filled in.
    pub taken: Option<Proposal>,
}

/// The rows of a file, with all that is wrong.
pub fn read_proposals(bytes: &[u8], file: &str) -> Reading<Vec<ProposalRow>> {
    let mut findings = Vec::new();
    let rows = rows(bytes, file, &mut findings);
    Reading::new(Some(rows), findings)
}

fn rows(bytes: &[u8], file: &str, findings: &mut Vec<Finding>) -> Vec<ProposalRow> {
    let text = decoded(bytes);
    let (table, delimiter) = table(&text);
    let lines_before = text[..text.len() - table.len()].matches('\n').count();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes());
    let mut records = reader.records().map_while(Result::ok);
    let header: Vec<String> = records.next().iter().flatten().map(|name| cells::plain(name).to_lowercase()).collect();
    let missing: Vec<&str> = ["take", "type", "date", "id"].into_iter().filter(|name| !header.iter().any(|own| own == name)).collect();
    if !missing.is_empty() {
        let message = format!("the file has no column {}", missing.join(", "));
        let hint = "`collect record FILE` reads a file of proposals, as `collect match` and `collect inbox` write it";
        findings.push(Finding::new(Code::MissingColumn, message).hint(hint).at(Place::line(file, 1)));
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut lines_of_ids: BTreeMap<String, u32> = BTreeMap::new();
    for record in records {
        let line = record.position().map_or(0, csv::Position::line) as usize + lines_before;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.iter().skip(header.len()).any(|cell| !cell.trim().is_empty()) {
            let message = format!("the row has {} fields, the header has {}", record.len(), header.len());
            let hint = "a field with the delimiter in it needs quotation marks around it";
            findings.push(Finding::new(Code::MalformedRow, message).hint(hint).at(Place::line(file, line)));
            continue;
        }
        let begin = record.position().map_or(0, csv::Position::byte) as usize;
        let cells = RowCells { header: &header, record: &record, file, line, delimiter, text: table.get(begin..).unwrap_or_default() };
        let mut wrong = Vec::new();
        let read = cells.read(&mut wrong);
        if let Some(row) = &read
            && row.take != Take::Open
            && let Some(first) = lines_of_ids.insert(row.id.clone(), line)
        {
            let message = format!("the id {} stands on line {first} already", quoted(&row.id));
            wrong.push(
                Finding::new(Code::DuplicateId, message).hint("give one of the two another number behind the point").at(cells.place("id")),
            );
        }
        if wrong.is_empty() {
            found.extend(read);
        }
        findings.append(&mut wrong);
    }
    found
}

/// The cells of one row by their column.
struct RowCells<'r> {
    header: &'r [String],
    record: &'r csv::StringRecord,
    file: &'r str,
    line: u32,
    delimiter: u8,
    /// The table from the row on.
    text: &'r str,
}

impl RowCells<'_> {
    fn field(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|own| own == column)
    }

    fn text(&self, column: &str) -> &str {
        unguarded(self.field(column).and_then(|field| self.record.get(field)).unwrap_or_default().trim())
    }

    /// Where the cell of a column begins, in characters; the line alone, if that is not its own.
    fn place(&self, column: &str) -> Place {
        let place = Place::line(self.file, self.line);
        let Some(field) = self.field(column) else { return place };
        let (mut fields, mut is_quoted) = (0, false);
        for (at, char) in self.text.trim_start_matches(['\r', '\n']).chars().enumerate() {
            if fields == field {
                return Place { column: u32::try_from(at + 1).unwrap_or(0), ..place };
            }
            match char {
                '"' => is_quoted = !is_quoted,
                '\n' => return place,
                _ if !is_quoted && char == char::from(self.delimiter) => fields += 1,
                _ => {}
            }
        }
        place
    }

    fn problem(&self, code: Code, column: &str, message: String, hint: &str) -> Finding {
        let finding = Finding::new(code, format!("{column}: {message}")).at(self.place(column));
        if hint.is_empty() { finding } else { finding.hint(hint) }
    }

    fn read(&self, wrong: &mut Vec<Finding>) -> Option<ProposalRow> {
        let Some(take) = cells::take(self.text("take")) else {
            let message = format!("{} is neither yes nor no", quoted(self.text("take")));
            wrong.push(self.problem(Code::InvalidValue, "take", message, "leave it empty to decide later"));
            return None;
        };
        let id = cells::plain(self.text("id")).to_owned();
        if id.is_empty() && take != Take::Open {
            let hint = "give it the id of another row of the same source, with a number of its own behind the point";
            wrong.push(self.problem(Code::EmptyCell, "id", "it is empty".to_owned(), hint));
        }
        let payer = Payer { name: self.text("payer").to_owned(), iban: cells::plain(self.text("payer_iban")).to_owned() };
        let (source, quote) = (self.text("source").to_owned(), self.text("quote").to_owned());
        let entry = (take == Take::Yes).then(|| self.entry(wrong)).flatten();
        let taken = entry.map(|entry| Proposal {
            take,
            certainty: self.certainty(),
            source: source.clone(),
            quote: quote.clone(),
            why: self.text("why").to_owned(),
            kind: self.text("kind").to_owned(),
            entry,
            payer: payer.clone(),
        });
        Some(ProposalRow { line: self.line, take, id, source, quote, payer, taken })
    }

    fn certainty(&self) -> Certainty {
        let word = self.text("certainty").to_lowercase();
        Certainty::ALL.into_iter().find(|certainty| certainty.name() == word).unwrap_or(Certainty::Unclear)
    }

    /// The event of a row that is taken.
    fn entry(&self, wrong: &mut Vec<Finding>) -> Option<Entry> {
        let word = cells::plain(self.text("type")).to_lowercase();
        let kind = EventType::from_name(&word);
        if kind.is_none() {
            let names = EventType::ALL.map(EventType::name);
            let hint = did_you_mean(&word, names).unwrap_or_else(|| format!("write one of {}", names.join(", ")));
            wrong.push(self.problem(Code::UnknownEventType, "type", format!("{} is not a type of event", quoted(&word)), &hint));
        }
        let date = cells::day(self.text("date")).map_err(|why| wrong.push(self.problem(Code::BadDate, "date", why, ""))).ok();
        let mut entry = Entry::new(date?, kind?);
        for column in LOG_COLUMNS.into_iter().chain(MORE_COLUMNS).filter(|column| !["date", "type"].contains(column)) {
            let text = self.text(column);
            if text.is_empty() {
                continue;
            }
            let cell = match column {
                "until" | "recorded_on" => cells::day(text).map(|day| day.to_string()).map_err(|why| (Code::BadDate, why)),
                "amount" => cells::amount(text).map_err(|why| (Code::BadAmount, why)),
                "note" | "reason" | "by" => Ok(text.to_owned()),
                _ => Ok(cells::plain(text).to_owned()),
            };
            match cell {
                Ok(cell) => entry = entry.with(column, cell),
                Err((code, why)) => wrong.push(self.problem(code, column, why, "")),
            }
        }
        Some(entry)
    }
}
