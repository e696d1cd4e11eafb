//! Messages that cannot be sent as they were drafted, and drafts that were said not to be sent.

use super::Project;

/// INV-2 has no address, so its email is a sheet.
fn project() -> Project {
    let project = Project::new();
    project.write("invoices.csv", super::INVOICES.replace("Bob Roe,bob@beta.example,2026-03-28", "Bob Roe,,2026-03-28"));
    project.done("draft");
    project
}

fn sheet(project: &Project) -> String {
    let manifest = project.read("outbox/2026-03-31/manifest.csv");
    let row = manifest.lines().find(|row| row.contains("INV-2/reminder/email/1")).unwrap();
    let file = row.split(',').next().unwrap();
    assert!(file.ends_with(".md"), "{file}");
    file.to_owned()
}

#[test]
fn a_message_that_nobody_completed_is_not_recorded_and_is_drafted_again() {
    let project = project();
    let sheet = sheet(&project);
    let (code, out, err) = project.run("record");
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("outbox/2026-03-31: 1 touch recorded in log.csv"), "{out}");
    assert!(err.contains("1 message was not recorded, because it is not complete:"), "{err}");
    assert!(err.contains(&format!("collect record outbox/2026-03-31 --only {sheet}")), "{err}");
    let log = project.read("log.csv");
    assert!(log.contains("INV-1/call/call/1") && !log.contains("INV-2/reminder/email/1"), "{log}");
    // A second run says the same, and the next day asks nobody whether it was sent: it is written again.
    assert_eq!(project.run("record").0, 0);
    let (code, out, err) = project.on("2026-04-01", "draft");
    assert!(code == 0 && !err.contains("may have been sent"), "{out}{err}");
    assert!(project.read("outbox/2026-04-01/manifest.csv").contains("INV-2/reminder/email/1"));
}

#[test]
fn a_message_that_somebody_completed_is_recorded() {
    for how in ["edited", "moved", "named"] {
        let project = project();
        let sheet = sheet(&project);
        let path = format!("outbox/2026-03-31/{sheet}");
        let line = match how {
            "edited" => {
                project.write(&path, format!("{}\nSent to bob@beta.example.\n", project.read(&path)));
                "record".to_owned()
            }
            "moved" => {
                std::fs::remove_file(project.path().join(&path)).unwrap();
                "record".to_owned()
            }
            _ => format!("record --only {sheet}"),
        };
        let (code, _, err) = project.run(&line);
        assert_eq!(code, 0, "{how}: {err}");
        assert!(project.read("log.csv").contains("INV-2/reminder/email/1"), "{how}");
        assert_eq!(err.contains("cannot be sent without being completed"), how == "named", "{how}: {err}");
    }
}

#[test]
fn what_was_said_not_to_be_sent_is_not_recorded_by_a_plain_record() {
    let project = Project::new();
    project.done("draft");
    project.done("record --only INV-2 --none");
    let log = project.read("log.csv");
    let (code, out, err) = project.run("record");
    assert!(code == 4 && out.is_empty(), "{out}{err}");
    assert!(err.contains("1 action of outbox/2026-03-31 was not sent, as somebody said with --none"), "{err}");
    assert_eq!(project.read("log.csv"), log);
    // It was sent after all.
    project.done("record --only INV-1");
    assert!(project.read("log.csv").contains("INV-1/call/call/1"));
    assert_eq!(project.run("record").0, 0, "nothing is left");
}

#[test]
fn a_customer_and_the_path_of_a_draft_name_drafts() {
    let project = Project::new();
    project.done("draft");
    let manifest = project.read("outbox/2026-03-31/manifest.csv");
    let row = manifest.lines().find(|row| row.contains("INV-2/reminder/email/1")).unwrap();
    let path = format!("outbox/2026-03-31/{}", row.split(',').next().unwrap());
    let full = project.path().join(&path).display().to_string();
    for line in [
        "record --only C-2",
        &format!("record {path}"),
        &format!("record {full}"),
        &format!("record --only {full}"),
        &format!("record --only ./{path}"),
    ] {
        let out = project.done(&format!("{line} --dry-run"));
        assert!(out.contains("+ INV-2/reminder/email/1\n") && !out.contains("+ INV-1"), "{line}: {out}");
    }
}

#[test]
fn without_a_ledger_there_is_nothing_to_record_from() {
    let place = crate::place::Place::with(&[]);
    let (code, out, err) = place.command(&["record", "--as-of", "2026-03-31"]).told();
    assert!(code == 2 && out.is_empty() && err.contains("cannot read invoices.csv") && err.contains("run `collect init`"), "{out}{err}");
}

#[test]
fn touches_of_a_day_that_has_not_come_are_a_warning() {
    let project = Project::new();
    assert_eq!(project.on("2150-03-31", "draft").0, 0);
    let (code, _, err) = project.on("2150-03-31", "record --deny-warnings");
    assert!(code == 1 && err.contains("the touches are dated 2150-03-31, which has not come: today is "), "{err}");
}
