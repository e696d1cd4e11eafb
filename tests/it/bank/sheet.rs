//! CSV of banks and payment processors.

use super::{mapping, told, told_by};
use collect::guess::{BankAnswers, BankDoubt, bank_page, bank_sheet};
use collect::money::Currency;
use collect::project;

/// What is found in a table that leaves nothing open, read by the mapping as the project file has it.
fn read(text: &str) -> String {
    read_with(text, BankAnswers::default())
}

fn read_with(text: &str, answers: BankAnswers) -> String {
    let sheet = bank_sheet(text, &answers).unwrap_or_else(|doubts| panic!("{doubts:?}"));
    let page = format!("bank:\n{}", bank_page(&sheet, "bank.csv"));
    let reading = project::read(&page, "collect.yaml");
    assert_eq!(reading.findings, [], "{page}");
    let written = reading.value.unwrap().bank;
    assert_eq!(written, [sheet], "{page}");
    told_by(text.as_bytes(), &written)
}

fn in_currency(code: &str) -> BankAnswers {
    BankAnswers { currency: Currency::from_code(code), ..BankAnswers::default() }
}

#[test]
fn a_table_without_a_mapping_says_how_one_is_found() {
    let expected = "missing-column: s:1: no mapping under `bank` in the project file has the columns of this file; run `collect init --bank s`, which finds \
                    out how it is to be read";
    assert_eq!(told("Date,Amount\n2026-04-01,5\n"), expected);
}

#[test]
fn german_columns_dates_without_a_year_and_keys_in_the_text() {
    let text = "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;Kontonummer;BLZ;Betrag;Waehrung;Info\n\
                4711;31.12;02.01.26;GUTSCHRIFT;EREF+E-9 SVWZ+Rechnung 17;Anna Bau;DE89370400440532013000;COBADEFF;1.042,32;EUR;Umsatz gebucht\n\
                4711;02.01;02.01.26;RÜCKLASTSCHRIFT;Rechnung 12;Bert;;;-5,00;EUR;Umsatz vorgemerkt\n";
    let expected = "CSV statement: 4711 EUR, ? to ?\n\
                    \x20 2025-12-31 2026-01-02 1042.32 EUR by Anna Bau from DE89370400440532013000: Rechnung 17 [EndToEnd E-9]\n\
                    \x20 2026-01-02 2026-01-02 -5 EUR Pending reversal by Bert: Rechnung 12";
    assert_eq!(read(text), expected);
}

#[test]
fn dutch_words_are_signs_and_the_title_names_the_currency() {
    let text = "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Af Bij\",\"Bedrag (EUR)\",\"Mededelingen\"\n\
                \"20260412\",\"Winkel\",\"NL91ABNA0417164300\",\"\",\"Af\",\"23,45\",\"pas 1\"\n\
                \"20260410\",\"Klant BV\",\"NL91ABNA0417164300\",\"NL02RABO0123456789\",\"Bij\",\"2.500,00\",\"factuur 8\"\n";
    let expected = "CSV statement: NL91ABNA0417164300 EUR, ? to ?\n  2026-04-12 - -23.45 EUR by Winkel: pas 1\n\
                    \x20 2026-04-10 - 2500 EUR by Klant BV from NL02RABO0123456789: factuur 8";
    assert_eq!(read(text), expected);
}

#[test]
fn debits_and_credits_in_two_columns_and_balances_that_follow() {
    // Newest first: 80 before, then 100 in, then 30 out.
    let text = "Transaction Date,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,\n\
                27/01/2026,'11-22-33,44556677,CARD SHOP,30.00,,150.00,\n26/01/2026,'11-22-33,44556677,SMITH INV 5,,100.00,180.00,\n";
    let expected = "CSV statement: 11-22-33 44556677 GBP, 80 on 2026-01-26 to 150 on 2026-01-27\n  2026-01-27 - -30 GBP: CARD SHOP\n\
                    \x20 2026-01-26 - 100 GBP: SMITH INV 5";
    assert_eq!(read_with(text, in_currency("GBP")), expected);
    assert_eq!(bank_sheet(text, &BankAnswers::default()), Err(vec![BankDoubt::Currency]));
}

