//! OFX 1 and 2, and QFX.

use super::told;

/// An OFX 1 file of one account with these elements in it.
fn sgml(elements: &str) -> String {
    format!(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD\n<BANKACCTFROM><BANKID>1<ACCTID>77 88</BANKACCTFROM>\n\
         <BANKTRANLIST>\n{elements}\n</BANKTRANLIST><LEDGERBAL><BALAMT>12.50<DTASOF>20260430</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    )
}

const HEAD: &str = "OFX statement: 77 88 USD, ? to 12.5 on 2026-04-30\n";

fn entries(elements: &str) -> String {
    let all = told(&sgml(elements));
    all.strip_prefix(HEAD).unwrap_or_else(|| panic!("{all}")).to_owned()
}

#[test]
fn leaves_without_end_tags_are_read() {
    let element =
        "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260401<TRNAMT>6.60<FITID>A1<CHECKNUM>12<NAME>Smith &amp; Sons<MEMO>INV 7 &#38; 8</STMTTRN>";
    assert_eq!(entries(element), "  2026-04-01 - 6.6 USD #A1 by Smith & Sons: INV 7 & 8 [Cheque 12]");
    // A leaf without text does not swallow the next one.
    let empty = "<STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>20260401\n<TRNAMT>6.60\n<FITID>\n<NAME>Smith\n</STMTTRN>";
    assert_eq!(entries(empty), "  2026-04-01 - 6.6 USD by Smith");
}

#[test]
fn the_same_as_xml_is_the_same() {
    let xml = "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF><CCACCTFROM><ACCTID>5</ACCTID>\
               </CCACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260401</DTPOSTED><TRNAMT>-1.234,50</TRNAMT><FITID>9</FITID><MEMO/>\
               <PAYEE><NAME>Shop</NAME><CITY>X</CITY></PAYEE><BANKACCTTO><ACCTID>DE1</ACCTID></BANKACCTTO></STMTTRN></BANKTRANLIST></CCSTMTRS>";
    assert_eq!(told(xml), "OFX statement: 5 EUR, ? to ?\n  2026-04-01 - -1234.5 EUR #9 by Shop from DE1");
}

#[test]
fn the_day_is_that_of_the_account_and_no_offset_moves_it() {
    let element = |date: &str| format!("<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{date}<TRNAMT>1<FITID>1</STMTTRN>");
    for date in ["20260401", "20260401235959.999[-5:EST]", "20260401003000[+2:CEST]", "20260401120000", "202604010000[0:GMT]"] {
        assert_eq!(entries(&element(date)), "  2026-04-01 - 1 USD #1", "{date}");
    }
}

#[test]
fn decimal_commas_are_read_and_what_can_be_two_amounts_is_not() {
    let element = |amount: &str| format!("<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260401<TRNAMT>{amount}<FITID>1</STMTTRN>");
    for (written, read) in [("-200,00", "-200"), ("+5", "5"), ("1,234.56", "1234.56"), ("1,5", "1.5"), ("12.340", "12.34")] {
        assert_eq!(entries(&element(written)), format!("  2026-04-01 - {read} USD #1"), "{written}");
    }
    let told = entries(&element("1,234"));
    assert!(told.contains("unread: <STMTTRN>") && told.contains("bad-amount: s:8:43: TRNAMT \"1,234\" is not an amount"), "{told}");
}

#[test]
fn an_amount_in_another_currency_says_so() {
    let with = |name: &str| {
        format!("<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260401<TRNAMT>1<FITID>1<{name}><CURRATE>1.1<CURSYM>CAD</{name}></STMTTRN>")
    };
    assert_eq!(entries(&with("CURRENCY")), "  2026-04-01 - 1 CAD #1");
    assert_eq!(entries(&with("ORIGCURRENCY")), "  2026-04-01 - 1 USD #1");
}

#[test]
fn a_file_that_is_cut_off_says_so() {
    let whole = sgml("<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260401<TRNAMT>1<FITID>1");
    let told = told(&whole[..whole.find("\n</BANKTRANLIST>").unwrap()]);
    assert!(told.contains("  unread: <STMTTRN><TRNTYPE>CREDIT"), "{told}");
    assert!(told.contains("unreadable-file: s:8:1: the file ends in the middle of a transaction"), "{told}");
}
