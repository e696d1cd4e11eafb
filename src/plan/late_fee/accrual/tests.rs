use super::*;
use crate::law::{BaseRates, LawProfile, RateMode};
use crate::workflow::PaymentsFor;
use proptest::prelude::*;

fn day(number: i32) -> Day {
    Day::from_number(Day::from_ymd(2023, 11, 1).unwrap().number() + number)
}

/// As simple as the rule: each day by itself.
fn by_each_day(terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) -> Interest {
    let mut sum = Interest::NONE;
    let mut today = since;
    while today <= to {
        let mut balance = 0;
        for (day, left) in owed {
            if *day < today {
                balance = *left;
            }
        }
        let year = terms.day_count.days_of_year(today);
        let percent = terms.percent_on(today, since).unwrap_or_default();
        sum = sum.plus(Interest::of(balance.max(0), percent, terms.day_count.days(today, today), year));
        today = today.plus(1);
    }
    sum
}

/// As simple as that: every cent by itself, from the day on which it began to be owed to the one on which it was paid, the oldest first.
fn by_each_cent(terms: &LateFeeRules, owed: &[(Day, Balance)], since: Day, to: Day) -> Interest {
    let mut cents: Vec<Day> = Vec::new();
    let mut sum = Interest::NONE;
    let mut pay = |from: Day, paid: Day| {
        let mut today = from.max(since);
        while today <= paid {
            let percent = terms.percent_on(paid, since).unwrap_or_default();
            sum = sum.plus(Interest::of(1, percent, terms.day_count.days(today, today), terms.day_count.days_of_year(today)));
            today = today.plus(1);
        }
    };
    for (day, left) in owed.iter().filter(|(day, _)| *day <= to) {
        let left = usize::try_from(*left).unwrap_or(0);
        while cents.len() > left {
            pay(cents.remove(0), *day);
        }
        cents.resize(left, day.plus(1));
    }
    cents.into_iter().for_each(|from| pay(from, to));
    sum
}

fn own_terms() -> LateFeeRules {
    LateFeeRules {
        from_stage: "demand".to_owned(),
        profile: None,
        flat: None,
        stage_fees: Vec::new(),
        notice_percent: Decimal::ZERO,
        minimum: None,
        annual_percent: Decimal::ZERO,
        rates: Vec::new(),
        monthly_percent: Decimal::ZERO,
        months: Months::Complete,
        grace_days: 0,
        day_count: DayCount::default(),
        euro: std::collections::BTreeMap::new(),
        payments_for: PaymentsFor::default(),
        line: 1,
    }
}

fn counts() -> impl Strategy<Value = DayCount> {
    prop_oneof![Just(DayCount::Actual365), Just(DayCount::Actual360), Just(DayCount::ActualActual), Just(DayCount::Thirty360)]
}

fn terms() -> impl Strategy<Value = LateFeeRules> {
    let percent = (0_i128..=10_000_000_000).prop_map(|digits| Decimal::new(digits, 8));
    let rates = proptest::collection::btree_map(-100..1000_i32, percent.clone(), 0..5);
    (percent, rates, counts()).prop_map(|(annual_percent, rates, day_count)| LateFeeRules {
        annual_percent,
        rates: rates.into_iter().map(|(number, percent)| (day(number), percent)).collect(),
        day_count,
        ..own_terms()
    })
}

/// A profile with rates for all half-years but some.
fn law(mode: RateMode) -> impl Strategy<Value = LateFeeRules> {
    let rates = proptest::collection::vec(proptest::option::weighted(0.9, -100_i128..1000), 8);
    (rates, counts()).prop_map(move |(rates, day_count)| {
        let halves = HalfYear::between(Day::from_ymd(2023, 7, 1).unwrap(), Day::from_ymd(2027, 1, 1).unwrap());
        let rates = halves.zip(rates).filter_map(|(half, rate)| Some((half, Decimal::new(rate?, 2)))).collect();
        let profile = LawProfile {
            name: "own".to_owned(),
            title: String::new(),
            statute: String::new(),
            source: String::new(),
            note: String::new(),
            base: Some(BaseRates { rates, ..BaseRates::default() }),
            points: vec![(Day::FIRST, Decimal::from(8))],
            mode,
            day_count,
            flat: Vec::new(),
        };
        LateFeeRules { profile: Some(Box::new(profile)), day_count, ..own_terms() }
    })
}

type Owed = Vec<(Day, Balance)>;

fn owed(most: Balance) -> impl Strategy<Value = Owed> {
    let owed = proptest::collection::btree_map(-200..900_i32, -most / 4..most, 0..8);
    owed.prop_map(|owed| owed.into_iter().map(|(number, left)| (day(number), left)).collect())
}

fn sum(accrual: &Accrual) -> Interest {
    accrual.segments.iter().fold(Interest::NONE, |sum, segment| sum.plus(segment.interest))
}

proptest! {
    #[test]
    fn segments_come_to_the_same_as_days(
        terms in prop_oneof![terms(), law(RateMode::Floating), law(RateMode::FixedAtStart)],
        owed in owed(2_000_000_000),
        since in -50..400_i32,
        length in -2..800_i32,
    ) {
        let (since, to) = (day(since), day(since + length));
        let accrual = accrual(&terms, &owed, since, to);
        prop_assert_eq!(sum(&accrual), by_each_day(&terms, &owed, since, to));
        for pair in accrual.segments.windows(2) {
            prop_assert!(pair[0].to < pair[1].from);
        }
    }

    #[test]
    fn parts_come_to_the_same_as_cents(terms in law(RateMode::AtPayment), owed in owed(40), since in -50..400_i32, length in -2..300_i32) {
        let (since, to) = (day(since), day(since + length));
        prop_assert_eq!(sum(&accrual(&terms, &owed, since, to)), by_each_cent(&terms, &owed, since, to));
    }
}

#[test]
fn months_are_counted_from_the_first_day_of_interest() {
    let owed = [(Day::FIRST, 100_000), (Day::parse("2026-03-10").unwrap(), 60_000)];
    let charged = |months, to: &str| {
        let terms = LateFeeRules { monthly_percent: "1.5".parse().unwrap(), months, ..own_terms() };
        let charges = super::months(&terms, &owed, Day::parse("2026-01-31").unwrap(), Day::parse(to).unwrap());
        charges.iter().map(|charge| format!("{} {} {}", charge.from, charge.to, charge.interest.rounded())).collect::<Vec<_>>()
    };
    // From 31 January to the day before 28 February, and so on: a month that lacks the 31st begins on its last day.
    let whole = ["2026-01-31 2026-02-27 1500", "2026-02-28 2026-03-30 900"];
    assert_eq!(charged(Months::Complete, "2026-02-26"), [""; 0]);
    assert_eq!(charged(Months::Complete, "2026-03-30"), whole, "in the second it was 600.00 in the end");
    assert_eq!(charged(Months::Started, "2026-02-28"), ["2026-01-31 2026-02-27 1500", "2026-02-28 2026-03-30 1500"]);
}
