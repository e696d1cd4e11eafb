//! No file makes a reader panic or hang, however it is damaged.

use collect::bank;
use collect::guess::{BankAnswers, bank_sheet};
use collect::money::Currency;
use proptest::prelude::*;

const CAMT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy>\
    </Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-01</Dt></Dt></Bal>\
    <Ntry><Amt Ccy=\"EUR\">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-04-01T10:00:00</DtTm></BookgDt>\
    <NtryDtls><Btch><MsgId>m</MsgId></Btch><TxDtls><Refs><EndToEndId>e</EndToEndId></Refs><Amt Ccy=\"EUR\">2.00</Amt><Chrgs><Rcrd><Amt>1</Amt></Rcrd></Chrgs>\
    <RltdPties><Dbtr><Pty><Nm>Müller</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>a&amp;b</Ustrd></RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>\
    <AddtlNtryInf>x</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>";
const MT940: &str = "{1:F01BANKDEFFXXXX0000000000}{2:O940BANKDEFFXXXXN}{4:\r\n:20:X\r\n:25:12030000/202051\r\n:28C:1/1\r\n:60F:C260331EUR100,00\r\n\
    :61:2603310401RCR5,00NTRFREF//BANK\r\nmore\r\n:86:166?00GUT?20EREF+1 SVWZ+Müller?21x?3012?31DE1?32Name?34914\r\n:61:260401D1,NTRFNONREF\r\n\
    :86:/EREF/1/CNTP/NL1/BIC/Name///REMI/USTD//é/ORDP//NAME/N/\r\n:61:260401C1,00N044123456789012345      Name   \r\n:86:TYT.: a; OD: b; x\r\n:NS:01a\r\n15b\r\n\
    :62F:C260401EUR95,00\r\n:64:C260401EUR95,00\r\n-}{5:}";
const BAI2: &str = "01,B,U,260402,0600,1,,,2/02,U,B,1,260401,,JPY,2/\n03,9,,010,500,,V,260401,,015,+600,3,S,1,2,3/\n88,045,5,,D,2,0,1,1,2/\n\
    16,142,100,D,1,2,3,X,Y/Z,text é/, more/\n88,and more\n16,475,5,V,260401,,,,/\n49,1200,4/\n98,1200,1,6/\n99,1200,1,8/\n";
const OFX: &str = "OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260401120000[-5:EST]\
    <TRNAMT>-1,234.50<FITID><NAME>a &amp; é &#x26;<PAYEE><NAME>b</PAYEE><CURRENCY><CURSYM>CAD</CURRENCY><MEMO><![CDATA[x<y]]></STMTTRN></BANKTRANLIST>\
    <LEDGERBAL><BALAMT>5<DTASOF>20260401</LEDGERBAL></STMTRS></OFX>";
const SHEET: &str = "Konto: DE02120300000000202051;Saldo Anfang;1,00 EUR\nBuchungstag;Valuta;Verwendungszweck;Name;Betrag;S/H;Währung;Saldo;Status\n\
    31.03.;01.04.2026;\"EREF+1 SVWZ+\"\"x\"\" é\";Müller;1.234,50;H;EUR;1235,50;gebucht\n01.04.2026;01.04.2026;/EREF/1/REMI/x;;-5,00;S;EUR;1230,50;vorgemerkt\nSaldo Ende;;;;1,00\n";
const TABS: &str = "123456789\tEUR\t20260412\t1000,00\t977,00\t20260413\t-23,00\tBEA 12.04 é\n123456789\tEUR\t20260412\t977,00\t978,00\t20260412\t1,00\tx\n";

const FILES: [&str; 6] = [CAMT, MT940, BAI2, OFX, SHEET, TABS];

fn mapping() -> collect::project::BankSheet {
    let answers = BankAnswers { currency: Currency::from_code("EUR"), ..BankAnswers::default() };
    bank_sheet(SHEET, &answers).unwrap()
}

/// Bytes that mean something to one of the formats.
const MARKS: &[u8] = b"\0\n\r,;:/?<>&-+{}\"'\t 019CD\x80\xc3\xff";

#[test]
fn the_files_are_right_before_they_are_damaged() {
    for (file, entries) in FILES.iter().zip([1, 3, 2, 1, 2, 2]) {
        let reading = bank::read("s", file.as_bytes(), &[mapping()]);
        let found: usize = reading.statements.iter().map(|statement| statement.entries.len()).sum();
        assert_eq!(found, entries, "{file}\n{reading:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_files_end_in_a_reading(
        file in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(MARKS), 0..3_u8), 0..8),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = FILES[file].as_bytes().to_vec();
        for (at, byte, what) in changes {
            let at = at.index(bytes.len());
            match what {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let reading = bank::read("s", &bytes, &[mapping()]);
        let unread: usize = reading.statements.iter().map(|statement| statement.unread.len()).sum();
        let errors = reading.findings.iter().filter(|finding| finding.severity() == collect::finding::Severity::Error).count();
        prop_assert!(unread <= errors, "an entry that is not read is told of: {reading:?}");
        let _ = bank_sheet(&bank::text_of(&bytes), &BankAnswers::default());
    }

    #[test]
    fn any_bytes_end_in_a_reading(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = bank::read("s", &bytes, &[mapping()]);
        let zip = [b"PK\x03\x04", bytes.as_slice()].concat();
        let _ = bank::read("s", &zip, &[]);
    }
}
