use super::*;

#[test]
fn a_day_is_told_from_the_due_date_or_as_a_date() {
    let due = Day::parse("2026-03-02").unwrap();
    let told = |text| parse(text, due).map(|day| day.to_string());
    assert_eq!(told("20").as_deref(), Some("2026-03-22"));
    assert_eq!(told("-3").as_deref(), Some("2026-02-27"));
    assert_eq!(told("due").as_deref(), Some("2026-03-02"));
    assert_eq!(told("due+5").as_deref(), Some("2026-03-07"));
    assert_eq!(told("due-1").as_deref(), Some("2026-03-01"));
    assert_eq!(told("2026-04-01").as_deref(), Some("2026-04-01"));
    for text in ["", "soon", "due5", "due +5", "1.5", "99999999999", "2026-02-30"] {
        assert_eq!(told(text), None, "{text:?}");
    }
}