#[test]
fn what_stands_around_the_table_is_its_account_and_its_balances() {
    let text = "Bank code : 100,Agency : 2,,\nAccount Number : 08088,Owner : Us,: EUR,\n,,,\nBalance at end of period,,,\"+1070,11\"\n\
                Date,Label,Debit,Credit\n13/04/26,RENT,\"-50,00\",\n14/04/26,ANNA,,\"120,00\"\nBalance at start of period,,,\"+1000,11\"\n";
    let expected = "CSV statement: 08088 EUR, 1000.11 on ? to 1070.11 on ?\n  2026-04-13 - -50 EUR: RENT\n  2026-04-14 - 120 EUR: ANNA";
    assert_eq!(read(text), expected);
    let wrong = read(&text.replace("+1070,11", "+1070,12"));
    assert!(wrong.contains("total-differs: s:5:1: the statement of account 08088 does not add up"), "{wrong}");
}

#[test]
fn a_sign_that_is_told_in_two_ways_needs_the_balance() {
    let table = |balance: &str| format!("Date,Label,Amount,D/C,{balance}\n2026-04-01,a,5.00,D,10.00\n2026-04-02,b,-7.00,C,17.00\n");
    let proven = read_with(&table("Balance"), in_currency("EUR"));
    assert!(proven.contains("  2026-04-02 - 7 EUR: b"), "{proven}");
    assert!(proven.contains("odd-statement: s:3:1: the sign of the amount is told in two ways; by the balances it is 7"), "{proven}");
    let open = read_with(&table("Something"), in_currency("EUR"));
    assert!(open.contains("unread: 2026-04-02,b,-7.00,C,17.00") && open.contains("bad-amount: s:3:1: the row is a credit"), "{open}");
}

#[test]
fn what_can_be_read_in_two_ways_is_asked() {
    let text = "Date;Libellé;Montant;Devise\n03/04/2026;a;1;EUR\n04/05/2026;b;2;EUR\n";
    let doubts = bank_sheet(text, &BankAnswers::default()).unwrap_err();
    let [BankDoubt::DateFormat { example, readings }] = doubts.as_slice() else { panic!("{doubts:?}") };
    assert_eq!((example.as_str(), readings.len()), ("03/04/2026", 2));
    let answers = BankAnswers { date_format: Some("%d/%m/%Y".to_owned()), ..BankAnswers::default() };
    assert!(read_with(text, answers).contains("  2026-04-03 - 1 EUR: a"));
    let two = "Date,Text,Amount,Currency\n2026-04-01,a,\"1,234\",EUR\n";
    assert_eq!(bank_sheet(two, &BankAnswers::default()), Err(vec![BankDoubt::Decimal { example: "1,234".to_owned() }]));
}

#[test]
fn what_is_no_table_of_a_bank_is_told() {
    assert_eq!(bank_sheet("hello\nworld\n", &BankAnswers::default()), Err(vec![BankDoubt::NoHeader]));
    let doubts = bank_sheet("Datum;Betreff;Menge\n01.04.2026;a;1\n", &BankAnswers::default()).unwrap_err();
    assert!(matches!(doubts.as_slice(), [BankDoubt::NoAmount(_)]), "{doubts:?}");
    let answer = |_: &BankDoubt, answers: &mut BankAnswers| {
        answers.columns = vec![(project::BankColumn::Amount, "Menge".to_owned())];
        answers.currency = Currency::from_code("EUR");
    };
    assert!(mapping("Datum;Betreff;Menge\n01.04.2026;a;1\n", BankAnswers::default(), answer).is_some());
}

