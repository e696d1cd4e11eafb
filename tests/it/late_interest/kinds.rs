//! Fees that contracts have: by stage, by message, by month, days of grace; and what is not known.

use super::{fee, fee_of_a, ledger, workflow};
use collect::money::{Currency, Fx};
use collect::plan::LateFee;

const SEVEN: &str = "A ACME due=2026-03-01 amount=7300.00 currency=EUR";

fn total(terms: &str, events: &str, as_of: &str) -> i128 {
    fee(terms, SEVEN, events, as_of).unwrap().total
}

#[test]
fn a_stage_has_its_fee_once_it_was_entered() {
    let terms = "stage_fees: { demand: 5, end: { EUR: 15.50 } }";
    assert_eq!(total(terms, "", "2026-03-02"), 5_00);
    assert_eq!(total(terms, "", "2026-04-29"), 5_00, "day 59");
    assert_eq!(total(terms, "", "2026-04-30"), 20_50, "day 60");
    // A jump enters the last stage only.
    assert_eq!(total("stage_fees: { demand: 5, end: 15 }, flat: 1", "2026-03-01 A escalate stage=end", "2026-03-01"), 16_00);
}

#[test]
fn a_message_asks_for_a_part_of_what_was_owed_that_day() {
    let events = "2026-03-05 A touch channel=email stage=demand\n2026-03-05 A touch channel=letter\n2026-03-06 A touch channel=call\n\
                  2026-03-10 A payment amount=3650.00\n2026-03-12 A touch channel=email stage=demand";
    // 1 % of 7,300.00 once for the 5th, and of 3,650.00 for the 12th; a call is no message.
    assert_eq!(total("notice_percent: 1", events, "2026-03-31"), 73_00 + 36_50);
    assert_eq!(total("notice_percent: 1", events, "2026-03-11"), 73_00);
    // Half a cent goes up: 0.0685 % of 7,300.00 is 5.0005, of 3,650.00 2.50025.
    assert_eq!(total("notice_percent: 0.0685", events, "2026-03-31"), 5_00 + 2_50);
    assert_eq!(total("notice_percent: 0.00684932", events, "2026-03-05"), 50, "0.50000036");
}

#[test]
fn a_month_bears_its_rate_when_it_is_over_or_when_it_begins() {
    // Interest begins on 2 March; the second month begins on 2 April. 1.5 % of 7,300.00 is 109.50.
    assert_eq!(total("monthly_percent: 1.5", "", "2026-03-31"), 0);
    assert_eq!(total("monthly_percent: 1.5", "", "2026-04-01"), 10_950);
    assert_eq!(total("monthly_percent: 1.5, months: started", "", "2026-03-02"), 10_950);
    assert_eq!(total("monthly_percent: 1.5, months: started", "", "2026-04-02"), 21_900);
    // Half of it is paid in the first month: 54.75 for a month that is over.
    assert_eq!(total("monthly_percent: 1.5", "2026-03-20 A payment amount=3650.00", "2026-04-30"), 54_75);
    // Paid whole, the month is never over.
    assert_eq!(total("monthly_percent: 1.5", "2026-03-20 A payment", "2026-06-30"), 0);
    assert_eq!(total("monthly_percent: 1.5, months: started", "2026-03-20 A payment", "2026-06-30"), 10_950);
}

#[test]
fn days_of_grace_bear_nothing() {
    // From 7 March on: 4 days at 2.00.
    assert_eq!(total("annual_percent: 10, grace_days: 5", "", "2026-03-06"), 0);
    assert_eq!(total("annual_percent: 10, grace_days: 5", "", "2026-03-10"), 8_00);
    assert_eq!(fee("profile: ch, grace_days: 30", SEVEN, "", "2026-03-31").unwrap().since.to_string(), "2026-04-01");
}

#[test]
fn months_of_thirty_days() {
    // 2 to 31 March are 29 days where months have 30: 7,200.00 at 10 % are 2.00 a day.
    let told = fee("annual_percent: 10, day_count: 30/360", "A ACME due=2026-03-01 amount=7200.00", "", "2026-03-31").unwrap();
    assert_eq!((told.segments[0].days, told.interest), (29, 58_00));
}

#[test]
fn the_workflow_may_have_another_sum_and_day_count_than_the_law() {
    let told = fee("profile: de, flat: 0, day_count: actual/360", SEVEN, "", "2026-03-31").unwrap();
    // 7,300.00 × 10.27 % × 30 ÷ 360 = 62.47583
    assert_eq!((told.flat, told.interest), (0, 62_48));
}

fn unknown(fee: &LateFee) -> Vec<String> {
    fee.unknown.iter().map(ToString::to_string).collect()
}

#[test]
fn a_rate_that_is_not_known_is_told_and_never_the_last_one() {
    let told = fee("profile: de", "A ACME due=2026-05-31 amount=3650.00 currency=EUR", "", "2026-07-31").unwrap();
    // June only: 3,650.00 × 10.27 % × 30 ÷ 365 = 30.81
    assert_eq!((told.interest, told.percent, told.per_day), (30_81, None, 0));
    assert_eq!(unknown(&told), ["the base rate of 2026-H2"]);
    // Paid before, the claim does not need it.
    let paid = fee("profile: de", "A ACME due=2026-05-31 amount=3650.00 currency=EUR", "2026-06-30 A payment", "2026-07-31").unwrap();
    assert_eq!((paid.interest, paid.unknown.len()), (30_81, 0));
    // Nor does one whose rate was fixed when interest began.
    let fixed = fee("profile: uk", "A ACME due=2026-05-31 amount=3650.00 currency=GBP", "", "2026-07-29").unwrap();
    // 3,650.00 × 11.75 % × 59 ÷ 365 = 69.325
    assert_eq!((fixed.interest, fixed.unknown.len()), (69_33, 0), "half a penny goes up");
    let late = fee("profile: uk", "A ACME due=2026-06-30 amount=3650.00 currency=GBP", "", "2026-07-31").unwrap();
    assert_eq!((late.interest, unknown(&late)), (0, vec!["the base rate of 2026-H2".to_owned()]));
    // Before the table begins, nothing is known either.
    let early = fee("profile: fr", "A ACME due=2014-12-01 amount=3650.00 currency=EUR", "", "2015-01-31").unwrap();
    assert_eq!(unknown(&early), ["the base rate of 2014-H2"]);
}

#[test]
fn sums_in_another_currency_need_a_rate() {
    let zloty = "A ACME due=2026-02-10 amount=4000.00 currency=PLN";
    assert_eq!(unknown(&fee("profile: pl", zloty, "", "2026-02-28").unwrap()), ["the rate of EUR in PLN at the end of 2026-01"]);
    let dollars = "A ACME due=2026-02-10 amount=4000.00 currency=USD";
    assert_eq!(unknown(&fee("profile: de", dollars, "", "2026-02-28").unwrap()), ["the rate of EUR in USD"]);
    assert_eq!(unknown(&fee("profile: de, flat: { EUR: 40 }", dollars, "", "2026-02-28").unwrap()), [""; 0]);
    // With rates of the project: a euro is 1.08 dollars.
    let workflow = workflow("profile: de");
    let mut ledger = ledger(&workflow, dollars, "", "2026-02-28");
    let currency = |code| Currency::from_code(code).unwrap();
    ledger.fx = Some(Fx::new(currency("USD"), vec![(currency("EUR"), "1.08".parse().unwrap())]));
    assert_eq!(fee_of_a(&workflow, &ledger, "2026-02-28").unwrap().flat, 43_20);
}
