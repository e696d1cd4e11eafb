//! Kinds of documents in one file: invoices, credit notes, payments, and what is none of these.

use super::columns::FieldNames;
use super::filters::{WordSet, cell};
use crate::finding::{Code, quoted};
use crate::ledger::reading::LooseFault;
use crate::project::DocumentKinds;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindOfRow {
    Invoice,
    Credit,
    Payment,
    Skip,
    /// In none of the lists.
    Unknown,
}

pub(super) struct DocumentColumns {
    pub field: usize,
    pub reference: Option<usize>,
    lists: [(KindOfRow, WordSet); 4],
    /// How many rows have which kind.
    found: BTreeMap<String, u64>,
    unknown: Vec<(u32, String)>,
}

impl DocumentColumns {
    pub fn new(kinds: &DocumentKinds, names: &FieldNames<'_>) -> DocumentColumns {
        let words = [
            (KindOfRow::Invoice, &kinds.invoice),
            (KindOfRow::Credit, &kinds.credit),
            (KindOfRow::Payment, &kinds.payment),
            (KindOfRow::Skip, &kinds.skip),
        ];
        DocumentColumns {
            field: names.need(&kinds.column, " of `documents`").unwrap_or_default(),
            reference: kinds.reference.as_deref().and_then(|name| names.need(name, " of `documents`")),
            lists: words.map(|(kind, words)| (kind, WordSet::new(words))),
            found: BTreeMap::new(),
            unknown: Vec::new(),
        }
    }

    pub fn kind(&mut self, line: u32, cells: &[String]) -> KindOfRow {
        let text = cell(cells, self.field);
        *self.found.entry(text.to_owned()).or_default() += 1;
        let kind = self.lists.iter().find(|(_, words)| words.has(text)).map_or(KindOfRow::Unknown, |(kind, _)| *kind);
        if kind == KindOfRow::Unknown {
            self.unknown.push((line, text.to_owned()));
        }
        kind
    }

    /// The invoice that a credit or payment names.
    pub fn reference<'c>(&self, cells: &'c [String]) -> &'c str {
        self.reference.map_or("", |field| cell(cells, field))
    }

    /// Rows of a kind that is in none of the lists.
    pub fn faults(&self) -> impl Iterator<Item = (u32, LooseFault)> {
        let found: Vec<String> = self.found.iter().map(|(kind, count)| format!("{} {count}", quoted(kind))).collect();
        self.unknown.iter().map(move |(line, text)| {
            let what =
                if text.is_empty() { "the row has no kind".to_owned() } else { format!("{} is a kind that is not named", quoted(text)) };
            let hint = format!("add it to a list under `documents` in the project file; the file has {}", found.join(", "));
            (*line, LooseFault::new(Code::ConflictingCells, Some(self.field), what).hint(hint))
        })
    }
}
