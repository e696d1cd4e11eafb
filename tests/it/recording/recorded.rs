//! `collect record`: what it adds to the log, and what it does not.

use super::Project;
use fs_err as fs;

const HEADER: &str = "date,type,invoice_id,customer_id,amount,currency,until,reason,channel,stage,address,by,note,ref,id\n";

/// The log without its ids, which are digests.
fn rows(log: &str) -> Vec<String> {
    log.lines().skip(1).map(|row| row.rsplit_once(',').unwrap().0.to_owned()).collect()
}

#[test]
fn what_was_drafted_is_recorded_once() {
    let project = Project::new();
    project.done("draft");
    assert_eq!(project.due("2026-03-31"), ["INV-1/call/call/1", "INV-4/dispute/1", "INV-2/reminder/email/1"]);
    let told = "\
outbox/2026-03-31: 2 touches recorded in log.csv, dated 2026-03-31.
INV-4/dispute/1 is not done by a touch. When the dispute is settled: collect log resolved INV-4
";
    let dry = "\
outbox/2026-03-31: 2 touches to be recorded in log.csv, dated 2026-03-31.
INV-4/dispute/1 is not done by a touch. When the dispute is settled: collect log resolved INV-4
+ INV-1/call/call/1
+ INV-2/reminder/email/1
Nothing was written (--dry-run).
";
    assert_eq!(project.done("record --dry-run"), dry);
    assert!(!project.has("log.csv") && !project.has(".log.csv.lock"));
    let out = project.done("record");
    let (out, id) = out.rsplit_once("To take back all of them: collect undo ").unwrap();
    assert_eq!(out, told);
    let log = project.read("log.csv");
    assert!(log.starts_with(HEADER), "{log}");
    assert_eq!(
        rows(&log),
        [
            "2026-03-31,touch,INV-1,,,,,,call,call,,boss,,INV-1/call/call/1",
            "2026-03-31,touch,INV-2,,,,,,email,reminder,,ar,,INV-2/reminder/email/1"
        ]
    );
    let ids: Vec<&str> = log.lines().skip(1).map(|row| row.rsplit(',').next().unwrap()).collect();
    assert_eq!(ids, [1, 2].map(|number| format!("{}.{number}", id.trim())), "the rows of one command share an id");
    assert_eq!(project.due("2026-03-31"), ["INV-4/dispute/1"]);
    let again = project.done("record outbox/2026-03-31");
    assert!(again.starts_with("outbox/2026-03-31: nothing to record.\nRecorded before: 2 actions.\n"), "{again}");
    assert_eq!(project.read("log.csv"), log);
}

#[test]
fn what_was_sent_is_put_away() {
    let project = Project::new();
    project.done("draft");
    let in_outbox = |file: &str| format!("outbox/2026-03-31/{file}");
    let (email, away) = (in_outbox("ar/C-2_INV-2_reminder_email.eml"), in_outbox("sent/ar/C-2_INV-2_reminder_email.eml"));
    let sent = project.read(&email);
    project.done("record --only INV-2");
    assert_eq!(project.due("2026-03-31"), ["INV-1/call/call/1", "INV-4/dispute/1"]);
    let out = project.done("draft --dry-run");
    assert!(out.starts_with("outbox/2026-03-31: 2 unchanged, 1 recorded.") && out.contains("> ar/C-2_INV-2_reminder_email.eml\n"), "{out}");
    assert!(project.has(&email));
    let (code, out, err) = project.run("draft");
    assert!(out.starts_with("outbox/2026-03-31: 2 drafts (2 unchanged, 1 recorded and moved to sent/)\n"), "{out}");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(project.read(&away), sent);
    assert!(!project.has(&in_outbox("ar")) && !project.read(&in_outbox("manifest.csv")).contains("INV-2"));
    let (_, out, err) = project.run("draft");
    assert!(out.starts_with("outbox/2026-03-31: 2 drafts (2 unchanged)\n") && err.is_empty(), "{out}{err}");

    // It was taken back, and is sent again: both are kept.
    project.done("undo INV-2/reminder/email/1");
    project.done("draft --again");
    project.done("record --only INV-2");
    project.done("draft");
    assert_eq!(project.read(&in_outbox("sent/ar/C-2_INV-2_reminder_email_2.eml")), sent);
    // What is no longer due and was not sent goes.
    project.done("undo INV-2/reminder/email/1");
    project.done("draft --again");
    project.done("log payment INV-2");
    assert!(project.done("draft").contains("(2 unchanged, 1 removed)"));
    assert!(!project.has(&email));
}

