//! A customer who pays the balance and the fee that was asked for has paid both.

use super::{fee, ledger, workflow};
use crate::scenario::told::date;
use collect::plan::{movements, plan};

const TERMS: &str = "annual_percent: 10, flat: 40";
/// It bears 2.00 a day; the second one is due much later.
const TWO: &str = "A ACME due=2026-03-01 amount=7300.00\nB ACME due=2026-03-10 amount=50.00";

/// The told message of 11 March asks for ten days and the flat sum: 60.00.
const TOLD: &str = "2026-03-11 A touch channel=email stage=demand";

/// What the fee comes to, what of it was paid, and what is left of it.
fn parts(events: &str, as_of: &str) -> (i128, i128, i128) {
    let told = fee(TERMS, TWO, events, as_of).unwrap();
    (told.total, told.paid, told.open)
}

/// The actions due on a day, with the reasons of those that wait.
fn due(events: &str, as_of: &str) -> Vec<String> {
    let workflow = workflow(TERMS);
    let ledger = ledger(&workflow, TWO, events, as_of);
    let plan = plan(&workflow, &ledger, date(as_of));
    let due = plan.actions().iter().map(|action| action.id.to_string());
    due.chain(plan.withheld.iter().map(|held| format!("{}: {}", held.action.id, held.reason.name()))).collect()
}

#[test]
fn what_comes_in_beyond_the_balance_pays_the_fee_that_was_told() {
    let both = format!("{TOLD}\n2026-03-15 A payment amount=7360.00");
    // By the 15th it was 14 days: 28.00 and 40.00.
    assert_eq!(parts(&both, "2026-03-31"), (68_00, 60_00, 8_00));
    // It is no cash on account, so the other invoice is asked for.
    assert_eq!(due(&both, "2026-03-15"), ["B/demand/email/1"]);
    // Without the message nobody asked for a fee: the customer has 60.00 with us.
    let untold = "2026-03-15 A payment amount=7360.00";
    assert_eq!(parts(untold, "2026-03-31"), (68_00, 0, 68_00));
    assert_eq!(due(untold, "2026-03-15"), ["B/demand/email/1: unapplied-cash"]);
}

#[test]
fn more_than_the_fee_is_cash_on_account() {
    // 60.00 pay the fee; 50.00 are left, as much as the other invoice.
    let more = format!("{TOLD}\n2026-03-15 A payment amount=7410.00");
    assert_eq!((parts(&more, "2026-03-31").1, due(&more, "2026-03-15")), (60_00, vec!["B/demand/email/1: unapplied-cash".to_owned()]));
    let less = format!("{TOLD}\n2026-03-15 A payment amount=7409.99");
    assert_eq!(due(&less, "2026-03-15"), ["B/demand/email/1"]);
    // In two payments it is the same.
    let twice = format!("{TOLD}\n2026-03-15 A payment amount=7310.00\n2026-03-16 A payment amount=70.00");
    assert_eq!(parts(&twice, "2026-03-31").1, 60_00);
}

#[test]
fn the_newest_message_by_that_day_counts_and_what_was_charged_or_waived_does_not() {
    let later = format!(
        "{TOLD}\n2026-03-14 A touch channel=letter stage=demand\n2026-03-15 A payment amount=7400.00\n2026-03-20 A touch channel=email stage=demand"
    );
    assert_eq!(parts(&later, "2026-03-31"), (68_00, 66_00, 2_00), "13 days and 40.00");
    // 30.00 of it were charged and are in the balance.
    let charged = format!("{TOLD}\n2026-03-12 A fee amount=30.00\n2026-03-15 A payment amount=7400.00");
    assert_eq!(parts(&charged, "2026-03-31"), (68_00, 30_00, 8_00));
    // They were charged and waived: 30.00 are still told.
    let waived =
        format!("{TOLD}\n2026-03-12 A fee amount=30.00\n2026-03-13 A credit amount=30.00 reason=fee\n2026-03-15 A payment amount=7400.00");
    assert_eq!(parts(&waived, "2026-03-31"), (68_00, 30_00, 8_00));
    // A waiver of what was not charged lowers the balance, and what was told: 60.00 - 25.00.
    let given_up = format!("{TOLD}\n2026-03-13 A credit amount=25.00 reason=fee\n2026-03-15 A payment amount=7400.00");
    assert_eq!(parts(&given_up, "2026-03-31").1, 35_00);
}

#[test]
fn what_is_paid_back_is_not_paid() {
    let back = format!("{TOLD}\n2026-03-15 A payment amount=7360.00\n2026-03-20 A reversal amount=20.00");
    assert_eq!(parts(&back, "2026-03-31").1, 40_00);
    let all_back = format!("{TOLD}\n2026-03-15 A payment amount=7360.00\n2026-03-20 A reversal amount=7360.00");
    assert_eq!(parts(&all_back, "2026-03-31").1, 0);
}

#[test]
fn the_account_shows_the_fee_that_was_paid() {
    let both = format!("{TOLD}\n2026-03-15 A payment amount=7360.00");
    let workflow = workflow(TERMS);
    let ledger = ledger(&workflow, TWO, &both, "2026-03-31");
    let own: Vec<_> = ledger.invoices.iter().collect();
    let moved = movements(&workflow, &ledger, &own, own[0].terms.currency, date("2026-03-31"));
    let told: Vec<String> = moved.iter().map(|one| format!("{} {}", one.kind.name(), one.change)).collect();
    assert_eq!(told, ["invoice 730000", "invoice 5000", "payment -736000", "fee 6000"]);
    // What the customer owes is the other invoice.
    assert_eq!(moved.iter().map(|one| one.change).sum::<i128>(), 50_00);
}
