//! An export without a single invoice: an error for every command that reads the ledger, unless it is allowed.

use crate::place::Place;

const HEADER: &str = "invoice_id,customer_id,due_date,amount,currency,segment\n";

const ALL: [&str; 14] = [
    "plan -o out.json",
    "status -o out.csv",
    "explain INV-1 -o out.md",
    "statement -o out.csv",
    "statement ACME",
    "may call INV-1",
    "draft",
    "simulate --from 2026-03-01 --to 2026-03-31 -o out.csv",
    "diff net30 saas -o out.md",
    "log call INV-1",
    "log pause --customer ACME",
    "undo",
    "sync -o out.csv",
    "match april.sta",
];

fn place(invoices: &str) -> Place {
    let log = "date,type,invoice_id,channel,ref,id\n2026-03-30,touch,INV-1,call,,L-1\n";
    let statement =
        ":20:S\n:25:60050101/7777\n:28C:1/1\n:60F:C260301EUR0,00\n:61:2603020302CR5,00NTRFNONREF\n:86:thanks\n:62F:C260302EUR5,00\n-\n";
    Place::with(&[("invoices.csv", invoices), ("log.csv", log), ("april.sta", statement)])
}

fn run(place: &Place, line: &str) -> (i32, String, String) {
    let day: &[&str] = if line.contains("--to") { &[] } else { &["--as-of", "2026-03-31"] };
    place.command(&[&line.split_whitespace().collect::<Vec<_>>(), day].concat()).told()
}

fn files(place: &Place) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    // What is locked against others leaves an empty file.
    names.retain(|name| ![".log.csv.lock", ".book.csv.lock"].contains(&name.as_str()));
    names.sort();
    names
}

#[test]
fn nothing_is_done_and_nothing_written() {
    for invoices in [HEADER, HEADER.trim_end(), &format!("\u{feff}{}\r\n\r\n", HEADER.trim_end())] {
        let place = place(invoices);
        for line in ALL {
            let (before, log) = (files(&place), place.read("log.csv"));
            let (code, out, err) = run(&place, line);
            assert!(code == 2 && out.is_empty() && err.contains("[no-invoices]"), "{line}: {code} {out} {err}");
            assert_eq!((files(&place), place.read("log.csv")), (before, log), "{line}");
        }
    }
}

#[test]
fn a_check_fails() {
    let place = place(HEADER);
    let (code, out, _) = run(&place, "check");
    assert!(code == 1 && out.contains("error[no-invoices]"), "{out}");
    let (_, out, _) = run(&place, "check --allow-empty");
    assert!(!out.contains("no-invoices"), "{out}");
}

#[test]
fn it_can_be_allowed_and_then_no_warning_is_left_of_it() {
    let place = place(HEADER);
    for line in &ALL[..2] {
        let (code, _, err) = run(&place, &format!("{line} --allow-empty --deny-warnings"));
        assert!(code == 0 && err.contains("note: the ledger has no invoices; if that is right, add --allow-empty"), "{line}: {err}");
    }
    assert!(place.read("out.json").contains("\"actions\""));
    let (code, _, err) = run(&place, "explain INV-1 --allow-empty");
    assert!(code == 2 && err.contains("the ledger has no invoice \"INV-1\""), "{err}");
    assert_eq!(run(&place, "undo --allow-empty").0, 0);
}

#[test]
fn a_file_without_a_header_is_no_export() {
    for bytes in ["", "\u{feff}", "\n\n"] {
        let (code, _, err) = run(&place(bytes), "plan --allow-empty");
        assert!(code == 2 && err.contains("unreadable-file") && !err.contains("no-invoices"), "{bytes:?}: {err}");
    }
}

#[test]
fn rows_that_are_all_skipped_are_no_empty_export() {
    let place = place(&format!("{HEADER}INV-1,ACME,soon,1.00,EUR,smb\nINV-2,ACME,later,1.00,EUR,smb\n"));
    for line in ["plan --skip-bad-rows", "plan --skip-bad-rows --allow-empty", "log call INV-1 --skip-bad-rows"] {
        let (code, _, err) = run(&place, line);
        assert!(code == 2 && err.contains("none of the 2 rows of the invoices can be read"), "{line}: {err}");
        assert!(!place.has("rejects.csv"), "{line}");
    }
    let (code, _, err) = run(&place, "plan");
    assert!(code == 2 && err.contains("bad-date") && !err.contains("no-invoices"), "the rows are what is wrong: {err}");
}

#[test]
fn a_slice_that_leaves_nothing_is_a_warning() {
    let place = place(&format!("{HEADER}INV-1,ACME,2026-03-01,1.00,EUR,smb\n"));
    let (code, out, err) = run(&place, "plan --only segment=smbb");
    assert!(code == 0 && out.contains("Nothing is due"), "{out}");
    assert!(err.contains("warning[empty-slice]: the ledger's only invoice is not in the slice segment=smbb"), "{err}");
    assert_eq!(run(&place, "plan --only segment=smbb --deny-warnings").0, 1);
    assert!(!run(&place, "plan --only segment=smb").2.contains("empty-slice"));
}
