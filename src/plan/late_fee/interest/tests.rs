use super::*;
use crate::workflow::{DayCount, PaymentsFor};
use proptest::prelude::*;

fn day(number: i32) -> Day {
    Day::from_number(Day::from_ymd(2023, 11, 1).unwrap().number() + number)
}

/// As simple as the rule: each day by itself.
fn by_the_day(terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) -> Interest {
    let mut sum = Interest::NONE;
    let mut today = since;
    while today <= to {
        let mut balance = 0;
        for (day, left) in owed {
            if *day < today {
                balance = *left;
            }
        }
        sum = sum.plus(Interest::of(balance.max(0), terms.percent_on(today), 1, terms.day_count.days_of_year(today)));
        today = today.plus(1);
    }
    sum
}

fn terms() -> impl Strategy<Value = LateFeeRules> {
    let percent = (0_i128..=10_000_000_000).prop_map(|digits| Decimal::new(digits, 8));
    let rates = proptest::collection::btree_map(-100..1000_i32, percent.clone(), 0..5);
    let counts = prop_oneof![Just(DayCount::Actual365), Just(DayCount::Actual360), Just(DayCount::ActualActual)];
    (percent, rates, counts).prop_map(|(annual_percent, rates, day_count)| LateFeeRules {
        from_stage: "demand".to_owned(),
        flat: None,
        minimum: None,
        annual_percent,
        rates: rates.into_iter().map(|(number, percent)| (day(number), percent)).collect(),
        day_count,
        payments_for: PaymentsFor::default(),
        line: 1,
    })
}

proptest! {
    #[test]
    fn segments_come_to_the_same_as_days(
        terms in terms(),
        owed in proptest::collection::btree_map(-200..900_i32, -5_000..2_000_000_000_i128, 0..8),
        since in -50..400_i32,
        length in -2..800_i32,
    ) {
        let owed: Vec<(Day, Balance)> = owed.into_iter().map(|(number, left)| (day(number), left)).collect();
        let (since, to) = (day(since), day(since + length));
        let segments = segments(&terms, &owed, since, to);
        let sum = segments.iter().fold(Interest::NONE, |sum, segment| sum.plus(segment.interest));
        prop_assert_eq!(sum, by_the_day(&terms, &owed, since, to));
        for pair in segments.windows(2) {
            prop_assert!(pair[0].to < pair[1].from);
        }
    }
}
