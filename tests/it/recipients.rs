//! To whom emails go: `to`, `cc` and `bcc` of stages, actions and drafts, and what becomes of addresses at which nothing arrives.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
owners:
  ar: { name: Ada Reed, email: ada@example.com }
  sales: { from_column: account_owner, fallback: ar }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    to: [cfo_email, email]
    cc: [sales, sales_email]
    actions:
      - { channel: email, bcc: [audit@example.com, ada@example.com] }
      - { channel: call, after: 30 }
drafts: { cc: ar, bcc: archive@example.com }
";

const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency,email,cfo_email,sales_email,account_owner,cc
A,C-A,2026-03-20,100.00,EUR,ap@a.example,cfo@a.example,rep@example.com,sam@example.com,copy@a.example
B,C-B,2026-03-20,100.00,EUR,ap@b.example,,,,
C,C-C,2026-03-20,100.00,EUR,ap@c.example,cfo@c.example,,,
D,C-D,2026-03-20,100.00,EUR,ap@d.example,cfo@d.example,,,
E,C-E,2026-03-20,100.00,EUR,ap@e.example,cfo@e.example,,,
F,C-F,2026-03-20,100.00,EUR,\"one@f.example, two@f.example; three@f.example\",,,,
G,C-G,2026-03-20,100.00,EUR,,,,,
H,C-H,2026-03-20,100.00,EUR,ap@h.example,not an address,,,
";

const EVENTS: &str = "\
date,type,customer_id,address,channel,until
2026-03-21,bounce,C-C,CFO@c.example,,
2026-03-21,bounce,C-D,cfo@d.example,,
2026-03-21,opt_out,C-D,ap@d.example,email,2026-04-20
2026-03-21,bounce,C-E,cfo@e.example,,
2026-03-22,bounce,C-E,ap@e.example,,
2026-03-22,bounce,C-F,two@f.example,,
2026-03-22,opt_out,C-F,one@f.example,email,
";

fn place() -> Place {
    let project = "workflow: w.yaml\nsender: { company: Example Ltd, email: ar@example.com }\n";
    Place::with(&[("collect.yaml", project), ("w.yaml", WORKFLOW), ("invoices.csv", INVOICES), ("events.csv", EVENTS)])
}

