//! What may have been sent is not sent again, whatever became of the outbox since.

use super::Project;
use fs_err as fs;

const STAGE: &str = "\
version: 1
name: gentle
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages: [{ id: first, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, template: first-overdue }] }]
";

/// Three invoices that are due on 31 March 2026, two of them of one customer.
fn project(workflow: &str) -> Project {
    let project = Project::new();
    project.write("gentle.yaml", workflow);
    project.write("events.csv", "date,type,invoice_id,amount\n");
    let header = super::INVOICES.lines().next().unwrap();
    let rows = [("A-1", "C1", "One,Ann,a@one.example"), ("A-2", "C1", "One,Ann,a@one.example"), ("B-1", "C2", "Two,Bob,b@two.example")];
    let rows: String = rows.iter().map(|(id, customer, who)| format!("{id},{customer},{who},2026-03-25,100.00,EUR\n")).collect();
    project.write("invoices.csv", format!("{header}\n{rows}"));
    project
}

fn emails(project: &Project, day: &str) -> Vec<String> {
    let found = fs::read_dir(project.path().join("outbox").join(day).join("ar")).into_iter().flatten();
    let mut names: Vec<String> = found.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_outbox_that_cannot_be_looked_into_ends_the_run() {
    let project = project(STAGE);
    project.done("draft");
    let (day, elsewhere) = (project.path().join("outbox/2026-03-31"), project.path().join("there"));
    fs::rename(&day, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &day).unwrap();
    let (code, _, err) = project.on("2026-04-01", "draft");
    assert!(code == 2 && err.contains("outbox/2026-03-31 is a symbolic link"), "{code}: {err}");
    fs::remove_file(&day).unwrap();
    fs::create_dir(&day).unwrap();
    fs::create_dir(day.join("manifest.csv")).unwrap();
    let (code, _, err) = project.on("2026-04-01", "draft");
    assert!(code == 2 && err.contains("outbox/2026-03-31/manifest.csv is a folder, but a file is needed there"), "{code}: {err}");
    assert_eq!(emails(&project, "2026-04-01"), [""; 0]);
}

#[test]
fn a_slice_leaves_the_drafts_of_other_customers_alone() {
    let project = project(STAGE);
    project.done("draft");
    let before = emails(&project, "2026-03-31");
    assert_eq!(before.len(), 3);
    let (code, out, err) = project.run("draft --only customer_id=C2");
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 unchanged") && !out.contains("removed"), "{out}");
    assert!(err.contains("2 drafts of other invoices stay in outbox/2026-03-31 as they are"), "{err}");
    assert_eq!(emails(&project, "2026-03-31"), before);
    // What is in the slice and no longer due goes all the same.
    project.done("log payment B-1");
    assert!(project.done("draft --only customer_id=C2").contains("1 removed"));
    assert!(project.done("record --only A-1").contains("1 touch recorded"));
    assert_eq!(project.on("2026-04-01", "draft").2.matches("not drafted again").count(), 1, "A-2 is waited for");
}

#[test]
fn an_edited_message_that_would_be_about_other_invoices_is_put_aside() {
    let project = project(&format!("{STAGE}drafts: {{ consolidate: customer }}\n"));
    project.write("invoices.csv", project.read("invoices.csv") + "A-3,C1,One,Ann,a@one.example,2026-03-25,100.00,EUR\n");
    project.done("log dispute A-2 --reason pricing");
    project.done("draft");
    let file = "C1_first_email.eml";
    let path = format!("outbox/2026-03-31/ar/{file}");
    assert!(project.read(&path).contains("A-3") && !project.read(&path).contains("A-2"));
    project.write(&path, project.read(&path).replace("Dear Ann", "Dear Anna"));
    project.done("log resolved A-2");
    // Without a cooldown A-2 is due as well, and the message of this name would be about three invoices.
    project.write(
        "gentle.yaml",
        format!("{STAGE}drafts: {{ consolidate: customer }}\noverrides: {{ dispute: {{ owner: ar, cooldown_days: 0 }} }}\n"),
    );
    let (code, _, err) = project.run("draft --deny-warnings");
    assert_eq!(code, 1, "{err}");
    assert!(err.contains(&format!("may have been sent already: outbox/2026-03-31/ar/{file}")), "{err}");
    let told = project.done("record --only A-1 A-3");
    assert!(told.contains("2 touches recorded"), "{told}");
    assert!(project.due("2026-03-31").contains(&"A-2/first/email/1".to_owned()), "nobody reminded of A-2");
}

#[test]
fn none_was_sent_holds_until_the_day_is_drafted_again() {
    let project = project(STAGE);
    project.done("draft");
    project.done("record --none");
    assert!(project.on("2026-04-01", "draft").1.contains("3 written"));
    project.on("2026-04-01", "record --none");
    assert!(project.done("draft --again").contains("3 unchanged"));
    let (code, out, err) = project.on("2026-04-02", "draft");
    assert!(code == 0 && out.contains("No drafts") && err.contains("outbox/2026-03-31"), "{out}{err}");
}

#[test]
fn what_was_taken_back_is_waited_for_also_once_it_was_put_away() {
    let project = project(STAGE);
    project.done("draft");
    project.done("record");
    assert!(project.done("draft").contains("3 recorded and moved to sent/"));
    project.done("undo");
    let (code, out, err) = project.on("2026-04-01", "draft");
    assert!(code == 0 && out.contains("No drafts"), "{out}");
    assert!(err.contains("3 actions of this day were drafted in outbox/2026-03-31 already"), "{err}");
    assert!(project.done("record").contains("3 touches recorded"));

    // On the same day, too: the messages lie in sent/, and nobody has said that they were not sent.
    let project = self::project(STAGE);
    project.done("draft");
    project.done("record");
    project.done("draft");
    project.done("undo");
    let (code, out, err) = project.run("draft");
    assert!(code == 0 && !out.contains("written"), "{out}");
    assert!(err.contains("may have been sent already") && err.contains("in outbox/2026-03-31/sent, but what was recorded"), "{err}");
    assert!(project.done("record").contains("3 touches recorded"), "once each");
    project.done("draft");
    let list = project.read("outbox/2026-03-31/sent.csv");
    assert_eq!(list.lines().count(), 4, "each is listed once:\n{list}");

    // Calls are done again: only a message may have been sent. Each action counts once.
    let project = Project::new();
    project.done("draft");
    project.done("record");
    project.done("draft");
    project.done("undo");
    let (code, out, err) = project.run("draft");
    assert!(code == 0 && out.contains("1 written") && err.matches("may have been sent already").count() == 1, "{out}{err}");
    assert!(project.done("record --none").contains("Not sent: 2 actions"), "the call and the email");
    assert!(project.done("draft").contains("1 written"), "the email is written again");

    let project = self::project(STAGE);
    project.done("draft");
    project.done("record --only A-1 --none");
    project.done("undo");
    let (_, out, err) = project.on("2026-04-01", "draft");
    assert!(out.contains("2 written") && err.contains("1 action of this day was drafted in outbox/2026-03-31 already"), "{out}{err}");
}

#[test]
fn an_action_that_was_sent_and_taken_back_twice_is_recorded_once() {
    let project = project(STAGE);
    for again in ["", " --again"] {
        project.done(&format!("draft{again}"));
        project.done("record");
        assert!(project.done("draft").contains("3 recorded and moved to sent/"));
        project.done("undo");
    }
    assert!(project.done("record").contains("3 touches recorded"), "not six");
    assert_eq!(project.due("2026-04-01"), [""; 0]);
}

#[test]
fn what_was_sent_with_others_is_waited_for_though_they_were_drafted_again() {
    let project = project(&format!("{STAGE}drafts: {{ consolidate: customer }}\n"));
    project.done("draft");
    project.done("record");
    project.done("draft");
    project.done("undo");
    // Of the message about only A-2 is drafted again; A-1 is paused until the 5th.
    project.done("log pause A-1 --until 2026-04-05");
    project.done("draft");
    let (code, _, err) = project.on("2026-04-06", "draft --dry-run");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("3 actions of this day were drafted in outbox/2026-03-31 already"), "A-1 as well: {err}");
}

