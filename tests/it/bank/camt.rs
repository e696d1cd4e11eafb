//! camt.053, camt.052 and camt.054.

use super::told;

/// A camt.053 of one statement with these elements in it.
fn statement(elements: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>\n\
         <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>\n{elements}\n</Stmt></BkToCstmrStmt></Document>"
    )
}

const HEAD: &str = "camt statement: DE02120300000000202051 EUR, ? to ?";

fn entry(amount: &str, sign: &str, more: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-04-01</Dt></BookgDt>{more}</Ntry>"
    )
}

fn told_entries(elements: &str) -> String {
    let all = told(&statement(elements));
    all.strip_prefix(HEAD).unwrap_or_else(|| panic!("{all}")).trim_start_matches('\n').to_owned()
}

#[test]
fn amount_and_sign_are_those_of_the_entry() {
    // The payer sent 500 dollars, and the bank's charge is a debit.
    let details = "<NtryDtls><TxDtls><Amt Ccy=\"USD\">500.00</Amt><AmtDtls><InstdAmt><Amt Ccy=\"USD\">500.00</Amt></InstdAmt></AmtDtls>\
                   <Chrgs><Rcrd><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>\
                   <RmtInf><Ustrd>INV 7</Ustrd></RmtInf></TxDtls></NtryDtls>";
    assert_eq!(told_entries(&entry("450.00", "CRDT", details)), "  2026-04-01 - 450 EUR: INV 7");
}

#[test]
fn a_collective_credit_keeps_its_payers() {
    let payment = |amount: &str, name: &str, text: &str| {
        format!(
            "<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
        )
    };
    let details = format!("<NtryDtls>{}{}</NtryDtls>", payment("30.00", "Anna", "INV 1"), payment("70.00", "Bert", "INV 2"));
    let expected = "  2026-04-01 - 100 EUR\n    30 by Anna: INV 1\n    70 by Bert: INV 2";
    assert_eq!(told_entries(&entry("100.00", "CRDT", &details)), expected);
    let told = told_entries(&entry("101.00", "CRDT", &details));
    assert!(told.contains("total-differs: s:3:1: the payments of the entry come to 100, but its amount is 101"), "{told}");
}

#[test]
fn the_text_has_three_places() {
    let details = "<NtryDtls><TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs><RmtInf><Ustrd>part one</Ustrd><Ustrd>part\n two</Ustrd>\
                   <Strd><RfrdDocInf><Nb>INV-9</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>";
    let expected = "  2026-04-01 - 1 EUR: part one|part two [EndToEnd E-1] [Creditor RF18539007547034] [Document INV-9]";
    assert_eq!(told_entries(&entry("1", "CRDT", details)), expected);
}

#[test]
fn the_other_side_is_found_in_all_versions_and_in_returns() {
    let parties = |debtor: &str, creditor: &str| format!("<NtryDtls><TxDtls><RltdPties>{debtor}{creditor}</RltdPties></TxDtls></NtryDtls>");
    let ours = "<Cdtr><Pty><Nm>Us</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></CdtrAcct>";
    let old = parties("<Dbtr><Nm>Anna</Nm></Dbtr>", ours);
    assert_eq!(told_entries(&entry("1", "CRDT", &old)), "  2026-04-01 - 1 EUR by Anna");
    let new = parties("<Dbtr><Pty><Nm>Anna</Nm></Pty></Dbtr><UltmtDbtr><Pty><Nm>Anna's firm</Nm></Pty></UltmtDbtr>", ours);
    assert_eq!(told_entries(&entry("1", "CRDT", &new)), "  2026-04-01 - 1 EUR by Anna for Anna's firm");
    // A direct debit that came back: the debtor is still the customer.
    let back = parties("<Dbtr><Pty><Nm>Anna</Nm></Pty></Dbtr>", ours);
    assert_eq!(told_entries(&entry("1", "DBIT", &format!("<RvslInd>true</RvslInd>{back}"))), "  2026-04-01 - -1 EUR reversal by Anna");
    // Of a credit only the creditor is named: that is us, and nobody else.
    let only_us = parties("", "<Cdtr><Nm>Us</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>");
    assert_eq!(told_entries(&entry("1", "CRDT", &only_us)), "  2026-04-01 - 1 EUR");
}

#[test]
fn pending_entries_are_not_booked_and_do_not_count_in_balances() {
    let balance = |kind: &str, amount: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-01</Dt></Dt></Bal>"
        )
    };
    let pending = entry("5", "CRDT", "").replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>PDNG</Sts>");
    let all = [balance("OPBD", "10.00"), balance("CLBD", "12.000"), entry("2", "CRDT", ""), pending.clone()].concat();
    let expected = "camt statement: DE02120300000000202051 EUR, 10 on 2026-04-01 to 12 on 2026-04-01\n  2026-04-01 - 2 EUR\n  2026-04-01 - 5 EUR Pending";
    assert_eq!(told(&statement(&all)), expected);
    let wrong = [balance("OPBD", "10.00"), balance("CLBD", "17.00"), entry("2", "CRDT", ""), pending].concat();
    let told = told(&statement(&wrong));
    assert!(told.contains("does not add up: 10 and its entries, 2, are 12, but it closes with 17"), "{told}");
}

#[test]
fn what_cannot_be_read_is_told_and_kept() {
    let entries = format!("{}\n{}\n{}", entry("1", "CRDT", ""), entry("1O", "CRDT", ""), entry("2", "DEBT", ""));
    let told = told_entries(&entries);
    assert!(told.starts_with("  2026-04-01 - 1 EUR\n  unread: <Ntry><Amt Ccy=\"EUR\">1O</Amt>"), "{told}");
    assert!(told.contains("bad-amount: s:4:7: Amt \"1O\" is not an amount; the entry is not read"), "{told}");
    assert!(told.contains("bad-amount: s:5:29: CdtDbtInd \"DEBT\" is neither CRDT nor DBIT"), "{told}");
}

#[test]
fn reports_and_notifications_are_told_apart_from_statements() {
    let of = |message: &str, name: &str| {
        statement(&entry("1", "CRDT", "")).replace("BkToCstmrStmt", message).replace("Stmt>", &format!("{name}>"))
    };
    assert!(told(&of("BkToCstmrAcctRpt", "Rpt")).starts_with("camt intraday report: "));
    assert!(told(&of("BkToCstmrDbtCdtNtfctn", "Ntfctn")).starts_with("camt notification: "));
}

#[test]
fn entities_that_a_file_declares_are_refused() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"b\">]>".to_owned() + &statement(&entry("1", "CRDT", "<AddtlNtryInf>&a;</AddtlNtryInf>"));
    assert!(told(&bomb).starts_with("unreadable-file: s:1:1: the file cannot be read as XML: a file of this kind has no <!DOCTYPE>"));
}

#[test]
fn a_file_that_is_cut_off_is_not_read_in_part() {
    let whole = statement(&entry("1", "CRDT", ""));
    let cut = &whole[..whole.len() - 40];
    assert!(told(cut).starts_with("unreadable-file: s:"), "{}", told(cut));
}
