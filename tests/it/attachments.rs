//! The files of invoices that go with emails, read back by another program.

use crate::place::Place;
use fs_err as fs;
use std::process::Command;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Ada Reed, email: ada@example.com } }
stages: [{ id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, template: first-overdue }] }]
drafts: { consolidate: customer, ATTACH }
";

const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency,email,invoice_file
R/1,C-A,2026-03-20,100.00,EUR,ap@a.example,
R-2,C-A,2026-03-20,50.00,EUR,ap@a.example,scans\\0007.PDF
R-3,C-B,2026-03-20,100.00,EUR,ap@b.example,
";

fn place(attach: &str) -> Place {
    let project = "workflow: w.yaml\nsender: { company: Example Ltd, email: ar@example.com }\n";
    Place::with(&[
        ("collect.yaml", project),
        ("w.yaml", &WORKFLOW.replace("ATTACH", attach)),
        ("invoices.csv", INVOICES),
        ("pdf/R-1.pdf", "%PDF-1 the first"),
        ("pdf/R-2.pdf", "%PDF-1 the second"),
        ("pdf/R-3.pdf", "%PDF-1 the third"),
        ("scans/0007.PDF", "%PDF-1 a scan"),
    ])
}

/// Exit code and standard error, its lines put together.
fn draft(place: &Place, more: &[&str]) -> (i32, String) {
    let (code, _, err) = place.command(&[&["draft", "--as-of", "2026-03-31", "--first-run"], more].concat()).told();
    (code, err.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Name, type and size of each file that an email carries, as Python's parser sees them.
fn carried(place: &Place, file: &str) -> String {
    let script = "\
import sys, email, email.policy
message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
assert not message.defects and message.get_body(('plain',)).get_content()
for part in message.iter_attachments(): print(part.get_filename(), part.get_content_type(), len(part.get_content()), sep='|')";
    let path = place.path().join("outbox/2026-03-31").join(file);
    let run = Command::new("python3").args(["-c", script]).arg(path).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn each_invoice_of_a_message_goes_with_it_under_a_name_that_says_which() {
    let place = place("attach: [\"pdf/{invoice_id}.pdf\"]");
    assert_eq!(draft(&place, &[]), (0, String::new()));
    // `R/1` is no name of a file. The scan has the invoice's number for its name, and the name of the other is taken.
    assert_eq!(
        carried(&place, "ar/C-A_reminder_email.eml"),
        "R-2.PDF|application/pdf|13\nR-2 (2).pdf|application/pdf|17\nR-1.pdf|application/pdf|16\n"
    );
    assert_eq!(carried(&place, "ar/C-B_R-3_reminder_email.eml"), "R-3.pdf|application/pdf|16\n");
    // The same files give the same bytes; another file is another message.
    let (first, again) = (place.read("outbox/2026-03-31/manifest.csv"), draft(&place, &[]));
    assert_eq!((again.0, place.read("outbox/2026-03-31/manifest.csv")), (0, first.clone()));
    place.write("pdf/R-3.pdf", "%PDF-1 the third, corrected");
    let (code, err) = draft(&place, &[]);
    assert!(code == 0 && err.contains("C-B_R-3_reminder_email.eml replaces the draft of an earlier run"), "{err}");
    assert_ne!(place.read("outbox/2026-03-31/manifest.csv"), first);
}

#[test]
fn a_file_that_cannot_go_with_an_email_is_told() {
    let place = place("attach: [\"pdf/{invoice_id}.pdf\"]");
    fs::remove_file(place.path().join("pdf/R-1.pdf")).unwrap();
    fs::rename(place.path().join("pdf/R-3.pdf"), place.path().join("pdf/Rechnung r-3 (neu).pdf")).unwrap();
    place.write("scans/0007.PDF", "");
    place.write("pdf/R-2.pdf", vec![b'x'; 10_000_001]);
    let (code, err) = draft(&place, &["--dry-run"]);
    assert_eq!(code, 0, "{err}");
    let expected = [
        "3 files: R-2: the file scans/0007.PDF is empty; R-2: the file pdf/R-2.pdf is too large (10.1 MB): a message carries 10 MB at most; \
         R/1: the file pdf/R-1.pdf does not exist; the email to C-A goes without",
        "R-3: the file pdf/R-3.pdf does not exist, but pdf/Rechnung r-3 (neu).pdf does; the email to C-B goes without",
    ];
    for told in expected {
        assert!(err.contains(told), "{err}");
    }
    assert!(!place.has("outbox"));
    let (code, err) = draft(&place, &["--deny-warnings"]);
    assert!(
        code == 1 && err.contains(expected[0]) && err.contains("2 emails without files, and --deny-warnings is given: nothing was drafted"),
        "{err}"
    );
    assert!(!place.has("outbox"));
    assert_eq!(draft(&place, &[]).0, 0);
    assert_eq!(carried(&place, "ar/C-B_R-3_reminder_email.eml"), "");
}

#[test]
fn a_message_that_must_carry_its_files_waits_for_them() {
    let place = place("attach: { files: \"pdf/{invoice_id}.pdf\", required: true, most_mb: 1 }");
    fs::remove_file(place.path().join("pdf/R-3.pdf")).unwrap();
    let (_, dry, _) = place.command(&["draft", "--as-of", "2026-03-31", "--first-run", "--dry-run"]).told();
    assert!(dry.contains("+ ar/C-A_reminder_email.eml\n+ ar/C-B_R-3_reminder_email.md\n"), "{dry}");
    assert_eq!(draft(&place, &[]).0, 0);
    let sheet = place.read("outbox/2026-03-31/ar/C-B_R-3_reminder_email.md");
    assert!(sheet.contains("- an attachment. R-3: the file pdf/R-3.pdf does not exist\n"), "{sheet}");
    // Without patterns, the column says which file.
    let place = self::place("attach: required");
    assert_eq!(draft(&place, &[]).0, 0);
    let sheet = place.read("outbox/2026-03-31/ar/C-B_R-3_reminder_email.md");
    assert!(sheet.contains("R-3: the file has no name: the column invoice_file is empty"), "{sheet}");
}

#[test]
fn nothing_outside_of_the_project_goes_with_an_email() {
    let place = place("cc: []");
    place.write("w.yaml", WORKFLOW.replace(", ATTACH", ""));
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.pdf"), "secret").unwrap();
    place.write("invoices.csv", INVOICES.replace("ap@b.example,", "ap@b.example,../secret.pdf"));
    let (_, err) = draft(&place, &[]);
    assert!(err.contains("R-3: the file ../secret.pdf is outside of the project's folder"), "{err}");
    assert_eq!(carried(&place, "ar/C-A_reminder_email.eml"), "R-2.PDF|application/pdf|13\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.pdf"), place.path().join("pdf/link.pdf")).unwrap();
        place.write("invoices.csv", INVOICES.replace("ap@b.example,", "ap@b.example,pdf/link.pdf"));
        let (_, err) = draft(&place, &[]);
        assert!(err.contains("R-3: the file pdf/link.pdf is outside of the project's folder"), "{err}");
        place.write("invoices.csv", INVOICES.replace("ap@b.example,", "ap@b.example,pdf"));
        let (_, err) = draft(&place, &[]);
        assert!(err.contains("R-3: the file pdf is not a file"), "{err}");
    }
}

#[test]
fn a_pattern_that_cannot_be_meant_is_told_with_its_place() {
    for (attach, told) in [
        ("attach: \"../{invoice_id}.pdf\"", "\"../{invoice_id}.pdf\" leads out of the project's folder --> w.yaml:4:42"),
        ("attach: [terms.pdf]", "\"terms.pdf\" names no column of the invoice"),
        (
            "attach: { files: \"pdf/{number}.pdf\" }",
            "the ledger has no column \"number\", which drafts.attach takes the names of files from",
        ),
        ("attach: { most_mb: 0 }", "`most_mb` must be"),
    ] {
        let (_, err) = draft(&place(attach), &[]);
        assert!(err.contains(told), "{attach}: {err}");
    }
}
