//! Random conditions.

use collect::money::{Currency, Decimal};
use collect::workflow::{Amount, AmountRange, ColumnMatch, Conditions, CountRange, CustomerConditions, DaysRange};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Single {
    Day(i32),
    Balance(AmountRange),
    Column(ColumnMatch),
    Broken(u32),
    Unanswered(u32),
    Answered(u32),
    Responded(bool),
}

/// None, mostly.
pub fn few() -> impl Strategy<Value = Conditions> {
    prop_oneof![5 => Just(Conditions::default()).boxed(), 2 => some().boxed()]
}

/// Those of an action, which may look at the customer.
pub fn of_action() -> impl Strategy<Value = Conditions> {
    (few(), weighted(0.15, customer().boxed()))
        .prop_map(|(conditions, customer)| Conditions { customer: customer.unwrap_or_default(), ..conditions })
}

/// One or two.
pub fn some() -> impl Strategy<Value = Conditions> {
    let single = prop_oneof![
        2 => (1..25).prop_map(Single::Day),
        3 => amounts().prop_map(Single::Balance),
        1 => column().prop_map(Single::Column),
        1 => (1..3_u32).prop_map(Single::Broken),
        2 => (1..4_u32).prop_map(Single::Unanswered),
        1 => (1..3_u32).prop_map(Single::Answered),
        2 => any::<bool>().prop_map(Single::Responded),
    ];
    vec(single.boxed(), 1..=2).prop_map(|singles| {
        let mut all = Conditions::default();
        for single in singles {
            add(&mut all, single);
        }
        all
    })
}

fn add(all: &mut Conditions, single: Single) {
    match single {
        Single::Day(day) => all.day = Some(day),
        Single::Balance(range) => all.balance = range,
        Single::Column(column) => all.matches = vec![column],
        Single::Broken(count) => all.broken_promises = Some(count),
        Single::Unanswered(count) => all.unanswered = CountRange { at_least: Some(count), below: None },
        Single::Answered(count) => all.unanswered = CountRange { at_least: None, below: Some(count) },
        Single::Responded(responded) => all.responded = Some(responded),
    }
}

/// At least one, on a customer.
pub fn customer() -> impl Strategy<Value = CustomerConditions> {
    let none = CustomerConditions::default;
    let days = (-10..40, any::<bool>())
        .prop_map(|(day, is_least)| DaysRange { at_least: is_least.then_some(day), below: (!is_least).then_some(day) });
    let count = (1..4_u32, any::<bool>())
        .prop_map(|(count, is_least)| CountRange { at_least: is_least.then_some(count), below: (!is_least).then_some(count) });
    prop_oneof![
        amounts().prop_map(move |overdue| CustomerConditions { overdue, ..none() }),
        amounts().prop_map(move |open| CustomerConditions { open, ..none() }),
        days.clone().prop_map(move |oldest| CustomerConditions { oldest, ..none() }),
        count.clone().prop_map(move |invoices| CustomerConditions { invoices, ..none() }),
        (amounts(), days, count).prop_map(move |(open, oldest, invoices)| CustomerConditions { open, oldest, invoices, ..none() }),
    ]
}

/// One bound: a number, or an amount for some of the currencies.
fn amounts() -> impl Strategy<Value = AmountRange> {
    let number = (10..120_i64).prop_map(|whole| Amount::Number(Decimal::from(whole)));
    let of = |code: &'static str, amounts: std::ops::Range<i128>| {
        weighted(0.7, amounts).prop_map(move |amount| amount.map(|amount| (Currency::from_code(code).unwrap(), amount)))
    };
    let dollars = (1_000..12_000_i128).prop_map(|amount| (Currency::from_code("USD").unwrap(), amount));
    let by_currency = (dollars, of("EUR", 1_000..12_000), of("JPY", 1_000..12_000))
        .prop_map(|(usd, eur, jpy)| Amount::ByCurrency([eur, jpy, Some(usd)].into_iter().flatten().collect()));
    (prop_oneof![2 => number.boxed(), 1 => by_currency.boxed()], prop_oneof![2 => Just(true), 1 => Just(false)]).prop_map(
        |(bound, is_least)| {
            if is_least { AmountRange { at_least: Some(bound), below: None } } else { AmountRange { at_least: None, below: Some(bound) } }
        },
    )
}

/// Values of a column.
pub fn column() -> impl Strategy<Value = ColumnMatch> {
    let matched = |column: &str, values: &[&str]| ColumnMatch {
        column: column.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    prop_oneof![
        2 => Just(matched("segment", &["key"])),
        1 => Just(matched("segment", &["key", "small"])),
        2 => Just(matched("region", &["north"])),
        1 => Just(matched("currency", &["EUR"])),
    ]
}

/// The same, unless amounts cannot be compared: then without numbers of money, and with a day where nothing is left.
pub fn without_money_unless(with_money: bool, conditions: &Conditions, day: Option<i32>) -> Conditions {
    let mut conditions = conditions.clone();
    let customer = &mut conditions.customer;
    for range in [&mut conditions.balance, &mut customer.open, &mut customer.overdue] {
        if !with_money && range.bounds().any(Amount::is_number) {
            *range = AmountRange::default();
        }
    }
    if conditions == Conditions::default() {
        conditions.day = day;
    }
    conditions
}
