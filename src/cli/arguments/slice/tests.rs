
use super::*;

#[test]
fn percentages_are_exact() {
    for (text, share) in [("5%", Some(500)), ("0.5%", Some(50)), ("100%", Some(10_000)), ("12.25%", Some(1225))] {
        assert_eq!(percent(text).ok(), share, "{text}");
    }
    for text in ["5", "0%", "101%", "-1%", "1.234%", "%", "½%"] {
        assert!(percent(text).is_err(), "{text}");
    }
}

#[test]
fn a_column_has_its_values() {
    assert_eq!(only("country=DE, AT"), Ok(("country".to_owned(), vec!["DE".to_owned(), "AT".to_owned()])));
    assert!(only("country").is_err() && only("=DE").is_err() && only("country=").is_err());
}
