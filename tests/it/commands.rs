//! The program from outside: files in, streams, files and exit codes out.

use crate::place::Place;
use crate::run::Run;
use collect::calendar::Day;
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{Invoices, Ledger};
use collect::report::{PlanFilter, PlanView, plan_jsonl};
use collect::workflow::TemplateNames;
use fs_err as fs;
use std::ops::Deref;
use tempfile::TempDir;

const WORKFLOW: &str = "\
version: 1
name: gentle
owners:
  ar: { name: Accounts Receivable, email: ar@example.com }
  boss: { name: The boss, email: boss@example.com }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: boss, actions: [{ channel: call }] }
";

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,contact,email,due_date,amount,currency
INV-1,C-1,Acme GmbH,Jane Doe,jane@acme.example,2026-03-10,1200.00,EUR
INV-2,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-03-28,80.00,EUR
INV-3,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-05-01,55.00,EUR
";

const EVENTS: &str = "date,type,invoice_id,amount\n2026-03-30,payment,INV-1,200.00\n";

/// A folder with a project, and the program run in it.
struct Project(Place);

impl Deref for Project {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Project {
    fn new() -> Project {
        Project(Place::gentle(WORKFLOW, INVOICES, EVENTS))
    }

    fn command(&self, line: &str) -> Run {
        self.0.command(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs a command on 31 March 2026: exit code, standard output, standard error.
    fn run(&self, line: &str) -> (i32, String, String) {
        self.command(&format!("{line} --as-of 2026-03-31")).told()
    }
}

#[test]
fn a_plan_is_a_table_on_standard_output_and_nothing_else() {
    let expected = "\
Plan for Tuesday 2026-03-31, workflow gentle

#  Owner  Action  Invoice  Customer        Balance  Past due  Stage     Since       Why
─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
1  boss   call    INV-1    Acme GmbH  1,000.00 EUR      21 d  call      2026-03-24  Call since 2026-03-24 (day 14)
2  ar     email   INV-2    Beta Ltd      80.00 EUR       3 d  reminder  2026-03-29  Reminder since 2026-03-29 (day 1)
";
    let (code, out, err) = Project::new().run("plan");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, format!("{expected}\n2 actions on 2 invoices owing 1,080.00 EUR.\n"));
}

#[test]
fn the_project_file_is_found_above_and_with_c_from_anywhere() {
    let project = Project::new();
    let from_here = project.run("plan").1;
    project.write("deep/er/empty", "");
    project.command("plan --as-of 2026-03-31").folder(project.path().join("deep/er")).prints(&from_here);
    let elsewhere = TempDir::new().unwrap();
    let words = ["-C", project.path().to_str().unwrap(), "plan", "--as-of", "2026-03-31"];
    Run::collect(&words).folder(elsewhere.path()).prints(&from_here);
}

#[test]
fn without_a_project_file_the_defaults_hold() {
    let project = Project::new();
    fs::remove_file(project.path().join("collect.yaml")).unwrap();
    let (code, out, err) = project.run("plan");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("Plan for Tuesday 2026-03-31, workflow net30\n"), "{out}");
    fs::remove_file(project.path().join("events.csv")).unwrap();
    assert!(project.run("plan").1.contains("1,200.00 EUR"), "no events, no payment");
    fs::remove_file(project.path().join("invoices.csv")).unwrap();
    let (code, out, err) = project.run("plan");
    assert_eq!((code, out.as_str()), (2, ""));
    let expected = "\
error[unreadable-file]: cannot read invoices.csv: there is no such file
  = help: run `collect init`, which sets up a folder with an export in it; or name the file with --invoices or --events, or under `ledger` in collect.yaml; -C works in another folder
1 error; nothing was written
more: collect help unreadable-file
";
    assert_eq!(err, expected);
}

#[test]
fn flags_win_over_the_project_file() {
    let project = Project::new();
    project.write("other.csv", INVOICES.replace("INV-", "X-"));
    let (code, out, _) = project.run("plan --workflow net30 --invoices other.csv --format jsonl -q");
    assert_eq!(code, 0);
    assert!(out.lines().count() > 0 && out.lines().all(|line| line.contains("\"invoice_id\":\"X-")), "{out}");
}

#[test]
fn a_ledger_may_be_compressed_or_come_from_standard_input() {
    let project = Project::new();
    let plain = project.run("plan").1;
    project.write("invoices.csv.zst", zstd::encode_all(INVOICES.as_bytes(), 1).unwrap());
    assert_eq!(project.run("plan --invoices invoices.csv.zst").1, plain);
    project.command("plan --invoices - --as-of 2026-03-31").stdin(INVOICES).prints(&plain);
    let (code, _, err) = project.run("plan --invoices - --events -");
    assert_eq!(code, 2);
    assert!(err.contains("standard input can be read only once"), "{err}");
}

#[test]
fn json_names_what_the_plan_was_made_of() {
    let project = Project::new();
    let (_, out, _) = project.run("plan --format json");
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let digest = blake3::hash(format!("{EVENTS}{INVOICES}").as_bytes()).to_hex().to_string();
    assert_eq!(found["ledger"], serde_json::json!({"invoices": 3, "events": 1, "digest": digest}));
    assert_eq!(found["workflow"]["digest"], blake3::hash(WORKFLOW.as_bytes()).to_hex().as_str());
    assert_eq!(project.run("plan --format json").1, out, "the same input, the same bytes");
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let project = Project::new();
    project.write("gentle.yaml", WORKFLOW.replace("day: 14", "dya: 14"));
    project.write("invoices.csv", INVOICES.replace("80.00", "8o.00"));
    project.write("events.csv", EVENTS.replace("payment", "paymnt"));
    let (code, out, err) = project.run("plan -o plan.txt");
    assert_eq!((code, out.as_str()), (2, ""));
    for told in
        ["error[unknown-key]", "gentle.yaml:8:", "error[bad-amount]", "invoices.csv:3:", "error[unknown-event-type]", "events.csv:2:"]
    {
        assert!(err.contains(told), "{told}: {err}");
    }
    assert!(err.ends_with("; nothing was written\nmore: collect help CODE, as in collect help bad-amount\n"), "{err}");
    assert!(!project.has("plan.txt"));
}

#[test]
fn bad_rows_can_be_skipped_and_are_put_aside() {
    let project = Project::new();
    project.write("events.csv", format!("{EVENTS}2026-03-31,payment,INV-2,eighty\n"));
    assert_eq!(project.run("plan").0, 2);
    assert!(!project.has("rejects.csv"));
    let (code, out, err) = project.run("plan --skip-bad-rows -v");
    assert_eq!(code, 3);
    assert!(err.contains("warning[skipped-row]") && err.contains("the skipped rows are in rejects.csv"), "{err}");
    assert!(out.contains("1 action is withheld: 1 unread-row."), "the row may have been its payment: {out}");
    let rejects = project.read("rejects.csv");
    assert!(rejects.starts_with("date,type,invoice_id,amount,reason\n2026-03-31,payment,INV-2,eighty,"), "{rejects}");
}

#[test]
fn an_amount_that_its_invoices_currency_does_not_have_is_a_bad_row() {
    let project = Project::new();
    project.write("invoices.csv", INVOICES.replace("80.00,EUR", "80,JPY"));
    project.write("events.csv", format!("{EVENTS}2026-03-31,payment,INV-2,12.50\n2026-03-31,payment,INV-2,80\n"));
    let (code, _, err) = project.run("plan");
    assert_eq!(code, 2);
    assert!(err.contains("error[bad-amount]: events.csv:3: the amount has 2 decimals"), "{err}");
    assert_eq!(project.run("plan --skip-bad-rows").0, 3);
    assert!(project.read("rejects.csv").contains("2026-03-31,payment,INV-2,12.50,"));
    project.write("events.csv", format!("{EVENTS}2026-03-31,payment,INV-2,80\n"));
    let (_, out, _) = project.run("status --all --customer C-2 --format csv");
    assert!(out.contains("INV-2,C-2,JPY,80,0,2026-03-28,3,,paid,"), "{out}");
}

#[test]
fn a_payment_that_may_be_in_either_currency_is_a_bad_row() {
    let project = Project::new();
    let rows = "A,C-1,2026-03-01,5,EUR\nB,C-1,2026-03-01,5,USD\nD,C-2,2026-03-01,5,USD\n";
    project.write("invoices.csv", format!("invoice_id,customer_id,due_date,amount,currency\n{rows}"));
    project.write("events.csv", "date,type,invoice_id,customer_id,amount\n2026-03-02,payment,,C-1,3\n2026-03-02,payment,,C-2,3\n");
    let (code, _, err) = project.run("plan");
    let wanted =
        "error[bad-currency]: events.csv:2: customer C-1 has invoices in several currencies, but this payment does not say its currency";
    assert!(code == 2 && err.contains(wanted), "{err}");
    let (code, out, err) = project.run("plan --skip-bad-rows -v");
    assert!(code == 3 && err.contains("warning[skipped-row]"), "{err}");
    assert!(out.contains("2 actions are withheld: 2 unread-row."), "C-1 may have paid: {out}");
    let reason = "customer C-1 has invoices in several currencies, but this payment does not say its currency";
    assert!(
        project.read("rejects.csv").contains(&format!("2026-03-02,payment,,C-1,3,\"line 2: {reason}\"")),
        "{}",
        project.read("rejects.csv")
    );
}

#[test]
fn warnings_can_be_denied() {
    let project = Project::new();
    project.write("events.csv", format!("{EVENTS}2026-03-31,reply,INV-9,\n"));
    let (code, out, err) = project.run("plan");
    assert_eq!(code, 0);
    assert!(err.starts_with("warning[orphan-event]: events.csv:3: "), "{err}");
    assert_eq!(project.run("plan -q"), (0, out.clone(), String::new()));
    let (code, denied, _) = project.run("plan --deny-warnings");
    assert_eq!((code, denied), (1, out.clone()));
    let why = "1 warning\nerror: there is 1 warning, and --deny-warnings is given: 1 orphan-event\n";
    let (code, denied, told) = project.run("plan --deny-warnings -q");
    assert_eq!((code, denied), (1, out));
    assert!(told.starts_with("warning[orphan-event]: events.csv:3: ") && told.ends_with(why), "{told}");
    let (code, _, err) = project.run("status --deny-warnings -q");
    assert_eq!((code, err), (1, told));
    let (code, _, err) = project.run("draft --deny-warnings -q");
    assert_eq!(code, 1);
    assert!(
        err.contains("there is 1 warning, and --deny-warnings is given: 1 orphan-event; nothing was drafted") && !project.has("outbox"),
        "{err}"
    );
}

#[test]
fn a_slip_in_the_call_is_told_with_what_is_right() {
    let project = Project::new();
    for (line, told) in [
        ("plan --stage remindr", "workflow gentle has no stage \"remindr\": did you mean \"reminder\"?"),
        ("plan --owner bos", "workflow gentle declares no owner \"bos\": did you mean \"boss\"?"),
        ("status --owner nobody", "workflow gentle declares no owner \"nobody\": the workflow declares ar, boss"),
        ("plan --since today", "--since 2026-03-31 is not before the day of the plan, 2026-03-31"),
        ("plan --workflow net3", "net3 is neither a file nor a built-in workflow"),
        ("plan --since 2026-03-31", "--since 2026-03-31 is not before the day of the plan, 2026-03-31"),
        ("plan -C nowhere", "cannot work in nowhere"),
        ("plan --workflow missing.yaml", "cannot read missing.yaml: there is no such file"),
    ] {
        let (code, out, err) = project.run(line);
        assert_eq!((code, out.as_str()), (2, ""), "{line}");
        let err = err.replace('\n', " ");
        assert!(err.contains(told), "{line}: {err}");
    }
}

#[test]
fn since_yesterday_only_what_is_new() {
    let project = Project::new();
    let new_on = |day: &str, before: &str| {
        project.command(&format!("plan --as-of {day} --since {before} --format csv -q")).stdout().lines().count() - 1
    };
    assert_eq!([new_on("2026-03-29", "2026-03-28"), new_on("2026-03-30", "2026-03-29"), new_on("2026-03-30", "2026-03-11")], [1, 0, 2]);
}

#[test]
fn since_yesterday_is_the_day_before_the_plans() {
    let project = Project::new();
    let new_on = |line: &str| project.command(&format!("plan {line} --format csv -q")).stdout();
    let dated = new_on("--as-of 2026-03-29 --since 2026-03-28");
    assert_eq!(dated.lines().count(), 2, "the reminder of 2026-03-29: {dated}");
    assert_eq!(new_on("--as-of 2026-03-29 --since yesterday"), dated);
    assert_eq!(new_on("--as-of 2026-03-29 --since -1d"), dated);
}

#[test]
fn an_owner_may_come_from_a_column() {
    let project = Project::new();
    let from_column = "  rep: { from_column: contact, fallback: ar }\nstages:";
    project.write("gentle.yaml", WORKFLOW.replace("stages:", from_column).replace("owner: boss", "owner: rep"));
    project.write("invoices.csv", INVOICES.replace("Jane Doe", "Jane"));
    let (code, out, err) = project.run("plan --format csv --owner ja");
    assert_eq!((code, out.lines().count()), (0, 1), "{err}");
    assert!(err.contains("note: no action of the plan belongs to \"ja\""), "{err}");
    for command in ["plan", "status"] {
        let (code, out, err) = project.run(&format!("{command} --owner Jane"));
        assert!(code == 0 && !err.contains("note:"), "{err}");
        assert!(out.contains("INV-1") && !out.contains("INV-2"), "{out}");
    }
}

#[test]
fn a_customer_is_found_whatever_the_capitals_and_missed_aloud() {
    let project = Project::new();
    project.write("invoices.csv", INVOICES.replace("Acme GmbH", "ÄCME"));
    for command in ["plan", "status"] {
        for customer in ["äcme", "c-1"] {
            let (code, out, err) = project.run(&format!("{command} --customer {customer}"));
            assert_eq!((code, err.as_str()), (0, ""));
            assert!(out.contains("INV-1") && !out.contains("INV-2"), "{out}");
        }
        let (code, _, err) = project.run(&format!("{command} --customer c-1 --customer acne"));
        assert_eq!((code, err.lines().count()), (0, 1), "{err}");
        assert!(err.contains("whose id or name is \"acne\": did you mean \"ÄCME\"?"), "{err}");
        let (_, _, err) = project.run(&format!("{command} --customer äc"));
        assert!(err.contains("whose id or name is \"äc\": did you mean ÄCME (C-1)?"), "{err}");
    }
}

#[test]
fn the_name_of_the_file_says_the_format() {
    let project = Project::new();
    for (file, format) in [("plan.csv", "csv"), ("plan.jsonl", "jsonl"), ("plan.md", "markdown"), ("plan.txt", "table")] {
        assert_eq!(project.run(&format!("plan -o {file}")).0, 0);
        assert_eq!(project.read(file), project.run(&format!("plan --format {format}")).1, "{file}");
    }
}

#[test]
fn when_nothing_is_due_the_next_day_is_told() {
    let project = Project::new();
    project.write("invoices.csv", INVOICES.lines().filter(|line| !line.contains("2026-03-")).collect::<Vec<_>>().join("\n"));
    project.write("events.csv", "date,type,invoice_id\n");
    let (_, out, _) = project.run("plan");
    assert_eq!(out.lines().last(), Some("Nothing is due on 2026-03-31; the next action is due on 2026-05-02."));
}

#[test]
fn a_file_is_written_whole_and_gives_way_to_the_next() {
    let project = Project::new();
    let (_, shown, _) = project.run("plan --format csv");
    let (code, out, _) = project.run("plan --format csv -o plan.csv");
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(project.read("plan.csv"), shown);
    for (file, why) in [
        ("missing/plan.csv", "there is no folder missing"),
        ("plan.csv/plan.csv", "plan.csv is not a folder"),
        ("missing/", "this is the name of a folder, but a file is needed"),
        (".", "it is a folder"),
    ] {
        let (code, _, err) = project.run(&format!("plan -o {file}"));
        assert_eq!((code, err), (2, format!("error: cannot write {file}: {why}\n")));
    }
}

#[cfg(unix)]
#[test]
fn what_is_not_to_be_written_is_left_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = Project::new();
    symlink("nowhere/plan.csv", project.path().join("link")).unwrap();
    project.write("kept.csv", "kept");
    fs::set_permissions(project.path().join("kept.csv"), PermissionsExt::from_mode(0o444)).unwrap();
    for (file, why) in [("link", "it is a symbolic link to a file that does not exist"), ("kept.csv", "it is read-only")] {
        let (code, _, err) = project.run(&format!("plan -o {file}"));
        let left = if file == "link" { "" } else { "warning: kept.csv is from an earlier run and was not changed\n" };
        assert_eq!((code, err), (2, format!("error: cannot write {file}: {why}\n{left}")));
    }
    assert_eq!(project.read("kept.csv"), "kept");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_no_missing_file() {
    // What was paid and promised would not count, without a word.
    for name in ["events.csv", "log.csv", "collect.yaml"] {
        let project = Project::new();
        let _ = fs::remove_file(project.path().join(name));
        std::os::unix::fs::symlink("away/file", project.path().join(name)).unwrap();
        let (code, out, err) = project.run("plan");
        assert!(code == 2 && out.is_empty(), "{name}: {out}");
        assert!(err.contains(&format!("cannot read {name}: it is a symbolic link to a file that does not exist")), "{err}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_reader_that_left_is_none() {
    let project = Project::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let (code, _, err) = project.command("plan --as-of 2026-03-31").told_into(full);
    assert_eq!(code, 2);
    assert_eq!(err, "error: cannot write to standard output: no space is left\n");

    let rows: String = (0..2000).map(|n| format!("X-{n},C-{n},A customer,,,2026-03-{:02},100.00,EUR\n", n % 30 + 1)).collect();
    project.write("many.csv", format!("{INVOICES}{rows}"));
    for format in ["table", "csv", "json", "jsonl", "markdown"] {
        for command in ["plan", "status"] {
            let line = format!("{command} --invoices many.csv --as-of 2026-03-31 -q --format {format}");
            let full = project.command(&format!("{line} -o /dev/full"));
            full.status(2).stderr("error: cannot write /dev/full: no space is left\n").prints("");
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            assert_eq!(project.command(&line).told_into(writer), (0, String::new(), String::new()), "{line}");
        }
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let project = Project::new();
    assert!(!project.run("plan").1.contains('\u{1b}'));
    assert!(project.run("plan --color always").1.contains("\u{1b}[1mPlan for"));
    let stale = "\u{1b}[1m\u{1b}[33mwarning[stale-ledger]\u{1b}[0m: \u{1b}[1mthe newest payment in the ledger is of 2026-03-30, 21 days before \
                 2026-04-20\u{1b}[0m\n  \u{1b}[1m\u{1b}[34m=\u{1b}[0m help: update the ledger before you chase anybody; limits.stale_days is \
                 the allowed age in days\n1 warning\n";
    let always = project.command("plan --as-of 2026-04-20 --color always").env("NO_COLOR", "1").stderr(stale).stdout();
    assert!(always.contains("\u{1b}[38;5;3m41 d\u{1b}"), "what is typed wins over the environment");
    let coloured = project.run("plan --color always --format csv").1;
    assert!(!coloured.contains('\u{1b}'), "data has no colours");
}

#[test]
fn today_is_taken_where_the_workflow_says() {
    let project = Project::new();
    for zone in ["Pacific/Kiritimati", "Etc/GMT+12"] {
        project.write("gentle.yaml", format!("timezone: {zone}\n{WORKFLOW}"));
        #[expect(clippy::disallowed_methods, reason = "what the program is held to")]
        let now = || chrono::Utc::now().with_timezone(&zone.parse::<chrono_tz::Tz>().unwrap()).date_naive().to_string();
        let before = now();
        let out = project.command("plan --format json -q").stdout();
        let found: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert!([before, now()].iter().any(|day| found["as_of"] == *day), "{zone}: {}", found["as_of"]);
    }
}

#[test]
fn drafts_are_written_once() {
    let project = Project::new();
    let (code, out, _) = project.run("draft");
    assert_eq!(code, 0);
    assert!(out.starts_with("outbox/2026-03-31: 2 drafts (2 written)\n"), "{out}");
    let manifest = project.read("outbox/2026-03-31/manifest.csv");
    let files: Vec<&str> = manifest.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| project.has(&format!("outbox/2026-03-31/{file}"))), "{files:?}");
    let (_, out, _) = project.run("draft");
    assert!(out.starts_with("outbox/2026-03-31: 2 drafts (2 unchanged)\n"), "{out}");

    project.write(&format!("outbox/2026-03-31/{}", files[0]), "rewritten by a person");
    let kept = format!("outbox/2026-03-31/{} was edited: it is kept", files[0]);
    let (code, _, err) = project.run("draft");
    assert_eq!((code, err.replace('\n', " ")), (0, format!("note: {kept} ")));
    project.write("events.csv", EVENTS.replace("200.00", "300.00"));
    for _ in 0..2 {
        let (code, _, err) = project.run("draft");
        assert_eq!((code, err.replace('\n', " ")), (0, format!("note: {kept}, although its text would be different now ")));
    }
    project.write("events.csv", format!("{EVENTS}2026-03-31,payment,INV-1,1000.00\n2026-03-31,payment,INV-2,80.00\n"));
    let (code, out, err) = project.run("draft");
    assert_eq!((code, out.as_str()), (0, "outbox/2026-03-31: 0 drafts (1 removed)\n"));
    let (code, _, again) = project.run("draft -q");
    assert_eq!((code, again.matches("warning: ").count()), (0, 1), "{again}");
    assert!(again.contains(files[0]) && again.contains("is not a draft"), "{again}");
    let (code, _, denied) = project.run("draft -q --deny-warnings");
    assert!(code == 1 && denied.contains("error: there is 1 warning, and --deny-warnings is given"), "{denied}");
    assert!(err.contains("was edited and is no longer due"), "{err}");
    assert_eq!(project.read(&format!("outbox/2026-03-31/{}", files[0])), "rewritten by a person");
}

#[test]
fn the_safety_valve_holds_drafts_back_and_never_the_plan() {
    let project = Project::new();
    project.write("gentle.yaml", format!("{WORKFLOW}limits: {{ max_actions: 1 }}\n"));
    assert_eq!(project.run("plan").0, 0);
    let (code, out, err) = project.run("draft");
    assert_eq!((code, out.as_str()), (4, ""));
    let expected = "the plan for 2026-03-31 has 2 actions, more than limits.max_actions (1): nothing was drafted.";
    assert!(err.replace('\n', " ").contains(expected) && err.contains("--max-actions 2"), "{err}");
    assert!(!project.has("outbox"));
    assert_eq!(project.run("draft --max-actions 2").0, 0);
    assert!(project.has("outbox/2026-03-31/manifest.csv"));
}

#[test]
fn a_template_of_the_project_is_checked_before_anything_is_drafted() {
    let project = Project::new();
    project.write("templates/default.email.hbs", "Subject: {{invoice.idd}}\n\nHello\n");
    assert_eq!(project.run("plan").0, 0);
    let (code, _, err) = project.run("draft");
    assert_eq!(code, 2);
    assert!(err.contains("error[unknown-placeholder]") && err.contains("templates/default.email.hbs:1:"), "{err}");
    assert!(!project.has("outbox"));
}

#[test]
fn a_ledger_of_many_batches_gives_the_plan_that_the_library_makes() {
    // More than two batches, the last of them not full; some rows due, some not, and a customer in each batch.
    let mut invoices = "invoice_id,customer_id,due_date,amount,currency\n".to_owned();
    for number in 0..9001 {
        let day = 1 + number % 28;
        invoices.push_str(&format!(
            "INV-{number:05},C-{:02},2026-{:02}-{day:02},{}.00,EUR\n",
            number % 40,
            1 + number % 5,
            10 + number % 90
        ));
    }
    let project = Project::new();
    project.write("invoices.csv", &invoices);
    project.write("events.csv", EVENTS.replace("INV-1", "INV-00001"));
    let (code, out, _) = project.run("plan --format jsonl -q");

    let mut report = Report::new(BadRows::Stop);
    let mut events = EventReader::new(false);
    events.read(EVENTS.replace("INV-1", "INV-00001").as_bytes(), "events.csv", &Format::default(), &mut report);
    let ledger = Ledger {
        invoices: Invoices::read(invoices.as_bytes(), "invoices.csv", &Format::default(), &mut report),
        events: events.finish(),
        fx: None,
    };
    let workflow = collect::workflow::read(WORKFLOW, "gentle.yaml", &TemplateNames::default()).value.unwrap();
    let plan = collect::plan::plan(&workflow, &ledger, Day::parse("2026-03-31").unwrap());
    let mut expected = Vec::new();
    plan_jsonl(&PlanView::new(&plan, &workflow, &PlanFilter::default()), &mut expected).unwrap();

    assert_eq!(code, 0);
    assert!(out.lines().count() > 4096 && out.as_bytes() == expected);
}

#[test]
fn a_file_of_events_that_is_named_twice_counts_once_or_is_an_error() {
    let project = Project::new();
    let (code, out, err) = project.run("plan --events events.csv --events ./events.csv");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("events.csv and ./events.csv are the same file: its events would count twice"), "{err}");
    project.write("log.csv", "date,type,invoice_id,amount\n2026-03-30,payment,INV-1,100.00\n");
    let (code, out, err) = project.run("status --events events.csv --events ./log.csv --format csv -q");
    assert!(code == 0 && err.is_empty() && out.contains(",1200.00,900.00,"), "1,200 less 200 and, once, 100: {out}{err}");
}
