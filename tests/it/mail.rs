//! What customers get: one message for several invoices, threads, mailboxes, and what happens where nothing arrives. The program is
//! run, and its emails are read back by others.

mod accounts;
mod calls;
mod examples;
mod hostile;
mod letters;
mod read_back;

use crate::run::Run;
use fs_err as fs;
use std::collections::BTreeMap;
use tempfile::TempDir;

const PROJECT: &str = "workflow: desk.yaml\nsender: { name: AR, company: Example Ltd, email: ar@example.com }\n";

const WORKFLOW: &str = "\
version: 1
name: desk
owners:
  robot: { kind: automated, name: Example Ltd, email: robot@example.com }
  ann: { name: Ann Archer, email: ann@example.com }
  account-owner: { from_column: account_owner, fallback: ann }
  kim: { name: Kim Key, email: kim@example.com }
stages:
  - { id: pre-due, trigger: { day: -3 }, owner: robot, actions: [{ channel: email, template: pre-due }] }
  - { id: first, trigger: { day: 5 }, owner: robot, actions: [{ channel: email, template: first-overdue }] }
  - { id: second, trigger: { day: 20 }, owner: ann, actions: [{ channel: email, template: second-notice }, { channel: call }] }
drafts: { consolidate: customer, cc: account-owner, reply_to: answers@example.com }
";

const HEAD: &str = "invoice_id,customer_id,customer_name,contact,email,phone,due_date,amount,currency,account_owner\n";

/// A folder with a project.
struct Desk(TempDir);

impl Desk {
    fn new(invoices: &str, events: &str) -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        desk.write("collect.yaml", PROJECT);
        desk.write("desk.yaml", WORKFLOW);
        desk.write("invoices.csv", &format!("{HEAD}{invoices}"));
        desk.write("events.csv", &format!("date,type,invoice_id,customer_id,channel,until,address,ref\n{events}"));
        desk
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Run {
        Run::collect(arguments).folder(self.0.path())
    }

    /// Standard output of a run that tells nothing else.
    fn run(&self, arguments: &[&str]) -> String {
        self.command(arguments).stdout()
    }

    /// The findings of `collect check`: the status says whether there are any, and nothing else is told.
    fn checked(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.command(arguments).told();
        assert!((0..=1).contains(&code) && err.is_empty(), "{code}: {out}{err}");
        out
    }

    /// Both streams of a run that goes well.
    fn both(&self, arguments: &[&str]) -> [String; 2] {
        let (code, out, err) = self.command(arguments).told();
        assert_eq!(code, 0, "{arguments:?}: {err}");
        [out, err]
    }

    /// The drafts of 2026-03-31: file, ids and address of each, by the manifest.
    fn drafted(&self, more: &[&str]) -> Vec<[String; 3]> {
        self.both(&[&["draft", "--as-of", "2026-03-31", "-q"], more].concat());
        let manifest = self.0.path().join("outbox/2026-03-31/manifest.csv");
        let mut rows = csv::Reader::from_path(manifest).unwrap();
        rows.records().map(|row| row.unwrap()).map(|row| [0, 1, 5].map(|cell| row[cell].to_owned())).collect()
    }

    fn bytes(&self, file: &str) -> Vec<u8> {
        fs::read(self.0.path().join("outbox/2026-03-31").join(file)).unwrap()
    }

    fn text(&self, file: &str) -> String {
        super::drafts::decoded(std::str::from_utf8(&self.bytes(file)).unwrap())
    }
}

