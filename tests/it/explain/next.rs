//! What comes next, and the sums behind it.

use super::{INVOICE, section};

#[test]
fn a_promise_that_breaks_on_a_saturday_counts_from_it_and_is_due_on_monday() {
    let events = "2026-03-03 A promise until=2026-03-06";
    let due = "A/broken-promise/1 for boss, call, since Saturday 2026-03-07, which is not a working day; the first after it is Monday \
               2026-03-09; number 1 of 1 in the plan: the promise for 2026-03-06 was broken.";
    assert_eq!(section(INVOICE, events, "2026-03-09", "Due now"), [due]);
    let why = "The call about the broken promise comes first (A/broken-promise/1): the letter of the stage Notice waits until the day \
               after it is done.";
    assert_eq!(section(INVOICE, events, "2026-03-09", "In the way"), [why]);
    let next = "Once the call about the broken promise is recorded, the letter of the stage Notice may follow from the next day.";
    assert_eq!(section(INVOICE, events, "2026-03-09", "Next"), [next]);
    let done = format!("{events}\n2026-03-09 A touch channel=call ref=A/broken-promise/1");
    assert_eq!(section(INVOICE, &done, "2026-03-09", "Next").last().unwrap(), "From tomorrow: the letter of the stage Notice follows.");
}

#[test]
fn a_dispute_ends_by_an_event_and_then_cools_down() {
    let next = "A dispute_resolved, with the reason pricing or with none, settles the dispute; chasing may go on 2 days later \
                (cooldown_days); until then the clock stays on day 2.";
    assert_eq!(section(INVOICE, "2026-03-03 A dispute reason=pricing", "2026-03-04", "Next"), [next]);
}

#[test]
fn a_required_stage_says_what_lets_it_go_and_where_to() {
    // Two days after the letter, and the clock is at 24 then: End begins on day 20.
    let next = "A letter lets the invoice leave 2 days later: one recorded on 2026-03-23 means End on 2026-03-25. Any touch counts that is recorded \
                with the stage Notice or a later one, or since 2026-03-11 without a stage or for the whole customer.";
    assert_eq!(section(INVOICE, "", "2026-03-23", "Next"), [next]);
}

#[test]
fn cash_on_no_invoice_is_added_up_and_holds_back_what_comes_next() {
    let invoices = "A ACME due=2026-03-01 amount=100.00\nB ACME due=2026-03-01 amount=50.00\nC ACME due=2026-03-01 amount=-20.00";
    let events = "2026-03-02 ACME payment amount=500.00\n2026-03-03 ACME reversal amount=300.00";
    let sums = [
        "20.00 USD: the open credit C",
        "+ 500.00 USD: Payment of 2026-03-02 for the customer (events.csv:2)",
        "− 300.00 USD: Reversal of 2026-03-03 for the customer (events.csv:3)",
        "= 220.00 USD: the customer's unapplied cash",
        "− 100.00 USD: for A, due 2026-03-01",
        "The cash covers A, so nobody chases it",
    ];
    assert_eq!(section(invoices, events, "2026-03-04", "Unapplied cash"), sums);
    let next = "2026-03-11: A/notice/letter/1 for ar, letter, if nothing happens until then; it will still be withheld then, because the \
                customer's cash covers it (unapplied-cash).";
    assert_eq!(section(invoices, events, "2026-03-04", "Next")[0], next);
    // A paid invoice has nothing to do with it.
    let paid = format!("2026-03-02 A payment amount=100.00\n{events}");
    assert_eq!(section(invoices, &paid, "2026-03-04", "Unapplied cash"), [""; 0]);
}
