//! Warnings: told once for each kind, denied with what they are, and of what changes nothing although somebody entered it.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: AR } }
stages:
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions: [{ channel: call, every: 7, times: 3 }, { channel: letter, when: { balance: { at_least: 1000 } } }]
";

const INVOICES: &str = "\
invoice_id,customer_id,due_date,amount,currency
INV-1,ACME,2026-03-20,100.00,EUR
INV-2,BOLT,2026-03-20,100.00,EUR
";

const HEADER: &str = "date,type,invoice_id,customer_id,amount,channel,stage,ref\n";

fn place(events: &str) -> Place {
    let events = format!("{HEADER}{events}");
    Place::with(&[("collect.yaml", "workflow: w.yaml\n"), ("w.yaml", WORKFLOW), ("invoices.csv", INVOICES), ("events.csv", &events)])
}

fn run(place: &Place, line: &str) -> (i32, String, String) {
    let day: &[&str] = if line.contains("--to") { &[] } else { &["--as-of", "2026-03-31"] };
    place.command(&[&line.split_whitespace().collect::<Vec<_>>(), day].concat()).told()
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The warnings of a plan with these events.
fn warnings(events: &str) -> Vec<String> {
    let (_, _, err) = run(&place(events), "plan");
    err.lines().filter(|line| line.starts_with("warning[")).map(str::to_owned).collect()
}

const ORPHANS: &str = "\
2026-03-30,payment,INV-7,,10.00,,,
2026-03-30,payment,INV-8,,10.00,,,
2026-03-30,payment,INV-9,,10.00,,,
2026-03-30,payment,INV-1,,150.00,,,
";

#[test]
fn those_of_a_kind_are_told_once_with_a_count() {
    let place = place(ORPHANS);
    let (_, _, err) = run(&place, "plan");
    let expected = "\
warning[overpayment]: events.csv:5: INV-1 is overpaid by 50.00 EUR
  = help: apply the difference to another invoice, or record a reversal when you pay it back
warning[orphan-event]: events.csv:2: invoice INV-7 is not in the ledger; 1 event names it
  = help: correct the id; if the invoice was paid and is no longer in the export, ignore this
  = and 2 more like it: INV-8, INV-9 (-v shows them)
4 warnings
";
    assert_eq!(err, expected);
    let (_, _, all) = run(&place, "plan -v");
    assert_eq!(all.matches("warning[orphan-event]").count(), 3, "{all}");
    let (_, json, _) = run(&place, "plan --format json");
    assert_eq!(json.matches("orphan-event").count(), 3, "{json}");
}

#[test]
fn what_is_denied_is_named_however_quiet_it_is_to_be() {
    let place = place(ORPHANS);
    for line in ["plan", "status", "explain INV-1 --rank", "draft", "simulate --from 2026-03-01 --to 2026-03-31", "diff w.yaml w.yaml"] {
        let (code, _, err) = run(&place, &format!("{line} -q --deny-warnings"));
        assert_eq!(code, 1, "{line}: {err}");
        let err = flat(&err);
        assert!(err.contains("there are 4 warnings, and --deny-warnings is given: 3 orphan-event, 1 overpayment"), "{line}: {err}");
        assert!(err.contains("INV-1 is overpaid by 50.00 EUR"), "{line}: {err}");
    }
    assert!(!place.has("outbox"));
    let (code, _, err) = run(&place, "plan -q");
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn a_result_that_is_denied_goes_to_the_screen_and_to_no_file() {
    let place = place(ORPHANS);
    let (_, allowed, _) = run(&place, "plan --format json");
    let (code, out, _) = run(&place, "plan --format json --deny-warnings");
    assert_eq!((code, out), (1, allowed));
    for line in ["plan", "status", "simulate --from 2026-03-01 --to 2026-03-31", "diff net30 saas"] {
        place.write("old.csv", "old\n");
        let (code, _, err) = run(&place, &format!("{line} -o old.csv --deny-warnings"));
        let err = flat(&err);
        assert!(code == 1 && err.contains("; old.csv was not written"), "{line}: {err}");
        assert!(err.contains("warning: old.csv is from an earlier run and was not changed"), "{line}: {err}");
        assert_eq!(place.read("old.csv"), "old\n", "{line}");
        let (code, _, err) = run(&place, &format!("{line} -o new.csv --deny-warnings"));
        assert!(code == 1 && !err.contains("earlier run") && !place.has("new.csv"), "{line}: {err}");
    }
    assert_eq!(run(&place, "plan -o old.csv").0, 0);
    assert_ne!(place.read("old.csv"), "old\n");
}

#[test]
fn after_a_failure_an_old_result_is_told_to_be_old() {
    let place = place("");
    place.write("old.json", "{}");
    place.write("invoices.csv", "nothing of use\n");
    let (code, _, err) = run(&place, "plan -q -o old.json");
    assert!(code == 2 && err.ends_with("warning: old.json is from an earlier run and was not changed\n"), "{err}");
    assert_eq!(place.read("old.json"), "{}");
}

#[test]
fn an_event_that_names_another_customer_than_its_invoices() {
    let told = warnings("2026-03-30,payment,INV-1,BOLT,10.00,,,\n2026-03-31,reply,INV-1,BOLT,,,,\n");
    assert_eq!(
        told,
        [
            "warning[other-customer]: events.csv:2: payment on INV-1 names customer BOLT, but the invoice belongs to another customer: it counts for INV-1"
        ]
    );
    let told = warnings("2026-03-29,reply,INV-1,ACME,,,,\n2026-03-30,dispute,INV-1,BOLT,,,,\n");
    assert_eq!(told.len(), 1, "the first row is right, the second is not: {told:?}");
    assert!(told[0].contains("events.csv:3: dispute on INV-1 names customer BOLT"), "{told:?}");
    assert_eq!(warnings("2026-03-30,reply,INV-1,CRM-0017,,,,\n"), Vec::<String>::new(), "another system's id is not one of the ledger's");
    assert_eq!(warnings("2026-04-30,reply,INV-1,BOLT,,,,\n"), Vec::<String>::new(), "it has not happened yet");
}

#[test]
fn a_reference_to_an_occurrence_or_journey_that_never_is() {
    let told = |reference: &str| warnings(&format!("2026-03-30,touch,INV-1,,,call,,{reference}\n"));
    for reference in ["INV-1/reminder/call/1", "INV-1/reminder/call/3", "INV-1/reminder/letter/1", "INV-1/dispute/2"] {
        assert_eq!(told(reference), Vec::<String>::new(), "{reference}");
    }
    for (reference, named) in [
        ("INV-1/reminder/call/4", "\"reminder/call/4\""),
        ("INV-1/reminder/letter/2", "\"reminder/letter/2\""),
        ("INV-1/reminder/call/0", "\"reminder/call/0\""),
        ("INV-1@2/reminder/call/1", "\"@2/reminder/call\""),
        ("INV-1/remainder/call/1", "\"remainder/call\""),
    ] {
        let told = told(reference);
        assert!(
            told.len() == 1 && told[0].contains(&format!("refers to {named}, which is not an action of its invoice")),
            "{reference}: {told:?}"
        );
    }
}

#[test]
fn a_stage_that_nobody_has() {
    let told = warnings("2026-03-30,touch,INV-1,,,call,remindr,\n2026-03-30,touch,INV-2,,,call,remindr,\n");
    let wanted = "a row of type touch names stage \"remindr\", which the workflow does not have: no action is done by it (2 times)";
    assert!(told.len() == 1 && told[0].contains(wanted), "{told:?}");
    let told = warnings("2026-03-30,escalate,INV-1,,,,handof,\n");
    let wanted = "a row of type escalate names stage \"handof\", which its invoice does not have: it has no effect";
    assert!(told.len() == 1 && told[0].contains(wanted), "{told:?}");
    assert_eq!(warnings("2026-03-30,touch,INV-1,,,call,reminder,\n2026-03-30,escalate,INV-2,,,,reminder,\n"), Vec::<String>::new());
}