/// The headers of an email, unfolded.
fn headers(email: &str) -> BTreeMap<String, String> {
    let head = email.split("\n\n").next().unwrap().replace("\n ", " ").replace("\n\t", " ");
    head.lines().filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn all_that_is_due_of_a_customer_is_one_message() {
    // A is in the second stage, B in the first; C is disputed, D is due in two days, E is in another currency, F goes to somebody else.
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,100.00,EUR,kim
B,ACME,Acme,Jane,AP@acme.example,1,2026-03-20,50.50,EUR,
C,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,7.00,EUR,
D,ACME,Acme,Jane,ap@acme.example,1,2026-04-02,9.00,EUR,
E,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,8.00,USD,
F,ACME,Acme,Joe,joe@acme.example,1,2026-03-20,6.00,EUR,
",
        "2026-03-22,dispute,C,,,,,\n",
    );
    let mut drafted = desk.drafted(&[]);
    drafted.sort();
    let listed: Vec<[&str; 3]> = drafted.iter().map(|row| [&*row[0], &*row[1], &*row[2]]).collect();
    assert_eq!(
        listed,
        [
            ["ann/ACME_A_second_call.md", "A/second/call/1", "1"],
            ["ann/ACME_second_email.eml", "A/second/email/1;B/first/email/1", "ap@acme.example"],
            ["robot/ACME_C_dispute_task.md", "C/dispute/1", ""],
            ["robot/ACME_D_pre-due_email.eml", "D/pre-due/email/1", "ap@acme.example"],
            ["robot/ACME_E_first_email.eml", "E/first/email/1", "ap@acme.example"],
            ["robot/ACME_F_first_email.eml", "F/first/email/1", "joe@acme.example"],
        ]
    );
    let email = desk.text("ann/ACME_second_email.eml");
    let headers = headers(&email);
    assert_eq!(headers["From"], "\"Ann Archer\" <ann@example.com>");
    assert_eq!(headers["Cc"], "\"Kim Key\" <kim@example.com>", "ann writes herself and gets no copy");
    assert_eq!(headers["Reply-To"], "<answers@example.com>");
    assert_eq!(headers["Subject"], "Invoice A: when can we expect your payment?");
    // B is in an earlier stage: it is reminded of, and not asked for with what is said about A.
    let wanted = "Invoice A, due on 1 March 2026, is now 30 days overdue. The open amount is 100.00 EUR.

Please do one of these two things this week:
";
    assert!(email.contains(wanted), "{email}");
    let wanted = "Apart from that, we would like to remind you of one more overdue invoice:

Invoice   Due date        Days overdue   Open amount
B         20 March 2026             11     50.50 EUR
Total                                      50.50 EUR

Kind regards,
";
    assert!(email.contains(wanted), "{email}");
    assert!(email.contains(">Total</td>") && !email.contains("150.50") && !email.contains("7.00"), "{email}");
    let single = desk.text("robot/ACME_E_first_email.eml");
    assert!(single.contains("Auto-Submitted: auto-generated") && !single.contains("Total") && single.contains("invoice E"), "{single}");
}

#[test]
fn a_message_is_recorded_with_all_that_it_is_about() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,
B,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,50.50,EUR,
",
        "",
    );
    desk.drafted(&[]);
    let said = |words: &[&str]| desk.both(words)[1].replace('\n', " ");
    let told = said(&["record", "--as-of", "2026-03-31", "--only", "A"]);
    let wanted = "robot/ACME_first_email.eml is also about B/first/email/1, and was sent with it: collect record outbox/2026-03-31 --only \
                  robot/ACME_first_email.eml";
    assert!(told.contains(wanted), "{told}");
    let told = said(&["record", "--as-of", "2026-03-31", "--only", "robot/ACME_first_email.eml"]);
    assert_eq!(told, "");
}

#[test]
fn what_needs_an_approval_is_put_together_only_with_what_needs_the_same() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,100.00,EUR,kim
B,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,50.50,EUR,
G,ACME,Acme,Jane,ap@acme.example,1,2026-03-02,7.00,EUR,
",
        "",
    );
    desk.write("desk.yaml", &WORKFLOW.replace("trigger: { day: 20 }, owner: ann", "trigger: { day: 20 }, owner: ann, approval: kim"));
    let told = desk.run(&["draft", "--as-of", "2026-03-31", "-q", "--dry-run", "--mbox", "all.mbox", "--maildir", "all"]);
    assert!(told.contains("+ review/ann/ACME_second_email.eml\n"), "{told}");
    assert!(["all.mbox", "all", "outbox"].iter().all(|path| !desk.0.path().join(path).exists()), "a dry run writes nothing");
    let mut drafted = desk.drafted(&[]);
    drafted.sort();
    let listed: Vec<[&str; 2]> = drafted.iter().map(|row| [&*row[0], &*row[1]]).collect();
    assert_eq!(
        listed,
        [
            ["review/ann/ACME_second_call.md", "A/second/call/1;G/second/call/1"],
            ["review/ann/ACME_second_email.eml", "A/second/email/1;G/second/email/1"],
            ["robot/ACME_B_first_email.eml", "B/first/email/1"],
        ]
    );
}

