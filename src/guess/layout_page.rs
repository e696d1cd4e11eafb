//! How a report is laid out, as keys of a project file.

use super::page::scalar;
use crate::project::{DocumentKinds, FileLayout, GroupHeadings, HeaderLines, RowFilter, TermsSource};

/// Each key with its value in one line, and what is to be known about it.
pub(super) fn keys(layout: &FileLayout) -> Vec<(&'static str, String, &'static str)> {
    let mut keys = Vec::new();
    let mut put = |key, value: Option<String>, remark| keys.extend(value.map(|value| (key, value, remark)));
    put("sheet", layout.sheet.as_deref().map(scalar), "The sheet of the workbook.");
    put("header", layout.header.map(header), "The line of the names of the columns; what stands above it is left out.");
    put("group", layout.group.as_ref().map(group), "The customer stands in a line above its rows. Totals are left out.");
    put(
        "documents",
        layout.documents.as_ref().map(documents),
        "What each row is. A text that is in none of these lists stops the program: add it to one.",
    );
    put("where", filters(&layout.only), "Only rows with these texts are in the ledger.");
    put("skip", filters(&layout.skip), "Rows with these texts are not in the ledger. Any other text is.");
    put("settled_when", filters(&layout.settled_when), "Rows with these texts are paid. Any other text means that they are open.");
    put("paid_amount", layout.paid_amount.as_deref().map(scalar), "What was paid: the rest is open.");
    put("paid_on", layout.paid_on.as_deref().map(scalar), "The day on which it was paid.");
    let due_date = layout.due_date.as_ref().map(|due| {
        let terms = match &due.terms {
            TermsSource::Column(column) => scalar(column),
            TermsSource::Days(days) => days.to_string(),
        };
        format!("{{ from: {}, terms: {terms} }}", scalar(&due.from))
    });
    put("due_date", due_date, "The due date is worked out from the terms of payment.");
    let rows = layout.rows.as_ref().map(|rows| format!("{{ by: {}, amount: {} }}", scalar(&rows.by), rows.amounts.name()));
    put("rows", rows, "Several rows are one invoice.");
    let amount = layout.amount.as_ref().map(|amount| format!("{{ debit: {}, credit: {} }}", scalar(&amount.debit), scalar(&amount.credit)));
    put("amount", amount, "What is owed stands in one column, what is credited in another.");
    let sign = layout.sign.as_ref().map(|sign| {
        let plus = if sign.plus.is_empty() { String::new() } else { format!(", plus: {}", list(&sign.plus)) };
        format!("{{ column: {}, minus: {}{plus} }}", scalar(&sign.column), list(&sign.minus))
    });
    put("sign", sign, "Rows with these texts are credits: their amounts get a minus.");
    put("minor_units", layout.minor_units.then(|| "true".to_owned()), "Amounts are in cents.");
    put("round", layout.round.then(|| "true".to_owned()), "Amounts are rounded to the decimals of their currency.");
    keys
}

/// Each key with its value, as [`ProjectPage`](super::ProjectPage) writes them.
pub fn layout_keys(layout: &FileLayout) -> Vec<(&'static str, String)> {
    keys(layout).into_iter().map(|(key, value, _)| (key, value)).collect()
}

fn header(lines: HeaderLines) -> String {
    if lines.first == lines.last { lines.first.to_string() } else { format!("[{}, {}]", lines.first, lines.last) }
}

fn group(group: &GroupHeadings) -> String {
    match group {
        GroupHeadings::Column(column) => format!("{{ column: {} }}", scalar(column)),
        GroupHeadings::Labels(labels) => {
            let labels: Vec<String> = labels.iter().map(|(column, label)| format!("{column}: {}", scalar(label))).collect();
            format!("{{ labels: {{ {} }} }}", labels.join(", "))
        }
    }
}

fn documents(kinds: &DocumentKinds) -> String {
    let mut keys = vec![format!("column: {}", scalar(&kinds.column)), format!("invoice: {}", list(&kinds.invoice))];
    let others = [("credit", &kinds.credit), ("payment", &kinds.payment), ("skip", &kinds.skip)];
    keys.extend(others.into_iter().filter(|(_, texts)| !texts.is_empty()).map(|(key, texts)| format!("{key}: {}", list(texts))));
    keys.extend(kinds.reference.as_ref().map(|column| format!("reference: {}", scalar(column))));
    format!("{{ {} }}", keys.join(", "))
}

fn filters(filters: &[RowFilter]) -> Option<String> {
    let each: Vec<String> = filters.iter().map(|filter| format!("{}: {}", scalar(&filter.column), list(&filter.texts))).collect();
    (!each.is_empty()).then(|| format!("{{ {} }}", each.join(", ")))
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| scalar(text)).collect::<Vec<_>>().join(", "))
}
