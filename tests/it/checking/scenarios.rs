//! Scenarios: how they fail, and what is wrong with a file of them.

use super::{Folder, SOUND};
use collect::builtin;
use collect::scenario::read;
use collect::schema::Schema;
use serde_json::Value;

fn findings(text: &str) -> Vec<String> {
    read(text, "s.test.yaml").findings.iter().map(ToString::to_string).collect()
}

const STORY: &str = "version: 1\nscenarios:\n  - name: x\n    story:\n";

#[test]
fn a_story_that_does_not_come_true_is_told_with_its_line_and_the_invoices_story() {
    let suite = format!(
        "{STORY}      - {{ day: 1, due: reminder/email/1 by ar, done: all }}\n      - {{ day: 14, event: payment, amount: 400.00 }}\n      - {{ day: 14, due: nothing, balance: 500.00 }}\n"
    );
    let folder = Folder::with(&[("w.yaml", SOUND), ("w.test.yaml", &suite)]);
    let (code, out, err) = folder.collect(&["test", "--workflow", "w.yaml", "--coverage"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let expected = "\
failed: x (w.test.yaml:3)
  w.test.yaml:7: 2026-03-16, 14 days past due, INV-1
    balance: expected 500.00, found 600.00
    due: expected nothing, found call/call/1 by ar
  The story of INV-1 up to 2026-03-16:
    2026-03-02 (day 0): Due date.
    2026-03-03 (day 1): Enters the stage Reminder. — w.yaml:6
    2026-03-03 (day 1): Email recorded: INV-1/reminder/email/1 is done by it. — w.test.yaml:5
    2026-03-16 (day 14): Payment of 400.00 USD; 600.00 USD is left to pay. — w.test.yaml:6
    2026-03-16 (day 14): Enters the stage Call. — w.yaml:11
    2026-03-16 (day 14): Call falls due for ar: INV-1/call/call/1. — w.yaml:11

1 of 1 scenario failed.

Scenarios reach 4 of 10 parts of w.yaml (40 %).
  override payment is not reached
  override dispute is not reached
  override pause is not reached
  w.yaml:12: override promise is not reached
  w.yaml:12: override promise.honour is not reached
  override reply is not reached
";
    assert_eq!(out, expected);
}

#[test]
fn unknown_words_are_refused_with_what_may_have_been_meant() {
    let found = findings(&format!(
        "{STORY}      - {{ day: 1, statsu: paid }}\n      - {{ day: 1, event: disput }}\n      - {{ day: soon, due: nothing }}\n      - {{ day: 2 }}\n      - {{ day: 3, due: call }}\n"
    ));
    assert_eq!(
        found,
        [
            "s.test.yaml:5:9: this line of the story has nothing to check or do; add what happens (`event`), what is expected (`due`, `stage`, `status`, …) or what is done (`done`)",
            "s.test.yaml:5:19: unknown key \"statsu\" in an expectation; did you mean \"status\"?",
            "s.test.yaml:6:26: `event` must be one of payment, credit, reversal, fee, write_off, dispute, dispute_resolved, promise, pause, resume, reply, touch, escalate, extend, bounce, opt_out, note, found \"disput\"; did you mean \"dispute\"?",
            "s.test.yaml:7:16: `day` must be a day: a number of days from the due date such as 20 or -3, due+5, or a date such as 2026-03-31, found \"soon\"",
            "s.test.yaml:8:9: this line of the story has nothing to check or do; add what happens (`event`), what is expected (`due`, `stage`, `status`, …) or what is done (`done`)",
            "s.test.yaml:9:24: \"call\" is no action; write it without the invoice and with its number: escalation/call/1, dispute/1, @2/reminder/email/1",
        ]
    );
}

#[test]
fn events_are_held_to_what_a_ledger_is() {
    let found = findings(&format!(
        "{STORY}      - {{ day: 1, event: promise }}\n      - {{ day: 2, event: payment, amount: -5.00 }}\n      - {{ day: 1, due: nothing }}\n"
    ));
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].starts_with("s.test.yaml:5: ") && found[0].contains("until"), "{found:#?}");
    assert!(found[1].starts_with("s.test.yaml:6: ") && found[1].contains("negative"), "{found:#?}");
    assert!(found[2].starts_with("s.test.yaml:7:9: the day 2026-03-03 comes after 2026-03-04"), "{found:#?}");
}

