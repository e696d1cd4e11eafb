//! `collect undo`: rows of the log are taken back by other rows.

use super::Project;

/// The id in a sentence that ends with it.
fn id(out: &str) -> String {
    out.trim_end().rsplit(' ').next().unwrap().to_owned()
}

#[test]
fn a_row_is_taken_back_and_put_back() {
    let project = Project::new();
    let before = project.due("2026-03-31");
    let call = id(&project.done("log call INV-1"));
    let log = project.read("log.csv");
    let dry = project.done("undo --dry-run");
    assert!(dry.starts_with("Would be taken back: touch call on INV-1 of 2026-03-31 ("), "{dry}");
    assert!(dry.ends_with("  INV-1: call INV-1/call/call/1 is due now\nNothing was written (--dry-run).\n"), "{dry}");
    assert_eq!(project.read("log.csv"), log);
    let out = project.done("undo --note wrong-number --by Dana");
    let told = format!(
        "Taken back: touch call on INV-1 of 2026-03-31 ({call}, line 2 of log.csv). As of 2026-03-31:\n  INV-1: call INV-1/call/call/1 is due now\n"
    );
    assert!(out.starts_with(&told), "{out}");
    assert_eq!(project.due("2026-03-31"), before);
    assert!(project.read("log.csv").ends_with(&format!(",undo,INV-1,,,,,,,,,Dana,wrong-number,{call},{}\n", id(&out))));
    let (code, _, err) = project.run(&format!("undo {call}"));
    assert!(
        code == 2 && err.contains(&format!("{call} (line 2 of log.csv: touch call on INV-1 of 2026-03-31) is taken back already")),
        "{err}"
    );
    let (code, _, err) = project.run("undo");
    assert!(code == 2 && err.contains("log.csv has no row to take back"), "{err}");
    let out = project.done(&format!("undo {}", id(&out)));
    assert!(out.starts_with("Put back, by taking back the undo: ") && out.contains("INV-1: call INV-1/call/call/1 is done"), "{out}");
    assert_eq!(project.read("log.csv").lines().count(), 4, "nothing is deleted");
    assert!(project.done("undo").contains(&format!("({call}, line 2 of log.csv)")), "the last that counts");
}

#[test]
fn what_was_recorded_is_taken_back_by_its_action_and_can_be_recorded_again() {
    let project = Project::new();
    project.done("draft");
    project.done("record");
    project.done("undo INV-2/reminder/email/1");
    assert_eq!(project.due("2026-03-31"), ["INV-4/dispute/1", "INV-2/reminder/email/1"]);
    assert!(project.done("record").contains("1 touch recorded"));
    assert_eq!(project.due("2026-03-31"), ["INV-4/dispute/1"]);
    let log = project.read("log.csv");
    let mut ids: Vec<&str> = log.lines().map(|row| row.rsplit(',').next().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), log.lines().count(), "each row has an id of its own: {log}");
}

#[test]
fn what_cannot_be_taken_back_says_why() {
    let project = Project::new();
    project.write("events.csv", "date,type,invoice_id,id\n2026-03-30,reply,INV-1,CRM-17\n");
    project.write("log.csv", "date,type,invoice_id,channel,ref,id\n2026-03-31,touch,INV-1,call,INV-1/call/call/1,\n");
    for (line, told) in [
        ("undo", "the last row of log.csv (line 2: touch call on INV-1 of 2026-03-31) has no `id`"),
        ("undo INV-1/call/call/1", "that records INV-1/call/call/1 (line 2: touch call on INV-1 of 2026-03-31) has no `id`"),
        ("undo INV-1/call/call/2", "did you mean \"INV-1/call/call/1\"?"),
        ("undo CRM-17", "CRM-17 is not a row of log.csv but of another file of events"),
    ] {
        let (code, out, err) = project.run(line);
        assert!(code == 2 && out.is_empty() && err.contains(told), "{line}: {err}");
    }
    project.write("log.csv", "date,type,invoice_id,channel,id\n2026-03-31,touch,INV-1,call,mine\n");
    project.done("undo mine");
    assert!(
        project
            .read("log.csv")
            .starts_with("date,type,invoice_id,channel,id,ref\n2026-03-31,touch,INV-1,call,mine,\n2026-03-31,undo,INV-1,,L-")
    );
}

