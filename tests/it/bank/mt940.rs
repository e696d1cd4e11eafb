//! MT940 and MT942 in the dialects of banks.

use super::{told, told_bytes};

/// A statement of 100.00 with these lines.
fn statement(lines: &str, closing: &str) -> String {
    format!(":20:START\n:25:12030000/0000202051\n:28C:7/1\n:60F:C260331EUR100,00\n{lines}\n:62F:C260401EUR{closing}\n-\n")
}

/// The entries of these lines, which come to a sum in cents.
fn entries(lines: &str, closing: &str) -> String {
    let all = told(&statement(lines, closing));
    let head = "MT940 statement: 12030000/0000202051 EUR, 100 on 2026-03-31 to ";
    assert!(all.starts_with(head), "{all}");
    all.split_once('\n').map_or("", |(_, rest)| rest).to_owned()
}

#[test]
fn marks_say_who_pays_and_what_is_taken_back() {
    let lines = ":61:2604010401CR5,00NTRFNONREF\n:61:2604010401D1,NTRFNONREF\n:61:2604010401RC2,5NTRFNONREF\n:61:2604010401RDR0,50NTRFNONREF\n\
                 :61:260401CN1,00NTRFNONREF\n:61:2604010401CF2NMSCNONREF";
    let expected = "  2026-04-01 2026-04-01 5 EUR\n  2026-04-01 2026-04-01 -1 EUR\n  2026-04-01 2026-04-01 -2.5 EUR reversal\n\
                    \x20 2026-04-01 2026-04-01 0.5 EUR reversal\n  - 2026-04-01 1 EUR\n  2026-04-01 2026-04-01 2 EUR";
    assert_eq!(entries(lines, "105,00"), expected);
}

#[test]
fn the_value_date_stands_first_and_the_booking_day_may_be_of_another_year() {
    let lines = ":61:2512310102C1,00NTRFA//B-1\n:61:2601021231C1,00NTRFA\n:61:2602300302D2,00NTRFNONREF";
    let expected = "  2026-01-02 2025-12-31 1 EUR #B-1 [Customer A]\n  2025-12-31 2026-01-02 1 EUR [Customer A]\n  2026-03-02 2026-02-28 -2 EUR\n\
                    odd-statement: s:7:1: the value date \"260230\" does not exist; the last day of its month is taken for it";
    assert_eq!(entries(lines, "100,00"), expected);
}

#[test]
fn numbered_fields_are_joined_before_keys_are_looked_for() {
    // ?20 is full, so the number goes on in ?21; the words before the first key are text, too.
    let lines = ":61:2604010401CR5,00NTRFNONREF//77\n:86:166?00GUTSCHRIFT?109311?20thanks EREF+RE-1 SVWZ+Rech?21nung 4711-A?22and 4712\
                 ?30COBADEFFXXX?31DE023704004405?\n32Anna Bau GmbH?33 und Co";
    let expected =
        "  2026-04-01 2026-04-01 5 EUR #77 by Anna Bau GmbH und Co from DE023704004405: thanks|Rechnung 4711-A and 4712 [EndToEnd RE-1]";
    assert_eq!(entries(lines, "105,00"), expected);
}

#[test]
fn texts_between_slashes_have_keys() {
    let lines = ":61:2604010401C5,00NTRFEREF//1\n\
                 :86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. Jan\nsen B.V./REMI/factuur 20/21/EREF/NOTPROVIDED\n\
                 :61:2604010401C6,00NTRFEREF//2\n:86:/EREF/E-5//ORDP//NAME/De Vries/REMI/F 9/ISDT/2026-04-01\n\
                 :61:2604010401C7,00NTRFEREF//3\n:86:/CNTP/NL91ABNA0417164300/ABNANL2A/Bakker///REMI/USTD//F 10/";
    let expected = "  2026-04-01 2026-04-01 5 EUR #1 by J. Jan sen B.V. from NL91ABNA0417164300: factuur 20/21 [Customer EREF]\n\
                    \x20 2026-04-01 2026-04-01 6 EUR #2 by De Vries: F 9 [EndToEnd E-5] [Customer EREF]\n\
                    \x20 2026-04-01 2026-04-01 7 EUR #3 by Bakker from NL91ABNA0417164300: F 10 [Customer EREF]";
    assert_eq!(entries(lines, "118,00"), expected);
}

