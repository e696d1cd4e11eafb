//! The public holidays of a country are not worked.

use crate::place::Place;

const INVOICES: &str = "invoice_id,customer_id,due_date,amount,currency\nINV-1,C-1,2026-01-04,100.00,EUR\n";

fn place(calendar: &str) -> Place {
    let workflow = format!(
        "version: 1\nowners: {{ ar: {{ name: AR }} }}\ncalendar: {calendar}\nstages:\n  \
         - {{ id: reminder, trigger: {{ day: 2 }}, owner: ar, actions: [{{ channel: email }}] }}\n"
    );
    Place::gentle(&workflow, INVOICES, "date,type,invoice_id\n")
}

fn run(place: &Place, day: &str) -> (i32, String, String) {
    place.command(&["plan", "--format", "csv", "--as-of", day]).told()
}

/// Due on 4 January, so the email is for 6 January 2026, a Tuesday: Epiphany, a public holiday in Bavaria and not in all of Germany.
#[test]
fn an_action_waits_for_the_day_after_a_holiday_of_the_region() {
    for (calendar, on) in [
        ("{ country: DE, region: BY }", "2026-01-07"),
        ("{ country: DE }", "2026-01-06"),
        ("{ country: DE, region: BY, holidays: [2026-01-07] }", "2026-01-08"),
        // Of a country whose letters are a word of YAML; Epiphany is none there.
        ("{ country: NO }", "2026-01-06"),
        ("{ country: FI, region: 01 }", "2026-01-07"),
    ] {
        let place = place(calendar);
        let (code, out, err) = run(&place, "2026-01-09");
        assert!(code == 0 && !err.contains("unknown-holidays"), "{calendar}: {err}");
        assert!(out.contains(&format!(",{on},")), "{calendar}: {out}");
    }
    let (_, out, _) = run(&place("{ country: DE, region: BY }"), "2026-01-06");
    assert_eq!(out.lines().count(), 1, "nothing is due on the holiday: {out}");
}

#[test]
fn a_plan_beyond_the_table_warns() {
    let place = place("{ country: DE }");
    let warning = "the public holidays of DE are known from 2015 to 2035";
    for (day, warns) in [("2035-12-31", false), ("2036-01-01", true), ("2015-01-01", false), ("2014-12-31", true)] {
        let (_, _, err) = run(&place, day);
        assert_eq!(err.split_whitespace().collect::<Vec<_>>().join(" ").contains(warning), warns, "{day}: {err}");
    }
}

#[test]
fn what_is_not_known_is_refused() {
    for (calendar, expected) in [
        ("{ country: XX }", "there is no country \"XX\""),
        ("{ country: de }", "did you mean \"DE\""),
        ("{ country: DE, region: XX }", "there is no region of DE \"XX\""),
        ("{ country: FR, region: 67 }", "only the public holidays of the whole of FR are known"),
        ("{ region: BY }", "`region` needs `country`"),
    ] {
        let (code, out, err) = run(&place(calendar), "2026-01-09");
        let words = err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(code == 2 && out.is_empty() && words.contains(expected), "{calendar}: {code} {err}");
    }
}
