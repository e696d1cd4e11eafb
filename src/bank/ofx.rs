//! OFX 1, whose leaves have no end tags, OFX 2, which is XML, and QFX.
//!
//! Both are read as one run of tags, without a tree: what a bank leaves out, closes twice or nests otherwise does no harm.

mod tags;
mod transaction;

use super::amount;
use super::entry::{BankFormat, BankStatement, StatementBalance, StatementKind, UnreadEntry};
use super::faults::StatementFaults;
use crate::finding::{Code, quoted};
use tags::{OfxTag, tags};
use transaction::{OfxTransaction, day};

pub(super) fn is_ofx(head: &str) -> bool {
    let head = head.to_ascii_uppercase();
    head.contains("<OFX>") || head.contains("OFXHEADER") || head.contains("<STMTTRN>") || head.contains("<OFX ")
}

/// What the tags stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Nothing,
    Account,
    Ledger,
    OtherBalance,
    Transaction,
    Payee,
    OtherAccount,
    Currency,
    OriginalCurrency,
}

pub(super) fn read(text: &str, faults: &mut StatementFaults<'_>) -> Vec<BankStatement> {
    let mut statements: Vec<BankStatement> = Vec::new();
    let mut state = OfxState::default();
    for tag in tags(text) {
        state.take(&tag, &mut statements, text, faults);
    }
    if let (Some(open), Some(statement)) = (state.transaction.take(), statements.last_mut()) {
        let at = (open.line, open.column);
        faults.add(Code::UnreadableFile, at, "the file ends in the middle of a transaction", "get it from the bank again");
        let raw = text.get(open.begin..).unwrap_or_default().trim().to_owned();
        statement.unread.push(UnreadEntry { place: faults.place(at.0, at.1), raw });
    }
    if statements.is_empty() {
        faults.add(
            Code::UnreadableFile,
            (1, 0),
            "the file has no statement of an account (STMTRS or CCSTMTRS)",
            "export transactions as OFX",
        );
    }
    statements
}

struct OfxState<'t> {
    inside: Inside,
    /// Where a transaction goes on when a payee or a currency in it ends.
    transaction: Option<OfxTransaction<'t>>,
    balance: (Option<(String, u32)>, Option<String>),
}

impl Default for OfxState<'_> {
    fn default() -> Self {
        OfxState { inside: Inside::Nothing, transaction: None, balance: (None, None) }
    }
}

impl<'t> OfxState<'t> {
    fn take(&mut self, tag: &OfxTag<'t>, statements: &mut Vec<BankStatement>, text: &'t str, faults: &mut StatementFaults<'_>) {
        if tag.is_end {
            return self.end(tag, statements, text, faults);
        }
        match (tag.name.as_str(), self.inside) {
            ("STMTRS" | "CCSTMTRS" | "INVSTMTRS", _) => {
                self.finish(tag.begin, statements, text, faults);
                statements.push(BankStatement::new(BankFormat::Ofx, StatementKind::Booked, faults.place(tag.line, tag.column)));
                self.inside = Inside::Nothing;
            }
            ("STMTTRN" | "STMTTRNP", _) => {
                self.finish(tag.begin, statements, text, faults);
                self.transaction = Some(OfxTransaction::new(tag, tag.name == "STMTTRNP"));
                self.inside = Inside::Transaction;
            }
            ("BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM", _) => self.inside = Inside::Account,
            ("LEDGERBAL", _) => (self.inside, self.balance) = (Inside::Ledger, (None, None)),
            ("AVAILBAL" | "BAL" | "BALLIST", _) => self.inside = Inside::OtherBalance,
            ("PAYEE", _) if self.transaction.is_some() => self.inside = Inside::Payee,
            ("BANKACCTTO" | "CCACCTTO", _) if self.transaction.is_some() => self.inside = Inside::OtherAccount,
            ("CURRENCY", Inside::Transaction) => self.inside = Inside::Currency,
            ("ORIGCURRENCY", Inside::Transaction) => self.inside = Inside::OriginalCurrency,
            _ => self.leaf(tag, statements),
        }
    }

