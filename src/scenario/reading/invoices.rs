//! The invoices of a scenario: what the file says of all, then what the scenario says of its own, then defaults.

use crate::calendar::Day;
use crate::finding::Code;
use crate::project::INVOICE_COLUMNS;
use crate::scenario::StoryInvoice;
use crate::yaml::{Section, YamlField, quoted};

/// What an invoice is where nobody says otherwise. The due date is a Monday.
const DEFAULTS: [(&str, &str); 7] = [
    ("invoice_id", "INV-1"),
    ("customer_id", "C-1"),
    ("customer_name", "Acme Ltd"),
    ("email", "ap@acme.example"),
    ("due_date", "2026-03-02"),
    ("amount", "1000.00"),
    ("currency", "USD"),
];

/// The invoices of a scenario: one, unless it lists several.
pub(super) fn read(section: &Section<'_>, base: Option<&YamlField<'_>>) -> Vec<StoryInvoice> {
    let (one, several) = (section.get("invoice"), section.get("invoices"));
    if let (Some(field), Some(_)) = (&several, &one) {
        field.report_key(Code::KeyConflict, "`invoices` cannot be used with `invoice`", "list all of them under `invoices`");
    }
    let line = section.spot().line;
    let Some(several) = several else { return vec![complete(base, one.as_ref(), 0, line)] };
    let items = several.items().unwrap_or_default();
    let rows: Vec<StoryInvoice> =
        items.iter().enumerate().map(|(index, item)| complete(base, Some(item), index, item.spot().line)).collect();
    if rows.is_empty() {
        several.report(Code::InvalidValue, "the list of invoices is empty", Some("leave the key out for one invoice".to_owned()));
        return vec![complete(base, None, 0, line)];
    }
    rows
}

/// The columns that a mapping gives; `whole` is what else it is reported in.
pub(super) fn row(field: &YamlField<'_>, whole: Option<&mut Vec<(String, String)>>) {
    let Some(entries) = field.entries("a mapping from columns of the invoices to cells, as in { amount: 100.00, segment: key }") else {
        return;
    };
    let mut cells = Vec::new();
    for entry in &entries {
        let near = field.problems().did_you_mean(entry.name(), INVOICE_COLUMNS);
        // Any column may be there, but one that is nearly a known one is a mistake.
        if let Some(near) = near.filter(|_| !INVOICE_COLUMNS.contains(&entry.name()) && looks_misspelt(entry.name())) {
            let message = format!("{} is not a known column", quoted(entry.name()));
            entry.report_key(Code::UnknownKey, message, &near);
        }
        if let Some(text) = entry.any_text() {
            cells.push((entry.name().to_owned(), text.to_owned()));
        }
    }
    if let Some(whole) = whole {
        for (name, cell) in cells {
            whole.retain(|(known, _)| *known != name);
            whole.push((name, cell));
        }
    }
}

/// A column of one's own has a name of its own: `due` and `amout` are slips.
fn looks_misspelt(name: &str) -> bool {
    let distance = |known: &&&str| {
        let (a, b) = (name.chars().count(), known.chars().count());
        a.abs_diff(b) <= 1 && name.chars().next() == known.chars().next()
    };
    INVOICE_COLUMNS.iter().any(|known| distance(&known)) || matches!(name, "due" | "id" | "customer")
}

fn complete(base: Option<&YamlField<'_>>, own: Option<&YamlField<'_>>, index: usize, line: u32) -> StoryInvoice {
    let mut cells: Vec<(String, String)> = DEFAULTS.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect();
    cells[0].1 = format!("INV-{}", index + 1);
    if let Some(base) = base {
        // What is wrong with it was told when the file was read.
        for (name, cell) in base.peek_entries().iter().filter_map(|entry| Some((entry.name(), entry.scalar()?))) {
            cells.retain(|(known, _)| known != name);
            cells.push((name.to_owned(), cell.to_owned()));
        }
    }
    if let Some(own) = own {
        row(own, Some(&mut cells));
    }
    let due = cells.iter().find(|(name, _)| name == "due_date").and_then(|(_, cell)| Day::parse(cell));
    StoryInvoice { cells, due: due.unwrap_or(Day::FIRST), line: own.map_or(line, |own| own.spot().line) }
}
