//! Public files of banks against the entries that people read in them. The files are not ours to ship: the test runs where
//! `COLLECT_BANK_SAMPLES` names a folder with `files/NAME` and `gold/NAME.json`, and says so where it does not.

use collect::bank::{self, BankEntry, BankFormat, BankStatement, PaymentFacts, StatementReading};
use collect::calendar::Day;
use collect::guess::{BankAnswers, BankDoubt};
use collect::money::Currency;
use serde_json::Value;
use std::fmt::Write as _;

/// The reading of a sample: of a table, with the answers that its gold gives to what the table leaves open.
fn reading_of(name: &str, bytes: &[u8], gold: &Value) -> StatementReading {
    let text = bank::text_of(bytes);
    let entries = || list(gold, "statements").iter().flat_map(|statement| list(statement, "entries"));
    let currency = || list(gold, "statements").iter().find_map(|statement| Currency::from_code(statement["currency"].as_str()?));
    let answer = |doubt: &BankDoubt, answers: &mut BankAnswers| match doubt {
        BankDoubt::Currency => answers.currency = currency().or(Currency::from_code("USD")),
        BankDoubt::DateFormat { readings, .. } => {
            let is_right = |day: &Day| entries().any(|entry| entry["date"].as_str() == Some(day.to_string().as_str()));
            answers.date_format = readings.iter().find(|(_, day)| is_right(day)).map(|(format, _)| format.clone());
        }
        other => println!("      {name}: {other}"),
    };
    let is_table = bank::format_of(&text) == BankFormat::Sheet;
    let sheets = if is_table { super::mapping(&text, BankAnswers::default(), answer) } else { None };
    bank::read(name, bytes, sheets.as_slice())
}

/// What a reading has otherwise than the gold, a line each.
pub fn differences(reading: &StatementReading, gold: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut statements = reading.statements.iter();
    for (place, wanted) in list(gold, "statements").iter().enumerate() {
        let entries = list(wanted, "entries");
        let Some(found) = statements.find(|found| found.entries.len() == entries.len() || found.entries.len() > 1) else {
            wrong.push(format!("statement {} with {} entries is not found", place + 1, entries.len()));
            break;
        };
        compare_statement(found, wanted, &format!("statement {}", place + 1), &mut wrong);
    }
    let more: usize = statements.map(|statement| statement.entries.len()).sum();
    if more > 0 {
        wrong.push(format!("{more} entries more than there are"));
    }
    let doubts = reading.findings.iter().any(|finding| finding.message.contains("does not add up"));
    let sums: Vec<bool> = list(gold, "statements").iter().filter_map(|statement| statement["balances_add_up"].as_bool()).collect();
    if !sums.is_empty() && sums.contains(&false) != doubts {
        wrong.push(format!("balances that do not add up: {doubts}"));
    }
    wrong
}

fn compare_statement(found: &BankStatement, wanted: &Value, at: &str, wrong: &mut Vec<String>) {
    differ(wrong, at, "account", wanted["account"].as_str(), found.account.as_deref());
    differ(wrong, at, "currency", wanted["currency"].as_str().filter(|code| *code != "unknown"), found.currency.as_deref());
    for (name, balance) in [("opening", &found.opening), ("closing", &found.closing)] {
        let amount = balance.as_ref().map(|balance| balance.amount.text().to_string());
        let gold = wanted[name].as_str().map(|text| bank::plain_amount(text).expect("an amount").text().to_string());
        differ(wrong, at, name, gold.as_deref(), amount.as_deref());
    }
    let entries = list(wanted, "entries");
    if entries.len() != found.entries.len() {
        wrong.push(format!("{at}: {} entries, {} in the gold", found.entries.len(), entries.len()));
    }
    for (place, (entry, wanted)) in found.entries.iter().zip(entries).enumerate() {
        compare_entry(entry, wanted, &format!("{at}, entry {}", place + 1), wrong);
    }
}

