//! The plan of a customer needs that customer's rows and no others: a ledger cut into parts by customer gives, together, the plan of the whole.
//!
//! `examples/spark` does it with Spark, which is tried where there is one. The cutting and ranking are done here once more, so that the
//! claim is held everywhere, and so are its conditions: what a careless cut does is seen in the plan.

use crate::run::Run;
use fs_err as fs;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/spark")
}

/// A CSV file, every field as it is but for spaces around it.
#[derive(Clone)]
struct Table {
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    fn read(name: &str) -> Table {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(example().join(name)).unwrap();
        Table { header: reader.headers().unwrap().clone(), rows: reader.records().map(Result::unwrap).collect() }
    }

    fn cell<'a>(&self, row: &'a csv::StringRecord, name: &str) -> &'a str {
        &row[self.header.iter().position(|column| column == name).unwrap()]
    }

    /// The file of those rows.
    fn with(&self, rows: &[&csv::StringRecord]) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        rows.iter().for_each(|row| writer.write_record(*row).unwrap());
        writer.into_inner().unwrap()
    }
}

struct Ledger {
    invoices: Table,
    events: Table,
}

impl Ledger {
    fn read() -> Ledger {
        Ledger { invoices: Table::read("invoices.csv"), events: Table::read("events.csv") }
    }

    /// The plan of all parts, each planned by a run of its own that sees nothing else. `part` tells the part of an invoice by its id and
    /// its customer's; customers' events go wherever they have invoices.
    fn planned_in_parts(&self, part: impl Fn(&str, &str) -> String) -> (usize, String) {
        let mut parts: BTreeMap<String, (Vec<&csv::StringRecord>, Vec<&csv::StringRecord>)> = BTreeMap::new();
        let mut of_invoice = HashMap::new();
        let mut of_customer: HashMap<&str, BTreeSet<String>> = HashMap::new();
        for row in &self.invoices.rows {
            let (invoice, customer) = (self.invoices.cell(row, "invoice_id"), self.invoices.cell(row, "customer_id"));
            let part = part(invoice, customer);
            parts.entry(part.clone()).or_default().0.push(row);
            of_customer.entry(customer).or_default().insert(part.clone());
            of_invoice.insert(invoice, BTreeSet::from([part]));
        }
        for row in &self.events.rows {
            let found = match self.events.cell(row, "invoice_id") {
                "" => of_customer.get(self.events.cell(row, "customer_id")),
                invoice => of_invoice.get(invoice),
            };
            found.into_iter().flatten().for_each(|part| parts.get_mut(part).unwrap().1.push(row));
        }
        let plans = parts.values().map(|(invoices, events)| planned(&self.invoices.with(invoices), &self.events.with(events)));
        (parts.len(), ranked(&plans.collect::<String>()))
    }

    fn planned_by_customer(&self) -> String {
        self.planned_in_parts(|_, customer| customer.to_owned()).1
    }
}

/// What `collect plan` writes for invoices on standard input.
fn planned(invoices: &[u8], events: &[u8]) -> String {
    let place = TempDir::new().unwrap();
    fs::write(place.path().join("collect.yaml"), "{}\n").unwrap();
    fs::write(place.path().join("events.csv"), events).unwrap();
    let words: Vec<&str> = "plan -q --invoices - --events events.csv --as-of 2026-03-31 --format jsonl --workflow".split(' ').collect();
    Run::collect(&words).args(&[example().join("workflow.yaml")]).folder(place.path()).stdin(invoices).stdout()
}

fn whole() -> String {
    let file = |name| fs::read(example().join(name)).unwrap();
    planned(&file("invoices.csv"), &file("events.csv"))
}

/// Lines of several plans in the order of one, with its ranks.
fn ranked(lines: &str) -> String {
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.sort_by_cached_key(|line| {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        let days = row["days_past_due"].as_i64().unwrap();
        // All scores have two places.
        let score: i64 = text("score").replace('.', "").parse().unwrap();
        (text("currency"), days <= 0, Reverse(score), Reverse(days), text("invoice_id"), text("scheduled_on"), text("action_id"))
    });
    let numbered = lines.iter().enumerate().map(|(index, line)| {
        let (_, rest) = line.split_once(',').unwrap();
        format!("{{\"rank\":{},{rest}\n", index + 1)
    });
    numbered.collect()
}

