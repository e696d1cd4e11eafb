//! Statements of banks as entries: camt, MT940, BAI2, OFX, and CSV by a mapping.
//!
//! A reader takes the bytes of a file and gives back its statements and everything that is wrong with them. An entry that cannot be read is
//! told of and listed, and the others are read all the same.

mod amount;
mod archive;
mod bai2;
mod balances;
mod camt;
mod encoding;
mod entry;
mod faults;
mod iban;
mod mt940;
mod ofx;
mod sheet;

pub use entry::{
    BankEntry, BankFormat, BankStatement, Charge, Counterparty, EntryDetail, EntryStatus, PaymentFacts, PaymentReference, ReferenceKind,
    StatementBalance, StatementKind, UnreadEntry,
};

use crate::finding::{Code, Finding};
use crate::project::BankSheet;
pub use amount::plain as plain_amount;
pub use encoding::text as text_of;
use faults::StatementFaults;
pub use iban::is_iban;
pub use sheet::{SheetRow, sheet_rows};

/// What a file of a bank says.
#[derive(Clone, Debug, Default)]
pub struct StatementReading {
    /// In the order of the file.
    pub statements: Vec<BankStatement>,
    /// In the order in which they were noticed; an error means that an entry or the whole file was not read.
    pub findings: Vec<Finding>,
}

/// Larger files are refused: a year of a busy account is smaller.
pub const LARGEST_STATEMENT: usize = 256 << 20;

/// Reads a file under the name that messages give it. What it is is found out from its bytes; a table is read by the first mapping that fits.
pub fn read(file: &str, bytes: &[u8], sheets: &[BankSheet]) -> StatementReading {
    if !archive::is_archive(bytes) {
        return read_one(file, bytes, sheets);
    }
    let mut reading = StatementReading::default();
    match archive::files(bytes) {
        Ok(files) => {
            for (name, bytes) in files {
                let one = read_one(&format!("{file} ({name})"), &bytes, sheets);
                reading.statements.extend(one.statements);
                reading.findings.extend(one.findings);
            }
        }
        Err(message) => {
            let mut faults = StatementFaults::new(file);
            faults.add(Code::UnreadableFile, (1, 0), message, "");
            reading.findings = faults.into_findings();
        }
    }
    reading
}

fn read_one(file: &str, bytes: &[u8], sheets: &[BankSheet]) -> StatementReading {
    let mut faults = StatementFaults::new(file);
    if bytes.len() > LARGEST_STATEMENT {
        let message = format!("the file has {} MB, and a statement may have {}", bytes.len() >> 20, LARGEST_STATEMENT >> 20);
        faults.add(Code::UnreadableFile, (1, 0), message, "ask the bank for shorter periods");
        return StatementReading { statements: Vec::new(), findings: faults.into_findings() };
    }
    let text = encoding::text(bytes);
    let mut statements = match format_of(&text) {
        BankFormat::Camt => camt::read(bytes, &mut faults),
        BankFormat::Mt940 => mt940::read(&text, &mut faults),
        BankFormat::Bai2 => bai2::read(&text, &mut faults),
        BankFormat::Ofx => ofx::read(&text, &mut faults),
        BankFormat::Sheet => sheet::read(&text, sheets, &mut faults),
    };
    number(&mut statements);
    for statement in &statements {
        balances::check(statement, &mut faults);
    }
    StatementReading { statements, findings: faults.into_findings() }
}

/// What a text is by its first lines: a table, if it is nothing else.
pub fn format_of(text: &str) -> BankFormat {
    const HEAD: usize = 8192;
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= HEAD).last().unwrap_or(0);
    let head = if text.len() <= HEAD { text } else { &text[..end] };
    match head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}') {
        _ if ofx::is_ofx(head) => BankFormat::Ofx,
        xml if xml.starts_with('<') => BankFormat::Camt,
        _ if bai2::is_bai2(head) => BankFormat::Bai2,
        _ if mt940::is_mt940(head) => BankFormat::Mt940,
        _ => BankFormat::Sheet,
    }
}

/// Gives the entries of a file their numbers, in the order of their places.
fn number(statements: &mut [BankStatement]) {
    let mut position = 0_u32;
    for statement in statements {
        let mut unread = statement.unread.iter().map(|entry| (entry.place.line, entry.place.column)).peekable();
        for entry in &mut statement.entries {
            while unread.next_if(|place| *place < (entry.place.line, entry.place.column)).is_some() {
                position += 1;
            }
            position += 1;
            entry.position = position;
        }
        position = position.saturating_add(u32::try_from(unread.count()).unwrap_or(u32::MAX));
    }
}
