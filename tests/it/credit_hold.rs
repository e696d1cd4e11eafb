//! Which customers are on credit hold, and what changed.

use crate::place::Place;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
credit_hold:
  trigger: { oldest: { at_least: 30 }, overdue: { at_least: 100 }, match: { segment: [smb, mid] } }
";

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,due_date,amount,currency,segment
A-1,C-1,=Acme,2026-02-20,150.00,EUR,smb
A-2,C-1,=Acme,2026-04-10,50.00,EUR,smb
B-1,C-2,,2026-03-10,500.00,EUR,smb
D-1,C-3,,2026-01-01,500.00,EUR,key
E-1,C-4,,2026-02-01,200.00,EUR,mid
F-1,C-5,,2026-02-01,100.00,EUR,smb
";

const EVENTS: &str = "date,type,invoice_id,amount\n2026-03-01,payment,F-1,\n2026-03-30,payment,E-1,120.00\n";

fn list(place: &Place, line: &str) -> (i32, String, String) {
    let words: Vec<&str> = "plan --hold-list --as-of 2026-03-31 -q".split(' ').chain(line.split_whitespace()).collect();
    place.command(&words).told()
}

#[track_caller]
fn told(place: &Place, line: &str) -> String {
    let (code, out, err) = list(place, line);
    assert!(code == 0 && err.is_empty(), "{line}: {code} {err}");
    out
}

/// C-1 owes 150.00 for 39 days. C-2 owes enough, but for 21 days; C-3 is in another segment; C-4 has paid so much that less than 100.00 is
/// overdue; C-5 has paid all.
#[test]
fn customers_are_on_hold_while_the_rule_holds() {
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let expected = "\
customer_id,customer_name,credit,rule,currency,open,overdue,oldest,overdue_invoices,change
C-1,'=Acme,hold,gentle.yaml:5,EUR,200.00,150.00,39,1,
C-2,,free,,EUR,500.00,500.00,21,1,
C-3,,free,,EUR,500.00,500.00,89,1,
C-4,,free,,EUR,80.00,80.00,58,1,
C-5,,free,,EUR,0.00,0.00,,0,
";
    assert_eq!(told(&place, "--format csv"), expected);
    let text = told(&place, "");
    assert!(text.starts_with("Credit hold on Tuesday 2026-03-31, workflow gentle\n"), "{text}");
    assert!(text.contains("1 of 5 customers is on hold.") && text.contains("=Acme"), "{text}");
    assert!(told(&place, "--format markdown").contains("| C-1 "));
}

/// On 20 March the oldest invoice of C-1 was 28 days past due, and C-4 owed 200.00 for 47 days.
#[test]
fn what_changed_comes_from_two_evaluations() {
    let place = Place::gentle(WORKFLOW, INVOICES, EVENTS);
    let changes = |since: &str| -> Vec<String> {
        let csv = told(&place, &format!("--format csv --since {since}"));
        csv.lines().skip(1).map(|line| format!("{} {}", &line[..3], line.rsplit(',').next().unwrap())).collect()
    };
    assert_eq!(changes("2026-03-20"), ["C-1 held", "C-2 ", "C-3 ", "C-4 released", "C-5 "]);
    assert_eq!(changes("2026-03-29"), ["C-1 ", "C-2 ", "C-3 ", "C-4 released", "C-5 "]);
    assert_eq!(changes("yesterday"), ["C-1 ", "C-2 ", "C-3 ", "C-4 ", "C-5 "]);
    assert!(told(&place, "--since 2026-03-20").contains("Since 2026-03-20: 1 held, 1 released."));
    let json: serde_json::Value = serde_json::from_str(&told(&place, "--since -11d --format json")).unwrap();
    assert_eq!((&json["since"], &json["rule"]), (&"2026-03-20".into(), &"gentle.yaml:5".into()));
    assert_eq!(json["customers"][0]["open"], "200.00");
}

