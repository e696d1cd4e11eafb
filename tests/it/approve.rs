//! `collect approve` from outside: what waits, who approves, and what becomes of an edit.

use crate::run::Run;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const WORKFLOW: &str = "\
version: 1
name: desk
owners: { ar: {}, boss: {}, review: {} }
stages:
  - { id: mail, trigger: { day: 1 }, owner: review, actions: [{ channel: email }] }
  - { id: demand, trigger: { day: 10 }, owner: ar, approval: boss, actions: [{ channel: letter, template: formal-demand }] }
  - id: hand-over
    trigger: { day: 60 }
    owner: boss
    approval: required
    actions:
      - channel: task
        template: placement
        decision: { agency: { cost_percent: 25, chance: 40 }, legal: { cost: 800, chance: 55.5 }, write_off: {} }
late_fee: { from_stage: hand-over, annual_percent: 10 }
costs: { call: 4, email: 0.05 }
";

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,contact,email,due_date,amount
A-1,A,Ash,Ann,ann@example.com,2026-03-30,100.00
B-1,B,Beech,Bob,bob@example.com,2026-03-20,5000.00
C-1,C,<b>Cedar</b> | Co,Cem,cem@example.com,2026-01-10,9300.00
C-2,C,<b>Cedar</b> | Co,Cem,cem@example.com,2026-04-10,50.00
";

const EVENTS: &str = "\
date,type,invoice_id,amount,until,channel,by,note
2026-02-01,promise,C-1,,2026-02-10,,Dana,will pay | soon
2026-02-12,touch,C-1,,,call,Dana,no answer
2026-02-13,touch,C-1,,,call,Dana,
2026-02-20,payment,C-1,2000.00,,,,
";

struct Desk(TempDir);

impl Desk {
    /// With the drafts of 2026-03-31.
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        let project = "workflow: w.yaml\nledger: { currency: USD }\nsender: { name: AR, company: Example Ltd, email: ar@example.com }\n";
        for (file, text) in [("w.yaml", WORKFLOW), ("invoices.csv", INVOICES), ("events.csv", EVENTS), ("collect.yaml", project)] {
            fs::write(desk.0.path().join(file), text).unwrap();
        }
        desk
    }

    fn drafted() -> Desk {
        let desk = Desk::new();
        let drafted = desk.run(&["draft", "--as-of", "2026-03-31"]);
        assert!(drafted.contains("must be approved before it is sent: 2 actions"), "{drafted}");
        desk
    }

    /// What is said on both streams, and how it ended.
    fn run(&self, words: &[&str]) -> String {
        let (status, out, err) = Run::collect(words).folder(self.0.path()).told();
        format!("{out}{err}{status}\n")
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.0.path().join(Path::new("outbox/2026-03-31")).join(file)
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }
}

const LETTER: &str = "review/ar/B_B-1_demand_letter.html";

#[test]
fn what_must_be_approved_lies_apart_and_is_listed() {
    let desk = Desk::drafted();
    let manifest = desk.read("manifest.csv");
    let columns = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0].to_owned(), cells[1].to_owned(), cells[cells.len() - 1].to_owned())
    };
    let rows: Vec<_> = manifest.lines().skip(1).map(columns).collect();
    let row = |file: &str, ids: &str, approval: &str| (file.to_owned(), ids.to_owned(), approval.to_owned());
    let mail = rows[3].0.clone();
    let expected = [
        row("review/boss/C_C-1_hand-over_task.md", "C-1/hand-over/task/1", "required"),
        row("review/boss/C_C-1_hand-over_task.html", "", "required"),
        row(LETTER, "B-1/demand/letter/1", "boss"),
        // An owner who is called like the folder has another.
        row(&mail, "A-1/mail/email/1", ""),
    ];
    assert_eq!(rows, expected);
    assert!(mail.starts_with("review_") && mail.ends_with("/A_A-1_mail_email.eml"), "{mail}");
    let expected = "\
outbox/2026-03-31: 2 actions to approve
  C-1/hand-over/task/1: review/boss/C_C-1_hand-over_task.md
  B-1/demand/letter/1 by boss: review/ar/B_B-1_demand_letter.html
0
";
    assert_eq!(desk.run(&["approve"]), expected);
    // A second run changes nothing.
    assert!(desk.run(&["draft", "--as-of", "2026-03-31"]).contains("3 drafts and 1 printable page (4 unchanged)"));
}

