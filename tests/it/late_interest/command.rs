//! Rates that are not known, seen from the command line.

use crate::place::Place;

const WORKFLOW: &str = "version: 1\nowners: { ar: { name: AR, email: ar@example.com } }\nstages:\n  \
                        - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }\n  \
                        - { id: demand, trigger: { day: 20 }, owner: ar, actions: [{ channel: letter, template: formal-demand }] }\n";
const HEADER: &str = "invoice_id,customer_id,due_date,amount,currency\n";

/// One invoice of which a late fee is asked for from 14 July on, and one without.
fn place(late_fee: &str) -> Place {
    let invoices = format!("{HEADER}INV-1,ACME,2026-06-24,1000.00,EUR\nINV-2,ACME,2026-08-01,500.00,EUR\n");
    Place::gentle(&format!("{WORKFLOW}late_fee: {{ from_stage: demand, {late_fee} }}\n"), &invoices, "date,type,invoice_id,amount\n")
}

/// The exit code, and everything that was written with single spaces.
fn told(place: &Place, arguments: &[&str]) -> (i32, String) {
    let (code, out, err) = place.command(arguments).told();
    (code, format!("{out} {err}").split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_plan_stops_where_a_claim_needs_the_rate_and_warns_before() {
    let place = place("profile: de");
    let (code, text) = told(&place, &["plan", "--as-of", "2026-06-30"]);
    assert!(code == 0 && !text.contains("late-fee"), "{text}");
    let (code, text) = told(&place, &["plan", "--as-of", "2026-07-13"]);
    assert!(code == 0 && text.contains("warning[late-fee-rates-end]") && text.contains("end with 2026-H1"), "{text}");
    let (code, text) = told(&place, &["plan", "--as-of", "2026-07-14"]);
    assert!(code == 2 && text.contains("error[unknown-late-fee-rate]"), "{text}");
    assert!(text.contains("the late fee of INV-1 needs the base rate of 2026-H2"), "{text}");
    // With the rate nothing is said.
    let known = self::place("profile: de, rates: { 2026-H2: 1.27 }");
    let (code, text) = told(&known, &["plan", "--as-of", "2026-07-14"]);
    assert!(code == 0 && !text.contains("late-fee"), "{text}");
    // Interest that began in June keeps the rate of the first half-year.
    let fixed = self::place("profile: uk, flat: 0");
    let (code, text) = told(&fixed, &["plan", "--as-of", "2026-07-14"]);
    assert!(code == 0 && text.contains("warning[late-fee-rates-end]"), "{text}");
}

#[test]
fn check_warns_with_a_ledger_and_without() {
    let place = place("profile: de");
    for remove in [false, true] {
        if remove {
            ["invoices.csv", "events.csv"].iter().for_each(|name| std::fs::remove_file(place.path().join(name)).unwrap());
        }
        let (code, text) = told(&place, &["check", "--as-of", "2026-07-13"]);
        assert_eq!((code, text.matches("late-fee-rates-end").count()), (0, 1), "{text}");
    }
}

#[test]
fn explain_tells_what_is_not_counted() {
    let (code, text) = told(&place("profile: de"), &["explain", "INV-1", "--as-of", "2026-07-14"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("Profile de: BGB § 247"), "{text}");
    // 25 to 30 June: 1,000.00 × 10.27 % × 6 ÷ 365
    assert!(text.contains("2026-06-25 to 2026-06-30: 1,000.00 EUR × 10.27 % × 6 days ÷ 365 = 1.6882 EUR"), "{text}");
    assert!(text.contains("Not counted, because it is not known: the base rate of 2026-H2"), "{text}");
}

#[test]
fn a_simulation_goes_on_and_lists_the_rates_among_what_it_does_not_know() {
    let simulate = |late_fee: &str, format: &str| {
        told(&place(late_fee), &["simulate", "--from", "2026-07-01", "--to", "2026-08-31", "--format", format])
    };
    for format in ["table", "markdown", "json"] {
        let (code, text) = simulate("profile: de", format);
        assert!(code == 0 && text.contains("Base rates are known to 2026-H1"), "{format}: {text}");
    }
    let (_, text) = simulate("annual_percent: 8", "markdown");
    assert!(!text.contains("Base rates"), "{text}");
}

#[test]
fn a_demand_asks_for_the_interest_of_the_law() {
    let place = place("profile: de, rates: { 2026-H2: 1.27 }");
    let (code, text) = told(&place, &["draft", "--as-of", "2026-07-14"]);
    assert_eq!(code, 0, "{text}");
    let letters: Vec<_> =
        std::fs::read_dir(place.path().join("outbox/2026-07-14/ar")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let letter = letters.iter().find(|path| path.extension().is_some_and(|ending| ending == "html")).unwrap();
    let letter = std::fs::read_to_string(letter).unwrap();
    // 25 June to 14 July are 20 days: 1,000.00 × 10.27 % × 20 ÷ 365 = 5.6274
    assert!(letter.contains("5.63") && letter.contains("40.00") && letter.contains("1,045.63"), "{letter}");
}