#[test]
fn a_message_that_was_moved_away_may_have_been_sent() {
    let project = project(STAGE);
    project.done("draft");
    let [first, ..] = &emails(&project, "2026-03-31")[..] else { panic!() };
    fs::rename(project.path().join(format!("outbox/2026-03-31/ar/{first}")), project.path().join("moved.eml")).unwrap();
    let (code, out, err) = project.run("draft --deny-warnings");
    assert!(code == 1 && out.contains("2 unchanged"), "{out}");
    assert!(err.contains("The file is gone, and its actions (A-1/first/email/1) are not drafted again"), "{err}");
    let (_, _, err) = project.run("draft --dry-run");
    assert!(err.contains("may have been sent already"), "it is still known: {err}");
    assert!(project.done("record").contains("3 touches recorded"));

    let project = self::project(STAGE);
    project.done("draft");
    fs::remove_dir_all(project.path().join("outbox/2026-03-31/ar")).unwrap();
    assert!(project.done("draft --again").contains("3 written"));
}

#[test]
fn what_waits_for_an_approval_was_not_sent_and_is_approved_only_as_it_was_drafted_last() {
    let project = project(&STAGE.replace("owner: ar,", "owner: ar, approval: required,"));
    project.done("draft");
    project.done("log payment A-1 --amount 90");
    let (code, out, err) = project.on("2026-04-01", "draft");
    assert!(code == 0 && out.contains("3 written"), "{out}{err}");
    let (code, _, err) = project.run("record outbox/2026-03-31 --only A-1");
    assert!(code == 2 && err.contains("not approved yet"), "{err}");
    let words = ["approve", "outbox/2026-03-31", "--only", "A-1", "--by", "Ruth"];
    let (code, _, err) = super::joined(project.command(&words).told());
    assert!(code == 2 && err.contains("outbox/2026-04-01 has a newer draft"), "{code}: {err}");
    assert!(project.approve("outbox/2026-04-01 --only A-1 --by Ruth").contains("1 draft approved"));
}

