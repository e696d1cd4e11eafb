//! Money of zero, recoveries, returned payments, fees on nothing, and cash on account.

use super::{INVOICE, ann, due, gentle, outcome, row};
use crate::scenario::told::date;
use collect::channel::Channel;
use collect::workflow::{BlockClock, Returned};

#[test]
fn a_payment_of_nothing_answers_nothing_and_begins_nothing() {
    let reply = "2026-01-12 A reply\n2026-01-12 A payment amount=0.00";
    let plan = outcome(&gentle(), INVOICE, reply, "2026-01-13");
    assert_eq!((row(&plan, "A").status.as_str(), due(&plan)), ("replied", vec!["A/reply/1"]));
    // The clock begins with the first stage, as if nothing had happened on the 1st.
    let early = outcome(&gentle(), INVOICE, "2026-01-01 A payment amount=0.00\n2026-01-01 ACME credit amount=0.00", "2026-01-13");
    assert_eq!((row(&early, "A").clock, row(&early, "A").flags.as_str()), (Some(3), ""));
    // A second payment of all that is left finds nothing.
    let twice = outcome(&gentle(), INVOICE, "2026-01-12 A payment\n2026-01-14 A payment\n2026-01-15 A reversal amount=40.00", "2026-01-15");
    assert_eq!(row(&twice, "A").balance, "40.00");
}

#[test]
fn what_was_written_off_and_then_paid_is_no_cash_on_account() {
    let two = format!("{INVOICE}\nB ACME due=2026-01-10 amount=50.00");
    let given_up = "2026-01-12 A write_off";
    let paid = format!("{given_up}\n2026-01-20 A payment amount=100.00");
    let plan = outcome(&gentle(), &two, &paid, "2026-01-20");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.closed_on, a.balance.as_str()), ("written_off", Some(date("2026-01-12")), "0.00"));
    assert_eq!((row(&plan, "B").flags.as_str(), due(&plan)), ("", vec!["B/reminder/email/1"]));
    // 30 more than was written off is an overpayment.
    let more = format!("{given_up}\n2026-01-20 A payment amount=130.00");
    let plan = outcome(&gentle(), &two, &more, "2026-01-20");
    assert_eq!((row(&plan, "A").balance.as_str(), row(&plan, "A").status.as_str()), ("-30.00", "written_off"));
    assert_eq!(row(&plan, "B").flags, "unapplied_cash");
    // What was recovered and went back is owed again.
    let back = format!("{given_up}\n2026-01-12 A payment amount=60.00\n2026-01-20 A reversal amount=60.00");
    let plan = outcome(&gentle(), &two, &back, "2026-01-20");
    assert_eq!((row(&plan, "A").balance.as_str(), row(&plan, "A").status.as_str()), ("60.00", "active"));
}

#[test]
fn a_payment_that_comes_back_is_a_task_and_the_closed_days_count_or_not() {
    let mut policy = gentle();
    policy.overrides.payment.returned = Some(Returned { owner: ann(), channel: Channel::Call, line: 0 });
    let back = "2026-01-12 A payment\n2026-01-20 A reversal amount=100.00";
    let plan = outcome(&policy, INVOICE, back, "2026-01-20");
    // Closed from the 12th to the 19th: eight days that do not count.
    assert_eq!((row(&plan, "A").clock, due(&plan)), (Some(2), vec!["A/reminder/email/1", "A/returned/1"]));
    let task = &plan.actions[1];
    assert_eq!((task.owner.as_str(), task.channel.as_str(), task.scheduled_on), ("ann", "call", date("2026-01-20")));
    let called = format!("{back}\n2026-01-21 A touch channel=call");
    assert_eq!(due(&outcome(&policy, INVOICE, &called, "2026-01-21")), ["A/reminder/email/1"]);
    policy.overrides.payment.closed_clock = BlockClock::Run;
    assert_eq!(row(&outcome(&policy, INVOICE, back, "2026-01-20"), "A").clock, Some(10));
    // A fee that opens it is no returned payment.
    let fee = "2026-01-12 A payment\n2026-01-20 A fee amount=5.00";
    assert_eq!(due(&outcome(&policy, INVOICE, fee, "2026-01-20")), ["A/reminder/email/1"]);
}

#[test]
fn an_invoice_over_nothing_is_a_credit_until_a_fee_comes() {
    let nothing = "A ACME due=2026-01-10 amount=0.00";
    assert_eq!(row(&outcome(&gentle(), nothing, "", "2026-01-20"), "A").status, "credit");
    let fee = "2026-01-15 A fee amount=5.00";
    let plan = outcome(&gentle(), nothing, fee, "2026-01-17");
    // The clock began with 1 on the 11th and stood still until the 15th.
    assert_eq!((row(&plan, "A").status.as_str(), row(&plan, "A").clock), ("active", Some(3)));
    let paid = format!("{fee}\n2026-01-18 A payment");
    assert_eq!(row(&outcome(&gentle(), nothing, &paid, "2026-01-20"), "A").closed_on, Some(date("2026-01-18")));
}

#[test]
fn cash_is_set_against_the_oldest_invoice_first() {
    let three = "
        C ACME due=2026-01-08 amount=50.00
        B ACME due=2026-01-09 amount=60.00
        A ACME due=2026-01-09 amount=40.00";
    let plan = outcome(&gentle(), three, "2026-01-12 ACME payment amount=95.00", "2026-01-13");
    // 50 for C, 40 for A, which comes before B, and 5 for B.
    let withheld: Vec<&str> = plan.withheld.iter().map(|held| held.action.invoice_id.as_str()).collect();
    assert_eq!((withheld, due(&plan)), (vec!["C", "A"], vec!["B/reminder/email/1"]));
    let flags = |invoice| row(&plan, invoice).flags.as_str();
    assert_eq!((flags("A"), flags("B"), flags("C")), ("", "unapplied_cash", ""));
}
