use super::*;
use DecimalMark::{Comma, Point};

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn read(text: &str, mark: DecimalMark, code: &str) -> Result<Minor, String> {
    Written::parse(text, mark).and_then(|written| written.minor(currency(code))).map_err(|error| error.to_string())
}

#[test]
fn amounts_are_read_as_they_are_written() {
    for (text, mark, code, minor) in [
        ("1234.50", Point, "USD", 123_450),
        ("1234.5", Point, "USD", 123_450),
        ("1234", Point, "USD", 123_400),
        (".50", Point, "USD", 50),
        ("-0.05", Point, "USD", -5),
        ("1,234.50", Point, "USD", 123_450),
        ("1.234,50", Comma, "EUR", 123_450),
        ("1.234", Comma, "EUR", 123_400),
        ("1 234 567,5", Comma, "EUR", 123_456_750),
        ("1\u{202f}234,50", Comma, "EUR", 123_450),
        ("1'234.50", Point, "CHF", 123_450),
        ("1’234.50", Point, "CHF", 123_450),
        ("1.234", Point, "KWD", 1_234),
        ("500", Point, "JPY", 500),
        ("$1,234.50", Point, "USD", 123_450),
        ("US$ 5", Point, "USD", 500),
        ("5 USD", Point, "USD", 500),
        ("€ 5", Point, "EUR", 500),
        ("-€5.00", Point, "EUR", -500),
        ("€ -5.00", Point, "EUR", -500),
        ("5.00- EUR", Point, "EUR", -500),
        ("5.00-", Point, "EUR", -500),
        ("\u{2212}5.00", Point, "EUR", -500),
        ("(5.00)", Point, "EUR", -500),
        ("($1,000.00)", Point, "USD", -100_000),
        ("$(5)", Point, "USD", -500),
        ("5,00 kr.", Comma, "SEK", 500),
        ("100000000000000.00", Point, "USD", LARGEST),
        ("1,25,000.00", Point, "INR", 12_500_000),
        ("1,00,00,000.50", Point, "INR", 1_000_000_050),
        ("12,34,567", Point, "INR", 123_456_700),
        ("1.25.000,00", Comma, "INR", 12_500_000),
        ("1234.5000", Point, "USD", 123_450),
        ("1234.500000", Point, "USD", 123_450),
        ("1234.56780", Point, "CLF", 12_345_678),
        ("100.00", Point, "JPY", 100),
        ("7.0", Point, "JPY", 7),
    ] {
        assert_eq!(read(text, mark, code), Ok(minor), "{text}");
    }
}

#[test]
fn what_could_only_be_guessed_is_refused() {
    for (text, mark, code, why) in [
        ("1.234", Point, "USD", "has 3 decimals, USD has 2"),
        ("1.000", Point, "USD", "has 3 decimals, USD has 2"),
        ("100.01", Point, "JPY", "has 2 decimals, JPY has 0"),
        ("1234.5001", Point, "USD", "has 4 decimals, USD has 2"),
        ("1250.1900000001", Point, "USD", "has 10 decimals, USD has 2"),
        ("1,25,00.00", Point, "INR", "is not grouped in threes by one mark"),
        ("125,00,000", Point, "INR", "is not grouped in threes by one mark"),
        ("01,25,000", Point, "INR", "is not grouped in threes by one mark"),
        ("1.5", Point, "JPY", "has 1 decimal, JPY has 0"),
        ("€ 5", Point, "USD", "is written with \"€\", but the row is in USD"),
        ("CAD 5", Point, "USD", "is written with \"CAD\", but the row is in USD"),
        ("1,234,50", Comma, "EUR", "is not an amount"),
        ("12,34.50", Point, "USD", "is not grouped in threes by one mark"),
        ("1234,567.00", Point, "USD", "is not grouped in threes by one mark"),
        ("1,234 567.00", Point, "USD", "is not grouped in threes by one mark"),
        ("0,123", Point, "USD", "is not grouped in threes by one mark"),
        ("1,50", Point, "USD", "is not grouped in threes by one mark"),
        ("1.234.567", Point, "USD", "is not an amount"),
        ("(-5)", Point, "USD", "is negative in two ways at once"),
        ("-5-", Point, "USD", "is negative in two ways at once"),
        ("$5 USD", Point, "USD", "is not an amount"),
        ("Rs.50", Point, "INR", "is not an amount"),
        ("$.50", Point, "USD", "is not an amount"),
        ("5.", Point, "USD", "is not an amount"),
        (".", Point, "USD", "is not an amount"),
        ("-", Point, "USD", "is not an amount"),
        ("+5", Point, "USD", "is not an amount"),
        ("1e3", Point, "USD", "is not an amount"),
        ("٥", Point, "USD", "is not an amount"),
        ("twelve", Point, "USD", "is not an amount"),
        ("100000000000000.01", Point, "USD", "is larger than an amount can be"),
        ("99999999999999999999", Point, "USD", "is larger than an amount can be"),
    ] {
        assert_eq!(read(text, mark, code), Err(why.to_owned()), "{text}");
    }
}

#[test]
fn the_other_decimal_mark_is_proposed_where_it_would_fit() {
    let error = Written::parse("1.234,50", Point).unwrap_err();
    assert_eq!(error, AmountError::Malformed { other_mark: Some(Comma) });
    assert_eq!(error.hint().as_deref(), Some("if the file's decimal mark is ',', set `decimal: ','` for it in the project file"));
}