#[test]
fn what_one_command_wrote_is_taken_back_together() {
    let project = Project::new();
    let rows = (1..=105).map(|n| format!("INV-{n},C-{n},Acme {n},,a{n}@acme.example,2026-03-28,10.00,EUR\n")).collect::<String>();
    project.write("invoices.csv", format!("{}{rows}", super::INVOICES.split_inclusive('\n').next().unwrap()));
    project.write("events.csv", "date,type,invoice_id\n");
    let due = project.due("2026-03-31");
    assert_eq!(due.len(), 105);
    project.done("draft");
    let recorded = project.done("record");
    let shared = id(&recorded);
    assert!(recorded.ends_with(&format!("To take back all of them: collect undo {shared}\n")), "{recorded}");
    let log = project.read("log.csv");
    assert!(log.contains(&format!(",{shared}.1\n")) && log.contains(&format!(",{shared}.105\n")), "{log}");
    project.done("log note INV-1 --note later");
    assert!(project.done("undo").starts_with("Taken back: note on INV-1"), "one command after the other");

    let out = project.done("undo");
    assert!(out.starts_with("Taken back: 105 rows of log.csv, which one command wrote.\n  touch email on INV-1 of 2026-03-31 ("), "{out}");
    assert!(out.contains("  and 95 rows more\n") && out.contains("  INV-1: email INV-1/reminder/email/1 is due now\n"), "{out}");
    assert!(out.contains("  and 95 invoices more\n"), "{out}");
    assert_eq!(project.due("2026-03-31"), due);
    let undo = id(&out);
    assert!(out.ends_with(&format!("To put them back: collect undo {undo}\n")), "{out}");
    let (code, _, err) = project.run("undo");
    assert!(code == 2 && err.contains("log.csv has no row to take back"), "{err}");
    let (code, _, err) = project.run(&format!("undo {shared}"));
    assert!(code == 2 && err.contains(&format!("the 105 rows of log.csv with the id {shared} are taken back already")), "{err}");

    let out = project.done(&format!("undo {undo}"));
    assert!(out.starts_with("Put back, by taking back the undo: 105 rows of log.csv"), "{out}");
    assert_eq!(project.due("2026-03-31").len(), 0);
    // One of them alone, then the others.
    project.done(&format!("undo {shared}.7"));
    assert_eq!(project.due("2026-03-31").len(), 1);
    assert!(project.done("undo").starts_with("Taken back: 104 rows"));
    assert_eq!(project.due("2026-03-31"), due);
}

#[test]
fn rows_under_ids_of_somebody_else_are_taken_back_one_by_one() {
    let project = Project::new();
    project.write(
        "log.csv",
        "date,type,invoice_id,channel,ref,id\n2026-03-30,touch,INV-1,call,,mail.1\n2026-03-31,touch,INV-1,call,,mail.2\n",
    );
    assert!(project.done("undo").starts_with("Taken back: touch call on INV-1 of 2026-03-31 (mail.2, line 3 of log.csv). As of "));
    assert!(project.done("undo").contains("(mail.1, line 2 of log.csv)"));
}

#[test]
fn an_undo_that_finds_no_row_is_put_aside_and_its_invoice_waits() {
    let project = Project::new();
    project.write("log.csv", "date,type,invoice_id,channel,ref,id\n2026-03-31,undo,INV-2,,L-1,\n2026-03-31,touch,INV-1,call,,L-1\n");
    let (code, _, err) = project.run("plan");
    assert!(code == 2 && err.contains("error[nothing-to-undo]") && err.contains("log.csv:2:24"), "it must stand behind its row: {err}");
    let (code, out, _) = project.run("plan --skip-bad-rows");
    assert!(code == 3 && out.contains("1 action is withheld: 1 unread-row."), "{out}");
    assert!(project.read("rejects.csv").contains("no earlier row has the id"), "{}", project.read("rejects.csv"));
}

#[test]
fn nothing_in_a_log_acts_on_the_terminal() {
    let project = Project::new();
    project.write("log.csv", "date,type,invoice_id,channel,ref,id\n2026-03-31,note,INV-\u{1b}[2J,,,x\u{1b}[31m\n");
    let out = project.done("undo");
    assert!(out.starts_with("Taken back: note on INV-\u{fffd}[2J") && !out.contains('\u{1b}'), "{out}");
}