#[test]
fn each_approves_what_they_may_and_an_edit_waits_again() {
    let desk = Desk::drafted();
    let anna = desk.run(&["approve", "--by", "anna", "--on", "2026-03-31"]);
    // The sheet and its page.
    assert_eq!(anna, "outbox/2026-03-31: 1 draft approved by anna.\nnote: 1 draft waits for boss\n0\n");
    let refused = desk.run(&["approve", "--by", "anna", "--only", "B-1/demand/letter/1"]);
    assert!(refused.contains("must be approved by \"boss\", not by \"anna\"") && refused.ends_with("2\n"), "{refused}");
    let unknown = desk.run(&["approve", "--by", "anna", "--only", "B-9/demand/letter/1"]);
    assert!(
        unknown.contains("\"B-9/demand/letter/1\" is not an action, invoice, customer or file of outbox/2026-03-31")
            && unknown.ends_with("2\n"),
        "{unknown}"
    );
    let free = desk.run(&["approve", "--by", "anna", "--only", "A-1/mail/email/1"]);
    assert!(free.contains("needs no approval") && free.ends_with("2\n"), "{free}");
    let boss = desk.run(&["approve", "outbox/2026-03-31", "--by", "boss", "--only", "B-1/demand/letter/1", "--on", "2026-04-01"]);
    assert_eq!(boss, "outbox/2026-03-31: 1 draft approved by boss.\n0\n");
    assert_eq!(desk.run(&["approve"]), "outbox/2026-03-31: nothing waits for approval.\n0\n");

    fs::write(desk.path(LETTER), desk.read(LETTER) + "<!-- and another thing -->\n").unwrap();
    let expected = "\
outbox/2026-03-31: 1 action to approve
  B-1/demand/letter/1 by boss: review/ar/B_B-1_demand_letter.html; changed since boss approved it on 2026-04-01
0
";
    assert_eq!(desk.run(&["approve"]), expected);
    assert_eq!(desk.run(&["approve", "--by", "boss", "--on", "2026-04-02"]), "outbox/2026-03-31: 1 draft approved by boss.\n0\n");
    let approvals = desk.read("approvals.csv");
    let days: Vec<&str> = approvals.lines().map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(days, ["date", "2026-03-31", "2026-04-01", "2026-04-02"], "rows are added, and none is changed");
    let again = desk.run(&["draft", "--as-of", "2026-03-31"]);
    assert!(!again.contains("before it is approved") && !again.contains("is not a draft"), "{again}");
}

#[test]
fn a_row_that_was_cut_short_is_no_approval_and_in_nobodys_way() {
    let desk = Desk::drafted();
    desk.run(&["approve", "--by", "boss", "--on", "2026-03-31"]);
    let whole = desk.read("approvals.csv");
    fs::write(desk.path("approvals.csv"), &whole[..whole.len() - 10]).unwrap();
    assert!(desk.run(&["approve"]).contains("1 action to approve"));
    desk.run(&["approve", "--by", "boss", "--on", "2026-03-31"]);
    assert!(desk.run(&["approve"]).contains("nothing waits"));
}

#[test]
fn without_drafts_there_is_nothing_to_approve() {
    let desk = Desk::new();
    let said = desk.run(&["approve", "--by", "boss"]);
    assert!(said.contains("outbox has no drafts: run `collect draft` first") && said.ends_with("2\n"), "{said}");
    assert!(desk.run(&["approve", "nowhere"]).contains("has no manifest.csv"));
}

#[test]
fn the_plan_says_who_approves() {
    let desk = Desk::new();
    let json = desk.run(&["plan", "--as-of", "2026-03-31", "--format", "json"]);
    let approvals: Vec<&str> = json.lines().filter(|line| line.contains("\"approval\"")).map(str::trim).collect();
    assert_eq!(approvals, ["\"approval\": \"required\"", "\"approval\": \"boss\""]);
    let table = desk.run(&["plan", "--as-of", "2026-03-31"]);
    assert!(table.contains("; needs approval by boss"), "{table}");
}

