//! All of a customer on one day, for whoever takes a call about it.

use super::DESK;
use crate::place::Place;

/// On Thursday 2026-03-12, A-1 is 11 days past due and A-2 two; both are promised until the 20th. A-3 was paid five days late, A-4 is due in
/// April. There are 20.00 on a credit note and 10.00 on account.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,contact,due_date,amount,currency,note
A-1,C-1,Acme,Ann,2026-03-01,100.00,EUR,x
A-2,C-1,Acme,Ann,2026-03-10,50.00,EUR,y
A-3,C-1,Acme,Ann,2026-02-01,80.00,EUR,
A-4,C-1,Acme,Ann,2026-04-01,40.00,USD,
CN,C-1,Acme,Ann,2026-02-01,-20.00,EUR,
B-1,C-2,Beta,Bob,2026-03-01,70.00,EUR,
D-1,C-3,Delta,Dan,2026-03-01,70.00,EUR,
E-1,C-4,Delta,Eve,2026-03-01,70.00,EUR,
";

const EVENTS: &str = "\
date,type,invoice_id,customer_id,amount,currency,until,channel,by,note
2026-02-06,payment,A-3,,80.00,,,,,
2026-03-03,payment,,C-1,10.00,EUR,,,,
2026-03-04,touch,A-1,,,,,call,Dana,Asked for Ann
2026-03-05,promise,,C-1,,,2026-03-20,,Dana,Next pay run
2026-03-06,touch,B-1,,,,,call,,
";

fn place() -> Place {
    Place::with(&[("desk.yaml", DESK), ("invoices.csv", INVOICES), ("events.csv", EVENTS)])
}

fn explained(place: &Place, words: &[&str]) -> (i32, String, String) {
    place.command(&[&["explain", "--workflow", "desk.yaml", "--as-of", "2026-03-12"], words].concat()).told()
}

#[test]
fn the_account_is_told_with_what_happened_and_what_is_in_the_way() {
    let wanted = "\
Acme (C-1): the account on Thursday 2026-03-12, workflow desk

Customer
  contact: Ann

Account
  EUR: 2 invoices open, 150.00 EUR in all; 150.00 EUR is overdue by 1–30 days.
  150.00 EUR of it is promised.
  20.00 EUR is open on credit notes and 10.00 EUR is on account, applied to no invoice; less that, 120.00 EUR is left.
  USD: 1 invoice open, 40.00 USD in all; nothing is overdue.
  The invoice paid last was paid 5 days late.
  The last payment came on 2026-03-03: 10.00 EUR on account.
  The last answer came on 2026-03-05.

Due now
  Nothing is due.

In the way
  A-1, A-2: A promise is pending: the customer promised to pay by 2026-03-20; nobody chases until Saturday 2026-03-21, which is not a working day; the first after it is Monday 2026-03-23 (promised, desk.yaml:12).

Next
  2026-03-23: A-1/broken-promise/1 for boss, call, if nothing happens until then.
  2026-03-23: A-2/broken-promise/1 for boss, call, if nothing happens until then.
  2026-04-02: A-4/mail/email/1 for ar, email, if nothing happens until then.

Invoices
Invoice  Due         Past due      Amount        Open  Status    Stage
──────────────────────────────────────────────────────────────────────
A-1      2026-03-01        11  100.00 EUR  100.00 EUR  promised  Mail
A-2      2026-03-10         2   50.00 EUR   50.00 EUR  promised
A-4      2026-04-01       -20   40.00 USD   40.00 USD  upcoming
A-3      2026-02-01             80.00 EUR    0.00 EUR  paid
CN       2026-02-01            -20.00 EUR  -20.00 EUR  credit

What happened
";
    let rows = [
        ["2026-02-01", "A-3", "Due date.", ""],
        ["2026-02-06", "A-3", "Payment of 80.00 EUR; nothing is left to pay.", "events.csv:2"],
        ["2026-02-06", "A-3", "The invoice is paid: nothing more is due.", ""],
        ["2026-03-01", "A-1", "Due date.", ""],
        ["2026-03-03", "customer", "Payment of 10.00 EUR for the customer, not applied to an invoice yet.", "events.csv:3"],
        ["2026-03-04", "A-1", "Call recorded. Dana: Asked for Ann", "events.csv:4"],
        ["2026-03-05", "customer", "For the whole customer: Promise to pay by 2026-03-20", "events.csv:5"],
        ["2026-03-10", "A-2", "Due date.", ""],
    ];
    let (code, out, err) = explained(&place(), &["--customer", "C-1"]);
    let (head, story) = out.split_at(out.find("What happened\n").unwrap() + "What happened\n".len());
    assert_eq!((code, head, err.as_str()), (0, wanted, ""));
    let told: Vec<&str> = story.lines().skip(2).collect();
    assert_eq!(told.len(), rows.len(), "{story}");
    for (line, cells) in told.iter().zip(rows) {
        assert!(line.starts_with(cells[0]) && cells.iter().all(|cell| line.contains(cell)), "{cells:?}\n{line}");
    }
}

