//! The report: figures worked out by hand, and held against a second computation on random ledgers.

use crate::place::Place;
use serde_json::Value;

const WORKFLOW: &str = "\
version: 1
owners: { robot: { kind: automated }, ar: { name: Ada } }
costs: { email: 0.5, call: 10 }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: robot, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 20 }, owner: ar, actions: [{ channel: call }] }
overrides: { promise: { grace_days: 0, broken: { owner: ar, channel: call } }, dispute: { owner: ar, sla_days: 5, sla_owner: ar } }
";

/// January to March 2026. A is paid in part, B in full and late, C is promised, D is disputed, E is not due, F is a credit note.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,issue_date,due_date,amount,currency
A,C-1,Acme,2026-01-05,2026-02-04,1000.00,EUR
B,C-1,Acme,2026-01-10,2026-02-09,300.00,EUR
C,C-2,Bolt,2026-02-01,2026-03-03,500.00,EUR
D,C-2,Bolt,2026-02-10,2026-03-12,200.00,EUR
E,C-3,Cora,2026-03-15,2026-04-14,400.00,EUR
F,C-3,Cora,2026-03-20,2026-03-20,-50.00,EUR
";
const EVENTS: &str = "\
date,type,invoice_id,customer_id,amount,until,reason,channel
2026-02-19,payment,B,,300.00,,,
2026-03-10,payment,A,,400.00,,,
2026-03-05,promise,C,,,2026-03-12,,
2026-03-20,promise,C,,300.00,2026-04-03,,
2026-03-18,dispute,D,,,,pricing,
2026-03-06,touch,A,,,,,email
2026-03-25,touch,A,,,,,call
2026-03-28,payment,,C-3,70.00,,,
";

