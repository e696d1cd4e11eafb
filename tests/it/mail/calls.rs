//! Calls by customer: one sheet for all that an owner is to call a customer about.

use super::Desk;
use fs_err as fs;

const CALLS: &str = "\
version: 1
name: calls
owners:
  ann: { name: Ann Archer, email: ann@example.com }
  bob: { name: Bob Blunt }
  account-owner: { from_column: account_owner, fallback: ann }
stages:
  - { id: first, name: First call, trigger: { day: 5 }, owner: account-owner, actions: [{ channel: call, template: call-sheet }] }
  - { id: last, name: Last call, trigger: { day: 40 }, owner: account-owner, actions: [{ channel: call, template: handoff }] }
drafts: { consolidate: customer }
";

/// Of ACME: OLD and NEW in euros and USD in dollars are Ann's, BOBS is Bob's, ELSE has another number; BOLT is another customer.
const INVOICES: &str = "\
OLD,ACME,Acme,Jane,ap@acme.example,+49 1,2026-02-14,20.00,EUR,
NEW,ACME,Acme,Jane,ap@acme.example,+491,2026-03-20,300.00,EUR,
USD,ACME,Acme,Jane,ap@acme.example,+49 1,2026-03-19,7.00,USD,
BOBS,ACME,Acme,Jane,ap@acme.example,+49 1,2026-03-18,5.00,EUR,bob
ELSE,ACME,Acme,Joe,ap@acme.example,+49 2,2026-03-17,6.00,EUR,
SOON,ACME,Acme,Jane,ap@acme.example,+49 1,2026-04-30,1000.00,EUR,
CN,ACME,Acme,Jane,ap@acme.example,+49 1,2026-03-01,-4.00,EUR,
BOLT,BOLT,Bolt,Bob,ap@bolt.example,+49 1,2026-03-20,8.00,EUR,
";

fn desk(events: &str) -> Desk {
    let desk = Desk::new(INVOICES, "");
    desk.write("desk.yaml", CALLS);
    desk.write("events.csv", &format!("date,type,invoice_id,customer_id,channel,ref,by,note,amount,currency\n{events}"));
    desk
}

fn ids(desk: &Desk, more: &[&str]) -> Vec<[String; 2]> {
    let mut drafted: Vec<[String; 2]> = desk.drafted(more).into_iter().map(|[file, ids, _]| [file, ids]).collect();
    drafted.sort();
    drafted
}

fn owned<const N: usize>(rows: [[&str; 2]; N]) -> Vec<[String; 2]> {
    rows.map(|row| row.map(str::to_owned)).to_vec()
}

#[test]
fn the_calls_of_an_owner_to_a_customer_are_one_sheet() {
    let desk = desk(
        "2026-03-25,touch,OLD,,email,,Ann,,,
2026-03-25,touch,NEW,,email,,Ann,,,
2026-03-26,touch,SOON,,call,,Ann,Asked for a copy,,
2026-03-26,touch,SOON,,call,,Ann,Asked for a copy,,
2026-03-27,payment,,ACME,,,,,1.50,EUR
2026-03-27,payment,,ACME,,,,,1.50,EUR
",
    );
    let wanted = owned([
        ["ann/ACME_ELSE_first_call.md", "ELSE/first/call/1"],
        ["ann/ACME_last_call.md", "OLD/last/call/1;USD/first/call/1;NEW/first/call/1"],
        ["ann/BOLT_BOLT_first_call.md", "BOLT/first/call/1"],
        ["bob/ACME_BOBS_first_call.md", "BOBS/first/call/1"],
    ]);
    assert_eq!(ids(&desk, &[]), wanted);
    let sheet = desk.text("ann/ACME_last_call.md");
    // The highest stage gives the template; sums are by currency.
    assert!(sheet.starts_with("# Personal call before handoff: Acme, 320.00 EUR and 7.00 USD on 3 invoices\n"), "{sheet}");
    let calls = "\
| OLD | 14 February 2026 | 45 | 20.00 EUR | **20.00 EUR** |  | Last call since 2026-03-26 (day 40)";
    assert!(
        sheet.contains(calls) && sheet.contains("| USD | 19 March 2026 | 12 | 7.00 USD | **7.00 USD** |  | First call since"),
        "{sheet}"
    );
    let others = "\
| ELSE | 17 March 2026 | 14 | 6.00 EUR |  |
| BOBS | 18 March 2026 | 13 | 5.00 EUR |  |
| SOON | 30 April 2026 |  | 1,000.00 EUR |  |
";
    assert!(sheet.contains(others), "{sheet}");
    // 20 + 300 + 5 + 6 + 1,000 are open, 331 of it overdue; 4 of credit and 3 of cash.
    let accounts = "\
| EUR (5) | 1,331.00 EUR | 331.00 EUR |  |  | -4.00 EUR | -3.00 EUR | **1,324.00 EUR** |
| USD (1) | 7.00 USD | 7.00 USD |  |  |  |  | **7.00 USD** |
";
    assert!(sheet.contains(accounts), "{sheet}");
    // What happened to two invoices at once is told once; what happened twice, twice.
    let history = "\
- 25 March 2026, Ann, OLD, NEW: reminder sent by email
- 26 March 2026, Ann, SOON: called. Asked for a copy
- 26 March 2026, Ann, SOON: called. Asked for a copy
- 27 March 2026: paid 1.50 EUR on account, without an invoice
- 27 March 2026: paid 1.50 EUR on account, without an invoice
";
    assert!(sheet.contains(history), "{sheet}");
    assert!(["OLD", "USD", "NEW"].iter().all(|id| sheet.contains(&format!("| {id} | | | | |\n"))), "{sheet}");
    assert!(sheet.contains("    collect log call USD --ref USD/first/call/1\n") && !sheet.contains("missing:"), "{sheet}");
}

