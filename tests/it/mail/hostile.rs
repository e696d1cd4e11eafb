//! Names that mean harm, in emails and in mailboxes.

use super::Desk;
use super::read_back::{is_there, read_back};
use fs_err as fs;
use std::path::Path;
use std::process::Command;

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

#[test]
fn another_parser_reads_what_was_meant() {
    if !is_there("python3", &["--version"], "another_parser_reads_what_was_meant") {
        return;
    }
    let desk = harmful();
    let drafted = desk.drafted(&["--mbox", "day.mbox", "--maildir", "Mail"]);
    let files: Vec<String> =
        drafted.iter().filter(|row| row[0].ends_with(".eml")).map(|row| format!("outbox/2026-03-31/{}", row[0])).collect();
    for one in read_back(desk.0.path(), "day.mbox", "Mail", &files) {
        let wanted = ["Date", "Message-ID", "From", "To", "Reply-To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"];
        let names: Vec<&str> = one.header_names().into_iter().filter(|name| *name != "Auto-Submitted" && *name != "Cc").collect();
        assert_eq!(names, wanted);
        let (plain, html) = (&one.plain, &one.html);
        assert!(!html.contains("<script") && !plain.contains('\u{202E}'));
        if one.addresses("To")[0][1] == "ap@bolt.example" {
            assert_eq!(one.header("Subject"), Some("Invoice C|x --=_a was due on 20 March 2026"));
            assert!(plain.starts_with("Dear Bob,\n\nWe have not yet received your payment for invoice C|x --=_a, which"), "{plain}");
        } else {
            let named = "Zoë \"=cmd|'/C'!A0\" ../../x Bcc: victim@elsewhere.example <script>alert(1)</script> From me";
            assert!(plain.starts_with(&format!("Dear {named},\n\nInvoice A, due on 1 March 2026, is now 30 days overdue.")), "{plain}");
            assert!(html.contains("&lt;script&gt;") && html.contains(">B</td>"), "{html}");
            assert_eq!(one.addresses("To")[0][1], "ap@acme.example");
        }
    }
}

#[test]
fn what_looks_encoded_is_shown_as_it_stands_in_the_ledger() {
    if !is_there("python3", &["--version"], "what_looks_encoded_is_shown_as_it_stands_in_the_ledger") {
        return;
    }
    let (id, contact) = ("=?utf-8?Q?R=C3=A9?=", "Zoë =?utf-8?B?WsOpCg==?=");
    let desk = Desk::new(&format!("{id},C,Acme,{contact},ap@acme.example,1,2026-03-20,50.50,EUR,\n"), "");
    let drafted = desk.drafted(&["--mbox", "day.mbox", "--maildir", "Mail"]);
    let file = format!("outbox/2026-03-31/{}", drafted[0][0]);
    let email = fs::read_to_string(desk.0.path().join(&file)).unwrap();
    assert!(email.lines().all(|line| line.len() <= 76), "{email}");
    let read = read_back(desk.0.path(), "day.mbox", "Mail", &[file]);
    assert_eq!(read[0].header("Subject"), Some(&*format!("Invoice {id} was due on 20 March 2026")));
    assert_eq!(read[0].addresses("To"), [[contact, "ap@acme.example"]]);
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
        if subject.contains("Invoice A") {
            assert_eq!(subject, "Invoice A: when can we expect your payment?\n");
            assert!(message.contains("Invoice A, due on 1 March 2026") && message.contains("Total "), "{message}");
        } else {
            assert_eq!(subject, "Invoice C|x --=_a was due on 20 March 2026\n");
            assert!(message.contains("for invoice C|x --=_a, which was due on 20 March 2026"), "{message}");
        }
        assert!(!message.contains("Bcc: victim@elsewhere.example\n"), "{message}");
    }
}
