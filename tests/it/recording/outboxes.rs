//! What an outbox remembers: which actions it has, of which invoices, and what may have been sent.

use super::Project;
use fs_err as fs;

const ONE_REMINDER: &str = "\
version: 1
name: gentle
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }]
";

/// A project with one reminder for each invoice, all due on 30 March 2026; each row is an invoice, its customer and its email.
fn reminders(rows: &[[&str; 3]]) -> Project {
    let project = Project::new();
    project.write("gentle.yaml", ONE_REMINDER);
    project.write("events.csv", "date,type,invoice_id,amount\n");
    write_invoices(&project, rows);
    project
}

fn write_invoices(project: &Project, rows: &[[&str; 3]]) {
    let rows = rows.iter().map(|[id, customer, email]| format!("{id},{customer},{customer} Ltd,Jo Doe,{email},2026-03-28,80.00,EUR\n"));
    project.write("invoices.csv", super::INVOICES.lines().next().unwrap().to_owned() + "\n" + &rows.collect::<String>());
}

fn refs(project: &Project) -> Vec<[String; 2]> {
    let mut reader = csv::Reader::from_path(project.path().join("log.csv")).unwrap();
    reader.records().map(|row| row.unwrap()).map(|row| [row[2].to_owned(), row[13].to_owned()]).collect()
}

const ANN: [&str; 3] = ["INV-7", "C-1", "ann@one.example"];
const BEN: [&str; 3] = ["INV-8", "C-2", "ben@two.example"];

#[test]
fn a_stage_that_was_renamed_is_not_drafted_again_and_recorded_once() {
    let project = reminders(&[ANN, BEN]);
    assert_eq!(project.on("2026-03-30", "draft").0, 0);
    project.write("gentle.yaml", ONE_REMINDER.replace("id: reminder", "id: polite, was: [first, reminder]"));
    let (code, out, err) = project.run("draft");
    assert!(code == 0 && out.contains("No drafts"), "{out}");
    assert!(err.contains("2 actions of this day were drafted in outbox/2026-03-30 already"), "{err}");
    assert_eq!(project.run("draft --again").0, 0);
    assert!(project.on("2026-03-30", "record").1.contains("2 touches recorded"));
    let told = project.done("record");
    assert!(told.contains("nothing to record.\nRecorded before: 2 actions."), "under its other name: {told}");
    assert_eq!(project.due("2026-03-31"), [""; 0]);
}

#[test]
fn a_touch_is_recorded_on_the_invoice_that_it_was_for() {
    let project = reminders(&[ANN, ["INV-7@2", "C-1", "ann@one.example"], ["A;B", "C-1", "ann@one.example"]]);
    project.write("gentle.yaml", ONE_REMINDER.replace("channel: email", "channel: email, template: first-overdue"));
    project.done("draft");
    assert!(project.done("record").contains("3 touches recorded"));
    let mut recorded = refs(&project);
    recorded.sort();
    let expected = [("A;B", "A;B/reminder/email/1"), ("INV-7", "INV-7/reminder/email/1"), ("INV-7@2", "INV-7@2/reminder/email/1")];
    assert_eq!(recorded, expected.map(|(invoice, id)| [invoice.to_owned(), id.to_owned()]));
    assert_eq!(project.due("2026-04-01"), [""; 0]);
    assert!(project.done("record").contains("Recorded before: 3 actions."));
}

#[test]
fn an_invoice_with_a_semicolon_waits_for_its_approval() {
    let project = reminders(&[["A;B", "C-1", "ann@one.example"], BEN]);
    project.write("gentle.yaml", ONE_REMINDER.replace("owner: ar, actions", "owner: ar, approval: required, actions"));
    project.done("draft");
    let waiting = project.approve("");
    assert!(waiting.contains("A;B/reminder/email/1: review/ar/") && waiting.contains("INV-8/reminder/email/1: "), "{waiting}");
    let (_, out, err) = project.run("record");
    assert!(out.contains("nothing to record.") && err.matches("not recorded, because it is not approved yet").count() == 2, "{out}{err}");
    assert!(!project.has("log.csv") || project.read("log.csv").lines().count() <= 1);
    project.approve("--by Ann --only A;B");
    assert!(project.done("record").contains("1 touch recorded"));
    assert_eq!(refs(&project), [["A;B".to_owned(), "A;B/reminder/email/1".to_owned()]]);
}

