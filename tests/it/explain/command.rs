//! The command from outside.

use super::DESK;
use crate::place::Place;
use crate::run::Run;
use fs_err as fs;
use tempfile::TempDir;

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,due_date,amount,currency
INV-1940,C-1,\u{1b}[2JAcme,2026-03-01,100.00,USD
INV-1941,C-2,Beta,2026-03-01,100.00,USD
";
const EVENTS: &str = "\
date,type,invoice_id,channel,by,note
2026-03-03,touch,INV-1940,call,Dana,Left a message \u{1b}[1;1H
";

fn run(line: &str) -> (i32, String, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("desk.yaml"), DESK).unwrap();
    fs::write(folder.path().join("invoices.csv"), INVOICES).unwrap();
    fs::write(folder.path().join("events.csv"), EVENTS).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    Run::collect(&["explain", "--workflow", "desk.yaml", "-q"]).args(&words).folder(folder.path()).told()
}

#[test]
fn the_story_is_text_and_nothing_in_it_acts_on_a_terminal() {
    let (code, out, err) = run("INV-1940 --as-of 2026-03-04");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!out.contains('\u{1b}'), "{out:?}");
    let row = "2026-03-03    2  Call recorded. Dana: Left a message \u{fffd}[1;1H — events.csv:2\n";
    assert!(out.contains(row), "{out}");
    let row = "2026-03-02    1  Enters the stage Mail. — desk.yaml:6\n";
    assert!(out.contains(row), "{out}");
}

#[test]
fn json_has_the_same_sentences() {
    let (code, out, _) = run("INV-1940 --as-of 2026-03-04 --format json");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    let (_, text, _) = run("INV-1940 --as-of 2026-03-04");
    let story = json["story"].as_array().unwrap();
    assert_eq!(story.len(), 4);
    for row in story {
        let sentence = row["text"].as_str().unwrap().replace('\u{1b}', "\u{fffd}");
        assert!(text.contains(&sentence), "{sentence}");
    }
    assert_eq!(json["due"][0]["action_id"], "INV-1940/mail/email/1");
    assert_eq!(json["blockers"].as_array().unwrap().len(), 0);
    assert_eq!(json["balance"]["balance"], "100.00");
    assert_eq!(json["ageing"]["clock"], 3);
}

#[test]
fn an_unknown_invoice_is_told_who_may_be_meant() {
    let told = |id: &str| {
        let (code, out, err) = run(&format!("{id} --as-of 2026-03-04"));
        assert_eq!((code, out.as_str()), (2, ""));
        err
    };
    assert_eq!(told("INV-1904"), "error: the ledger has no invoice \"INV-1904\": did you mean \"INV-1940\"?\n");
    assert_eq!(told("194"), "error: the ledger has no invoice \"194\": there are INV-1940, INV-1941\n");
    assert_eq!(told("XYZ"), "error: the ledger has no invoice \"XYZ\"\n");
}

#[test]
fn what_cannot_be_done_is_told() {
    for (line, wanted) in [
        ("INV-1940 --format csv", "use --format table, json, markdown or html; csv is not available here"),
        ("INV-1940 --as-of 2026-03-04 --from 2026-03-04", "is not before the last day of the story"),
        ("INV-1940 --as-of 2026-03-04 --to 2026-03-05", "cannot be used with"),
    ] {
        let (code, out, err) = run(line);
        assert_eq!((code, out.as_str()), (2, ""), "{line}");
        assert!(err.contains(wanted), "{line}: {err}");
    }
    let (code, out, _) = run("INV-1940 --from 2026-03-02 --to 2026-03-04");
    assert!(code == 0 && out.contains("What changed"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_ledger_from_a_pipe_is_explained_like_a_file() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("desk.yaml"), DESK).unwrap();
    fs::write(folder.path().join("invoices.csv"), INVOICES).unwrap();
    fs::write(folder.path().join("events.csv"), EVENTS).unwrap();
    // Standard input, a pipe that the shell opens, and a named one: each can be read once.
    let told = |line: &str| Run::shell(line).folder(folder.path()).told();
    let explain = "\"$0\" explain INV-1940 --as-of 2026-03-04 -q --workflow desk.yaml";
    let from_a_file = told(explain);
    assert_eq!((from_a_file.0, from_a_file.2.as_str()), (0, ""));
    assert_eq!(told(&format!("cat invoices.csv | {explain} --invoices -")), from_a_file);
    assert_eq!(told(&format!("mkfifo pipe; cat invoices.csv > pipe & {explain} --invoices pipe")), from_a_file);
}

#[test]
fn rows_of_others_that_were_read_twice_are_counted_and_not_told() {
    let events = "\
date,type,invoice_id,customer_id,channel,id
2026-03-03,touch,INV-1940,,call,T-1
2026-03-03,touch,INV-1940,,call,T-1
2026-03-03,touch,INV-1941,,call,T-2
2026-03-03,touch,INV-1941,,call,T-2
2026-03-03,note,,C-1,,
2026-03-03,note,,C-1,,
2026-03-03,note,,C-2,,
2026-03-03,note,,C-2,,
";
    let place = Place::with(&[("desk.yaml", DESK), ("invoices.csv", INVOICES), ("events.csv", events)]);
    let explained = |more: &[&str]| {
        let words = [&["explain", "INV-1940", "--workflow", "desk.yaml", "--as-of", "2026-03-04"], more].concat();
        place.command(&words).told().2
    };
    // The same event of its own, and the same row of its customer's; those of the other customer are only counted, where they are read.
    for more in [&[][..], &["--rank"]] {
        let error = explained(more);
        assert!(error.contains("events.csv:3") && error.contains("events.csv:7"), "{error}");
        assert!(!error.contains("T-2") && !error.contains("events.csv:9"), "{error}");
        let counted = "note: 2 warnings are about other invoices (-v shows them)\n";
        assert_eq!(error.ends_with(counted), more == ["--rank"], "{error}");
    }
    let all = explained(&["--rank", "-v"]);
    assert!(all.contains("events.csv:5") && all.contains("events.csv:9") && all.contains("5 warnings"), "{all}");
}