#[test]
fn amounts_by_currency_are_looked_at_in_each_and_rates_make_one_sum() {
    let invoices = "\
invoice_id,customer_id,due_date,amount,currency
A-1,C-1,2026-03-01,500.00,EUR
A-2,C-1,2026-03-01,120.00,USD
B-1,C-2,2026-03-01,500.00,EUR
B-2,C-2,2026-03-01,90.00,USD
";
    let rule = |trigger: &str| {
        WORKFLOW.replace("trigger: { oldest: { at_least: 30 }, overdue: { at_least: 100 }, match: { segment: [smb, mid] } }", trigger)
    };
    let place = Place::gentle(&rule("trigger: { overdue: { at_least: { USD: 100 } } }"), invoices, "date,type,invoice_id\n");
    let rows = |place: &Place| -> Vec<String> { told(place, "--format csv").lines().skip(1).map(str::to_owned).collect() };
    assert_eq!(
        rows(&place),
        [
            "C-1,,hold,gentle.yaml:5,EUR,500.00,500.00,30,2,",
            "C-1,,hold,gentle.yaml:5,USD,120.00,120.00,30,2,",
            "C-2,,free,,EUR,500.00,500.00,30,2,",
            "C-2,,free,,USD,90.00,90.00,30,2,",
        ]
    );
    // A number without rates means nothing here.
    place.write("gentle.yaml", rule("trigger: { overdue: { at_least: 550 } }"));
    let (code, out, err) = list(&place, "--format csv");
    assert!(code == 2 && out.is_empty() && err.contains("mixed-currencies") && err.contains("the trigger of `credit_hold`"), "{err}");
    // 500 + 120 × 0.5 = 560; 500 + 90 × 0.5 = 545.
    place.write("collect.yaml", "workflow: gentle.yaml\nledger: { fx: { base: EUR, rates: { USD: 0.5 } } }\n");
    assert_eq!(rows(&place), ["C-1,,hold,gentle.yaml:5,EUR,560.00,560.00,30,2,", "C-2,,free,,EUR,545.00,545.00,30,2,"]);
}

#[test]
fn what_does_not_fit_is_refused() {
    let plain = WORKFLOW.split("credit_hold").next().unwrap();
    let place = Place::gentle(plain, INVOICES, EVENTS);
    let (code, _, err) = list(&place, "");
    assert!(code == 2 && err.contains("has no credit_hold"), "{err}");
    for (rule, expected) in [
        ("credit_hold: {}", "needs the key `trigger`"),
        ("credit_hold: { trigger: { match: { segment: smb } } }", "needs `overdue`, `open`, `oldest` or `invoices`"),
        ("credit_hold: { trigger: { oldest: 30 } }", "write `{ at_least: 30 }`"),
        ("credit_hold: { trigger: { overdu: { at_least: 1 } } }", "did you mean"),
        ("credit_hold: { trigger: { open: { at_least: 1 }, match: { amount: { at_least: 1 } } } }", "write `open: { at_least: … }`"),
    ] {
        place.write("gentle.yaml", format!("{plain}{rule}\n"));
        let (code, _, err) = list(&place, "");
        assert!(code == 2 && err.contains(expected), "{rule}: {err}");
    }
    for line in ["--owner ar", "--limit 3", "--by customer", "--channel email"] {
        let (code, _, err) = list(&place, line);
        assert!(code == 2 && err.contains("cannot be used with"), "{line}: {err}");
    }
    // A column that the ledger does not have matches nobody, and is told.
    place.write("gentle.yaml", WORKFLOW.replace("match: { segment", "match: { sector"));
    let words = ["plan", "--hold-list", "--as-of", "2026-03-31", "--format", "csv"];
    let (code, out, err) = place.command(&words).told();
    assert!(code == 0 && !out.contains("hold,") && err.contains("unknown-column"), "{out}{err}");
}

/// 500.00 EUR and 120.00 USD are overdue, no rates: the rule for one currency leaves the other out.
#[test]
fn a_rule_for_one_currency_needs_no_rates() {
    let invoices = "invoice_id,customer_id,due_date,amount,currency\nA-1,C-1,2026-03-01,500.00,EUR\nA-2,C-1,2026-03-01,120.00,USD\n";
    for (trigger, credit) in [
        ("{ overdue: { at_least: 200 }, match: { currency: USD } }", "free"),
        ("{ overdue: { at_least: 120 }, match: { currency: USD } }", "hold"),
        ("{ overdue: { at_least: 200 }, match: { currency: EUR } }", "hold"),
    ] {
        let workflow = format!("{}credit_hold: {{ trigger: {trigger} }}\n", WORKFLOW.split("credit_hold").next().unwrap());
        let csv = told(&Place::gentle(&workflow, invoices, "date,type,invoice_id\n"), "--format csv");
        assert_eq!(csv.matches(&format!(",{credit},")).count(), 2, "{trigger}: {csv}");
    }
}