fn compare_entry(entry: &BankEntry, wanted: &Value, at: &str, wrong: &mut Vec<String>) {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    differ(wrong, at, "booking day", wanted["date"].as_str(), day(entry.booked).as_deref());
    differ(wrong, at, "value day", wanted["value_date"].as_str(), day(entry.value).as_deref());
    differ(wrong, at, "currency", wanted["currency"].as_str().filter(|code| *code != "unknown"), entry.currency.as_deref());
    differ(wrong, at, "bank's id", wanted["bank_id"].as_str().filter(|_| wanted["id_optional"].is_null()), entry.bank_id.as_deref());
    compare_payment(&entry.payment, entry.amount, wanted, at, wrong);
    let batch = list(wanted, "batch");
    if batch.len() != entry.details.len() {
        wrong.push(format!("{at}: {} payments, {} in the gold", entry.details.len(), batch.len()));
    }
    for (place, (detail, wanted)) in entry.details.iter().zip(batch).enumerate() {
        let amount = detail.amount.unwrap_or_default();
        compare_payment(&detail.payment, amount, wanted, &format!("{at}, payment {}", place + 1), wrong);
    }
}

fn compare_payment(payment: &PaymentFacts, amount: collect::money::Decimal, wanted: &Value, at: &str, wrong: &mut Vec<String>) {
    let sign = if wanted["sign"] == "-" { "-" } else { "" };
    let gold = bank::plain_amount(&format!("{sign}{}", wanted["amount"].as_str().unwrap_or_default())).expect("an amount");
    if gold != amount {
        wrong.push(format!("{at}: amount {amount}, {gold} in the gold"));
    }
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let all = payment.remittance.iter().chain(&payment.notes).chain(&payment.party.name).fold(String::new(), |all, text| all + text);
    for words in list(wanted, "remittance_contains").iter().filter_map(Value::as_str) {
        if !bare(&all).contains(&bare(words)) {
            wrong.push(format!("{at}: {words:?} is not in the text {all:?}"));
        }
    }
    let mut same = |name: &str, optional: &str, found: Option<&str>| {
        let gold = wanted[name].as_str().filter(|_| wanted[optional].is_null());
        let equal = |text: Option<&str>| text.map(|text| bare(text).trim_start_matches('0').to_owned());
        if gold.is_some() && equal(gold) != equal(found) {
            wrong.push(format!("{at}: {name} {found:?}, {gold:?} in the gold"));
        }
    };
    same("counterparty", "cp_optional", payment.party.name.as_deref());
    same("counterparty_account", "acct_optional", payment.party.account.as_deref());
    if wanted["refs_optional"].is_null() {
        for reference in list(wanted, "references").iter().filter_map(Value::as_str) {
            if !payment.references.iter().any(|found| found.text == reference) {
                wrong.push(format!("{at}: reference {reference:?} is not among {:?}", payment.references));
            }
        }
    }
}

/// Where the gold says nothing, anything is right.
fn differ(wrong: &mut Vec<String>, at: &str, name: &str, gold: Option<&str>, found: Option<&str>) {
    if gold.is_some() && gold != found {
        let mut line = String::new();
        let _ = write!(line, "{at}: {name} {found:?}, {gold:?} in the gold");
        wrong.push(line);
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

#[test]
#[ignore = "its files are not part of the project: COLLECT_BANK_SAMPLES=FOLDER cargo test --test it bank -- --ignored"]
fn public_samples_are_read_as_people_read_them() {
    let folder = std::env::var_os("COLLECT_BANK_SAMPLES").expect("COLLECT_BANK_SAMPLES names the folder of files/ and gold/");
    let folder = std::path::PathBuf::from(folder);
    let mut wrong = String::new();
    for name in crate::errors::names_in(&folder.join("files")) {
        let gold = fs_err::read_to_string(folder.join("gold").join(format!("{name}.json"))).expect("a gold file");
        let bytes = fs_err::read(folder.join("files").join(&name)).expect("a sample");
        let gold = serde_json::from_str(&gold).expect("JSON");
        let reading = reading_of(&name, &bytes, &gold);
        let lines = differences(&reading, &gold);
        println!("{} {name}", if lines.is_empty() { "right" } else { "WRONG" });
        reading.findings.iter().for_each(|finding| println!("      {}: {finding}", finding.code.name()));
        lines.iter().for_each(|line| wrong += &format!("{name}: {line}\n"));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