#[test]
fn no_result_takes_the_place_of_a_file_that_the_run_reads() {
    let project = project(STAGE);
    project.write("log.csv", "date,type,invoice_id\n");
    for file in ["invoices.csv", "events.csv", "log.csv", "gentle.yaml", "./collect.yaml"] {
        let before = project.read(file);
        for line in [format!("draft --mbox {file}"), format!("plan --format csv -o {file}"), format!("status -o {file}")] {
            let (code, _, err) = project.run(&line);
            assert!(
                code == 2 && err.contains(&format!("{file} is a file that this run reads, so it is not replaced")),
                "{line}: {code}: {err}"
            );
        }
        assert_eq!(project.read(file), before);
    }
    assert_eq!(emails(&project, "2026-03-31"), [""; 0]);
}

#[test]
fn the_sheet_of_a_part_in_dispute_says_how_much_it_is() {
    let project = project(STAGE);
    project.done("log dispute A-1 --amount 30 --reason pricing");
    project.done("log dispute B-1 --reason pricing");
    project.done("draft");
    let sheet = |name: &str| project.read(&format!("outbox/2026-03-31/ar/{name}_dispute_task.md"));
    let part = sheet("C1_A-1");
    assert!(part.contains("In dispute: 30.00 EUR of 100.00 EUR. Reminders continue for the other 70.00 EUR."), "{part}");
    assert!(sheet("C2_B-1").contains("While the dispute is open, no reminders are sent for this invoice."));
}
