use super::*;

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

#[test]
fn amounts_show_the_decimals_of_their_currency() {
    assert_eq!(currency("USD").plain(123_450), "1234.50");
    assert_eq!(currency("USD").plain(-5), "-0.05");
    assert_eq!(currency("JPY").plain(1234), "1234");
    assert_eq!(currency("KWD").plain(125), "0.125");
}

#[test]
fn codes_that_are_no_money_are_no_currency() {
    assert_eq!(Currency::from_code("usd"), None);
    assert_eq!(Currency::from_code("ABC"), None);
    assert_eq!(Currency::from_code("XXX"), None);
}

#[test]
fn a_table_turns_amounts_into_its_base() {
    let fx = Fx::new(currency("USD"), vec![(currency("EUR"), "1.08".parse().unwrap())]);
    assert_eq!(value(Some(&fx), currency("EUR"), 10_000).to_string(), "108.0000");
    assert_eq!(value(Some(&fx), currency("USD"), 10_000).to_string(), "100.00");
    assert_eq!(value(None, currency("EUR"), 10_000).to_string(), "100.00");
}
