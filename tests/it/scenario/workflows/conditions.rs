//! Random conditions.

use collect::money::Decimal;
use collect::workflow::{Amount, AmountRange, ColumnMatch, Conditions, CountRange};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Single {
    Day(i32),
    AtLeast(i64),
    Below(i64),
    Column(ColumnMatch),
    Broken(u32),
    Unanswered(u32),
    Answered(u32),
    Responded(bool),
}

/// None, mostly.
pub fn few() -> impl Strategy<Value = Conditions> {
    prop_oneof![5 => Just(Conditions::default()), 2 => some()]
}

/// One or two.
pub fn some() -> impl Strategy<Value = Conditions> {
    let single = prop_oneof![
        2 => (1..25).prop_map(Single::Day),
        2 => (10..120_i64).prop_map(Single::AtLeast),
        1 => (10..120_i64).prop_map(Single::Below),
        1 => column().prop_map(Single::Column),
        1 => (1..3_u32).prop_map(Single::Broken),
        2 => (1..4_u32).prop_map(Single::Unanswered),
        1 => (1..3_u32).prop_map(Single::Answered),
        2 => any::<bool>().prop_map(Single::Responded),
    ];
    vec(single, 1..=2).prop_map(|singles| {
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
        Single::AtLeast(amount) => all.balance = AmountRange { at_least: Some(Amount::Number(Decimal::from(amount))), below: None },
        Single::Below(amount) => all.balance = AmountRange { at_least: None, below: Some(Amount::Number(Decimal::from(amount))) },
        Single::Column(column) => all.matches = vec![column],
        Single::Broken(count) => all.broken_promises = Some(count),
        Single::Unanswered(count) => all.unanswered = CountRange { at_least: Some(count), below: None },
        Single::Answered(count) => all.unanswered = CountRange { at_least: None, below: Some(count) },
        Single::Responded(responded) => all.responded = Some(responded),
    }
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

/// The same, unless amounts cannot be compared: then without those on money, and with a day where nothing is left.
pub fn without_money_unless(with_money: bool, conditions: &Conditions, day: Option<i32>) -> Conditions {
    let mut conditions = conditions.clone();
    if !with_money {
        conditions.balance = AmountRange::default();
    }
    if conditions == Conditions::default() {
        conditions.day = day;
    }
    conditions
}
