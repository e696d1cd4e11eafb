//! The schema of the project file, mapping by mapping, as `project::reading` reads it.

use super::reference::{of_column, of_project};
use super::shape::{
    Decimals, Key, Shape, any_name_but, any_text, channel, currency, date_format, day, decimal, delimiter, either, email, list, mapping,
    may, must, name, one_or_list, one_or_list_of_one, section, text, word,
};
use crate::ledger::Kind;
use crate::project::{EVENT_COLUMNS, INVOICE_COLUMNS};

/// The columns that may be put together from several of a file.
const COMPOSITE: [&str; 3] = ["invoice_id", "customer_id", "id"];

/// A project file.
pub(super) fn project() -> Shape {
    let keys = vec![
        may("workflow", text()),
        may("templates", text()),
        may("outbox", text()),
        may("ledger", ledger()),
        may("sender", sender()),
        may("slice", slice()),
    ];
    // An empty file is a project, too: every key may be left out.
    of("", keys).or_null()
}

fn of(path: &str, keys: Vec<Key>) -> Shape {
    let dot = if path.is_empty() { "" } else { "." };
    section(keys.into_iter().map(|key| key.described(|name| of_project(&format!("{path}{dot}{name}")))).collect())
}

fn ledger() -> Shape {
    let keys =
        vec![may("currency", currency()), may("fx", fx()), may("log", text()), may("invoices", invoices()), may("events", list(events()))];
    of("ledger", keys)
}

fn fx() -> Shape {
    let rates = mapping(currency(), Vec::new(), decimal(Decimals::Positive));
    of("ledger.fx", vec![must("base", currency()), must("rates", rates)])
}

/// What the files of invoices and of events have in common.
fn file(first: Vec<Key>, columns: Shape, values: Shape) -> Vec<Key> {
    let rest = vec![
        may("delimiter", delimiter()),
        may("encoding", word(["utf-8", "windows-1252"])),
        may("date_format", one_or_list(date_format())),
        may("decimal", word([".", ","])),
        may("columns", columns),
        may("values", values),
    ];
    first.into_iter().chain(rest).collect()
}

fn invoices() -> Shape {
    let columns = mapping(name(), columns("Invoices", &INVOICE_COLUMNS), one_or_list_of_one(text()));
    let values = mapping(name(), Vec::new(), texts(any_text()));
    let first = vec![may("path", text()), may("open_on", either(vec![word(["as_of"]), day()]))];
    of("ledger.invoices", file(first, columns, values)).not_within("open_on", &["columns", "values"])
}

fn events() -> Shape {
    let values = EVENT_COLUMNS.iter().map(|column| {
        let meaning = match *column {
            "type" => kind(),
            "channel" => channel(),
            _ => any_text(),
        };
        may(column, texts(meaning)).described(|column| of_column("Events", column))
    });
    let (columns, values) = (section(columns("Events", &EVENT_COLUMNS)), section(values.collect()));
    let first = vec![must("path", text()), may("type", kind())];
    of("ledger.events", file(first, columns, values)).not_within("type", &["columns", "values"])
}

/// The columns of the ledger's format, each with those of the file that make it.
fn columns(table: &str, names: &[&str]) -> Vec<Key> {
    let headers = |column: &str| if COMPOSITE.contains(&column) { one_or_list(text()) } else { one_or_list_of_one(text()) };
    names.iter().map(|column| may(column, headers(column)).described(|column| of_column(table, column))).collect()
}

/// What texts of a file mean.
fn texts(meaning: Shape) -> Shape {
    mapping(any_text(), Vec::new(), meaning)
}

fn kind() -> Shape {
    word(Kind::NAMES)
}

/// Columns, each with the values that are looked at.
fn slice() -> Shape {
    mapping(any_name_but(None), Vec::new(), one_or_list(text()))
}

fn sender() -> Shape {
    of("sender", vec![may("name", text()), may("company", text()), may("email", email()), may("phone", text())])
}