#[test]
fn a_sheet_is_recorded_as_a_call_about_each_invoice_or_about_one() {
    let whole = desk("");
    whole.drafted(&[]);
    whole.run(&["record", "--as-of", "2026-03-31", "-q", "--only", "ACME_last_call.md"]);
    let log = fs::read_to_string(whole.0.path().join("log.csv")).unwrap();
    assert!(
        ["OLD/last/call/1", "USD/first/call/1", "NEW/first/call/1"].iter().all(|id| log.contains(id)) && !log.contains("BOLT"),
        "{log}"
    );

    let one = desk("");
    one.drafted(&[]);
    let told = one.both(&["record", "--as-of", "2026-03-31", "--only", "USD"])[1].replace('\n', " ");
    let wanted = "ann/ACME_last_call.md is also about OLD/last/call/1, NEW/first/call/1, which are still to be called about; if the call was about all of it: \
                  collect record outbox/2026-03-31 --only ann/ACME_last_call.md";
    assert!(told.contains(wanted), "{told}");
    let left = ids(&one, &["--again"]);
    assert!(left.contains(&["ann/ACME_last_call.md", "OLD/last/call/1;NEW/first/call/1"].map(str::to_owned)), "{left:?}");
}

#[test]
fn without_consolidation_or_a_list_each_invoice_has_its_sheet() {
    let alone = owned([
        ["ann/ACME_ELSE_first_call.md", "ELSE/first/call/1"],
        ["ann/ACME_NEW_first_call.md", "NEW/first/call/1"],
        ["ann/ACME_OLD_last_call.md", "OLD/last/call/1"],
        ["ann/ACME_USD_first_call.md", "USD/first/call/1"],
        ["ann/BOLT_BOLT_first_call.md", "BOLT/first/call/1"],
        ["bob/ACME_BOBS_first_call.md", "BOBS/first/call/1"],
    ]);
    let none = desk("");
    none.write("desk.yaml", &CALLS.replace("consolidate: customer", "consolidate: none"));
    assert_eq!(ids(&none, &[]), alone);
    let sheet = none.text("ann/ACME_OLD_last_call.md");
    assert!(sheet.starts_with("# Personal call before handoff: Acme, 20.00 EUR\n") && !sheet.contains("NEW"), "{sheet}");

    // A template that was written for one invoice gets one.
    let own = desk("");
    own.write("templates/call-sheet.call.hbs", "Call about {{invoice.id}}");
    own.write("templates/handoff.call.hbs", "Call about {{invoice.id}}");
    assert_eq!(ids(&own, &[]), alone);
}

#[test]
fn a_sum_over_two_currencies_is_no_sum() {
    let desk = desk("");
    let template = "{{total.count}}: {{default total.asked \"none\"}}; {{#each totals}}{{count}} {{money balance}} {{/each}}{{#each invoices}}{{id}}{{/each}}";
    desk.write("templates/handoff.call.hbs", template);
    desk.drafted(&[]);
    assert_eq!(desk.text("ann/ACME_last_call.md"), "3: none; 2 320.00 EUR 1 7.00 USD OLDUSDNEW\n");
}