#[test]
fn a_customer_is_found_by_id_or_by_a_name_that_is_its_own() {
    let place = place();
    let by_id = explained(&place, &["--customer", "C-1"]);
    for word in ["acme", "ACME", "c-1"] {
        assert_eq!(explained(&place, &["--customer", word]), by_id, "{word}");
    }
    for (word, told) in [
        ("Delta", "error: several customers are called \"Delta\": Delta (C-3), Delta (C-4); give the id of one"),
        ("Acne", "error: the ledger has no customer \"Acne\": did you mean \"Acme\"?"),
        ("A-1", "error: the ledger has no customer \"A-1\", but an invoice of that id: collect explain A-1"),
    ] {
        let (code, out, err) = explained(&place, &["-q", "--customer", word]);
        let err = err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", told));
    }
    let (_, _, err) = explained(&place, &["-q", "C-1"]);
    assert!(err.contains("--customer \"C-1\" shows all of it"), "{err}");
    assert_eq!(explained(&place, &["A-1", "--customer", "C-1"]).0, 2);
    assert_eq!(explained(&place, &["--customer", "C-1", "--rank"]).0, 2);
    assert_eq!(explained(&place, &["--customer", "C-1", "--format", "csv"]).0, 2);
    assert_eq!(explained(&place, &[]).0, 2);
}

#[test]
fn only_the_rows_of_the_customer_are_read() {
    let place = place();
    let whole = explained(&place, &["--customer", "C-1", "-o", "all.json", "-q"]);
    assert_eq!(whole, (0, String::new(), String::new()));
    place.write("invoices.csv", format!("{INVOICES}X-1,C-9,Xi,,tomorrow,1.00,EUR,\n"));
    let (code, out, _) = explained(&place, &["--customer", "C-1"]);
    assert!(code == 0 && out.contains("2 invoices open, 150.00 EUR in all"), "{out}");
    // All rows are read where the bad ones are put aside.
    let (code, same, _) = explained(&place, &["--customer", "C-1", "--skip-bad-rows"]);
    assert_eq!((code, same), (3, out));
}

#[test]
fn pages_and_programs_get_the_same() {
    let place = place();
    place.write("invoices.csv", INVOICES.replace("Acme", "A<b>\u{1b}me"));
    let (code, page, _) = explained(&place, &["--customer", "C-1", "--format", "html", "-q"]);
    assert!(code == 0 && page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("<h1>A&lt;b&gt;") && !page.contains("<b>") && !page.contains('\u{1b}'), "{page}");
    let (_, text, _) = explained(&place, &["--customer", "C-1", "--format", "markdown", "-q"]);
    assert!(text.starts_with("# A") && text.contains("\n## In the way\n\n- A-1, A-2: A promise is pending"), "{text}");
    assert!(text.contains("| A-1 | 2026-03-01 | 11 | 100.00 EUR | 100.00 EUR | promised | Mail |"), "{text}");
    let (_, json, _) = explained(&place, &["--customer", "C-1", "--format", "json", "-q"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["customer_id"], "C-1");
    assert_eq!(json["known"]["contact"], "Ann");
    assert!(json["known"].get("note").is_none(), "not all invoices say the same");
    assert_eq!(json["account"][0]["net"], "120.00");
    assert_eq!(json["account"][1]["currency"], "USD");
    assert_eq!(json["in_the_way"][0]["invoice_ids"], serde_json::json!(["A-1", "A-2"]));
    assert_eq!((json["invoice_count"].as_u64(), json["invoices"].as_array().unwrap().len()), (Some(5), 5));
    let promise = &json["story"][6];
    assert_eq!((&promise["of_customer"], &promise["by"], &promise["note"]), (&"yes".into(), &"Dana".into(), &"Next pay run".into()));
    assert_eq!(promise["invoice_ids"], serde_json::json!(["A-1", "A-2"]));
    // The page of an invoice is made of the same chapters as its story.
    let (code, page, _) = explained(&place, &["A-1", "-o", "a.html", "-q"]);
    assert_eq!((code, page.as_str()), (0, ""));
    assert!(place.read("a.html").contains("<h2>Where it stands</h2>"));
}

#[test]
fn a_customer_with_very_many_invoices_is_told_in_part() {
    let place = place();
    let rows = (0..150).map(|number| format!("N-{number:03},C-1,Acme,Ann,2026-03-{:02},1.00,EUR,\n", number % 28 + 1));
    place.write("invoices.csv", format!("{INVOICES}{}", rows.collect::<String>()));
    let (code, out, _) = explained(&place, &["--customer", "C-1", "-q"]);
    assert!(code == 0 && out.contains("EUR: 152 invoices open, 300.00 EUR in all"), "{out}");
    assert!(out.contains("The list shows 100 of 155: open ones first, by due date."), "{out}");
    assert!(out.contains("10.00 EUR is on account") && out.contains("1 invoice open, 40.00 USD"), "{out}");
}

#[test]
fn an_invoice_that_is_not_issued_yet_is_no_account() {
    let place = place();
    place.write("invoices.csv", "invoice_id,customer_id,due_date,issue_date,amount,currency\nA,C-1,2026-06-01,2026-05-01,1.00,EUR\n");
    let (code, _, err) = explained(&place, &["--customer", "C-1", "-q"]);
    assert!(code == 2 && err.contains("there is nothing to tell yet"), "{err}");
}