#[test]
fn a_template_that_lists_no_invoices_is_used_for_one_only() {
    let invoices = "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,\nB,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,50.50,EUR,\n";
    let desk = Desk::new(invoices, "");
    assert_eq!(desk.drafted(&[])[0][1], "A/first/email/1;B/first/email/1");
    desk.write("templates/first-overdue.email.hbs", "Subject: {{invoice.id}}\n\nPlease pay {{money invoice.balance}}.\n");
    let ids: Vec<String> = desk.drafted(&["--again"]).into_iter().map(|[_, ids, _]| ids).collect();
    assert_eq!(ids, ["A/first/email/1", "B/first/email/1"]);
}

#[test]
fn a_number_is_the_same_however_it_is_written_and_no_other_is() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,,+44 (20) 000-1,2026-03-20,5.00,EUR,
B,ACME,Acme,Jane,,+44200001,2026-03-20,5.00,EUR,
C,ACME,Acme,Jane,,+44200002,2026-03-20,5.00,EUR,
",
        "",
    );
    desk.write("desk.yaml", &WORKFLOW.replace("channel: email, template: first-overdue", "channel: sms, template: several"));
    desk.write("templates/several.sms.hbs", "Open: {{#each invoices}}{{id}} {{/each}}\n");
    let mut ids: Vec<String> = desk.drafted(&[]).into_iter().map(|[_, ids, _]| ids).collect();
    ids.sort();
    assert_eq!(ids, ["A/first/sms/1;B/first/sms/1", "C/first/sms/1"]);
}

#[test]
fn a_message_may_mention_what_is_not_due_yet() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,
B,ACME,Acme,Jane,ap@acme.example,1,2026-04-20,50.50,EUR,
C,ACME,Acme,Jane,ap@acme.example,1,2026-04-21,7.00,EUR,
D,ACME,Acme,Joe,joe@acme.example,1,2026-04-22,6.00,EUR,
E,BOLT,Bolt,Bob,ap@bolt.example,1,2026-04-22,5.00,EUR,
",
        "2026-03-22,dispute,C,,,,,\n",
    );
    let template = "Subject: x\n\n{{#each invoices}}{{id}} {{money ../total.balance}}{{/each}}; later: {{#each others}}{{id}} {{due_date}} {{days_past_due}}{{else}}none{{/each}}; {{#each totals}}{{currency}} {{count}}{{/each}}\n";
    desk.write("templates/first-overdue.email.hbs", template);
    desk.drafted(&[]);
    let email = desk.text("robot/ACME_A_first_email.eml");
    assert!(email.contains("A 100.00 EUR; later: B 2026-04-20 -20; EUR 1\n"), "{email}");
}

#[test]
fn an_email_answers_the_ones_that_were_recorded_before() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,100.00,EUR,\n",
        "2026-03-06,touch,A,,email,,,A/first/email/1\n2026-02-26,touch,A,,email,,,A/pre-due/email/1\n2026-03-07,touch,A,,call,,,\n",
    );
    desk.drafted(&[]);
    let id = |action: &str| format!("<{}@example.com>", &blake3::hash(action.as_bytes()).to_hex()[..32]);
    let headers = headers(&desk.text("ann/ACME_A_second_email.eml"));
    assert_eq!(headers["Message-ID"], id("A/second/email/1"));
    assert_eq!(headers["In-Reply-To"], id("A/first/email/1"));
    assert_eq!(headers["References"], format!("{} {}", id("A/pre-due/email/1"), id("A/first/email/1")));
}

