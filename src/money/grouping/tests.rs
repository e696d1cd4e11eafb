use super::*;

#[test]
fn thousands_are_grouped() {
    for (plain, shown) in [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("-0.05", "-0.05"),
        ("-1234567.50", "-1,234,567.50"),
        ("-100.000", "-100.000"),
        ("123456", "123,456"),
        ("9007199254740993.01", "9,007,199,254,740,993.01"),
    ] {
        assert_eq!(grouped(plain), shown);
    }
}

#[test]
fn a_sample_says_how_amounts_are_written() {
    for (sample, shown) in [
        ("1,234.56", "-1,234,567.50"),
        ("1.234,56", "-1.234.567,50"),
        ("1 234,56", "-1\u{A0}234\u{A0}567,50"),
        ("1\u{202F}234,56", "-1\u{202F}234\u{202F}567,50"),
        ("1'234.56", "-1'234'567.50"),
        ("1234,56", "-1234567,50"),
    ] {
        assert_eq!(AmountStyle::from_sample(sample).unwrap().write("-1234567.50"), shown);
    }
    for wrong in ["", "de", "1.234.56", "1,234,56", "1_234.56", "1.234,5", "1.234,567", "1  234,56", "1234", "2.345,67"] {
        assert_eq!(AmountStyle::from_sample(wrong), None, "{wrong}");
    }
}

#[test]
fn amounts_are_grouped_exactly() {
    let usd = Currency::from_code("USD").unwrap();
    let yen = Currency::from_code("JPY").unwrap();
    for (minor, text) in [
        (0, "0.00 USD"),
        (-5, "-0.05 USD"),
        (99_999, "999.99 USD"),
        (100_000, "1,000.00 USD"),
        (-123_456_789, "-1,234,567.89 USD"),
        (900_719_925_474_099_301, "9,007,199,254,740,993.01 USD"),
    ] {
        assert_eq!(money(usd, minor), text);
    }
    assert_eq!(money(yen, 1_234_567), "1,234,567 JPY");
}
