//! What a sheet says of recording can be done as it stands.

use crate::place::Place;
use crate::readmes::copy;
use std::path::Path;

/// The commands of a sheet, with something put in for what a person fills in.
fn commands(sheet: &str) -> Vec<Vec<String>> {
    let filled = |word: &str| match word {
        "DATE" => "2026-05-20".to_owned(),
        "AMOUNT" => "1.00".to_owned(),
        "WORD" => "pricing".to_owned(),
        word => word.trim_matches('"').to_owned(),
    };
    let lines = sheet.lines().filter_map(|line| line.strip_prefix("    collect "));
    lines.map(|line| line.split(' ').map(filled).collect()).collect()
}

#[test]
fn the_commands_of_every_sheet_of_the_examples_do_what_they_say() {
    let mut seen = 0;
    for (example, day) in [("quickstart", "2026-03-31"), ("saas", "2026-03-31"), ("key-accounts", "2026-05-05")] {
        let place = Place::with(&[]);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example), place.path());
        let (code, _, error) = place.command(&["draft", "--as-of", day, "-q"]).told();
        assert_eq!(code, 0, "{error}");
        let manifest = place.read(&format!("outbox/{day}/manifest.csv"));
        for row in csv::Reader::from_reader(manifest.as_bytes()).records().map(|row| row.unwrap()).filter(|row| row[0].ends_with(".md")) {
            let sheet = place.read(&format!("outbox/{day}/{}", &row[0]));
            let commands = commands(&sheet);
            assert!(!commands.is_empty(), "{example} {}: {sheet}", &row[0]);
            for mut words in commands {
                if let Some(at) = words.iter().position(|word| word == "--ref") {
                    assert_eq!(words[at + 1], row[1], "the id in the manifest");
                }
                words.extend(["--as-of", day, "--dry-run"].map(str::to_owned));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let (code, _, error) = place.command(&words).told();
                assert_eq!(code, 0, "{words:?}: {error}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn an_id_that_a_shell_would_run_is_in_no_command() {
    let invoices = "invoice_id,customer_id,due_date,amount,currency\n$(reboot),C,2026-03-01,10,EUR\nRE 7/26,C,2026-03-01,10,EUR\n";
    let workflow = "version: 1\nname: calls\nowners: { ann: { name: Ann } }\nstages:\n  - { id: call, trigger: { day: 5 }, owner: ann, \
                    actions: [{ channel: call }, { channel: email, template: due }] }\n";
    let place = Place::with(&[("invoices.csv", invoices), ("workflow.yaml", workflow)]);
    let (code, _, error) = place.command(&["draft", "--workflow", "workflow.yaml", "--as-of", "2026-03-31"]).told();
    assert_eq!(code, 0, "{error}");
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let rows: Vec<_> = csv::Reader::from_reader(manifest.as_bytes()).into_records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 4);
    for row in rows {
        let sheet = place.read(&format!("outbox/2026-03-31/{}", &row[0]));
        if row[1].starts_with('$') {
            assert!(!sheet.contains("collect log") && sheet.contains(&row[1]), "{sheet}");
        } else {
            assert!(sheet.contains(&format!(" \"RE 7/26\" --ref \"{}\"\n", &row[1])), "{sheet}");
        }
    }
}
