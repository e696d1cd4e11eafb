//! Only the rows of the invoice's customer are read: what is told is the same as if all were.

use super::DESK;
use crate::place::Place;
use crate::scenario::{self, EventSpec, Story};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::Value;
use std::io::Write;

const HEADER: &str = "date,type,invoice_id,customer_id,channel,amount,address,ref,id\n";

const INVOICES: &str = "\
invoice_id,customer_id,email,phone,due_date,amount,currency
A-7,C-1,ann@acme.example,+49 40 123,2026-03-01,100.00,USD
A-8,C-1,,,2026-03-05,100.00,USD
A-70,C-2,bob@beta.example,,2026-03-01,100.00,USD
";

fn place(invoices: &str, events: &str) -> Place {
    Place::with(&[("desk.yaml", DESK), ("invoices.csv", invoices), ("events.csv", &format!("{HEADER}{events}"))])
}

fn explained(place: &Place, more: &[&str]) -> (i32, String, String) {
    place.command(&[&["explain", "--workflow", "desk.yaml", "--as-of", "2026-03-05"], more].concat()).told()
}

/// What is told of an invoice by its customer's rows, which is what all rows tell.
#[track_caller]
fn told(place: &Place, id: &str) -> String {
    let (code, told, error) = explained(place, &[id]);
    let (code_of_all, of_all, error_of_all) = explained(place, &[id, "--rank"]);
    assert_eq!((code, code_of_all), (0, 0), "{error}{error_of_all}");
    let ranks_left_out: Vec<String> = of_all.lines().map(without_rank).collect();
    assert_eq!(told.lines().collect::<Vec<_>>(), ranks_left_out);
    told
}

