//! Late interest by profiles of the law, and the other kinds of late fees.

mod command;
mod kinds;
mod mistakes;
mod paid_beyond;

use crate::scenario::told::{date, told};
use collect::ledger::Ledger;
use collect::plan::{LateFee, late_fee};
use collect::workflow::{TemplateNames, Workflow, read};
use std::collections::BTreeMap;

/// Stage `demand` begins on the day after the due date, `end` on day 60; every day is worked.
fn workflow(late_fee: &str) -> Workflow {
    let text = format!(
        "version: 1\nname: fees\nowners: {{ ar: {{}} }}\nstages:\n  - {{ id: demand, trigger: {{ day: 1 }}, owner: ar, actions: [{{ channel: email }}] }}\n  \
         - {{ id: end, trigger: {{ day: 60 }}, owner: ar }}\nlate_fee: {{ from_stage: demand, {late_fee} }}\n"
    );
    let reading = read(&text, "fees", &TemplateNames::default());
    reading.value.unwrap_or_else(|| panic!("{late_fee}: {:?}", reading.findings))
}

fn ledger(workflow: &Workflow, invoices: &str, events: &str, as_of: &str) -> Ledger {
    told(workflow, invoices, events, as_of).ledger()
}

/// The late fee of invoice A.
fn fee_of_a(workflow: &Workflow, ledger: &Ledger, as_of: &str) -> Option<LateFee> {
    let invoice = ledger.invoices.iter().find(|invoice| invoice.id() == "A").unwrap();
    late_fee(workflow, ledger.fx.as_ref(), ledger.invoices.columns(), &ledger.events, &invoice, date(as_of))
}

fn fee(terms: &str, invoices: &str, events: &str, as_of: &str) -> Option<LateFee> {
    let workflow = workflow(terms);
    fee_of_a(&workflow, &ledger(&workflow, invoices, events, as_of), as_of)
}

/// The cases of `tests/interest/cases.txt`: by key, the values of each.
fn cases() -> Vec<BTreeMap<&'static str, Vec<&'static str>>> {
    let text = include_str!("../interest/cases.txt");
    let blocks = text.split("\n\n").filter(|block| block.starts_with("case: "));
    let case = |block: &'static str| {
        let mut case: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, value) in block.lines().filter_map(|line| line.split_once(": ")) {
            case.entry(key).or_default().push(value);
        }
        case
    };
    blocks.map(case).collect()
}

#[test]
fn every_case_that_was_worked_out_from_the_law_agrees_to_the_cent() {
    let cases = cases();
    assert!(cases.len() >= 60);
    let mut of_profiles: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let one = |key: &str| case[key][0];
        let name = one("case");
        *of_profiles.entry(name.split([',']).next().unwrap().rsplit_once('-').unwrap().0).or_default() += 1;
        assert!(case.contains_key("working") && case.contains_key("source"), "{name}");
        let more = case.get("keys").map_or(String::new(), |keys| format!(", {}", keys[0]));
        let terms = format!("profile: {}{more}", one("profile"));
        let events = case.get("event").map_or(String::new(), |events| events.join("\n"));
        let fee = fee(&terms, &format!("A ACME {}", one("invoice")), &events, one("as of")).unwrap_or_else(|| panic!("{name}: none"));
        assert_eq!(fee.unknown, [], "{name}");
        let amount = |minor: i128| format!("{}.{:02}", minor / 100, minor % 100);
        let found = [("interest", fee.interest), ("flat", fee.flat), ("total", fee.total), ("open", fee.open)];
        for (key, found) in found.into_iter().filter(|(key, _)| case.contains_key(key)) {
            if one(key) != amount(found) {
                wrong.push(format!("{name}: {key} is {}, worked out {}", amount(found), one(key)));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(of_profiles.len() == 8 && of_profiles.values().all(|count| *count >= 5), "{of_profiles:?}");
}
