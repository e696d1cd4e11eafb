//! Calls that nobody answers, from the sheet to the log and back.

use super::Project;

/// INV-1 is called from 26 March on. Nobody answers on the 31st, so the call is due again on 2 April.
fn called() -> Project {
    let project = Project::new();
    project.write("gentle.yaml", format!("{}  no_answer: {{ retry_days: 2, times: 2 }}\n", super::WORKFLOW));
    project
}

#[test]
fn a_call_that_nobody_answered_is_drafted_and_recorded_again() {
    let project = called();
    project.done("draft");
    let out = project.done("log call INV-1 --ref INV-1/call/call/1 --outcome no_answer");
    assert!(out.contains("  INV-1: call INV-1/call/call/1 is not due any more\n"), "{out}");
    assert_eq!(project.due("2026-04-01"), ["INV-4/dispute/1", "INV-2/reminder/email/1"]);
    // The email comes a week after the stage began, whatever became of the call.
    assert_eq!(project.due("2026-04-02")[..2], ["INV-1/call/call/1", "INV-1/call/email/1"]);

    // What was logged is the draft of that day: recording the day adds the others only.
    project.done("record");
    let calls = || project.read("log.csv").lines().filter(|line| line.contains("INV-1/call/call/1")).count();
    assert_eq!(calls(), 1);

    // The call is drafted once more, and what is recorded of this sheet is another touch.
    let (code, _, err) = project.on("2026-04-02", "draft");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(project.read("outbox/2026-04-02/manifest.csv").contains("INV-1/call/call/1"));
    assert_eq!(project.on("2026-04-02", "record").0, 0);
    assert_eq!(calls(), 2);
    assert_eq!(project.due("2026-04-04"), ["INV-4/dispute/1"]);
}

#[test]
fn a_call_is_explained_with_its_outcome() {
    let project = called();
    project.done("log call INV-1 --outcome no-answer");
    let told = project.on("2026-04-03", "explain INV-1 --format markdown").1;
    assert!(told.contains("Call recorded, no answer"), "{told}");
    assert!(told.contains("due again"), "{told}");
    let sheet = project.done("draft");
    assert!(!sheet.contains("INV-1"), "{sheet}");
    assert_eq!(project.on("2026-04-03", "draft").0, 0);
    let manifest = project.read("outbox/2026-04-03/manifest.csv");
    let file = manifest.lines().find(|line| line.contains("INV-1")).and_then(|line| line.split(',').next()).unwrap();
    let sheet = project.read(&format!("outbox/2026-04-03/{file}"));
    assert!(sheet.contains("called, no answer"), "{sheet}");
    assert!(sheet.contains("[ ] no_answer"), "{sheet}");
}