#[test]
fn a_touch_in_any_file_of_events_counts() {
    let project = Project::new();
    project.done("draft");
    project.write("crm.csv", "date,type,invoice_id,channel,ref\n2026-03-31,touch,INV-1,call,INV-1/call/call/1\n");
    project.write("collect.yaml", "workflow: gentle.yaml\nledger: { events: [{ path: events.csv }, { path: crm.csv }] }\n");
    let told = project.done("record");
    assert!(told.contains("1 touch recorded in log.csv") && told.contains("Recorded before: INV-1/call/call/1.\n"), "{told}");
    assert_eq!(project.read("log.csv").matches("INV-1/").count(), 0);
}

#[test]
fn a_touch_that_was_logged_by_hand_is_pointed_out() {
    let project = Project::new();
    project.done("draft");
    // By the command it has the action's name, and is known.
    project.done("log call INV-1");
    assert!(project.done("record").contains("Recorded before: INV-1/call/call/1.\n"));
    project.write("log.csv", "date,type,invoice_id,channel,ref,id\n2026-03-31,touch,INV-1,call,,\n");
    let (code, told, warned) = project.run("record");
    assert!(code == 0 && told.contains("2 touches recorded in log.csv"), "{told}");
    let wanted = "INV-1/call/call/1: log.csv:2 has a touch of 2026-03-31 by call already";
    assert!(warned.contains(wanted) && !warned.contains("INV-2"), "{warned}");
}

#[test]
fn some_are_recorded_and_the_others_said_not_to_be_sent() {
    let project = Project::new();
    project.done("draft");
    for (only, recorded) in [
        ("INV-1", "INV-1/call/call/1"),
        ("INV-2/reminder/email/1", "INV-2/reminder/email/1"),
        ("boss/C-1_INV-1_call_call.md", "INV-1/call/call/1"),
        ("C-2_INV-2_reminder_email.eml", "INV-2/reminder/email/1"),
        ("outbox/2026-03-31/ar/C-2_INV-2_reminder_email.eml", "INV-2/reminder/email/1"),
    ] {
        let _ = fs::remove_file(project.path().join("log.csv"));
        let told = project.done(&format!("record --only {only}"));
        assert!(told.contains("Not recorded: 1 action."), "{told}");
        let log = project.read("log.csv");
        assert!(log.lines().count() == 2 && log.contains(recorded), "{only}: {log}");
    }
    let (code, _, err) = project.run("record --only INV-1 --only INV-22");
    assert!(
        code == 2 && err.contains("\"INV-22\" is not an action, invoice, customer or file of outbox/2026-03-31: did you mean \"INV-2\"?"),
        "{err}"
    );

    let (code, _, err) = project.run("record --only INV-1 outbox/2026-03-31");
    assert!(code == 2 && err.contains("outbox/2026-03-31 is a folder: put it before --only"), "{err}");

    // Whoever drafts ahead does not draft the same today.
    let (_, out, err) = project.on("2026-03-30", "draft");
    assert!(out.contains("1 draft (1 written)"), "the dispute alone: {out}");
    assert!(
        err.contains("2 actions of this day were drafted in outbox/2026-03-31 already and not recorded, so they are not drafted again"),
        "{err}"
    );
    fs::remove_dir_all(project.path().join("outbox/2026-03-30")).unwrap();

    // Yesterday's outbox holds its actions back until somebody says what became of them.
    let (code, out, err) = project.on("2026-04-01", "draft");
    assert_eq!(code, 0);
    assert!(out.contains("1 draft (1 written)"), "the dispute alone: {out}");
    assert!(
        err.contains("1 action of this day was drafted in outbox/2026-03-31 already and not recorded, so it is not drafted again"),
        "{err}"
    );
    assert!(project.on("2026-04-01", "draft --dry-run --again").1.contains("+ boss/C-1_INV-1_call_call.md"));
    let told = project.done("record --none");
    assert!(told.contains("nothing to record.") && told.contains("Not sent: 1 action."), "{told}");
    let (_, out, err) = project.on("2026-04-01", "draft");
    assert!(out.contains("2 drafts (1 written, 1 unchanged)") && err.is_empty(), "{out}{err}");
}

#[test]
fn a_word_that_nothing_was_sent_holds_until_the_day_is_drafted_again() {
    let project = Project::new();
    project.done("draft");
    project.done("record --none");
    project.done("draft --dry-run");
    assert_eq!(project.on("2026-04-01", "draft --dry-run").2, "");
    project.done("draft");
    assert!(project.on("2026-04-01", "draft --dry-run").2.contains("already and not recorded"), "they may be sent now");
}