fn report(place: &Place, more: &[&str]) -> Value {
    let words = [&["report", "--as-of", "2026-03-31", "--format", "json", "-q"], more].concat();
    let (code, out, err) = place.command(&words).told();
    assert_eq!((code, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

/// A cell of the only row of a table, as text.
fn cell(report: &Value, table: &str, column: &str) -> String {
    let [row] = report[table].as_array().unwrap().as_slice() else { panic!("{table}: {}", report[table]) };
    text(&row[column])
}

fn text(cell: &Value) -> String {
    cell.as_str().map_or_else(|| cell.to_string(), str::to_owned)
}

fn measure(report: &Value, name: &str) -> String {
    let rows = report["measures"].as_array().unwrap();
    text(&rows.iter().find(|row| row["measure"] == name).unwrap_or_else(|| panic!("{name}"))["value"])
}

#[test]
fn a_quarter_adds_up() {
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    // From the end of January to the end of March: 59 days.
    let report = report(&place, &["--from", "2026-01-31"]);
    // Owed at the end of January: A and B. Since then C, D and E were billed, 700 + 70 came in, and 50 was credited.
    let bridge =
        ["opening", "billed", "fees", "cash", "credits", "write_offs", "other", "closing"].map(|name| cell(&report, "bridge", name));
    assert_eq!(bridge, ["1300.00", "1100.00", "0.00", "770.00", "50.00", "0.00", "0.00", "1580.00"]);
    // 600 of A, 500, 200 and 400 are open; 50 on the credit note and 70 on account are the customer's.
    let of_it = ["open_invoices", "open_credits", "on_account"].map(|name| cell(&report, "bridge", name));
    assert_eq!(of_it, ["1700.00", "50.00", "70.00"]);
    assert_eq!(cell(&report, "cash", "balance"), "1700.00");

    // 1,700 ÷ 1,100 × 59 = 91.18; of that not overdue 400: 21.45.
    assert_eq!(measure(&report, "DSO"), "91.2");
    assert_eq!(measure(&report, "best possible DSO"), "21.5");
    assert_eq!(measure(&report, "average days delinquent"), "69.7");
    // March 400 (31 days), February 700 (28), January 600 of 1,300: 600 ÷ 1,300 × 31 = 14.31.
    assert_eq!(measure(&report, "DSO by countback"), "73.3");
    // B: 300 × 10 days. A: 400 × 34, and 600 open for 55. C: 500 open for 28. D: 200 open for 19.
    // (3,000 + 13,600 + 33,000 + 14,000 + 3,800) ÷ (300 + 400 + 600 + 500 + 200) = 67,400 ÷ 2,000.
    assert_eq!(measure(&report, "weighted delay"), "33.7");
    // A and B stood in "not due" with 1,300. A stands in 31–60 now, so nothing of it is in 1–30.
    assert_eq!(measure(&report, "roll rate, not due"), "0.0");
    // C-2 owes 700, C-1 600, C-3 400 of 1,700: 41.18² + 35.29² + 23.53² = 3,494.8.
    assert_eq!(measure(&report, "Herfindahl index"), "3495");
    assert_eq!(measure(&report, "share of the ten largest"), "100.0");
}

#[test]
fn months_promises_disputes_and_stages_are_counted() {
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let report = report(&place, &["--from", "2026-01-31"]);
    let months: Vec<String> = report["months"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", text(&row["month"]), text(&row["closing"]), text(&row["cei"])))
        .collect();
    // February: (1,300 + 700 − 1,700) ÷ (1,300 + 700 − 700 not overdue) = 300 ÷ 1,300. March: (1,700 + 400 − 1,700) ÷ (1,700 + 400 − 400).
    assert_eq!(months, ["2026-01 1300.00 null", "2026-02 1700.00 23.1", "2026-03 1700.00 23.5"]);

    // The first promise, of all 500, broke on 12 March; the second, of 300, is waited for.
    let promises =
        ["kept", "broken", "broken_amount", "share_kept", "pending", "pending_amount"].map(|name| cell(&report, "promises", name));
    assert_eq!(promises, ["0", "1", "500.00", "0.0", "1", "300.00"]);
    // Disputed for 13 days on 31 March; five are allowed.
    let disputes = ["reason", "open", "open_amount", "oldest", "past_sla"].map(|name| cell(&report, "disputes", name));
    assert_eq!(disputes, ["pricing", "1", "200.00", "13", "1"]);

    let stages = report["stages"].as_array().unwrap();
    let stage = |id: &str, column: &str| text(&stages.iter().find(|row| row["stage"] == id).unwrap()[column]);
    // A (5 February), B (10 February) and C (4 March) and D (13 March) entered the reminder. B was paid in it, nine days after.
    assert_eq!(
        ["entered", "paid", "moved_on", "received", "median_days_to_collect"].map(|column| stage("reminder", column)),
        ["4", "1", "1", "300.00", "9"]
    );
    // 300 of 1,000 + 300 + 500 + 200.
    assert_eq!(stage("reminder", "collection_rate"), "15.0");
    // A came into the call on 24 February and 400 of its 1,000 came in there; C waits for its second promise. The email to A on 6 March and
    // the call count there.
    assert_eq!(["entered", "entered_balance", "received", "touches"].map(|column| stage("call", column)), ["1", "1000.00", "400.00", "2"]);
    // (0.5 + 10) ÷ 400.
    assert_eq!(stage("call", "cost_per_unit"), "0.0262");
}

#[test]
fn calls_are_counted_by_their_outcome() {
    let events = "\
date,type,invoice_id,customer_id,channel,outcome
2026-03-01,touch,A,,call,no_answer
2026-03-25,touch,A,,call,no_answer
2026-03-26,touch,A,,call,No answer
2026-03-26,touch,C,,call,right_person
2026-03-27,touch,C,,call,engaged
2026-03-28,touch,C,,call,
2026-03-28,touch,C,,email,no_answer
2026-03-28,reply,C,,,no_answer
";
    let report = report(&Place::gentle(WORKFLOW, INVOICES, events), &["--from", "2026-03-02"]);
    let rows = report["calls"].as_array().unwrap().iter().map(|row| (text(&row["outcome"]), text(&row["calls"])));
    let rows: Vec<(String, String)> = rows.collect();
    let expected = [("right_person", "1"), ("no_answer", "2"), ("other", "1"), ("null", "1")];
    assert_eq!(rows, expected.map(|(outcome, calls)| (outcome.to_owned(), calls.to_owned())));
}

#[test]
fn what_may_come_in_goes_by_promises_and_by_habit() {
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let report = report(&place, &["--from", "2026-01-31"]);
    let weeks: Vec<String> = report["weeks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| ["to", "contractual", "promised", "expected"].map(|column| text(&row[column])).join(" "))
        .collect();
    // C-1 pays (3,000 + 13,600 + 33,000) ÷ 1,300 = 38 days late on average: A is expected on 14 March, so at once. C-2 has no receipts but is overdue
    // by (14,000 + 3,800) ÷ 700 = 25 days: the 200 of C that are not promised are expected on 28 March, D on 6 April: both in the first week, as
    // are the promised 300. C-3 has no history: 14 April and 34 days, 18 May.
    assert_eq!(
        weeks,
        [
            "2026-03-31 1300.00 0.00 0.00",
            "2026-04-07 0.00 300.00 1300.00",
            "2026-04-14 400.00 0.00 0.00",
            "2026-04-21 0.00 0.00 0.00",
            "2026-04-28 0.00 0.00 0.00",
            "null 0.00 0.00 400.00"
        ]
    );
    // At the end of January nothing had come in and nothing was overdue, so A and B were expected on their due dates: 1,300. 700 came in.
    assert_eq!(["expected", "received", "off"].map(|column| cell(&report, "expectations", column)), ["1300.00", "700.00", "-600.00"]);
}

#[test]
fn exceptions_and_the_largest_say_what_is_next() {
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let report = report(&place, &[]);
    let kinds: Vec<String> = report["exceptions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", text(&row["kind"]), text(&row["customer_id"]), text(&row["amount"])))
        .collect();
    // C's promise was broken before the new one; D was disputed 13 days ago, which is not yet without movement; 70 of Cora are on no invoice.
    assert!(kinds.contains(&"unapplied_cash C-3 70.00".to_owned()), "{kinds:?}");
    assert!(!kinds.iter().any(|kind| kind.starts_with("dispute_without_movement")), "{kinds:?}");
    let first = &report["largest"][0];
    assert_eq!(["customer_id", "overdue", "open", "last_contact"].map(|column| text(&first[column])), ["C-2", "700.00", "700.00", "null"]);
    let later = place.command(&["report", "--as-of", "2026-04-01", "--format", "json", "-q"]).told().1;
    assert!(later.contains("dispute_without_movement"), "{later}");
}

#[test]
fn a_book_that_begins_with_its_first_export_says_so() {
    let invoices = "\
invoice_id,customer_id,issue_date,due_date,amount,open_amount,open_on,currency
A,C-1,2026-01-05,2026-02-04,1000.00,600.00,2026-03-10,EUR
B,C-1,,2026-02-09,300.00,300.00,2026-03-10,EUR
";
    let place = Place::gentle(WORKFLOW, invoices, "date,type,invoice_id,amount\n2026-03-20,payment,A,100.00\n");
    let (code, out, err) = place.command(&["report", "--as-of", "2026-03-31"]).told();
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("the ledger knows what was owed from 2026-03-10 on, so the report begins there"), "{err}");
    assert!(out.contains("From the end of 2026-03-10 to the end of 2026-03-31, 21 days."), "{out}");
    assert!(
        out.contains("| EUR | DSO |  | days |") && out.contains("1 invoice has no issue date, so nobody knows what was sold when"),
        "{out}"
    );
    assert!(!out.contains("| 2026-02 |"), "{out}");
    let (code, _, err) = place.command(&["report", "--as-of", "2026-03-10"]).told();
    assert!(code == 2 && err.contains("there is nothing to compare it with"), "{err}");
    let (code, _, err) = place.command(&["report", "--as-of", "2026-03-31", "--from", "2026-03-31"]).told();
    assert!(code == 2 && err.contains("--from 2026-03-31 is not before --as-of 2026-03-31"), "{err}");
}

#[test]
fn a_hostile_ledger_does_nothing_on_the_page() {
    let invoices = INVOICES.replace("Acme", "<script>alert(1)</script>").replace("Bolt", "=HYPERLINK(\"\"http://x.example\"\")");
    let place = Place::gentle(
        WORKFLOW,
        &invoices.replace("=HYPERLINK(\"\"http://x.example\"\")", "\"=HYPERLINK(\"\"http://x.example\"\")\""),
        EVENTS,
    );
    let (code, out, _) = place.command(&["report", "--as-of", "2026-03-31", "--format", "html", "-q"]).told();
    assert_eq!(code, 0);
    assert!(out.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !out.contains("<script"), "{out}");
    assert!(!out.contains("href=\"http") && !out.contains("src=") && !out.contains("url(http"), "nothing is loaded");
    let markdown = place.command(&["report", "--as-of", "2026-03-31", "-q"]).told().1;
    assert!(markdown.contains("\\<script\\>alert\\(1\\)"), "{markdown}");
}

#[test]
fn the_workbook_has_the_same_figures() {
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let (code, _, err) = place.command(&["report", "--as-of", "2026-03-31", "--from", "2026-01-31", "-q", "-o", "r.xlsx"]).told();
    assert_eq!((code, err.as_str()), (0, ""));
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(fs_err::read(place.path().join("r.xlsx")).unwrap())).unwrap();
    let rows: Vec<Vec<Data>> = book.worksheet_range("bridge").unwrap().rows().map(<[Data]>::to_vec).collect();
    let place_of = rows[0].iter().position(|cell| cell == &Data::String("closing".to_owned())).unwrap();
    assert_eq!(rows[1][place_of], Data::Float(1580.0));
}

#[test]
fn the_page_of_the_docs_names_every_table_and_measure() {
    let docs = fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.md")).unwrap();
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let report = report(&place, &[]);
    let tables = report.as_object().unwrap().iter().filter(|(_, value)| value.is_array());
    let missing: Vec<&String> = tables.map(|(name, _)| name).filter(|name| !docs.contains(&format!("| `{name}` |"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for row in report["measures"].as_array().unwrap() {
        let name = row["measure"].as_str().unwrap().split(',').next().unwrap();
        assert!(docs.contains(&format!("| {name}")), "{name}");
    }
}

#[test]
fn the_story_of_the_public_ledger_has_its_figures() {
    // It is not ours to publish: COLLECT_IBM_AR names it where there is a copy.
    let Some(real) = std::env::var_os("COLLECT_IBM_AR") else {
        eprintln!("skipped: COLLECT_IBM_AR names no copy of the ledger");
        return;
    };
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/public-ledger");
    let place = Place::with(&[("collect.yaml", &fs_err::read_to_string(example.join("collect.yaml")).unwrap())]);
    fs_err::copy(real, place.path().join("ibm-accounts-receivable.csv")).unwrap();
    let story = fs_err::read_to_string(example.join("README.md")).unwrap();
    let told = |from: &str, as_of: &str| {
        let (code, out, _) = place.command(&["report", "--from", from, "--as-of", as_of, "--format", "json", "-q"]).told();
        assert_eq!(code, 0);
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let (quarter, years) = (told("2013-06-30", "2013-09-30"), told("2011-12-31", "2013-12-31"));
    let mut figures: Vec<String> = ["opening", "billed", "cash", "closing"].map(|name| cell(&quarter, "bridge", name)).to_vec();
    figures.extend(["billed", "cash", "closing"].map(|name| cell(&years, "bridge", name)));
    figures.extend(["DSO", "best possible DSO", "average days delinquent"].map(|name| measure(&quarter, name)));
    figures.push(measure(&years, "DSO"));
    let story = story.replace(',', "");
    let missing: Vec<&String> = figures.iter().filter(|figure| !story.contains(figure.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// What the report says of a random ledger, and what the second planner says of the two days that it is about.
mod random {
    use crate::{naive, scenario};
    use collect::calendar::Day;
    use collect::ledger::Ledger;
    use collect::money::Balance;
    use collect::overview::{BookSums, Gatherer, Overview, looks};
    use collect::plan::status;
    use collect::simulate::{Assumptions, CustomerList};
    use collect::workflow::Workflow;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn overview(workflow: &Workflow, ledger: &Ledger, from: Day, as_of: Day, parts: usize) -> Overview {
        let next_week = Assumptions::all_done(as_of.plus(1), as_of.plus(7));
        let gatherer = Gatherer::new(workflow, ledger, (from, as_of), looks(as_of, None), &next_week);
        let customers = CustomerList::new(ledger, |_| true);
        let mut sums = vec![BookSums::default(); parts];
        customers.each().for_each(|customer| gatherer.add(&mut sums[customer % parts], &customers.invoices(ledger, customer)));
        let whole = sums.into_iter().reduce(|mut one, other| {
            one.join(other);
            one
        });
        Overview::of(&gatherer, whole.unwrap(), &status(workflow, ledger, as_of), |_| true)
    }

    type ByCurrency = BTreeMap<String, Balance>;

    /// What all customers together owe, less what they have with us.
    fn net(workflow: &Workflow, ledger: &Ledger, day: Day) -> ByCurrency {
        let mut sums = ByCurrency::new();
        for ((_, currency), amount) in naive::net(workflow, ledger, day) {
            *sums.entry(currency.code().to_owned()).or_default() += amount;
        }
        sums
    }

    /// What is open on invoices, by currency and band of age.
    fn ages(workflow: &Workflow, ledger: &Ledger, day: Day) -> BTreeMap<(String, usize), Balance> {
        let mut sums = BTreeMap::new();
        for row in naive::plan(workflow, ledger, day)
            .rows
            .iter()
            .filter(|row| !["paid", "credited", "written_off", "credit"].contains(&row.status.as_str()))
        {
            let band = if row.days_past_due <= 0 { 0 } else { ((row.days_past_due + 29) / 30).min(4) as usize };
            *sums.entry((row.currency.clone(), band)).or_default() += digits(&row.balance);
        }
        sums.retain(|_, sum| *sum != 0);
        sums
    }

    fn digits(amount: &str) -> Balance {
        amount.replace('.', "").parse().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_report_says_what_a_second_planner_says_of_both_days(story in scenario::random(), back in 1..120_i32, parts in 1..4_usize) {
            let (workflow, ledger) = (&story.workflow, story.ledger());
            let (from, as_of) = (story.as_of.plus(-back), story.as_of);
            let told = overview(workflow, &ledger, from, as_of, parts);
            prop_assert_eq!(&told, &overview(workflow, &ledger, from, as_of, 1), "in however many parts it was gathered");

            let (before, now) = (net(workflow, &ledger, from), net(workflow, &ledger, as_of));
            for row in &told.bridge {
                let code = row.currency.code();
                prop_assert_eq!(row.opening, before[code], "opening in {} on {}", code, from);
                prop_assert_eq!(row.closing, now[code], "closing in {} on {}", code, as_of);
                let steps = row.opening + row.billed + row.fees + row.other - row.cash - row.credits - row.write_offs;
                prop_assert_eq!(steps, row.closing);
                prop_assert_eq!(row.open_invoices - row.open_credits - row.on_account, row.closing);
            }
            prop_assert_eq!(told.bridge.len(), now.len());

            let aged = ages(workflow, &ledger, as_of);
            let mut shown = BTreeMap::new();
            for row in told.ageing.iter().filter(|row| row.date == as_of) {
                for (band, amount) in row.bands.iter().enumerate().filter(|(_, amount)| **amount != 0) {
                    shown.insert((row.currency.code().to_owned(), band), *amount);
                }
            }
            prop_assert_eq!(&shown, &aged, "ageing on {}", as_of);

            // Who moved: what stood in each band then, and stands in it now.
            let (mut then, mut stands) = (BTreeMap::new(), BTreeMap::new());
            for row in &told.moved {
                for (band, amount, sums) in [(row.from, row.then, &mut then), (row.to, row.now, &mut stands)] {
                    if let Some(band) = band {
                        *sums.entry((row.currency.code().to_owned(), band as usize)).or_default() += amount;
                    }
                }
            }
            prop_assert_eq!(then, ages(workflow, &ledger, from), "bands on {}", from);
            prop_assert_eq!(stands, aged);

            // As `collect status` tells it.
            for cash in &told.cash {
                let row = told.bridge.iter().find(|row| row.currency == cash.currency).unwrap();
                prop_assert_eq!(cash.balance, row.open_invoices);
            }

            // Who stands in which stage.
            let mut stages: BTreeMap<(String, String, String), (usize, Balance)> = BTreeMap::new();
            for row in naive::plan(workflow, &ledger, as_of).rows.iter().filter(|row| row.closed_on.is_none() && !row.stage.is_empty()) {
                if ["paid", "credited", "written_off", "credit"].contains(&row.status.as_str()) {
                    continue;
                }
                let sum = stages.entry((row.currency.clone(), row.track.clone(), row.stage.clone())).or_default();
                *sum = (sum.0 + 1, sum.1 + digits(&row.balance));
            }
            let standing = told.stages.iter().filter(|row| row.stands > 0).map(|row| {
                let key = (row.currency.code().to_owned(), row.track.clone().unwrap_or_default(), row.stage.clone().unwrap_or_default());
                (key, (row.stands, row.stands_balance))
            });
            prop_assert_eq!(standing.collect::<BTreeMap<_, _>>(), stages);
        }
    }
}
