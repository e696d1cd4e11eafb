use super::*;
use proptest::prelude::*;

fn kinds(text: &str, is_field: bool) -> Vec<StructuredReference> {
    carried(text, is_field).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn published_examples_are_right() {
    use StructuredReference::{Belgian, CreditorReference, Finnish, NorwegianKid, Slovenian, SwissQr};
    let one = |text: &str, kind| carried(text, true).into_iter().find(|(found, _)| *found == kind).map(|(_, carried)| carried);
    // ISO 11649, as the European Payments Council and the standard show them.
    assert_eq!(one("RF18 5390 0754 7034", CreditorReference).as_deref(), Some("539007547034"));
    assert_eq!(one("RF712348231", CreditorReference).as_deref(), Some("2348231"));
    // The QR-bill's guidelines.
    assert_eq!(one("21 00000 00003 13947 14300 09017", SwissQr).as_deref(), Some("21000000000313947143000901"));
    // Febelfin.
    assert_eq!(one("+++090/9337/55493+++", Belgian).as_deref(), Some("0909337554"));
    // Finance Finland.
    assert_eq!(one("1234561", Finnish).as_deref(), Some("123456"));
    // Modulo 10 and modulo 11 of 1234567 and 12345678.
    assert_eq!(one("12345674", NorwegianKid).as_deref(), Some("1234567"));
    assert_eq!(one("123456785", NorwegianKid).as_deref(), Some("12345678"));
    // With weights from 2 on, the digits of 12345678 come to 156, of which 2 are left: 11 - 2 is the check digit.
    assert_eq!(one("SI12 123456789", Slovenian).as_deref(), Some("12345678"));
    assert_eq!(one("SI12 123456786", Slovenian), None);
}

#[test]
fn a_number_in_a_text_is_no_reference_by_itself() {
    assert_eq!(kinds("1234561", false), []);
    assert_eq!(kinds("090933755493", false), []);
    assert_eq!(kinds("+++090/9337/55493+++", false), [StructuredReference::Belgian]);
    assert_eq!(in_text("voir +++090/9337/55493+++ merci"), ["+++090/9337/55493+++"]);
    assert_eq!(in_text("Ref RF18 5390 0754 7034 invoice 7"), ["RF18 5390 0754 7034"]);
    assert_eq!(in_text("Scarf 1800 and RFID"), Vec::<String>::new());
}

/// The digits of a body, and the check digit that a rule wants behind it.
fn with_check(body: &str, is_right: impl Fn(&str) -> bool) -> String {
    (0..=9).map(|check| format!("{body}{check}")).find(|whole| is_right(whole)).unwrap_or_default()
}

/// A text with one of its digits replaced by another.
fn changed(text: &str, place: usize, by: u8) -> String {
    let digits: Vec<usize> = text.char_indices().filter(|(_, char)| char.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = digits[place % digits.len()];
    let new = (text.as_bytes()[at] - b'0' + by) % 10;
    format!("{}{new}{}", &text[..at], &text[at + 1..])
}

/// Modulo 10 alone, as a bank that knows only that has it.
fn is_luhn(digits: &str) -> bool {
    let doubled = digits.bytes().rev().zip([1, 2].into_iter().cycle()).map(|(byte, weight)| digit(byte) * weight);
    doubled.map(|product| product / 10 + product % 10).sum::<u32>() % 10 == 0
}

/// Weights 2 to 7, counted by hand from the right.
fn is_of_eleven(digits: &str) -> bool {
    let weights = [1, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7];
    digits.bytes().rev().zip(weights).map(|(byte, weight)| digit(byte) * weight).sum::<u32>() % 11 == 0
}

proptest! {
    #[test]
    fn a_digit_changed_is_always_noticed(body in "[1-9][0-9]{9}", long in "[0-9]{26}", place in 0_usize..30, by in 1_u8..10) {
        let check = 98 - remainder_of_97(format!("{body}RF00").bytes());
        let creditor = format!("RF{check:02}{body}");
        prop_assert!(is_creditor_reference(&creditor));
        prop_assert!(!is_creditor_reference(&changed(&creditor, place, by)));

        let swiss = with_check(&long, is_swiss_qr);
        prop_assert!(is_swiss_qr(&swiss) && !is_swiss_qr(&changed(&swiss, place, by)));

        let rest = body.parse::<u64>().unwrap() % 97;
        let belgian = format!("{body}{:02}", if rest == 0 { 97 } else { rest });
        prop_assert!(is_belgian(&belgian) && !is_belgian(&changed(&belgian, place, by)));

        let finnish = with_check(&body, is_finnish);
        prop_assert!(is_finnish(&finnish) && !is_finnish(&changed(&finnish, place, by)));

        // A KID is right by one of two rules; each of them notices by itself.
        let luhn = with_check(&body, is_luhn);
        prop_assert!(is_kid(&luhn) && !is_luhn(&changed(&luhn, place, by)));
        let eleven = with_check(&body, is_of_eleven);
        prop_assert!(eleven.is_empty() || (is_kid(&eleven) && !is_of_eleven(&changed(&eleven, place, by))));
    }
}
