use super::*;
use crate::said::Tongue;
use crate::said::tables::table;
use crate::said::words::tokens;

fn day_of(text: &str, sent: &str, tongue: Tongue, toward: Toward) -> Vec<Resolved> {
    let found = tokens(text, tongue, &[]);
    let from = CountedFrom { sent: sent.parse().unwrap(), day_first: Some(true), before: None };
    named(&found, table(tongue), &vec![false; found.len()]).iter().map(|day| day.meaning.resolve(from, toward)).collect()
}

#[test]
fn a_weekday_beside_a_date_must_be_its_own() {
    let sure = day_of("Friday, 6 March", "2026-03-02", Tongue::English, Toward::Future);
    assert_eq!(sure, [Resolved { day: "2026-03-06".parse().ok(), doubt: None }]);
    let wrong = day_of("Friday, 5 March", "2026-03-02", Tongue::English, Toward::Future);
    assert!(wrong[0].doubt.is_some());
}