fn without_rank(line: &str) -> String {
    match line.split_once("; number ").and_then(|(before, after)| Some((before, after.split_once(" in the plan")?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => line.to_owned(),
    }
}

#[test]
fn the_rank_is_told_where_it_is_asked_for() {
    let place = place(INVOICES, "");
    let due = "A-70/mail/email/1 for ar, email, since 2026-03-02";
    assert!(explained(&place, &["A-70", "--to", "2026-03-03", "--rank"]).0 == 2);
    let on_monday =
        |more: &[&str]| place.command(&[&["explain", "A-70", "--workflow", "desk.yaml", "--to", "2026-03-02"], more].concat()).told().1;
    assert!(on_monday(&[]).contains(&format!("{due}: ")), "{}", on_monday(&[]));
    assert!(on_monday(&["--rank"]).contains(&format!("{due}; number 2 of 2 in the plan: ")), "{}", on_monday(&["--rank"]));
    let json = |more: &[&str]| -> Value { serde_json::from_str(&on_monday(&[more, &["--format", "json"]].concat())).unwrap() };
    let (bare, ranked) = (json(&[]), json(&["--rank"]));
    assert_eq!((&bare["due"][0]["rank"], &bare["rank"]["actions_in_plan"]), (&Value::Null, &Value::Null));
    assert_eq!((&ranked["due"][0]["rank"], &ranked["rank"]["actions_in_plan"]), (&2.into(), &2.into()));
    assert_eq!((&bare["ledger"]["invoices"], &ranked["ledger"]["invoices"]), (&Value::Null, &3.into()));
    assert_eq!(bare["ledger"]["digest"], ranked["ledger"]["digest"]);
}

#[test]
fn what_takes_a_row_back_stands_anywhere() {
    // The payment is taken back, the promise is not: its undo was taken back itself.
    let events = "\
2026-03-02,payment,A-7,,,30.00,,,E-1
2026-03-02,note,A-70,,,,,,E-2
2026-03-03,payment,A-7,,,20.00,,,E-3
2026-03-04,undo,,,,,,E-1,E-4
2026-03-04,undo,,,,,,E-3,E-5
2026-03-05,undo,,,,,,E-5,
";
    let told = told(&place(INVOICES, events), "A-7");
    assert!(told.contains("20.00 USD; 80.00 USD is left") && !told.contains("30.00"), "{told}");
}

#[test]
fn an_id_that_another_row_had_first_is_that_rows() {
    // What is taken back is the first row with the id, of another customer; the payment stays.
    let events = "2026-03-02,note,A-70,,,,,,E-1\n2026-03-02,payment,A-7,,,30.00,,,E-1\n2026-03-04,undo,,,,,,E-1,\n";
    let place = place(INVOICES, events);
    assert!(told(&place, "A-7").contains("70.00 USD is left"));
    let (_, _, error) = explained(&place, &["A-7"]);
    assert!(error.contains("the id \"E-1\" is also the id of another event (line 2)"), "{error}");
}

#[test]
fn what_does_not_arrive_at_an_address_is_told_on_whichever_invoice_it_stands() {
    let events = "2026-03-02,bounce,A-70,,,,ANN@acme.example,,E-1\n2026-03-02,bounce,A-70,,,,bob@beta.example,,\n2026-03-02,opt_out,A-70,,call,,+49-40-123,,\n";
    assert!(told(&place(INVOICES, events), "A-7").contains("did not arrive"));
    let taken_back = format!("{events}2026-03-03,undo,,,,,,E-1,\n");
    assert!(!told(&place(INVOICES, &taken_back), "A-7").contains("did not arrive"));
}

#[test]
fn cells_are_found_however_they_are_written() {
    let invoices = "\
invoice_id,customer_id,due_date,amount,currency,note
\"A-\"7,\"Acme, \"Inc.,2026-03-01,100.00,USD,\"a \"\"mark\"\"\"
A-70,Beta,2026-03-01,100.00,USD,\"two
lines, and A-8\"
 A-8 ,\"Acme, Inc.\",2026-03-05,100.00,USD,
";
    let events = "2026-03-02,payment,\"A-7\",,,30.00,,,\n2026-03-02,payment,A-8 ,,,10.00,,,\n2026-03-03,reply,,\"Acme, Inc.\",,,,,\n";
    let told = told(&place(invoices, events), "A-7");
    assert!(told.contains("70.00 USD is left") && told.contains("events.csv:4"), "{told}");
}

#[test]
fn cells_are_found_in_files_of_other_systems() {
    let project = "\
workflow: desk.yaml
ledger:
  invoices:
    path: items.csv
    encoding: windows-1252
    delimiter: ';'
    columns: { invoice_id: [Company, Number], customer_id: Customer, due_date: Due, amount: Amount, currency: Currency }
    values: { customer_id: { 'M\u{fc}ller': C-1 } }
  events:
    - path: events.csv
      columns: { invoice_id: Invoice }
      values: { type: { Zahlung: payment, Retoure: bounce }, invoice_id: { 'Rechnung 7': 10-7 } }
";
    let items = b"Company;Number;Customer;email;Due;Amount;Currency\n10;7;M\xfcller;a@b.example;2026-03-01;100.00;USD\n10;8;C-1;;2026-03-05;100.00;USD\n11;7;C-2;;2026-03-01;5.00;USD\n";
    let events = "date,type,Invoice,amount,address\n2026-03-02,Zahlung,Rechnung 7,30.00,\n2026-03-02,Zahlung,10-8,10.00,\n2026-03-03,Retoure,11-7,,A@b.example\n";
    let place = Place::with(&[("desk.yaml", DESK), ("collect.yaml", project), ("events.csv", events)]);
    place.write("items.csv", items);
    let told = told(&place, "10-7");
    assert!(told.contains("70.00 USD is left") && told.contains("did not arrive"), "{told}");
}

#[test]
fn cells_of_the_log_are_found_behind_their_apostrophes() {
    let invoices = "invoice_id,customer_id,due_date,amount,currency\n-7,C-1,2026-03-01,100.00,USD\n7,C-2,2026-03-01,100.00,USD\n";
    let place = place(invoices, "");
    place.write("log.csv", "date,type,invoice_id,amount,id\n2026-03-02,payment,'-7,30.00,L-1\n");
    assert!(explained(&place, &["--", "-7"]).1.contains("70.00 USD is left"));
}

#[test]
fn all_blocks_of_a_compressed_ledger_are_gone_through() {
    let rows = |row: &dyn Fn(usize) -> String| (0..8_000).map(row).collect::<String>();
    let invoices = rows(&|n| format!("INV-{n},C-{},2026-03-01,100.00,USD,\"{}\"\n", n % 1_000, "some text ".repeat(4)));
    let events = rows(&|n| format!("2026-03-02,payment,INV-{n},,,{}.00,,,E-{n}\n", n % 90 + 1));
    let place = place("", &format!("{events}2026-03-03,undo,,,,,,E-7,\n2026-03-03,reply,,C-7,,,,,\n"));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(format!("invoice_id,customer_id,due_date,amount,currency,note\n{invoices}").as_bytes()).unwrap();
    place.write("invoices.csv", gzip.finish().unwrap());
    let first = told(&place, "INV-7");
    assert!(!first.contains("Payment") && first.contains("replied") && first.contains("events.csv:8003"), "{first}");
    assert!(told(&place, "INV-7007").contains("events.csv:7009"));
}

#[test]
fn what_makes_the_answer_unsure_is_an_error() {
    let error = |invoices: &str, events: &str, id: &str| {
        let (code, out, error) = explained(&place(invoices, events), &[id]);
        assert_eq!((code, out.as_str()), (2, ""), "{error}");
        error
    };
    let twice = format!("{INVOICES}A-7,C-9,,,2026-03-01,1.00,USD\n");
    assert!(error(&twice, "", "A-7").contains("invoice \"A-7\" is in the file twice, first on line 2"));
    assert!(error(INVOICES, "2026-03-02,payment,A-8,,,much,,,\n", "A-7").contains("events.csv:2"));
    assert!(error(INVOICES, "2026-03-02,payment,A-70,,,5.00,\"x,,\n", "A-7").contains("never closed"));
    assert!(error(INVOICES, "2026-03-02,undo,A-7,,,,,E-9,\n", "A-7").contains("nothing is taken back"));
    let zeros = INVOICES.replace("A-7,", "0042,");
    assert!(error(&zeros, "2026-03-02,payment,42,,,5.00,,,\n", "0042").contains("the leading zeros are gone"));
    // Not where the ledger has both.
    assert_eq!(explained(&place(&format!("{zeros}42,C-3,,,2026-03-01,9.00,USD\n"), "2026-03-02,payment,42,,,5.00,,,\n"), &["0042"]).0, 0);
    let (code, _, error) = explained(&place(&INVOICES.replace("due_date", "due"), ""), &["A-7"]);
    assert!(code == 2 && error.contains("\"due_date\" is missing"), "{error}");
}

#[test]
fn what_is_wrong_with_other_rows_is_not_seen() {
    let events = "someday,payment,A-70,,,5.00,,,\n2026-03-02,payment,A-7,,,30.00,,,\n2026-03-02,payment,NONE,,,30.00,,,\n";
    let place = place(INVOICES, events);
    let (code, told, error) = explained(&place, &["A-7", "--deny-warnings", "-v"]);
    assert!(code == 0 && told.contains("events.csv:3") && error.is_empty(), "{error}");
    assert!(explained(&place, &["A-7", "--rank"]).2.contains("events.csv:2"));
    let (code, _, error) = explained(&place, &["A-7", "--skip-bad-rows"]);
    assert!(code == 3 && place.has("rejects.csv"), "{error}");
}

#[test]
fn a_row_that_names_another_customer_of_the_ledger_is_told() {
    let place = place(INVOICES, "2026-03-02,payment,A-7,C-2,,5.00,,,\n2026-03-02,payment,A-8,C-3,,5.00,,,\n");
    let (_, _, error) = explained(&place, &["A-7"]);
    assert!(error.contains("payment on A-7 names customer C-2") && !error.contains("C-3"), "{error}");
}

#[test]
fn an_invoice_that_is_not_there_is_looked_for_among_all() {
    let place = place(INVOICES, "2026-03-02,payment,A-99,,,5.00,,,\n");
    let error = |id: &str| explained(&place, &[id]).2;
    assert!(error("A-71").contains("did you mean"), "{}", error("A-71"));
    assert!(error("A-99").contains("but events name it"), "{}", error("A-99"));
    assert!(error("C-1").contains("not an invoice but a customer with 2 open invoices"), "{}", error("C-1"));
}

#[test]
fn a_slice_needs_all_rows() {
    let place = place(INVOICES, "");
    let (code, _, error) = explained(&place, &["A-7", "--only", "customer_id=C-2"]);
    assert!(code == 0 && error.contains("slice: customer_id=C-2, 1 of 3 invoices"), "{error}");
    assert!(explained(&place, &["A-7", "--only", "segment=x"]).2.contains("no column \"segment\""));
}

/// Rows that take back others, and rows with ids that others have.
fn with_undos(mut story: Story, undos: &[(prop::sample::Index, bool)]) -> Story {
    story.unread.clear();
    let undos = if story.events.is_empty() { &[] } else { undos };
    for (number, (event, shares)) in undos.iter().enumerate() {
        let place = event.index(story.events.len());
        let id = match story.events[place].id.as_str() {
            "" => format!("U-{number}"),
            id => id.to_owned(),
        };
        story.events[place].id.clone_from(&id);
        let date = story.events[place].date;
        let undo =
            EventSpec { date, kind: "undo".to_owned(), id: format!("U-{number}-undone"), reference: id.clone(), ..EventSpec::default() };
        if *shares {
            let other = event.index(story.invoices.len());
            let note = EventSpec { date, kind: "note".to_owned(), invoice: story.invoices[other].id.clone(), id, ..EventSpec::default() };
            story.events.insert(place, note);
        }
        story.events.push(undo);
    }
    story
}

/// What JSON tells but for ranks and counts of all rows; of the warnings, in whatever order, those that are not about the whole ledger.
fn comparable(out: &str) -> Value {
    let mut told: Value = serde_json::from_str(out).unwrap();
    let ledger = told["ledger"].as_object_mut().unwrap();
    ledger.remove("invoices");
    ledger.remove("events");
    told["due"].as_array_mut().unwrap().iter_mut().for_each(|action| action["rank"] = Value::Null);
    if let Some(rank) = told["rank"].as_object_mut() {
        rank.remove("actions_in_plan");
    }
    let of_the_whole = ["stale-ledger", "before-snapshot"];
    let warnings = told["warnings"].as_array_mut().unwrap();
    warnings.retain(|warning| !of_the_whole.iter().any(|code| warning["code"] == **code));
    warnings.sort_by_key(Value::to_string);
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_rows_of_the_customer_tell_what_all_rows_tell(
        story in scenario::random(),
        undos in proptest::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..4),
        first in any::<prop::sample::Index>(),
    ) {
        let story = with_undos(story, &undos);
        let (project, workflow, invoices, events) = (story.collect_yaml(), story.workflow_yaml(), story.invoices_csv(), story.events_csv());
        let files = [("collect.yaml", project), ("workflow.yaml", workflow), ("invoices.csv", invoices), ("events.csv", events)];
        let place = Place::with(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
        for action in story.workflow.stage_lists().flatten().flat_map(|stage| &stage.actions) {
            action.templates.iter().for_each(|name| place.write(&format!("templates/{name}.{}.hbs", action.channel.name()), ""));
        }
        let broken = &story.workflow.overrides.promise.broken;
        broken.template.iter().for_each(|name| place.write(&format!("templates/{name}.{}.hbs", broken.channel.name()), ""));
        let day = story.as_of.to_string();
        let first = if story.invoices.is_empty() { 0 } else { first.index(story.invoices.len()) };
        for invoice in story.invoices.iter().cycle().skip(first).take(story.invoices.len().min(3)) {
            let explained = |more: &[&str]| {
                place.command(&[&["explain", &*invoice.id, "--as-of", &*day, "--format", "json", "--workflow", "workflow.yaml"], more].concat()).told()
            };
            let (of_all, of_customer) = (explained(&["--rank"]), explained(&[]));
            if of_all.0 != 0 {
                continue;
            }
            prop_assert_eq!(of_customer.0, 0, "{}", of_customer.2);
            prop_assert_eq!(comparable(&of_customer.1), comparable(&of_all.1));
        }
    }
}
