//! The format of one CSV file, as a project file gives it.

use super::csv_format::COMPOSITE_COLUMNS;
use super::layout_reading::{INVOICE_LAYOUT_KEYS, LAYOUT_KEYS, layout};
use super::{CsvFormat, EVENT_COLUMNS, Encoding, INVOICE_COLUMNS, OpenOn, ValueMap};
use crate::finding::Code;
use crate::ledger::{CallOutcome, CustomerTable, Kind};
use crate::yaml::{Section, YamlField, quoted};

/// The file of invoices; `invoices.csv` where no path is given.
pub(super) fn invoices_file(field: &YamlField<'_>) -> Option<CsvFormat> {
    let keys: &[&str] = &["path", "delimiter", "encoding", "date_format", "decimal", "open_on", "columns", "values"];
    let section = field.section("`invoices`", &[keys, &LAYOUT_KEYS, &INVOICE_LAYOUT_KEYS].concat())?;
    let mut paths = section.read("path", YamlField::texts).unwrap_or_default().into_iter();
    let path = paths.next().unwrap_or_else(|| "invoices.csv".to_owned());
    let common = CsvFormat { more_paths: paths.collect(), ..common(&section, &path, TableKind::Invoices) };
    let format = CsvFormat { open_on: section.read("open_on", open_on), ..common };
    if format.open_on.is_some() {
        only_one_source(&section, "open_on");
    }
    Some(format)
}

pub(super) fn events_file(field: &YamlField<'_>) -> Option<CsvFormat> {
    let keys: &[&str] = &["path", "type", "delimiter", "encoding", "date_format", "decimal", "columns", "values"];
    let keys = [keys, &LAYOUT_KEYS].concat();
    let section = field.section_or("a file of events", &keys, field.scalar().map(|path| format!("write `{{ path: {path} }}`")))?;
    let path = section.need("path").and_then(|field| field.text());
    let kind = section.read("type", event_type);
    if kind.is_some() {
        only_one_source(&section, "type");
    }
    Some(CsvFormat { kind, ..common(&section, path.unwrap_or_default(), TableKind::Events) })
}

/// The file of customers, whose cells are texts.
pub(super) fn customers_file(field: &YamlField<'_>) -> Option<CsvFormat> {
    let keys = ["path", "sheet", "header", "delimiter", "encoding", "columns", "values"];
    let hint = field.scalar().map(|path| format!("write `{{ path: {path} }}`"));
    let section = field.section_or("`customers`", &keys, hint)?;
    let path = section.need("path").and_then(|field| field.text());
    Some(common(&section, path.unwrap_or_default(), TableKind::Customers))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TableKind {
    Invoices,
    Customers,
    Events,
}

impl TableKind {
    fn columns(self) -> &'static [&'static str] {
        match self {
            TableKind::Invoices | TableKind::Customers => &INVOICE_COLUMNS,
            TableKind::Events => &EVENT_COLUMNS,
        }
    }
}

fn common(section: &Section<'_>, path: &str, table: TableKind) -> CsvFormat {
    let plain = CsvFormat::plain(path);
    if section.get("amount").is_some() {
        only_one_source(section, "amount");
    }
    let encodings = Encoding::ALL.map(|encoding| (encoding.name(), encoding));
    CsvFormat {
        delimiter: section.read("delimiter", delimiter).unwrap_or(plain.delimiter),
        encoding: section.read("encoding", |field| field.choice(&encodings)).unwrap_or_default(),
        date_formats: section.get("date_format").map_or(plain.date_formats, |field| date_formats(&field)),
        decimal: section.read("decimal", decimal_mark).unwrap_or(plain.decimal),
        columns: section.get("columns").map(|field| columns(&field, table)).unwrap_or_default(),
        values: section.get("values").map(|field| values(&field, table)).unwrap_or_default(),
        layout: layout(section),
        ..CsvFormat::plain(path)
    }
}

/// A value that holds for every row does not go with a column for it.
fn only_one_source(section: &Section<'_>, key: &str) {
    for mapping in ["columns", "values"] {
        if let Some(field) = section.get(mapping).and_then(|field| field.peek(key)) {
            let message = format!("`{key}` is given for the whole file and under `{mapping}`");
            let hint = "keep one of the two";
            field.report_key(Code::KeyConflict, message, hint);
        }
    }
}

fn open_on(field: &YamlField<'_>) -> Option<OpenOn> {
    match field.scalar() {
        Some("as_of") => Some(OpenOn::AsOf),
        Some(text) if text.starts_with(|c: char| c.is_ascii_digit()) => field.day().map(OpenOn::Day),
        _ => {
            let wanted = "a date written as YYYY-MM-DD, or as_of";
            field.wants(Code::InvalidValue, wanted, None);
            None
        }
    }
}

fn event_type(field: &YamlField<'_>) -> Option<String> {
    let name = field.text()?;
    let is_known = Kind::NAMES.contains(&name);
    if !is_known {
        field.unknown(Code::UnknownEventType, "event type", Kind::NAMES, "types are");
    }
    is_known.then(|| name.to_owned())
}

fn outcome(field: &YamlField<'_>) -> Option<String> {
    let name = field.text()?;
    let known = CallOutcome::ALL.map(CallOutcome::name);
    if !known.contains(&name) {
        field.unknown(Code::InvalidValue, "outcome", known, "outcomes are");
        return None;
    }
    Some(name.to_owned())
}

