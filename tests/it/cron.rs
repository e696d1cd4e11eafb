//! The README's line for cron, run by a shell as cron runs it: whatever goes wrong, there is a mail or a reason on disk, and no old plan that
//! looks like today's.

use crate::place::Place;
use crate::run::PROGRAM;
use collect::calendar::Day;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

const PROJECT: &str = "\
workflow: w.yaml
ledger: { invoices: { path: export.csv, open_on: as_of } }
";

const WORKFLOW: &str = "\
version: 1
timezone: UTC
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
";

/// Keeps what it is given. It may write although the disk is full for everybody else.
const MAIL: &str = "#!/bin/sh\nulimit -S -f unlimited\n{ echo \"$2\"; /bin/cat; } >> mails\n";

/// The folder of the job, with a good export of today.
struct Job(Place);

/// What came of a run.
struct Run {
    code: i32,
    mail: String,
    /// The plan, if there is one.
    plan: Option<String>,
}

/// A day so many days from today.
fn day(from_today: i64) -> Day {
    let date = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(from_today);
    Day::parse(&date.to_string()).unwrap()
}

/// An export whose last invoice was issued so many days ago.
fn export(issued: i64) -> String {
    format!(
        "invoice_id,customer_id,issue_date,due_date,amount,currency,open_amount,email\n\
         INV-1,ACME,{},{},100.00,EUR,100.00,ap@acme.example\n\
         INV-2,ACME,{},{},250.00,EUR,250.00,ap@acme.example\n",
        day(-40),
        day(-10),
        day(-issued),
        day(30)
    )
}

impl Job {
    fn new() -> Job {
        let place = Place::with(&[("collect.yaml", PROJECT), ("w.yaml", WORKFLOW), ("export.csv", &export(1)), ("bin/mail", MAIL)]);
        let path = |name: &str| place.path().join(name);
        std::fs::set_permissions(path("bin/mail"), std::fs::Permissions::from_mode(0o755)).unwrap();
        symlink(PROGRAM, path("bin/collect")).unwrap();
        let rm = ["/bin/rm", "/usr/bin/rm"].into_iter().find(|rm| std::path::Path::new(rm).exists()).unwrap();
        symlink(rm, path("bin/rm")).unwrap();
        Job(place)
    }

    /// What cron hands to the shell, in this folder.
    fn line(&self) -> String {
        let readme = include_str!("../../README.md");
        let (_, rest) = readme.split_once("```crontab\n").unwrap();
        let line = rest.lines().next().unwrap();
        let command = line.splitn(6, ' ').last().unwrap();
        assert!(line.starts_with("15 6 * * 1-5 ") && !command.contains('%'), "cron takes a percent sign for a line's end: {line}");
        command.replace("/srv/receivables", &self.0.path().display().to_string())
    }

    fn run_after(&self, before: &str) -> Run {
        let script = format!("{before}{}", self.line());
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &script]).env_clear().env("PATH", self.0.path().join("bin")).current_dir("/");
        let code = shell.output().unwrap().status.code().unwrap();
        let read = |name: &str| self.0.has(name).then(|| self.0.read(name));
        let run = Run { code, mail: read("mails").unwrap_or_default(), plan: read("today.json") };
        let _ = std::fs::remove_file(self.0.path().join("mails"));
        run
    }

    fn run(&self) -> Run {
        self.run_after("")
    }

    /// Runs it with the plan of an earlier day lying there: it must be gone, and the mail must say why.
    fn fails(&self, code: i32, why: &str) {
        self.0.write("today.json", "{\"as_of\": \"2001-01-01\"}");
        let Run { mail, plan, .. } = self.run();
        assert!(mail.starts_with(&format!("collect: exit {code}\n")) && mail.contains(why), "{why}: {mail}");
        assert_eq!(plan, None, "{why}");
    }
}

#[test]
fn a_good_export_gives_a_plan_and_no_mail_and_again_the_same() {
    let job = Job::new();
    let first = job.run();
    assert_eq!((first.code, first.mail.as_str()), (0, ""));
    let plan = first.plan.unwrap();
    assert!(plan.contains(&format!("\"as_of\": \"{}\"", day(0))) || plan.contains(&format!("\"as_of\":\"{}\"", day(0))), "{plan}");
    assert_eq!(job.run().plan, Some(plan), "the second run");
    assert_eq!(job.0.read("today.log"), "");
}

#[test]
fn an_export_that_failed_is_mailed() {
    let job = Job::new();
    let whole = export(1);
    let header = whole.lines().next().unwrap();
    for (export, why) in [
        (format!("{header}\n"), "error[no-invoices]: export.csv:1: the ledger has no invoices"),
        (String::new(), "the file is empty"),
        (whole[..whole.len() - 30].to_owned(), "error[malformed-row]"),
        (whole.replace("100.00,EUR", "one hundred,EUR"), "error[bad-amount]"),
    ] {
        job.0.write("export.csv", export);
        job.fails(2, why);
    }
    std::fs::remove_file(job.0.path().join("export.csv")).unwrap();
    job.fails(2, "cannot read export.csv: there is no such file");
    job.0.write("export.csv", &whole);
    assert_eq!(job.run().code, 0, "and when the export is there again, all is well");
}

#[test]
fn an_export_that_has_stopped_is_mailed() {
    let job = Job::new();
    job.0.write("export.csv", export(7));
    assert_eq!(job.run().code, 0, "seven days are allowed");
    job.0.write("export.csv", export(8));
    job.fails(1, "warning[stale-ledger]");
}

#[test]
fn events_of_invoices_that_have_left_are_no_alarm_and_others_are() {
    let job = Job::new();
    job.0.write("events.csv", format!("date,type,invoice_id,amount\n{},payment,INV-0,80.00\n", day(-3)));
    let run = job.run();
    assert_eq!((run.code, run.mail.as_str(), run.plan.is_some()), (0, "", true));
    // A list with paid invoices in it is not one that they leave.
    job.0.write("export.csv", export(1) + &format!("INV-3,BOLT,{},{},50.00,EUR,0.00,ap@bolt.example\n", day(-30), day(-1)));
    job.fails(1, "invoice INV-0 is not in the ledger");
}

#[test]
fn warnings_and_a_broken_workflow_are_mailed() {
    let job = Job::new();
    job.0.write("export.csv", export(1).replace("ap@acme.example", ""));
    job.fails(1, "warning[no-email]");
    job.0.write("export.csv", export(1));
    job.0.write("w.yaml", WORKFLOW.replace("day: 1", "dy: 1"));
    job.fails(2, "error[unknown-key]");
}

#[test]
fn a_full_disk_leaves_no_plan_and_no_part_of_one() {
    let job = Job::new();
    job.0.write("today.json", "{\"as_of\": \"2001-01-01\"}");
    let run = job.run_after("trap '' XFSZ; ulimit -S -f 0; ");
    assert_eq!((run.mail.as_str(), run.plan), ("collect: exit 2\n", None), "no reason can be kept on a full disk");
    let names = std::fs::read_dir(job.0.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.starts_with(".collect")), "a part is left");
}

#[test]
fn without_a_mail_program_the_reason_is_on_disk() {
    let job = Job::new();
    std::fs::remove_file(job.0.path().join("bin/mail")).unwrap();
    job.0.write("today.json", "{}");
    job.0.write("export.csv", "invoice_id,customer_id,due_date,amount,currency,open_amount\n");
    let run = job.run();
    assert!(run.code != 0 && run.plan.is_none());
    assert!(job.0.read("today.log").contains("error[no-invoices]"), "{}", job.0.read("today.log"));
}