#[test]
fn payouts_have_fees_and_several_currencies() {
    let text = "\"balance_transaction_id\",\"created_utc\",\"currency\",\"gross\",\"fee\",\"net\",\"reporting_category\",\"description\"\n\
                \"txn_1\",\"2026-01-23 08:26:29\",\"usd\",\"12.00\",\"0.35\",\"11.65\",\"charge\",\"Invoice 9\"\n\
                \"txn_2\",\"2026-01-23 08:26:31\",\"eur\",\"-0.77\",\"0.00\",\"-0.77\",\"refund\",\"\"\n";
    let expected = "CSV statement: ? USD, ? to ?\n  2026-01-23 - 12 USD #txn_1: Invoice 9\nCSV statement: ? EUR, ? to ?\n  2026-01-23 - -0.77 EUR reversal #txn_2";
    assert_eq!(read(text), expected);
}

#[test]
fn tabs_without_a_header_are_known_by_their_shape() {
    let text = "123456789\tEUR\t20260412\t1000,00\t977,00\t20260413\t-23,00\tBEA 12.04 Shop\n\
                123456789\tEUR\t20260412\t977,00\t3477,00\t20260412\t2500,00\t/TRTP/SEPA/IBAN/NL91ABNA0417164300/NAME/KLANT BV/REMI/factuur 3\n";
    let expected = "CSV statement: 123456789 EUR, 1000 on 2026-04-12 to 3477 on 2026-04-12\n  2026-04-12 2026-04-13 -23 EUR: BEA 12.04 Shop\n\
                    \x20 2026-04-12 2026-04-12 2500 EUR by KLANT BV from NL91ABNA0417164300: factuur 3";
    assert_eq!(told(text), expected);
}

#[test]
fn a_row_that_cannot_be_read_is_told_and_kept() {
    let text = "Date,Text,Amount,Currency\n2026-04-01,a,5.00,EUR\n2026-04-31,b,6.00,EUR\n2026-04-02,c,,EUR\n2026-04-03,d,7.00,EUR\n2026-04-04,e,8.00,EUR\n";
    let told = read(text);
    assert!(
        told.contains("unread: 2026-04-31,b,6.00,EUR") && told.contains("bad-date: s:3:1: the booking day \"2026-04-31\" is not a date"),
        "{told}"
    );
    assert!(told.contains("unread: 2026-04-02,c,,EUR") && told.contains("empty-cell: s:4:1: the row has a date and no amount"), "{told}");
}

#[test]
fn payer_and_payee_have_columns_of_their_own_and_a_sign_may_have_no_title() {
    let text = "Buchungsdatum;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Umsatz in EUR;;IBAN\n\
                13.04.26;Kunde;Wir;RE 5;20,00;H;DE89370400440532013000\n14.04.26;Wir;Strom;Abschlag;9,50;S;DE02120300000000202051\n";
    let expected = "CSV statement: ? EUR, ? to ?\n  2026-04-13 - 20 EUR by Kunde from DE89370400440532013000: RE 5\n\
                    \x20 2026-04-14 - -9.5 EUR by Strom from DE02120300000000202051: Abschlag";
    assert_eq!(read(text), expected);
}

#[test]
fn fees_move_the_balance_and_pending_rows_need_no_date() {
    let text = "Completed Date,Description,Amount,Fee,Currency,State,Balance\n2026-04-13,Anna,100.00,-3.00,EUR,COMPLETED,197.00\n\
                2026-04-14,Bert,10.00,0.00,EUR,COMPLETED,207.00\n,Shop,-5.00,0.00,EUR,PENDING,\n";
    let told = read(text);
    assert!(told.contains("  - - -5 EUR Pending: Shop") && !told.contains("does not add up"), "{told}");
}

#[test]
fn a_kind_of_booking_is_no_sign_and_is_the_text_where_there_is_no_other() {
    let text = "Buchungstag;Buchungstext;Betrag;Währung\n13.04.2026;Gutschrift;20,00;EUR\n";
    assert_eq!(read(text), "CSV statement: ? EUR, ? to ?\n  2026-04-13 - 20 EUR: Gutschrift");
}