#[test]
fn a_ledger_cut_by_customer_gives_the_plan_of_the_whole() {
    let (ledger, whole) = (Ledger::read(), whole());
    let (parts, plan) = ledger.planned_in_parts(|_, customer| customer.to_owned());
    assert_eq!(parts, 36);
    assert!(plan == whole, "{plan}");
    let (parts, plan) = ledger.planned_in_parts(|_, customer| customer[customer.len() - 1..].to_owned());
    assert_eq!(parts, 10);
    assert!(plan == whole, "{plan}");
}

#[test]
fn a_ledger_cut_carelessly_gives_another() {
    let whole = whole();
    let (parts, by_invoice) = Ledger::read().planned_in_parts(|invoice, _| invoice.to_owned());
    assert!(parts > 200);
    assert!(by_invoice != whole, "flags and contacts are a customer's");
    let mut turned = Ledger::read();
    turned.events.rows.reverse();
    assert!(turned.planned_by_customer() != whole, "events of one date count in the file's order");
}

#[test]
fn the_ledger_of_the_example_has_something_of_everything() {
    let plan = whole();
    let rows: Vec<Value> = plan.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found =
        |name: &str| -> BTreeSet<&str> { rows.iter().filter_map(|row| row[name].as_str()).flat_map(|text| text.split('+')).collect() };
    assert_eq!(found("kind"), BTreeSet::from(["touch", "dispute", "reply", "broken_promise", "short_pay"]));
    assert_eq!(found("flags"), BTreeSet::from(["silent", "broken_promise", "worsening", "disputed", "unapplied_cash"]));
    assert_eq!(found("currency"), BTreeSet::from(["EUR", "JPY", "USD"]));
    assert_eq!(found("track").len(), 1);
    let names = found("customer_name");
    assert!([',', '\n', '\r', '\t', '"', ';'].iter().all(|mark| names.iter().any(|name| name.contains(*mark))), "{names:?}");
    let Ledger { events, .. } = Ledger::read();
    let types: BTreeSet<&str> = events.rows.iter().map(|row| events.cell(row, "type")).collect();
    assert!(types.len() >= 14, "{types:?}");
}

/// Says on the real standard error, which the harness does not take, that something is not tried here.
fn skipped(what: &str, missing: &str) {
    std::io::stderr().write_all(format!("SKIPPED: {what}: there is no {missing} here\n").as_bytes()).unwrap();
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let done = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

#[test]
fn the_ledger_of_the_example_is_what_its_script_writes() {
    if !runs("python3", &["--version"]) {
        return skipped("the script of examples/spark", "python3");
    }
    let place = TempDir::new().unwrap();
    assert!(runs("python3", &[example().join("ledger.py").to_str().unwrap(), place.path().to_str().unwrap()]));
    for file in ["invoices.csv", "events.csv"] {
        assert!(fs::read(place.path().join(file)).unwrap() == fs::read(example().join(file)).unwrap(), "{file}");
    }
}

#[test]
#[cfg(unix)]
fn spark_gives_the_plan_of_one_machine() {
    let python = std::env::var("PYSPARK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !runs("java", &["-version"]) {
        return skipped("examples/spark", "Java");
    }
    if !runs(&python, &["-c", "import pyspark"]) {
        return skipped("examples/spark", "PySpark (PYSPARK_PYTHON names a Python that has it)");
    }
    let readme = fs::read_to_string(example().join("README.md")).unwrap();
    let (_, section) = readme.split_once("## Run it\n").unwrap();
    let script = section.split("```sh\n").skip(1).map(|block| block.split_once("```").unwrap().0).find(|block| block.contains("plan.py"));
    let script = script.unwrap().replace("target/pyspark/bin/python", &python);
    let place = TempDir::new().unwrap();
    fs::create_dir(place.path().join("target")).unwrap();
    std::os::unix::fs::symlink(example().parent().unwrap(), place.path().join("examples")).unwrap();
    // Spark tells of itself on standard error.
    let (code, _, err) = Run::shell(&script).folder(place.path()).told();
    assert_eq!(code, 0, "{script}{err}");
    assert!(fs::read_to_string(place.path().join("target/many.jsonl")).unwrap() == whole());
}