#[test]
fn lines_that_are_full_are_broken_within_words() {
    // The first line has 65 characters behind its tag.
    let full = "payment of invoice number twenty-one thousand four hundred and ei";
    assert_eq!(full.len(), 65);
    let lines = format!(":61:2604010401C5,00NTRFNONREF\n:86:{full}\nghty\nthank you");
    let expected = "  2026-04-01 2026-04-01 5 EUR: payment of invoice number twenty-one thousand four hundred and eighty thank you";
    assert_eq!(entries(&lines, "105,00"), expected);
}

#[test]
fn account_and_name_may_stand_in_the_entry_line_or_twice() {
    let lines = ":61:260401D5,00N0440121470966      W. Jansen            \n:86:first                 \n:86:second                \n\
                 :61:2604010401C5,00NIOB0987654321\nmar s\n:86:0987654321 mar s\n             \nreally\n";
    let expected = "  - 2026-04-01 -5 EUR by W. Jansen from 0121470966: first|second\n\
                    \x20 2026-04-01 2026-04-01 5 EUR by mar s from 0987654321: really [Customer 0987654321]";
    assert_eq!(entries(lines, "100,00"), expected);
}

#[test]
fn envelopes_control_characters_and_texts_behind_the_balance_are_none_of_the_entries() {
    let inner = statement(":61:2604010401C5,00NTRFNONREF\n:86:hello", "105,00").replace("-\n", ":86:2 entries\n");
    let text = format!(
        "\u{1}{{1:F01BANKDEFFXXXX0000000000}}{{2:O940BANKDEFFXXXXN}}{{3:}}{{4:\r\n{}-}}{{5:}}\u{3}\r\n",
        inner.replace('\n', "\r\n")
    );
    let expected = "MT940 statement: 12030000/0000202051 EUR, 100 on 2026-03-31 to 105 on 2026-04-01\n  2026-04-01 2026-04-01 5 EUR: hello";
    assert_eq!(told(&text), expected);
}

#[test]
fn an_interim_report_is_no_statement() {
    let text =
        ":20:X\n:25:PL61109010140000071219812874\n:28C:1\n:34F:PLN0\n:13D:2604011200+0100\n:61:260401CN1,00NTRFNONREF\n:90C:1PLN1,00\n-";
    assert_eq!(told(text), "MT940 intraday report: PL61109010140000071219812874 PLN, ? to ?\n  - 2026-04-01 1 PLN");
}

#[test]
fn what_cannot_be_read_is_told_and_kept() {
    let lines = ":61:2604010401X5,00NTRFNONREF\n:86:who?\n:61:2613010401C5,00NTRF\n:61:2604010401C5,00NTRFOK";
    let expected = "  2026-04-01 2026-04-01 5 EUR [Customer OK]\n  unread: :61:2604010401X5,00NTRFNONREF|:86:who?\n  unread: :61:2613010401C5,00NTRF\n\
         malformed-row: s:5:1: :61: \"2604010401X5,00NTRFNONREF\" is not an entry: behind the dates it has C or D for credit or debit, or RC or RD for \
         what takes these back; the entry is not read: correct the file, or book it by hand\n\
         bad-date: s:7:1: the value date \"261301\" of :61: is not a date; the entry is not read: correct the file, or book it by hand";
    assert_eq!(entries(lines, "105,00"), expected);
}

#[test]
fn a_statement_that_is_cut_off_says_so() {
    let whole = statement(":61:2604010401C5,00NTRFNONREF", "105,00");
    let told = told(&whole[..whole.find(":62F:").unwrap()]);
    assert!(told.contains("odd-statement: s:5:1: the statement has no closing balance (:62F:): the file may be cut off here"), "{told}");
}

#[test]
fn characters_of_dos_and_windows_are_found_out() {
    let text = |name: &[u8]| {
        let mut bytes = statement(":61:2604010401C5,00NTRFNONREF\n:86:166?20a?32NAME", "105,00").into_bytes();
        let at = bytes.windows(4).position(|part| part == b"NAME").unwrap();
        bytes.splice(at..at + 4, name.iter().copied());
        told_bytes(&bytes)
    };
    // Müller & Söhne, in Windows-1252 and in the code page 850 of DOS; Łódź in Windows-1250 and in the code page 852.
    assert!(text(b"M\xfcller & S\xf6hne").contains("by Müller & Söhne"));
    assert!(text(b"M\x81ller & S\x94hne").contains("by Müller & Söhne"));
    assert!(text(b"Kowalski \xa3\xf3d\x9f \xbfabka").contains("by Kowalski Łódź żabka"));
    assert!(text(b"Kowalski \x9d\xa2d\xab \xbeabka").contains("by Kowalski Łódź żabka"));
}