pub(super) fn delimiter(field: &YamlField<'_>) -> Option<u8> {
    let found = match field.any_text()? {
        "tab" | "\\t" => Some(b'\t'),
        text => match *text.as_bytes() {
            [b'\t'] => Some(b'\t'),
            [byte] if byte.is_ascii_punctuation() && byte != b'"' => Some(byte),
            _ => None,
        },
    };
    if found.is_none() {
        field.wants(Code::InvalidValue, "one character such as \",\", \";\", \"|\", or tab", None);
    }
    found
}

pub(super) fn decimal_mark(field: &YamlField<'_>) -> Option<char> {
    let found = field.scalar().filter(|text| matches!(*text, "." | ",")).and_then(|text| text.chars().next());
    if found.is_none() {
        field.wants(Code::InvalidValue, "\".\" or \",\"", None);
    }
    found
}

pub(super) fn date_formats(field: &YamlField<'_>) -> Vec<String> {
    let fields = field.one_or_list().unwrap_or_default();
    fields.iter().filter_map(date_format).map(str::to_owned).collect()
}

fn date_format<'a>(field: &YamlField<'a>) -> Option<&'a str> {
    let format = field.text()?;
    let parts: Vec<char> = format.split('%').skip(1).map(|part| part.chars().next().unwrap_or('%')).collect();
    let report = |message: String, hint: &str| {
        field.report(Code::InvalidValue, format!("the date format {} {message}", quoted(format)), Some(hint.to_owned()));
    };
    if let Some(part) = parts.iter().find(|part| !"YymdeBbjHMSIpfzs".contains(**part)) {
        report(
            format!("has the part {}", quoted(&format!("%{part}"))),
            "parts are %Y %y for the year, %m %b %B the month, %d %e the day, %j the day of the year, %H %I %M %S %f %p %z a time, %s seconds since 1970",
        );
        return None;
    }
    let count = |of: &str| parts.iter().filter(|part| of.contains(**part)).count();
    match (count("Yy"), count("mbB"), count("de"), count("j"), count("s")) {
        (1, 1, 1, 0, 0) | (1, 0, 0, 1, 0) | (0, 0, 0, 0, 1) => Some(format),
        _ => {
            report(
                "does not have year, month and day once each".to_owned(),
                "write it as in %d.%m.%Y, or with the day of the year as in %Y%j",
            );
            None
        }
    }
}

fn columns(field: &YamlField<'_>, table: TableKind) -> Vec<(String, Vec<String>)> {
    let entries = field.entries("a mapping from the ledger's columns to the file's, as in { amount: Total }").unwrap_or_default();
    entries.iter().filter(|entry| is_column(entry, table)).map(|entry| (entry.name().to_owned(), headers(entry))).collect()
}

/// Is the key a column of the ledger's format? Invoices may have others, too.
fn is_column(field: &YamlField<'_>, table: TableKind) -> bool {
    let name = field.name();
    let report = |message: String, hint: String| field.problems().report_with(Code::UnknownKey, field.key_spot(), message, Some(hint));
    if table == TableKind::Events && !table.columns().contains(&name) {
        let known = table.columns();
        let hint =
            field.problems().did_you_mean(name, known.iter().copied()).unwrap_or_else(|| format!("columns are {}", known.join(", ")));
        report(format!("events have no column {}", quoted(name)), hint);
        return false;
    }
    if table == TableKind::Customers && name != "customer_id" && !CustomerTable::may_fill(name) {
        let hint = "leave it out: what an invoice says of itself stands in the file of invoices".to_owned();
        report(format!("customers have no column {}", quoted(name)), hint);
        return false;
    }
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        report(format!("{} is not the name of a column", quoted(name)), "give the column a name of one line".to_owned());
        return false;
    }
    true
}

/// The columns of the file that make a column of the ledger.
fn headers(field: &YamlField<'_>) -> Vec<String> {
    let headers = field.texts().unwrap_or_default();
    if headers.len() > 1 && !COMPOSITE_COLUMNS.contains(&field.name()) {
        let message = format!("`{}` is one column of the file, found {}", field.name(), headers.len());
        field.report(Code::InvalidValue, message, Some("only ids can be built from several columns".to_owned()));
    }
    headers
}

fn values(field: &YamlField<'_>, table: TableKind) -> Vec<ValueMap> {
    let entries = field.entries("a mapping from columns to texts, as in { type: { Query: dispute } }").unwrap_or_default();
    entries.iter().filter(|entry| is_column(entry, table)).map(|entry| value_map(entry, table)).collect()
}

fn value_map(field: &YamlField<'_>, table: TableKind) -> ValueMap {
    let entries = field.entries("a mapping from the file's texts to the ledger's, as in { Query: dispute }").unwrap_or_default();
    let meaning = |entry: &YamlField<'_>| match (table, field.name()) {
        (TableKind::Events, "type") => event_type(entry),
        (TableKind::Events, "outcome") => outcome(entry),
        (TableKind::Events, "channel") => entry.channel().map(|channel| channel.name().to_owned()),
        _ => entry.any_text().map(str::to_owned),
    };
    let texts = entries.iter().filter_map(|entry| Some((entry.name().to_owned(), meaning(entry)?))).collect();
    ValueMap { column: field.name().to_owned(), texts }
}
