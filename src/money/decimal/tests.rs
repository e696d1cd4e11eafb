use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_quotient_is_rounded_once_and_half_to_even() {
    let over = |a: &str, b: &str, scale| decimal(a).over(decimal(b), scale).map(|quotient| quotient.to_string());
    assert_eq!(over("2", "3", 4).as_deref(), Some("0.6667"));
    assert_eq!(over("1", "8", 2).as_deref(), Some("0.12"));
    assert_eq!(over("0.125001", "1", 2).as_deref(), Some("0.13"));
    assert_eq!(over("-7", "2", 1).as_deref(), Some("-3.5"));
    assert_eq!(over("7", "-2", 0).as_deref(), Some("-4"));
    assert_eq!(over("1", "0", 2), None);
}

#[test]
fn value_counts_not_how_it_is_written() {
    assert_eq!(decimal("1.5"), decimal("1.50"));
    assert!(decimal("-0.1") < decimal("0"));
    assert!(decimal("10") > decimal("9.99999999"));
    assert_eq!(decimal("2.5").plus(decimal("0.25")).to_string(), "2.75");
}

#[test]
fn a_half_goes_to_the_even_neighbour() {
    for (exact, rounded) in
        [("0.125", "0.12"), ("0.135", "0.14"), ("0.1251", "0.13"), ("-0.125", "-0.12"), ("-0.135", "-0.14"), ("7", "7.00")]
    {
        assert_eq!(decimal(exact).rounded(2).to_string(), rounded, "{exact}");
    }
}

#[test]
fn a_quotient_is_rounded_once() {
    for (number, by, quotient) in
        [("40", "1.08", "37.04"), ("-40", "1.08", "-37.04"), ("1", "8", "0.12"), ("3", "8", "0.38"), ("1", "-8", "-0.12")]
    {
        assert_eq!(decimal(number).divided(decimal(by), 2).unwrap().to_string(), quotient, "{number} / {by}");
    }
    assert_eq!(decimal("1").divided(Decimal::ZERO, 2), None);
}

#[test]
fn the_largest_score_of_the_largest_ledger_is_exact() {
    // Every row that a ledger can have is of the largest amount, at the largest rate, with the largest weights.
    let rows = i128::from(u32::MAX);
    let balance = Decimal::new(rows * i128::from(super::super::LARGEST), 2);
    let (rate, weights) = (decimal("999999999999.99999999"), decimal("7000.99999993"));
    let value = balance.times(rate);
    assert_eq!(value.to_string(), "429496729499999999995705032705000000.0000000000");
    let score = value.times(weights);
    assert_eq!(score.to_string(), "3006906603199435228904930933968005647710.650000000000000000");
    assert!(score > value.times(decimal("7000.99999992")));
    assert_eq!(score.rounded(1).to_string(), "3006906603199435228904930933968005647710.6");
    assert_eq!((score.units(2), Decimal::ZERO.plus(score).times(decimal("-1")).units(2)), (i128::MAX, i128::MIN));
    assert_eq!(decimal("7000.99999993").units(8), 700_099_999_993);
}

#[test]
fn what_is_no_plain_decimal_is_refused() {
    for text in ["", "-", ".5", "5.", "1e3", "1,5", "+1", " 1", "١"] {
        assert_eq!(text.parse::<Decimal>(), Err(DecimalError::Malformed), "{text:?}");
    }
    assert_eq!("1234567890123".parse::<Decimal>(), Err(DecimalError::TooLong));
    assert_eq!("0.123456789".parse::<Decimal>(), Err(DecimalError::TooLong));
}

#[test]
fn a_number_is_written_in_digits() {
    let text = |digits, scale| Decimal::new(digits, scale).text();
    assert_eq!([text(0, 0), text(0, 2), text(-5, 2), text(1250, 2), text(-1250, 0)], ["0", "0.00", "-0.05", "12.50", "-1250"]);
    assert_eq!(text(i128::from(i64::MIN), 18), "-9.223372036854775808");
    assert_eq!(text(i128::from(i64::MAX) + 1, 2), "92233720368547758.08");
    assert_eq!(text(-(1 << 70), 20), "-11.80591620717411303424");
    for (digits, scale) in [(0, 0), (7, 0), (-7, 3), (100, 2), (123_456_789, 18), (i64::MAX, 1), (i64::MIN, 18)] {
        let number = Decimal::new(i128::from(digits), scale);
        let mut written = Vec::new();
        number.write(&mut written);
        assert_eq!((number.text().as_str(), written), (number.long_text().as_str(), number.long_text().into_bytes()));
    }
}

#[test]
fn short_numbers_are_reckoned_as_long_ones_are() {
    // The same values with so many digits that they have no room in 64 bits.
    let long = |text: &str| decimal(text).rounded(30);
    for (one, other) in [("12.345", "0.055"), ("-7", "2.5"), ("0", "-3"), ("999999999999.99999999", "0.00000001")] {
        assert_eq!(decimal(one).times(decimal(other)), long(one).times(decimal(other)), "{one} × {other}");
        assert_eq!(decimal(one).plus(decimal(other)), long(one).plus(long(other)), "{one} + {other}");
        (0..4).for_each(|scale| assert_eq!(decimal(one).rounded(scale), long(one).rounded(scale), "{one} to {scale}"));
    }
}
