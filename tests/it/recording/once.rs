//! Several runs add to the log at once: each row is there once, and none is lost.

use super::Project;
use crate::run::ended;
use std::collections::BTreeSet;
use std::process::Child;

fn begun(project: &Project, words: &[&str]) -> Child {
    project.command(words).args(&["--as-of", "2026-03-31"]).spawn()
}

#[test]
fn runs_at_the_same_time_record_each_action_once() {
    for runs in [2, 8] {
        let project = Project::new();
        project.done("draft");
        let children: Vec<Child> = (0..runs).map(|_| begun(&project, &["record"])).collect();
        for child in children {
            let (code, _, err) = ended(child);
            assert_eq!((code, err.as_str()), (0, ""));
        }
        let log = project.read("log.csv");
        assert_eq!(log.lines().count(), 3, "{log}");
        assert_eq!((log.matches(",INV-1/call/call/1,").count(), log.matches(",INV-2/reminder/email/1,").count()), (1, 1), "{log}");
    }
}

#[test]
fn runs_at_the_same_time_lose_no_event() {
    let project = Project::new();
    project.done("draft");
    let notes: Vec<String> = (0..8).map(|n| format!("note {n}")).collect();
    let mut children: Vec<Child> = notes.iter().map(|note| begun(&project, &["log", "note", "INV-1", "--note", note])).collect();
    children.push(begun(&project, &["record"]));
    for child in children {
        let (code, _, err) = ended(child);
        assert_eq!((code, err.as_str()), (0, ""));
    }
    let log = project.read("log.csv");
    assert_eq!(log.lines().count(), 1 + 8 + 2, "{log}");
    assert!(notes.iter().all(|note| log.matches(&format!(",{note},")).count() == 1), "{log}");
    let ids: BTreeSet<&str> = log.lines().map(|row| row.rsplit(',').next().unwrap()).collect();
    assert_eq!(ids.len(), 11, "{log}");
    assert_eq!(project.run("plan").0, 0, "and the ledger's reader reads it");
}