    fn leaf(&mut self, tag: &OfxTag<'t>, statements: &mut [BankStatement]) {
        let text = tag.text.as_str();
        if text.is_empty() {
            return;
        }
        let Some(statement) = statements.last_mut() else { return };
        match (self.inside, tag.name.as_str()) {
            (Inside::Account, "ACCTID") => statement.account = Some(text.to_owned()),
            (Inside::Ledger, "BALAMT") => self.balance.0 = Some((text.to_owned(), tag.line)),
            (Inside::Ledger, "DTASOF") => self.balance.1 = Some(text.to_owned()),
            (Inside::Nothing | Inside::Account | Inside::Ledger | Inside::OtherBalance, "CURDEF") => {
                statement.currency = Some(text.to_uppercase());
            }
            (inside, name) => {
                if let Some(transaction) = &mut self.transaction {
                    let whose = match inside {
                        Inside::OtherAccount => "TO.",
                        Inside::Payee => "PAYEE.",
                        Inside::Currency => "CURRENCY.",
                        Inside::OriginalCurrency => "ORIGCURRENCY.",
                        _ => "",
                    };
                    transaction.add(format!("{whose}{name}"), tag);
                }
            }
        }
    }

    fn end(&mut self, tag: &OfxTag<'t>, statements: &mut [BankStatement], text: &'t str, faults: &mut StatementFaults<'_>) {
        match tag.name.as_str() {
            "STMTTRN" | "STMTTRNP" | "BANKTRANLIST" | "BANKTRANLISTP" | "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => {
                self.finish(tag.end, statements, text, faults);
                self.inside = Inside::Nothing;
            }
            "PAYEE" | "BANKACCTTO" | "CCACCTTO" | "CURRENCY" | "ORIGCURRENCY" => {
                self.inside = if self.transaction.is_some() { Inside::Transaction } else { Inside::Nothing };
            }
            "LEDGERBAL" => {
                if let (Some(statement), (Some((written, line)), as_of)) = (statements.last_mut(), std::mem::take(&mut self.balance)) {
                    let currency = statement.currency.clone();
                    match ofx_amount(&written) {
                        Some(amount) => {
                            statement.closing = Some(StatementBalance { amount, currency, day: as_of.as_deref().and_then(day) });
                        }
                        None => {
                            let message = format!("the balance {} is not an amount", quoted(&written));
                            faults.add(Code::OddStatement, (line, 1), message, "the balance is not used");
                        }
                    }
                }
                self.inside = Inside::Nothing;
            }
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" | "AVAILBAL" | "BAL" | "BALLIST" => self.inside = Inside::Nothing,
            _ => {}
        }
    }

    /// Ends the transaction that is open.
    fn finish(&mut self, end: usize, statements: &mut [BankStatement], text: &'t str, faults: &mut StatementFaults<'_>) {
        let (Some(transaction), Some(statement)) = (self.transaction.take(), statements.last_mut()) else { return };
        let at = (transaction.line, transaction.column);
        let raw = text.get(transaction.begin..end).unwrap_or_default().trim().to_owned();
        match transaction.entry(statement, raw.clone(), faults) {
            Ok(entry) => statement.entries.push(entry),
            Err(fault) => {
                faults.unread(fault, at);
                statement.unread.push(UnreadEntry { place: faults.place(at.0, at.1), raw });
            }
        }
    }
}

/// An amount with a point or a comma for its decimals; where it has both, the last is the mark and the others group. A single mark before three
/// digits can be either: it is no amount.
fn ofx_amount(text: &str) -> Option<crate::money::Decimal> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some((last, mark)) = marks.last().copied() else { return amount::plain(&text) };
    let others = &marks[..marks.len() - 1];
    let decimals = text.len() - last - 1;
    let bare = if others.is_empty() {
        let is_open = decimals == 3 && text[..last].bytes().filter(u8::is_ascii_digit).count() <= 3 && !text[last + 1..].ends_with('0');
        return if is_open { None } else { amount::plain(&text) };
    } else if others.iter().all(|(_, other)| *other == mark) {
        // The same mark more than once groups.
        text.replace(mark, "")
    } else if others.iter().any(|(_, other)| *other == mark) {
        return None;
    } else {
        text[..last].replace(['.', ','], "") + &text[last..]
    };
    amount::plain(&bare)
}
