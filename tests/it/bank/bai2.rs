//! BAI2.

use super::told;

/// A file of one account with these records in it.
fn file(account: &str) -> String {
    format!("01,BANK,US,260402,0600,1,80,,2/\n02,US,BANK,1,260401,2400,USD,2/\n{account}\n98,0,1,9/\n99,0,1,11/\n")
}

#[test]
fn signs_come_from_the_type_and_amounts_are_cents() {
    let records = "03,555,USD,010,10000,,,015,10700,,/\n16,165,1500,,B1,C1,DEALER PAYMENTS\n16,475,800,,B2,C2,/\n49,23000,4/";
    let expected = "BAI2 statement: 555 USD, 100 on 2026-04-01 to 107 on 2026-04-01\n  2026-04-01 - 15 USD #B1: DEALER PAYMENTS [Customer C1]\n\
                    \x20 2026-04-01 - -8 USD #B2 [Customer C2]";
    assert_eq!(told(&file(records)), expected);
}

#[test]
fn texts_and_references_keep_their_slashes_and_commas() {
    let records = "03,555,,/\n16,195,100,Z,AB/12,INV/77,PAID 3/4, AND MORE/\n88,ON THE NEXT LINE/OF IT\n49,100,3/";
    let expected =
        "BAI2 statement: 555 USD, ? to ?\n  2026-04-01 - 1 USD #AB/12: PAID 3/4, AND MORE ON THE NEXT LINE/OF IT [Customer INV/77]";
    assert_eq!(told(&file(records)), expected);
}

#[test]
fn funds_have_fields_of_their_own() {
    let records = "03,555,USD,/\n16,115,300,S,100,100,100,B1,C1,split\n16,115,200,V,260405,,B2,C2,value\n16,115,500,D,2,0,300,1,200,B3,C3,days\n49,1000,5/";
    let expected = "BAI2 statement: 555 USD, ? to ?\n  2026-04-01 - 3 USD #B1: split [Customer C1]\n\
                    \x20 2026-04-01 2026-04-05 2 USD #B2: value [Customer C2]\n  2026-04-01 - 5 USD #B3: days [Customer C3]";
    assert_eq!(told(&file(records)), expected);
}

#[test]
fn several_records_stand_on_a_line_and_fields_go_on_in_others() {
    let text = "01,B,U,260402,0600,1,,,2/02,U,B,1,260401,,JPY,2/03,9,,010,500/\n88,,,015,600,,/16,142,100,,X,Y,ok\n49,1200,4/98,1200,1,6/99,1200,1,8/";
    let expected = "BAI2 statement: 9 JPY, 500 on 2026-04-01 to 600 on 2026-04-01\n  2026-04-01 - 100 JPY #X: ok [Customer Y]";
    assert_eq!(told(text), expected);
}

#[test]
fn returns_texts_and_same_day_reports_are_told_apart() {
    let records = "03,555,USD,/\n16,555,100,,1,2,NSF\n16,890,,,,,a message\n49,100,3/";
    let expected =
        "BAI2 statement: 555 USD, ? to ?\n  2026-04-01 - -1 USD reversal #1: NSF [Customer 2]\n  2026-04-01 - 0 USD Information: a message";
    assert_eq!(told(&file(records)), expected);
    assert!(told(&file("03,555,USD,/\n49,0,2/").replace("USD,2/", "USD,4/")).starts_with("BAI2 intraday report: "));
}

#[test]
fn what_is_wrong_is_told() {
    let records = "03,555,USD,/\n16,165,12x,,1,2,\n16,999x,5,,1,2,\n16,165,300,,1,2,ok\n49,400,5/";
    let told_all = told(&file(records));
    assert!(told_all.contains("bad-amount: s:4:1: the amount \"12x\" is not an amount"), "{told_all}");
    assert!(told_all.contains("malformed-row: s:5:1: the type \"999x\" of the transaction is neither"), "{told_all}");
    assert!(told_all.contains("total-differs: s:7:1: the control total of the account is 4, but its amounts come to 3"), "{told_all}");
    let cut = file("03,555,USD,/").replace("99,0,1,11/\n", "");
    assert!(told(&cut).contains("odd-statement: s:4:1: the file has no last record (99): it may be cut off here"), "{}", told(&cut));
}