#[test]
fn what_does_not_arrive_becomes_a_sheet_and_what_is_not_wanted_waits() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,
B,BOLT,Bolt,Bob,ap@bolt.example,1,2026-03-20,50.50,EUR,
C,CORA,Cora,Cy,,1,2026-03-20,7.00,EUR,
",
        "2026-03-25,bounce,,ACME,,,AP@acme.example,\n2026-03-26,opt_out,B,,email,2026-04-10,,\n",
    );
    let plan = desk.run(&["plan", "--as-of", "2026-03-31", "--format", "json", "-q"]);
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let held: Vec<[&serde_json::Value; 3]> =
        plan["withheld"].as_array().unwrap().iter().map(|row| [&row["action_id"], &row["reason"], &row["free_on"]]).collect();
    assert_eq!(
        format!("{held:?}").replace("String", ""),
        r#"[[("A/first/email/1"), ("no-contact"), Null], [("B/first/email/1"), ("opted-out"), ("2026-04-10")]]"#
    );
    assert_eq!(desk.drafted(&[]), [["robot/CORA_C_first_email.md", "C/first/email/1", ""], ["robot/ACME_A_first_email.md", "", ""]]);
    let sheet = desk.text("robot/ACME_A_first_email.md");
    let wanted = "- another email address: an email to ap@acme.example did not arrive (from the column email of the invoices)\n";
    assert!(sheet.starts_with("# Complete this message: email to Acme, invoice A\n") && sheet.contains(wanted), "{sheet}");
    let told = |invoice| desk.run(&["explain", invoice, "--as-of", "2026-03-31", "-q"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let (a, b) = (told("A"), told("B"));
    assert!(a.contains("An email to AP@acme.example did not arrive.") && a.contains("(no-contact)"), "{a}");
    assert!(
        b.contains("The customer wants no more emails until 2026-04-10") && b.contains("none is due until 2026-04-10 (opted-out)"),
        "{b}"
    );
    // The sheet is no email: it is not recorded, and on another day the email goes out to another address.
    // That to Cora was completed by hand and sent.
    desk.both(&["record", "outbox/2026-03-31", "--only", "robot/CORA_C_first_email.md", "--as-of", "2026-03-31", "-q"]);
    let log = fs::read_to_string(desk.0.path().join("log.csv")).unwrap();
    assert!(log.contains("C/first/email/1") && !log.contains("A/first/email/1"), "{log}");
    desk.write("invoices.csv", &format!("{HEAD}A,ACME,Acme,Jane,new@acme.example,1,2026-03-20,100.00,EUR,\n"));
    let written = desk.run(&["draft", "--as-of", "2026-04-01", "--dry-run", "-q"]);
    assert!(written.ends_with("\n+ robot/ACME_A_first_email.eml\n"), "{written}");
    assert_eq!(desk.drafted(&[]), [["robot/ACME_A_first_email.eml", "A/first/email/1", "new@acme.example"]]);
}

#[test]
fn emails_that_come_from_no_address_are_told_of() {
    let invoices = "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,100.00,EUR,
B,BOLT,Bolt,Bob,ap@bolt.example,1,2026-03-20,50.50,EUR,
C,CORA,Cora,Cy,,1,2026-03-20,7.00,EUR,
";
    let desk = Desk::new(invoices, "");
    let told = |desk: &Desk| desk.both(&["draft", "--as-of", "2026-03-31"])[1].clone();
    assert!(!told(&desk).contains("no-sender"), "everybody has an address");
    // Ann has one of her own; the robot has not, and one of its two emails is a sheet that asks for an address.
    desk.write("collect.yaml", "workflow: desk.yaml\nsender: { company: Example Ltd }\n");
    desk.write("desk.yaml", &WORKFLOW.replace(", email: robot@example.com", ""));
    let wanted = "warning[no-sender]: 1 email of \"robot\" has no sender address: neither the owner nor the project's `sender` has one, so the \
                  draft has no From\n  = help: give the owner an `email` in the workflow, or `sender: { email: … }` in collect.yaml, and run draft again";
    let error = told(&desk);
    assert!(error.contains(wanted), "{error}");
    let from = |file: &str| headers(&desk.text(file)).get("From").cloned();
    assert_eq!(from("robot/BOLT_B_first_email.eml"), None);
    assert_eq!(from("ann/ACME_A_second_email.eml").as_deref(), Some("\"Ann Archer\" <ann@example.com>"));
    // What is no address does not help, and `check` says so before anything is due.
    desk.write("collect.yaml", "workflow: desk.yaml\nsender: { company: Example Ltd, email: accounts@localhost }\n");
    let checked = || desk.checked(&["check"]);
    assert!(told(&desk).contains("no-sender") && checked().contains("no-sender"), "{}", checked());
    // The project's address is enough.
    desk.write("collect.yaml", PROJECT);
    assert!(!checked().contains("no-sender"));
    assert!(!told(&desk).contains("no-sender"));
    assert_eq!(from("robot/BOLT_B_first_email.eml").as_deref(), Some("\"AR\" <ar@example.com>"));
}

/// The robot has no address. Its two invoices of Bolt share a message; that of Acme goes out with Ann's, who has one, and so is from her.
#[test]
fn emails_without_a_sender_are_counted_as_the_messages_that_they_are() {
    let invoices = "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,100.00,EUR,
B,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,50.50,EUR,
C,BOLT,Bolt,Bob,ap@bolt.example,1,2026-03-20,7.00,EUR,
D,BOLT,Bolt,Bob,ap@bolt.example,1,2026-03-21,7.00,EUR,
";
    let desk = Desk::new(invoices, "");
    desk.write("collect.yaml", "workflow: desk.yaml\nsender: { company: Example Ltd }\n");
    desk.write("desk.yaml", &WORKFLOW.replace(", email: robot@example.com", ""));
    let run = |day: &str| desk.both(&["draft", "--as-of", day]);
    let [out, err] = run("2026-03-31");
    assert!(err.contains("warning[no-sender]: 1 email of \"robot\" has no sender address"), "{err}");
    let rows: Vec<Vec<&str>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(
        rows.contains(&vec!["ann", "1", "1", "–", "–", "–", "–"]) && rows.contains(&vec!["robot", "1", "–", "–", "–", "–", "–"]),
        "{out}"
    );
    // What is kept back the next day is no email of that day.
    let [out, err] = run("2026-04-01");
    assert!(out.contains("No drafts") && !err.contains("no-sender"), "{out}{err}");
}

/// The sheet of the handoff shows its dossier, and the same lies beside it as a page.
#[test]
fn a_page_to_print_is_not_counted_as_a_draft() {
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-01-01,100.00,EUR,\nB,BOLT,Bolt,Bob,ap@bolt.example,1,2026-03-20,7.00,EUR,\n",
        "",
    );
    let handoff = "  - { id: handoff, trigger: { day: 60 }, owner: ann, actions: [{ channel: task, template: handoff }] }\ndrafts:";
    desk.write("desk.yaml", &WORKFLOW.replace("drafts:", handoff));
    let told = |words: &[&str]| desk.run(words);
    let out = told(&["draft", "--as-of", "2026-03-31"]);
    assert!(out.starts_with("outbox/2026-03-31: 2 drafts and 1 printable page (3 written)\n"), "{out}");
    let rows: Vec<Vec<&str>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(
        rows.contains(&vec!["ann", "–", "–", "–", "–", "1", "–"]) && rows.contains(&vec!["robot", "1", "–", "–", "–", "–", "–"]),
        "{out}"
    );
    assert!(told(&["draft", "--as-of", "2026-03-31"]).starts_with("outbox/2026-03-31: 2 drafts and 1 printable page (3 unchanged)\n"));
}

#[cfg(unix)]
#[test]
fn there_may_be_more_emails_than_files_may_be_open() {
    let row = |number: u32| format!("N-{number},C-{number},Acme,Jane,ap{number}@acme.example,1,2026-03-20,10.00,EUR,\n");
    let desk = Desk::new(&(0..200).map(row).collect::<String>(), "");
    let line = "ulimit -n 60 && exec \"$0\" draft --as-of 2026-03-31 --first-run --mbox day.mbox --maildir Mail";
    let run = || Run::shell(line).folder(desk.0.path()).told();
    for told in ["Mail: 200 emails (200 written, 0 removed)", "Mail: 200 emails (0 written, 0 removed)"] {
        let (code, out, err) = run();
        assert_eq!(code, 0, "{err}");
        let out = out + &err;
        assert!(out.contains(told), "{out}");
    }
    assert_eq!(fs::read_dir(desk.0.path().join("Mail/cur")).unwrap().count(), 200);
}