#[test]
fn a_dossier_has_the_amounts_the_decision_the_customer_and_the_history() {
    let desk = Desk::drafted();
    let sheet = desk.read("review/boss/C_C-1_hand-over_task.md");
    for part in [
        // 7,300.00 is left; chance 40 % and a quarter of what comes in: 2,920.00 − 730.00.
        "| agency | 40 % | 2,920.00 | 730.00 | 2,190.00 |\n",
        "| legal | 55.5 % | 4,051.50 | 800.00 | 3,251.50 |\n",
        "| write_off | 0 % | 0.00 | 0.00 | 0.00 |\n",
        "- call: 2 × 4 = 8.00\n",
        "- = 8.00 USD: the cost of the recorded work\n",
        // From 11 January to 20 February on 9,300.00, to 31 March on 7,300.00: 104.4658 and 78.00.
        "- 2026-01-11 to 2026-02-20: 9,300.00 USD × 10 % × 41 days ÷ 365 = 104.4658 USD\n",
        "- 2026-02-21 to 2026-03-31: 7,300.00 USD × 10 % × 39 days ÷ 365 = 78.0000 USD\n",
        "- 182.47 USD: the interest, rounded once\n",
        "| C-1 | 2026-01-10 | 80 | 9,300.00 USD | 7,300.00 USD | active |\n",
        "| C-2 | 2026-04-10 | -10 | 50.00 USD | 50.00 USD | upcoming |\n",
        "## What happened\n",
        "will pay \\| soon",
        "no answer",
        "events.csv:5",
    ] {
        assert!(sheet.contains(part), "{part:?} in\n{sheet}");
    }
    let page = desk.read("review/boss/C_C-1_hand-over_task.html");
    for part in [
        "<td>agency</td><td class=\"number\">40 %</td><td class=\"number\">2,920.00</td>",
        "&lt;b&gt;Cedar&lt;/b&gt; | Co has 2 invoices in the ledger.",
        "will pay | soon",
    ] {
        assert!(page.contains(part), "{part:?} in\n{page}");
    }
    assert!(!page.contains("<b>Cedar"));
}

#[test]
fn a_dossier_is_for_tasks_and_is_the_same_from_a_pipe() {
    let desk = Desk::new();
    fs::create_dir(desk.0.path().join("templates")).unwrap();
    fs::write(desk.0.path().join("templates/formal-demand.letter.hbs"), "<p>{{dossier}}</p>\n").unwrap();
    let said = desk.run(&["draft", "--as-of", "2026-03-31"]);
    assert!(said.contains("a dossier is only for tasks, not for messages") && said.ends_with("2\n"), "{said}");
    fs::remove_dir_all(desk.0.path().join("templates")).unwrap();

    let paths = ["review/boss/C_C-1_hand-over_task.md", "review/boss/C_C-1_hand-over_task.html"];
    desk.run(&["draft", "--as-of", "2026-03-31"]);
    let from_a_file = paths.map(|path| desk.read(path));
    fs::remove_dir_all(desk.0.path().join("outbox")).unwrap();
    let invoices = fs::read(desk.0.path().join("invoices.csv")).unwrap();
    let told = "warning[stale-ledger]: the newest payment in the ledger is of 2026-02-20, 39 days before 2026-03-31\n  = help: update the \
                ledger before you chase anybody; limits.stale_days is the allowed age in days\n1 warning\nnote: must be approved before it \
                is sent: 2 actions (`collect approve` lists them)\n";
    let piped = Run::collect(&["draft", "--as-of", "2026-03-31", "--invoices", "-"]).folder(desk.0.path()).stdin(invoices);
    piped.stderr(told).stdout();
    assert_eq!(paths.map(|path| desk.read(path)), from_a_file);
}

#[test]
fn what_is_not_approved_is_not_recorded() {
    let desk = Desk::drafted();
    let log = desk.0.path().join("log.csv");
    let rows = || fs::read_to_string(&log).map_or(0, |text| text.lines().skip(1).filter(|row| row.contains("/demand/")).count());
    let record = ["record", "--as-of", "2026-03-31"];
    let said = desk.run(&record);
    assert!(said.contains("not recorded, because it is not approved yet: B-1/demand/letter/1"), "{said}");
    assert_eq!(rows(), 0, "{said}");
    let said = desk.run(&["record", "--as-of", "2026-03-31", "--only", "B-1/demand/letter/1"]);
    assert!(said.contains("not approved yet, so it cannot have been sent") && said.ends_with("2\n"), "{said}");
    desk.run(&["approve", "--by", "boss"]);
    let letter = desk.path(LETTER);
    fs::remove_file(letter).unwrap();
    let said = desk.run(&record);
    assert!(rows() > 0 && !said.contains("not approved"), "what was approved may have been moved when it was sent: {said}");
}
