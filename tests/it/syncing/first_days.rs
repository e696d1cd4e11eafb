//! What the README says: from the first export of open items to the drafts of that day, and to those of the next.

use crate::place::Place;
use crate::run::Run;
use fs_err as fs;
use std::path::Path;

const FIRST: &str = "Invoice no.,Customer no.,Customer,Email,Due date,Amount,Open amount,Currency\n\
    INV-1,C-1,Acme Ltd,ap@acme.example,2026-03-24,100.00,100.00,EUR\n\
    INV-2,C-2,Bolt Ltd,ap@bolt.example,2026-03-26,80.00,80.00,EUR\n\
    INV-3,C-3,Cove Ltd,ap@cove.example,2026-04-20,70.50,70.50,EUR\n";

/// INV-1 was paid, and INV-4 is new.
const SECOND: &str = "Invoice no.,Customer no.,Customer,Email,Due date,Amount,Open amount,Currency\n\
    INV-2,C-2,Bolt Ltd,ap@bolt.example,2026-03-26,80.00,80.00,EUR\n\
    INV-3,C-3,Cove Ltd,ap@cove.example,2026-04-20,70.50,70.50,EUR\n\
    INV-4,C-4,Dune Ltd,ap@dune.example,2026-03-27,60.00,60.00,EUR\n";

fn lines() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, section) = readme.split_once("### If your system exports only what is open\n").unwrap();
    let block = section.split_once("```sh\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    block.lines().map(|line| line.split_once(" #").map_or(line, |(command, _)| command).trim_end().to_owned()).collect()
}

#[test]
#[cfg(unix)]
fn the_readme_leads_from_an_export_to_drafts_and_to_those_of_the_next_day() {
    let lines = lines();
    assert_eq!(lines.len(), 10);
    let place = Place::with(&[("open.csv", FIRST)]);
    let next_day = lines.iter().position(|line| line.starts_with("# The next day")).unwrap();
    let run = |line: &str, day: &str| {
        let day = if line.contains(" init ") { String::new() } else { format!(" --as-of {day}") };
        let (code, out, err) = Run::shell(&format!("{line}{day}")).folder(place.path()).told();
        assert_eq!(code, 0, "{line}: {out}{err}");
        out
    };
    let first: Vec<String> = lines[..next_day].iter().map(|line| run(line, "2026-03-31")).collect();
    assert!(first[0].contains("Next:\n  collect sync      after each new export"), "{}", first[0]);
    assert!(first[1].contains("3 new.") && first[2].contains("INV-1") && first[2].contains("INV-2"), "{}{}", first[1], first[2]);
    assert_eq!(place.read("log.csv").matches(",touch,").count(), 2);
    place.write("open.csv", SECOND);
    let second: Vec<String> = lines[next_day + 1..].iter().map(|line| run(line, "2026-04-01")).collect();
    assert!(second[0].contains("1 new, 1 closed: 1 event."), "{}", second[0]);
    assert!(second[1].contains("INV-4") && !second[1].contains("INV-1") && !second[1].contains("INV-2"), "{}", second[1]);
    assert_eq!(place.read("log.csv").matches(",touch,").count(), 3);
    assert!(place.has("outbox/2026-04-01/manifest.csv"));
}

#[test]
fn init_says_where_sync_is_not_needed() {
    let paid = FIRST
        .replace(",Currency", ",Currency,Paid date")
        .replace(",EUR\nINV-2", ",EUR,2026-03-25\nINV-2")
        .replace("80.00,EUR", "80.00,EUR,")
        .replace("70.50,EUR", "70.50,EUR,")
        .replace("100.00,100.00", "100.00,0.00");
    let place = Place::with(&[("paid.csv", &paid)]);
    let (code, out, err) = place.command(&["init", "--from", "paid.csv", "--open-on", "as_of", "--yes"]).told();
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("(collect sync is not needed: the files say when money came in)"), "{out}");
}