fn run(place: &Place, line: &str) -> (i32, String, String) {
    let words = line.split_whitespace().chain(["--as-of", "2026-03-31"]);
    let (code, out, err) = place.command(&words.collect::<Vec<_>>()).told();
    (code, out, err.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Invoice, and to whom the manifest says that it goes; what has no addressee is a sheet.
fn drafted(place: &Place) -> Vec<(String, String)> {
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let rows = csv::Reader::from_reader(manifest.as_bytes()).into_records().map(Result::unwrap).collect::<Vec<_>>();
    let mut all: Vec<(String, String)> = rows.iter().map(|row| (row[0].split('_').nth(1).unwrap().to_owned(), row[5].to_owned())).collect();
    all.sort();
    all
}

#[test]
fn the_first_recipient_that_is_reached_gets_it() {
    let place = place();
    let (_, plan, _) = run(&place, "plan --format json -q");
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let mut held: Vec<String> = plan["withheld"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", row["invoice_id"], row["reason"], row["free_on"]).replace('"', ""))
        .collect();
    held.sort();
    assert_eq!(held, ["D opted-out 2026-04-20", "E no-contact null"]);
    run(&place, "draft -q");
    let wanted = [
        ("A", "cfo@a.example"),
        ("B", "ap@b.example"),
        ("C", "ap@c.example"),
        ("E", ""),
        ("F", "three@f.example"),
        ("G", ""),
        // What is no address is passed over, as nobody can be written to there.
        ("H", "ap@h.example"),
    ];
    let wanted: Vec<(String, String)> = wanted.iter().map(|(id, to)| ((*id).to_owned(), (*to).to_owned())).collect();
    assert_eq!(drafted(&place), wanted);
    let sheet = place.read("outbox/2026-03-31/ar/C-E_E_reminder_email.md");
    assert!(sheet.contains("an email to cfo@e.example, ap@e.example did not arrive"), "{sheet}");
    for (invoice, told) in [("D", "until 2026-04-20 (opted-out)"), ("E", "cfo@e.example, ap@e.example")] {
        let (_, story, _) = run(&place, &format!("explain {invoice} -q"));
        let story = story.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(story.contains(told), "{invoice}: {story}");
    }
}

#[test]
fn copies_go_to_owners_columns_and_addresses_each_once() {
    let place = place();
    run(&place, "draft -q");
    let header = |invoice: &str, name: &str| {
        let email = place
            .read(&format!("outbox/2026-03-31/ar/C-{invoice}_{invoice}_reminder_email.eml"))
            .replace("\r\n\t", " ")
            .replace("\r\n ", " ");
        email.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned)).unwrap_or_default()
    };
    // Ada writes it, so she gets no copy; the owner of the account stands in the ledger as an address.
    assert_eq!(header("A", "From"), "\"Ada Reed\" <ada@example.com>");
    assert_eq!(header("A", "Cc"), "<sam@example.com>, <rep@example.com>, <copy@a.example>");
    assert_eq!(header("A", "Bcc"), "<archive@example.com>, <audit@example.com>");
    assert_eq!((header("B", "Cc"), header("B", "Bcc")), (String::new(), "<archive@example.com>, <audit@example.com>".to_owned()));
}

#[test]
fn only_what_goes_to_the_same_people_is_one_message() {
    let place = place();
    place.write("w.yaml", WORKFLOW.replace("drafts: {", "drafts: { consolidate: customer,"));
    let rows = "\
invoice_id,customer_id,due_date,amount,currency,email,cfo_email,sales_email,account_owner,cc
A1,C,2026-03-20,1.00,EUR,ap@c.example,cfo@c.example,,,
A2,C,2026-03-20,2.00,EUR,other@c.example,cfo@c.example,,,
A3,C,2026-03-20,3.00,EUR,ap@c.example,,,,
A4,C,2026-03-20,4.00,EUR,ap@c.example,,rep@example.com,,
";
    place.write("templates/default.email.hbs", "Subject: x\n\n{{#each invoices}}{{id}} {{/each}}\n");
    place.write("invoices.csv", rows);
    place.write("events.csv", "date,type,customer_id,address\n");
    run(&place, "draft -q");
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(manifest.as_bytes()).into_records().map(Result::unwrap).collect();
    let mut found: Vec<String> = rows.iter().map(|row| format!("{} {}", &row[5], row[1].matches('/').count() / 3)).collect();
    found.sort();
    assert_eq!(found, ["ap@c.example 1", "ap@c.example 1", "cfo@c.example 2"]);
    // Once the address of the director does not work, each goes to its own.
    std::fs::remove_dir_all(place.path().join("outbox")).unwrap();
    place.write("events.csv", "date,type,customer_id,address\n2026-03-25,bounce,C,cfo@c.example\n");
    run(&place, "draft -q");
    let manifest = place.read("outbox/2026-03-31/manifest.csv");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(manifest.as_bytes()).into_records().map(Result::unwrap).collect();
    let mut found: Vec<String> = rows.iter().map(|row| format!("{} {}", &row[5], row[1].matches('/').count() / 3)).collect();
    found.sort();
    assert_eq!(found, ["ap@c.example 1", "ap@c.example 2", "other@c.example 1"]);
}

#[test]
fn mistakes_are_found_where_they_stand() {
    let place = place();
    place.write("w.yaml", WORKFLOW.replace("to: [cfo_email, email]", "to: [cfo_mail, email]"));
    let (code, out, _) = run(&place, "check");
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(code, 0, "{out}");
    let wanted = "the ledger has no column \"cfo_mail\", so no email goes to an address in it";
    assert!(out.contains(wanted) && out.contains("did you mean \"cfo_email\"?") && out.contains("w.yaml:12"), "{out}");
    let wrong = [
        ("to: [cfo_email, email]", "to: sales", "w.yaml:9:9", "\"sales\" is an owner, and `to` names the customer's addresses"),
        ("to: [cfo_email, email]", "to: [a@b c]", "w.yaml:9:10", "must be an email address"),
        ("channel: call, after", "channel: call, to: email, after", "w.yaml:13:26", "only emails have `to`"),
    ];
    for (from, to, at, told) in wrong {
        place.write("w.yaml", WORKFLOW.replace(from, to));
        let (code, out, err) = run(&place, "plan");
        assert!(code == 2 && err.contains(at) && err.contains(told), "{to}: {out} {err}");
    }
}