#[test]
fn a_table_is_a_scenario_for_each_row_and_its_columns_are_used() {
    let table = "version: 1\nscenarios:\n  - name: paid\n    table:\n      - [much, left, more]\n      - [400.00, 600.00, x]\n      - [1.00]\n    story:\n      - { day: 1, event: payment, amount: $much }\n      - { day: 1, balance: $left, owner: $who }\n";
    assert_eq!(
        findings(table),
        [
            "s.test.yaml:5:22: nothing in the scenario uses $more; use the column, or leave it out",
            "s.test.yaml:7:9: the row has 1 cells, the table has 3 columns; give each column a cell",
            "s.test.yaml:10:42: the table has no column \"who\"",
        ]
    );
    let right = table
        .replace(", more]", "]")
        .replace(", x]", "]")
        .replace("      - [1.00]\n", "      - [1.00, 999.00]\n")
        .replace(", owner: $who", "");
    let suite = read(&right, "s.test.yaml").value.unwrap();
    let names: Vec<(&str, u32)> = suite.scenarios.iter().map(|scenario| (scenario.name.as_str(), scenario.line)).collect();
    assert_eq!(names, [("paid (400.00, 600.00)", 6), ("paid (1.00, 999.00)", 7)]);
}

#[test]
fn several_invoices_of_a_customer_share_what_is_the_customers() {
    let suite = "version: 1\nscenarios:\n  - name: written to once\n    invoices: [{ invoice_id: A }, { invoice_id: B, due_date: 2026-03-03 }]\n    story:\n      - { day: 1, due: reminder/email/1, done: all }\n      - { day: 1, invoice: B, withheld: reminder/email/1 because contact-limit, due: nothing }\n      - { day: 2, event: payment, amount: 2000.00, customer: true }\n      - { day: 14, withheld: call/call/1 because unapplied-cash }\n";
    let workflow = format!("{SOUND}limits: {{ min_days_between_contacts: 3 }}\n");
    let folder = Folder::with(&[("w.yaml", &workflow), ("w.test.yaml", suite)]);
    let (code, out, _) = folder.collect(&["test", "w.test.yaml"]);
    assert_eq!((code, out.as_str()), (0, "1 scenario passed.\n"));
}

/// One scenario in each of two files, named by the file, by its workflow, and by a longer way to it.
#[test]
fn scenarios_are_played_once_however_often_they_are_named() {
    let suite = |name: &str| format!("version: 1\nscenarios:\n  - name: {name}\n    story:\n      - {{ day: 1, due: reminder/email/1 }}\n");
    let (a, b) = (suite("the first"), suite("the second"));
    let folder = Folder::with(&[("a.yaml", SOUND), ("a.test.yaml", &a), ("b.yaml", SOUND), ("b.test.yaml", &b)]);
    let named = ["test", "a.test.yaml", "a.yaml", "b.test.yaml", "b.yaml", "./a.test.yaml"];
    let (code, out, err) = folder.collect(&named);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "All 2 scenarios passed.\n", ""));
    let (_, out, _) = folder.collect(&[&named[..], &["--format", "junit"]].concat());
    assert_eq!(out.matches("<testcase ").count(), 2, "{out}");
}

#[test]
fn files_that_are_missing_say_what_to_do() {
    let folder = Folder::with(&[("w.yaml", SOUND)]);
    let (code, _, err) = folder.collect(&["test", "--workflow", "w.yaml"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: there is no file w.test.yaml: write scenarios for w.yaml there"), "{err}");
    let (code, _, err) = folder.collect(&["test", "w.csv"]);
    assert_eq!((code, err.as_str()), (2, "error: w.csv is not a file of scenarios: their names end in .test.yaml\n"));
    let (code, out, err) = Folder::with(&[]).collect(&["test", "--only", "no such name"]);
    assert_eq!((code, out.as_str(), err.as_str()), (2, "", "error: no scenario has \"no such name\" in its name\n"));
}

#[test]
fn the_schema_takes_the_shipped_scenarios_and_no_key_that_the_reader_does_not_know() {
    let schema: Value = serde_json::from_str(&Schema::Scenarios.text()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for name in builtin::workflows() {
        let text = builtin::scenarios(name).unwrap();
        let file: Value = serde_yaml::from_str(text).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(wrong, [""; 0], "{name}");
        let mut slip = file.clone();
        let line = slip.pointer_mut("/scenarios/0/story/0").unwrap().as_object_mut().unwrap();
        line.insert("statsu".into(), "paid".into());
        assert!(!validator.is_valid(&slip), "{name}");
    }
    let described = |shape: &Value| {
        shape["properties"].as_object().unwrap().values().all(|key| key["description"].as_str().is_some_and(|words| !words.is_empty()))
    };
    let story = &schema["properties"]["scenarios"]["items"]["properties"]["story"]["items"]["anyOf"];
    assert!(described(&schema) && described(&story[0]) && described(&story[1]));
}