#[test]
fn a_log_keeps_its_own_columns_and_line_ends() {
    let project = Project::new();
    project.done("draft");
    project.write("log.csv", "ref,by,channel,invoice_id,type,date\r\n,Dana,call,INV-3,touch,2026-03-01");
    let (code, out, err) = project.run("record --by Dana");
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 touches recorded") && err.is_empty(), "{out}{err}");
    let id = out.trim_end().rsplit(' ').next().unwrap();
    let expected = format!(
        "ref,by,channel,invoice_id,type,date,stage,id\r\n,Dana,call,INV-3,touch,2026-03-01,,\r\n\
         INV-1/call/call/1,Dana,call,INV-1,touch,2026-03-31,call,{id}.1\r\n\
         INV-2/reminder/email/1,Dana,email,INV-2,touch,2026-03-31,reminder,{id}.2\r\n"
    );
    assert_eq!(project.read("log.csv"), expected);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let project = Project::new();
    let none = "outbox/2026-03-31 has no manifest.csv, so no drafts: `collect draft` writes one";
    assert_eq!(project.done("record"), format!("Nothing to record: {none}.\n"), "nothing was due that day");
    for line in ["record outbox/2026-03-31", "record --only INV-1"] {
        let (code, _, err) = project.run(line);
        assert!(code == 2 && err.contains(none), "{line}: {err}");
    }
    project.done("draft");
    let (_, _, err) = project.run("record outbox/2026-03-13");
    assert!(err.contains("the newest with drafts is outbox/2026-03-31"), "{err}");
    project.write("mine/manifest.csv", project.read("outbox/2026-03-31/manifest.csv"));
    let (code, _, err) = project.run("record mine");
    assert!(code == 2 && err.contains("mine is not named after a day: give the day"), "{err}");
    assert!(!project.has("log.csv"));
    let (code, out, err) = project.run("record mine/manifest.csv --on tomorrow");
    assert!(code == 0 && out.contains("mine: 2 touches recorded in log.csv, dated 2026-04-01."), "{out}");
    assert!(err.contains("which is after 2026-03-31") && err.contains("the draft of 2 actions is no longer in mine"), "{err}");
    project.write("collect.yaml", "workflow: gentle.yaml\nledger: { log: l.csv.gz }\n");
    project.write("l.csv.gz", [0x1f, 0x8b, 8, 0]);
    let (code, _, err) = project.run("record");
    assert!(code == 2 && err.contains("l.csv.gz: it is compressed"), "{err}");
    project.write("collect.yaml", "workflow: gentle.yaml\nledger: { log: e.csv, events: [{ path: e.csv, delimiter: \";\" }] }\n");
    let (code, _, err) = project.run("record");
    assert!(code == 2 && err.contains("e.csv is read in a special format"), "{err}");
}

#[test]
fn ids_that_a_spreadsheet_would_run_are_recorded_for_what_they_are() {
    let project = Project::new();
    project.write("invoices.csv", super::INVOICES.replace("INV-1", "=1+1").replace("INV-2", "A;B").replace("INV-4", "2026/4@2"));
    project.write("events.csv", "date,type,invoice_id\n");
    assert_eq!(project.due("2026-03-31").len(), 3);
    project.done("draft");
    assert!(project.done("record").contains("3 touches recorded"));
    let log = project.read("log.csv");
    assert!(log.contains(",'=1+1,") && log.contains(",'=1+1/call/call/1,") && log.contains(",2026/4@2,"), "{log}");
    assert!(project.due("2026-03-31").is_empty());
    assert!(project.done("record").contains("Recorded before: 3 actions."));
    project.done("undo =1+1/call/call/1");
    assert_eq!(project.due("2026-03-31"), ["'=1+1/call/call/1"]);
}

#[test]
fn a_required_stage_that_was_recorded_is_left_though_it_was_entered_later() {
    let project = Project::new();
    let required =
        super::WORKFLOW.replace("id: call, trigger: { day: 14 }", "id: call, required: true, wait_days: 3, trigger: { day: 14 }");
    let handoff = "  - { id: handoff, trigger: { day: 20 }, owner: boss, actions: [{ channel: email }] }\noverrides:";
    project.write("gentle.yaml", required.replace("overrides:", handoff));
    project.write("invoices.csv", format!("{}INV-9,C-9,Delta,Dan Doe,dan@delta.example,2026-03-17,10.00,EUR\n", super::INVOICES));
    project.done("draft");
    project.done("record --only INV-9");
    // Disputed on the day on which it would have entered the stage, INV-9 enters it when that is settled, on 2 April. Its clock shows 14 on 31 March
    // and on the two days after, and 20 on 8 April.
    project.done("log dispute INV-9");
    assert_eq!(project.on("2026-04-02", "log resolved INV-9").0, 0);
    let due = |day| project.due(day).into_iter().filter(|id| id.starts_with("INV-9/")).collect::<Vec<_>>();
    assert_eq!(due("2026-04-02"), [""; 0]);
    assert_eq!(due("2026-04-07"), [""; 0]);
    assert_eq!(due("2026-04-08"), ["INV-9/handoff/email/1"]);
}
