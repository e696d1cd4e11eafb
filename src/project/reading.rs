//! From the text of a project file to a [`Project`], or to everything that keeps it from being one.

use super::bank_sheet::bank_sheet;
use super::csv_reading::{customers_file, events_file, invoices_file};
use super::match_settings::match_settings;
use super::{GONE, InboxSettings, LedgerFiles, Project};
use crate::finding::{Code, Reading};
use crate::ledger::Slice;
use crate::money::{Currency, Decimal, Fx};
use crate::sender::Sender;
use crate::yaml::{self, Problems, Section, Value, YamlField, quoted};

/// Reads a project file. All problems are found in one run; each stands at its characters in `file`, which is the name
/// that messages give to the text.
pub fn read(text: &str, file: &str) -> Reading<Project> {
    let problems = Problems::new(text, file);
    let project = project(&problems);
    Reading::new(project, problems.into_findings())
}

fn project(problems: &Problems<'_>) -> Option<Project> {
    let root = yaml::parse(problems)?;
    if matches!(root.value, Value::Null) {
        // Every key may be left out, so all of them may.
        return Some(Project::default());
    }
    let keys = ["workflow", "templates", "outbox", "ledger", "match", "bank", "sender", "slice", "inbox"];
    let section = YamlField::top(problems, &root).section("a project file", &keys)?;
    Some(Project {
        workflow: text(&section, "workflow"),
        templates: text(&section, "templates"),
        outbox: text(&section, "outbox"),
        ledger: section.read("ledger", ledger).unwrap_or_default(),
        matching: section.read("match", match_settings).unwrap_or_default(),
        bank: section
            .get("bank")
            .map(|field| field.items().unwrap_or_default().iter().filter_map(bank_sheet).collect())
            .unwrap_or_default(),
        sender: section.read("sender", sender).unwrap_or_default(),
        slice: section.read("slice", slice).unwrap_or_default(),
        inbox: section.read("inbox", inbox).unwrap_or_default(),
    })
}

fn text(section: &Section<'_>, key: &str) -> Option<String> {
    section.read(key, YamlField::text).map(str::to_owned)
}

fn ledger(field: &YamlField<'_>) -> Option<LedgerFiles> {
    let section = field.section("`ledger`", &["currency", "fx", "log", "invoices", "customers", "events", "book", "synced", "gone"])?;
    let events = section.get("events").map(|field| field.items().unwrap_or_default().iter().filter_map(events_file).collect());
    Some(LedgerFiles {
        currency: section.read("currency", currency),
        fx: section.read("fx", fx),
        log: text(&section, "log"),
        book: text(&section, "book"),
        synced: text(&section, "synced"),
        gone: section.read("gone", |field| field.choice(&GONE.map(|word| (word, word)))).map(str::to_owned),
        invoices: section.read("invoices", invoices_file),
        customers: section.read("customers", customers_file),
        events,
    })
}

pub(super) fn currency(field: &YamlField<'_>) -> Option<Currency> {
    let code = field.text()?;
    let found = Currency::from_code(code);
    if found.is_none() {
        no_currency(code, |message, hint| field.report(Code::BadCurrency, message, Some(hint)));
    }
    found
}

fn no_currency(code: &str, report: impl FnOnce(String, String)) {
    let capitals = code.to_uppercase();
    let hint = match Currency::from_code(&capitals) {
        Some(currency) => format!("write {currency}"),
        None => "write the code of ISO 4217, as in USD".to_owned(),
    };
    report(format!("there is no currency {}", quoted(code)), hint);
}

fn fx(field: &YamlField<'_>) -> Option<Fx> {
    let section = field.section("`fx`", &["base", "rates"])?;
    let base = section.need("base").and_then(|field| currency(&field));
    let rates = section.need("rates").and_then(|field| field.entries("a mapping from currencies to rates, as in { EUR: 1.08 }"));
    let rates = rates?.iter().filter_map(|field| rate(field, base)).collect();
    Some(Fx::new(base?, rates))
}

/// What one unit of a currency is worth in the base currency.
fn rate(field: &YamlField<'_>, base: Option<Currency>) -> Option<(Currency, Decimal)> {
    let code = field.name();
    let currency = Currency::from_code(code);
    if currency.is_none() {
        no_currency(code, |message, hint| field.report_key(Code::BadCurrency, message, &hint));
    } else if currency == base {
        field.report_key(Code::KeyConflict, format!("{code} is the base currency itself"), "its own rate is 1: leave it out");
    }
    let rate = field.decimal("a rate above 0", |rate| rate > Decimal::ZERO)?;
    Some((currency?, rate))
}

/// Columns, each with the values that are looked at.
fn slice(field: &YamlField<'_>) -> Option<Slice> {
    let columns = field.entries("a mapping from columns to their values, as in { segment: [smb] }")?;
    let column = |field: &YamlField<'_>| {
        field.needs_name("a column of `slice` has no name");
        Some((field.name().to_owned(), field.texts()?))
    };
    Some(Slice { columns: columns.iter().filter_map(column).collect(), ..Slice::default() })
}

/// A code such as `GB`.
fn country_code(field: &YamlField<'_>) -> Option<String> {
    let code = field.text()?;
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(code.to_ascii_uppercase());
    }
    field.wants(Code::InvalidValue, "the code of a country", Some("write a code of two letters, such as GB, DE or US".to_owned()));
    None
}

fn sender(field: &YamlField<'_>) -> Option<Sender> {
    let section = field.section("`sender`", &["name", "company", "email", "phone", "address", "country"])?;
    Some(Sender {
        name: text(&section, "name").unwrap_or_default(),
        company: text(&section, "company").unwrap_or_default(),
        email: section.read("email", YamlField::email).unwrap_or_default().to_owned(),
        phone: text(&section, "phone").unwrap_or_default(),
        address: section.read("address", YamlField::texts).unwrap_or_default(),
        country: section.read("country", country_code).unwrap_or_default(),
    })
}

fn inbox(field: &YamlField<'_>) -> Option<InboxSettings> {
    let section = field.section("`inbox`", &["command", "day_first"])?;
    let day_first = section.read("day_first", YamlField::boolean);
    Some(InboxSettings { command: section.read("command", YamlField::texts).unwrap_or_default(), day_first })
}
