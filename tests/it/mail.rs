//! What customers get: one message for several invoices, threads, mailboxes, and what happens where nothing arrives. The program is
//! run, and its emails are read back by others.

use fs_err as fs;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
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

    fn run(&self, arguments: &[&str]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_collect")).args(arguments).current_dir(self.0.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// The drafts of 2026-03-31: file, ids and address of each, by the manifest.
    fn drafted(&self, more: &[&str]) -> Vec<[String; 3]> {
        self.run(&[&["draft", "--as-of", "2026-03-31", "-q"], more].concat());
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
    assert_eq!(headers["Subject"], "2 invoices, 150.50 EUR: when can we expect your payment?");
    let wanted = "These 2 invoices are overdue:

Invoice   Due date        Days overdue   Open amount
A         1 March 2026              30    100.00 EUR
B         20 March 2026             11     50.50 EUR
Total                                     150.50 EUR

Please do one of these two things this week:
";
    assert!(email.contains(wanted), "{email}");
    assert!(email.contains(">Total</td>") && email.contains(">150.50 EUR</td>") && !email.contains("7.00"), "{email}");
    let single = desk.text("robot/ACME_E_first_email.eml");
    assert!(single.contains("Auto-Submitted: auto-generated") && !single.contains("Total") && single.contains("invoice E"), "{single}");
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
    assert!(String::from_utf8_lossy(&told.stdout).contains("+ review/ann/ACME_second_email.eml\n"), "{told:?}");
    assert!(["all.mbox", "all", "outbox"].iter().all(|path| !desk.0.path().join(path).exists()), "a dry run writes nothing");
    let mut drafted = desk.drafted(&[]);
    drafted.sort();
    let listed: Vec<[&str; 2]> = drafted.iter().map(|row| [&*row[0], &*row[1]]).collect();
    assert_eq!(
        listed,
        [
            ["review/ann/ACME_A_second_call.md", "A/second/call/1"],
            ["review/ann/ACME_G_second_call.md", "G/second/call/1"],
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
    let ids: Vec<String> = desk.drafted(&[]).into_iter().map(|[_, ids, _]| ids).collect();
    assert_eq!(ids, ["A/first/email/1", "B/first/email/1"]);
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
    let plan = desk.run(&["plan", "--as-of", "2026-03-31", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_slice(&plan.stdout).unwrap();
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
    let told = |invoice| {
        String::from_utf8(desk.run(&["explain", invoice, "--as-of", "2026-03-31"]).stdout)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (a, b) = (told("A"), told("B"));
    assert!(a.contains("An email to AP@acme.example did not arrive.") && a.contains("(no-contact)"), "{a}");
    assert!(
        b.contains("The customer wants no more emails until 2026-04-10") && b.contains("none is due until 2026-04-10 (opted-out)"),
        "{b}"
    );
    // The sheet is no email: it is not recorded, and on another day the email goes out to another address.
    desk.run(&["record", "--as-of", "2026-03-31", "-q"]);
    let log = fs::read_to_string(desk.0.path().join("log.csv")).unwrap();
    assert!(log.contains("C/first/email/1") && !log.contains("A/first/email/1"), "{log}");
    desk.write("invoices.csv", &format!("{HEAD}A,ACME,Acme,Jane,new@acme.example,1,2026-03-20,100.00,EUR,\n"));
    let written = String::from_utf8(desk.run(&["draft", "--as-of", "2026-04-01", "--dry-run"]).stdout).unwrap();
    assert!(written.ends_with("\n+ robot/ACME_A_first_email.eml\n"), "{written}");
    assert_eq!(desk.drafted(&[]), [["robot/ACME_A_first_email.eml", "A/first/email/1", "new@acme.example"]]);
}

const HOSTILE: &str =
    "\"Zoë \u{202E}\"\"=cmd|'/C'!A0\"\" ../../x\nBcc: victim@elsewhere.example\r\n\r\n<script>alert(1)</script> From me\"";

/// Two emails, one of them with names that mean harm.
fn harmful() -> Desk {
    Desk::new(
        &format!(
            "A,ACME,{HOSTILE},{HOSTILE},ap@acme.example,1,2026-03-01,100.00,EUR,{HOSTILE}
B,ACME,{HOSTILE},{HOSTILE},ap@acme.example,1,2026-03-20,50.50,EUR,{HOSTILE}
\"C|x\n--=_a\",BOLT,Bolt & Söhne,Bob,ap@bolt.example,1,2026-03-20,50.50,EUR,
"
        ),
        "",
    )
}

#[test]
fn mailboxes_hold_the_emails_and_are_left_alone_when_nothing_changes() {
    let desk = harmful();
    let boxes = ["--mbox", "day.mbox", "--maildir", "Mail"];
    let drafted = desk.drafted(&boxes);
    let emails: Vec<&[String; 3]> = drafted.iter().filter(|row| row[0].ends_with(".eml")).collect();
    assert_eq!(emails.len(), 2, "{drafted:?}");
    let (mbox, cur) = (desk.0.path().join("day.mbox"), desk.0.path().join("Mail/cur"));
    let text = fs::read_to_string(&mbox).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("From ")).count(), 2);
    assert!(text.starts_with("From MAILER-DAEMON Tue Mar 31 08:00:00 2026\nDate: Tue, 31 Mar 2026 08:00:00 +0000\n"), "{text}");
    let state = || {
        let modified = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        let mut files: Vec<_> = fs::read_dir(&cur).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        (modified(&mbox), files.iter().map(|file| modified(file)).collect::<Vec<_>>(), files)
    };
    let before = state();
    let contents: Vec<Vec<u8>> = before.2.iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(emails.iter().all(|row| contents.contains(&desk.bytes(&row[0]))));
    desk.drafted(&boxes);
    assert_eq!(state(), before);
    // An edited draft is what the mailboxes hold, too; what is not due any more leaves.
    let file = &emails[0][0];
    desk.write(&format!("outbox/2026-03-31/{file}"), "Subject: edited\r\n\r\nBy hand\r\n");
    desk.write("log.csv", "date,type,invoice_id,channel,ref\n2026-03-31,touch,\"C|x\n--=_a\",email,\n");
    desk.drafted(&boxes);
    assert_eq!(fs::read_to_string(&mbox).unwrap(), "From MAILER-DAEMON Tue Mar 31 08:00:00 2026\nSubject: edited\n\nBy hand\n\n");
    assert_eq!(fs::read_dir(&cur).unwrap().count(), 1);
}

/// Reads a mail as Python does, without knowing how it was written: headers by name, and both texts.
const READ: &str = r#"
import sys, json, mailbox, email, email.policy
def told(message):
    assert not message.defects, message.defects
    for part in message.walk(): assert not part.defects, part.defects
    body = lambda kind: message.get_body((kind,)).get_content().replace("\r\n", "\n")
    return {"headers": [[name, str(value)] for name, value in message.items()], "plain": body("plain"), "html": body("html"), "parts": [part.get_content_type() for part in message.walk()]}
factory = lambda file: email.message_from_binary_file(file, policy=email.policy.default)
files = [told(email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)) for path in sys.argv[3:]]
print(json.dumps({"files": files, "mbox": [told(message) for message in mailbox.mbox(sys.argv[1], factory)], "maildir": sorted((told(message) for message in mailbox.Maildir(sys.argv[2], factory)), key=lambda one: one["plain"])}))
"#;

/// Can the program be run? If not, says so on the real standard error, which the harness does not take.
fn is_there(program: &str, arguments: &[&str], what: &str) -> bool {
    let there = Command::new(program).args(arguments).output().is_ok();
    if !there {
        std::io::stderr().write_all(format!("SKIPPED: {what}: there is no {program} here\n").as_bytes()).unwrap();
    }
    there
}

#[test]
fn another_parser_reads_what_was_meant() {
    if !is_there("python3", &["--version"], "another_parser_reads_what_was_meant") {
        return;
    }
    let desk = harmful();
    let drafted = desk.drafted(&["--mbox", "day.mbox", "--maildir", "Mail"]);
    let files: Vec<String> =
        drafted.iter().filter(|row| row[0].ends_with(".eml")).map(|row| format!("outbox/2026-03-31/{}", row[0])).collect();
    let read = Command::new("python3").args(["-c", READ, "day.mbox", "Mail"]).args(&files).current_dir(desk.0.path()).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let read: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    for one in read["files"].as_array().unwrap() {
        let headers = one["headers"].as_array().unwrap();
        let names: Vec<&str> = headers.iter().map(|pair| pair[0].as_str().unwrap()).collect();
        let wanted = ["Date", "Message-ID", "From", "To", "Reply-To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"];
        let names: Vec<&str> = names.into_iter().filter(|name| *name != "Auto-Submitted" && *name != "Cc").collect();
        assert_eq!(names, wanted);
        assert_eq!(one["parts"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
        let header = |name: &str| headers.iter().find(|pair| pair[0] == name).unwrap()[1].as_str().unwrap();
        let (plain, html) = (one["plain"].as_str().unwrap(), one["html"].as_str().unwrap());
        assert!(!html.contains("<script") && !plain.contains('\u{202E}'));
        if header("To").ends_with("<ap@bolt.example>") {
            assert_eq!(header("Subject"), "Invoice C|x --=_a was due on 20 March 2026");
            assert!(plain.starts_with("Dear Bob,\n\nWe have not yet received your payment for invoice C|x --=_a, which"), "{plain}");
        } else {
            let named = "Zoë \"=cmd|'/C'!A0\" ../../x Bcc: victim@elsewhere.example <script>alert(1)</script> From me";
            assert!(plain.starts_with(&format!("Dear {named},\n\nThese 2 invoices are overdue:\n\nInvoice   Due date ")), "{plain}");
            assert!(html.contains("&lt;script&gt;") && html.contains(">A</td>"), "{html}");
            assert!(header("To").ends_with("<ap@acme.example>"), "{}", header("To"));
        }
    }
    let mut files = read["files"].as_array().unwrap().clone();
    assert_eq!(read["mbox"].as_array().unwrap(), &files);
    files.sort_by_key(|one| one["plain"].as_str().unwrap().to_owned());
    assert_eq!(read["maildir"].as_array().unwrap(), &files);
}

#[test]
fn a_mail_program_shows_it() {
    // Of the package mblaze: it lists what is in a maildir, and shows a message.
    if !is_there("mshow", &["-h", "Subject", "/dev/null"], "a_mail_program_shows_it (package mblaze)") {
        return;
    }
    let desk = harmful();
    desk.drafted(&["--maildir", "Mail"]);
    let shown = |arguments: &[&str]| {
        let output = Command::new(arguments[0]).args(&arguments[1..]).current_dir(desk.0.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let listed = shown(&["mlist", "-D", "Mail"]);
    assert_eq!(listed.lines().count(), 2, "two drafts: {listed}");
    for file in listed.lines() {
        let subject = shown(&["mhdr", "-h", "Subject", "-d", file]);
        let message = shown(&["mshow", "-N", "-h", "From:To:Subject", file]);
        if subject.contains("2 invoices") {
            assert_eq!(subject, "2 invoices, 150.50 EUR: when can we expect your payment?\n");
            assert!(message.contains("These 2 invoices are overdue:") && message.contains("Total "), "{message}");
        } else {
            assert_eq!(subject, "Invoice C|x --=_a was due on 20 March 2026\n");
            assert!(message.contains("for invoice C|x --=_a, which was due on 20 March 2026"), "{message}");
        }
        assert!(!message.contains("Bcc: victim@elsewhere.example\n"), "{message}");
    }
}