#[test]
fn an_email_goes_into_no_mailbox_before_its_approval() {
    let project = reminders(&[ANN, BEN]);
    project.write("gentle.yaml", ONE_REMINDER.replace("owner: ar, actions", "owner: ar, approval: required, actions"));
    let line = "draft --mbox day.mbox --maildir mail";
    let (code, _, err) = project.run(line);
    assert!(code == 0 && err.contains("day.mbox: 0 emails; not in it, because not approved yet: 2"), "{err}");
    project.approve("--by Ann --only INV-7");
    project.run(line);
    let mbox = project.read("day.mbox");
    assert!(mbox.contains("ann@one.example") && !mbox.contains("ben@two.example"), "{mbox}");
    assert_eq!(fs::read_dir(project.path().join("mail/cur")).unwrap().count(), 1);
    // Whoever edits it after the approval makes another one.
    let file = "outbox/2026-03-31/review/ar/C-1_INV-7_reminder_email.eml";
    project.write(file, project.read(file) + "PS: call me\n");
    project.run(line);
    assert_eq!(project.read("day.mbox"), "");
    assert_eq!(fs::read_dir(project.path().join("mail/cur")).unwrap().count(), 0);
}

#[test]
fn no_owner_of_the_ledger_takes_the_place_of_our_files() {
    for owner in ["manifest.csv", "Approvals.csv", "sent", "outdated", "outdated.csv", "review"] {
        let project = reminders(&[]);
        let workflow = ONE_REMINDER.replace("\nstages", "\n  \nstages").replace("owner: ar", "owner: by_name");
        let owners = "owners: { ar: { name: AR, email: ar@example.com }, by_name: { from_column: account_owner, fallback: ar } }\n";
        let workflow: String =
            workflow.lines().map(|line| if line.starts_with("owners") { owners.to_owned() } else { format!("{line}\n") }).collect();
        project.write("gentle.yaml", workflow);
        let rows = format!("INV-7,C-1,One,a@one.example,2026-03-28,80.00,EUR,\nINV-8,C-2,Two,b@two.example,2026-03-28,80.00,EUR,{owner}\n");
        project.write("invoices.csv", format!("invoice_id,customer_id,customer_name,email,due_date,amount,currency,account_owner\n{rows}"));
        project.done("draft");
        assert!(project.path().join("outbox/2026-03-31/manifest.csv").is_file(), "{owner}");
        assert!(project.done("draft").contains("(2 unchanged)"), "{owner}");
        assert!(project.done("record --only INV-8").contains("1 touch recorded"));
        assert!(project.done("draft").contains("(1 unchanged, 1 recorded and moved to sent/)"), "{owner}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_draft_is_not_read_into_a_mailbox() {
    let project = reminders(&[ANN]);
    project.done("draft");
    project.write("other", "the key of the house");
    let draft = project.path().join("outbox/2026-03-31/ar/C-1_INV-7_reminder_email.eml");
    fs::remove_file(&draft).unwrap();
    fs_err::os::unix::fs::symlink(project.path().join("other"), &draft).unwrap();
    let (code, _, err) = project.run("draft --mbox day.mbox --maildir mail");
    assert!(code == 2 && err.contains("C-1_INV-7_reminder_email.eml is a symbolic link: nothing is read or written there"), "{err}");
    assert!(!project.has("day.mbox") || !project.read("day.mbox").contains("key"));
}

#[test]
fn a_mailbox_that_cannot_be_written_is_told_before_anything_is() {
    let project = reminders(&[ANN]);
    project.write("file", "");
    for line in ["--mbox nowhere/day.mbox", "--mbox outbox-to-be/", "--maildir file", "--maildir file/mail", "--mbox box --maildir box"] {
        let (code, _, err) = project.run(&format!("draft {line}"));
        assert_eq!(code, 2, "{line}: {err}");
        assert!(!project.has("outbox"), "{line}: {err}");
    }
    fs::create_dir(project.path().join("mail")).unwrap();
    project.write("mail/cur", "a file");
    let (code, _, err) = project.run("draft --maildir mail");
    assert!(code == 2 && err.contains("mail/cur is not a folder") && !project.has("outbox"), "{err}");
    assert_eq!(project.run("draft --mbox day.mbox --maildir new/mail").0, 0);
}

/// Consolidated reminders: one message on INV-7 and INV-9.
fn consolidated() -> Project {
    let project = reminders(&[ANN, ["INV-9", "C-1", "ann@one.example"]]);
    project.write(
        "gentle.yaml",
        format!(
            "{}drafts: {{ consolidate: customer }}\n",
            ONE_REMINDER.replace("channel: email", "channel: email, template: first-overdue")
        ),
    );
    assert!(project.done("draft").contains("1 draft (1 written)"));
    project
}

#[test]
fn a_message_that_would_be_another_now_may_have_been_sent_and_is_held_back() {
    let project = consolidated();
    let first = "outbox/2026-03-31/ar/C-1_reminder_email.eml";
    let sent = project.read(first);
    project.done("log payment INV-9");
    let dry = project.run("draft --dry-run");
    assert!(dry.1.contains("1 moved to outdated/") && dry.1.contains("? ar/C-1_reminder_email.eml\n"), "{dry:?}");
    for _ in 0..2 {
        let (code, out, err) = project.run("draft");
        assert_eq!(code, 0, "{err}");
        assert!(err.contains(&format!("may have been sent already: {first}")) && err.contains("collect draft --again"), "{out}{err}");
        assert!(!project.has(first) && !project.has("outbox/2026-03-31/ar/C-1_INV-7_reminder_email.eml"));
        assert_eq!(project.read("outbox/2026-03-31/outdated/ar/C-1_reminder_email.eml"), sent);
        assert_eq!(project.read("outbox/2026-03-31/manifest.csv").lines().count(), 1, "nothing is to be sent");
    }
    // The next day does not draft it either.
    let (_, _, err) = project.on("2026-04-01", "draft");
    assert!(err.contains("1 action of this day was drafted in outbox/2026-03-31 already"), "{err}");
    // It was sent: it is recorded as it went out.
    assert!(project.done("record").contains("2 touches recorded"));
    let (_, _, err) = project.run("draft");
    assert_eq!(err, "");
    assert_eq!(project.read("outbox/2026-03-31/sent/ar/C-1_reminder_email.eml"), sent);
    assert!(!project.has("outbox/2026-03-31/outdated") && !project.has("outbox/2026-03-31/outdated.csv"));
    assert_eq!(project.due("2026-04-01"), [""; 0]);
}

#[test]
fn what_was_not_sent_is_drafted_anew() {
    for line in ["draft --again", "record --none"] {
        let project = consolidated();
        project.done("log payment INV-9");
        project.done("draft");
        project.done(line);
        project.done("draft --again");
        assert!(project.has("outbox/2026-03-31/ar/C-1_INV-7_reminder_email.eml"), "{line}");
        assert!(!project.has("outbox/2026-03-31/outdated") && !project.has("outbox/2026-03-31/outdated.csv"), "{line}");
        assert!(project.done("record").contains("1 touch recorded"));
    }
}

#[test]
fn what_is_recorded_while_the_ledger_is_read_is_not_drafted_again() {
    use std::io::Write;
    let project = reminders(&[ANN, BEN]);
    assert_eq!(project.on("2026-03-30", "draft").0, 0);
    let invoices = project.read("invoices.csv");
    let (first, rest) = invoices.split_at(invoices.find("INV-8").unwrap());
    let mut draft = project.command(&["draft", "--as-of", "2026-03-31", "--invoices", "-"]).spawn();
    let mut input = draft.stdin.take().unwrap();
    input.write_all(first.as_bytes()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let (code, out, err) = project.run("record outbox/2026-03-30 --only INV-7 --none");
    assert!(code == 0 && out.contains("1 touch recorded"), "{err}");
    input.write_all(rest.as_bytes()).unwrap();
    drop(input);
    let (code, _, err) = super::joined(crate::run::ended(draft));
    let manifest = if code == 0 { project.read("outbox/2026-03-31/manifest.csv") } else { String::new() };
    let told = err.contains("log.csv was changed while the ledger was read: nothing was drafted; run draft again");
    assert!((code == 2 && told) || (code == 0 && !manifest.contains("INV-7")), "{code} {err} {manifest}");
    project.done("draft");
    let manifest = project.read("outbox/2026-03-31/manifest.csv");
    assert!(manifest.contains("INV-8") && !manifest.contains("INV-7"), "{manifest}");
}
