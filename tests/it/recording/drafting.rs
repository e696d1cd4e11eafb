//! `collect draft` thinks twice: what would happen, and what may have been done already.

use super::Project;
use fs_err as fs;

#[test]
fn a_dry_run_says_what_would_happen_to_each_file() {
    let project = Project::new();
    let all_new = "\
outbox/2026-03-31: 3 new. Nothing was written (--dry-run).
+ ar/C-2_INV-2_reminder_email.eml
+ boss/C-1_INV-1_call_call.md
+ boss/C-3_INV-4_dispute_task.md
";
    assert_eq!(project.done("draft --dry-run"), all_new);
    assert!(!project.has("outbox"));
    project.done("draft");
    project.write("outbox/2026-03-31/boss/C-1_INV-1_call_call.md", "Ask for Jane.");
    project.write("invoices.csv", super::INVOICES.replace("2026-05-01", "2026-03-28"));
    project.write("events.csv", format!("{}2026-03-31,payment,INV-2,80.00,\n", super::EVENTS));
    let before = fs::read(project.path().join("outbox/2026-03-31/manifest.csv")).unwrap();
    let mixed = "\
outbox/2026-03-31: 1 new, 1 unchanged, 1 no longer due, 1 edited and kept. Nothing was written (--dry-run).
- ar/C-2_INV-2_reminder_email.eml
+ ar/C-2_INV-3_reminder_email.eml
! boss/C-1_INV-1_call_call.md
= boss/C-3_INV-4_dispute_task.md
";
    assert_eq!(project.done("draft --dry-run"), mixed);
    assert_eq!(fs::read(project.path().join("outbox/2026-03-31/manifest.csv")).unwrap(), before);
    assert!(project.has("outbox/2026-03-31/ar/C-2_INV-2_reminder_email.eml"));
    project.write("gentle.yaml", format!("{}limits: {{ max_actions: 1 }}\n", super::WORKFLOW));
    let (code, out, err) = project.run("draft --dry-run");
    assert!(code == 0 && out.starts_with("outbox/") && err.contains("without --dry-run it would stop: the plan"), "{err}");
}

#[test]
fn a_draft_that_takes_the_place_of_another_is_told() {
    let project = Project::new();
    project.done("draft");
    project.write("invoices.csv", super::INVOICES.replace("80.00", "85.00"));
    let told = "\
outbox/2026-03-31: 1 replaced, 2 unchanged. Nothing was written (--dry-run).
~ ar/C-2_INV-2_reminder_email.eml
= boss/C-1_INV-1_call_call.md
= boss/C-3_INV-4_dispute_task.md
";
    assert_eq!(project.done("draft --dry-run"), told);
    let (code, out, err) = project.run("draft");
    assert!(code == 0 && out.contains("3 drafts (1 replaced, 2 unchanged)"), "{out}");
    assert!(
        err.contains("ar/C-2_INV-2_reminder_email.eml replaces the draft of an earlier run: if you sent that one, do not send this one"),
        "{err}"
    );
    assert_eq!(project.run("draft").2, "");
}

/// Seven invoices forty days late, of which so many were touched.
fn old_ledger(touched: usize) -> Project {
    let project = Project::new();
    let rows = (1..=7).map(|n| format!("OLD-{n},K-{n},Old {n},Jo Doe,jo@old.example,2026-02-19,10.00,EUR\n"));
    project.write("invoices.csv", super::INVOICES.lines().next().unwrap().to_owned() + "\n" + &rows.collect::<String>());
    let touches = (1..=touched).map(|n| format!("2026-02-23,touch,OLD-{n},email\n"));
    project.write("events.csv", "date,type,invoice_id,channel\n".to_owned() + &touches.collect::<String>());
    project
}

#[test]
fn a_first_run_on_an_old_ledger_asks() {
    let project = old_ledger(2);
    let (code, out, err) = project.run("draft");
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(
        err.contains("draft stopped: confirmation needed. Is this the first run on an old ledger? 5 of the 7 invoices due on 2026-03-31"),
        "{err}"
    );
    assert!(err.contains("--first-run") && !project.has("outbox"), "{err}");
    assert_eq!(project.run("plan").0, 0, "the plan is never held");
    let (code, _, both) = project.run("draft --max-actions 1");
    assert!(code == 4 && both.contains("add --max-actions 14") && both.contains("add --first-run"), "at once: {both}");
    assert_eq!(project.run("draft --first-run").0, 0);
    assert_eq!(project.run("draft").0, 0, "the day has drafts: somebody has gone on");
    assert_eq!(old_ledger(3).run("draft").0, 0, "four are not worth a question");
}

#[test]
fn with_warnings_denied_an_outbox_that_nobody_recorded_is_one() {
    let project = Project::new();
    project.done("draft");
    let (code, out, err) = project.on("2026-04-01", "draft --deny-warnings");
    assert!(code == 1 && out.contains("1 draft (1 written)"), "{out}{err}");
    let (code, _, err) = project.on("2026-04-01", "draft -q");
    assert!(code == 0 && err.contains("collect record outbox/2026-03-31 --none"), "told however quiet it is to be: {err}");
}
