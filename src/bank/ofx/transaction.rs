//! A transaction of OFX.

use super::ofx_amount;
use super::tags::OfxTag;
use crate::bank::entry::{BankEntry, BankStatement, EntryStatus, PaymentFacts, ReferenceKind};
use crate::bank::faults::{EntryFault, StatementFaults};
use crate::calendar::Day;
use crate::finding::{Code, quoted};

/// Its leaves by name; those of a payee, another account or a currency with that before it.
pub(super) struct OfxTransaction<'t> {
    pub line: u32,
    pub column: u32,
    pub begin: usize,
    is_pending: bool,
    leaves: Vec<(String, OfxTag<'t>)>,
}

impl<'t> OfxTransaction<'t> {
    pub fn new(tag: &OfxTag<'_>, is_pending: bool) -> OfxTransaction<'t> {
        OfxTransaction { line: tag.line, column: tag.column, begin: tag.begin, is_pending, leaves: Vec::new() }
    }

    pub fn add(&mut self, name: String, tag: &OfxTag<'t>) {
        self.leaves.push((name, tag.clone()));
    }

    fn leaf(&self, name: &str) -> Option<&OfxTag<'t>> {
        self.leaves.iter().find(|(own, _)| own == name).map(|(_, tag)| tag)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.leaf(name).map(|tag| tag.text.clone())
    }

    pub fn entry(&self, statement: &BankStatement, raw: String, faults: &mut StatementFaults<'_>) -> Result<BankEntry, EntryFault> {
        let missing = |name: &str| EntryFault::new(Code::EmptyCell, format!("the transaction has no {name}"));
        let amount = self.leaf("TRNAMT").ok_or_else(|| missing("amount (TRNAMT)"))?;
        let number = ofx_amount(&amount.text).ok_or_else(|| EntryFault::amount("TRNAMT", &amount.text).at(amount.line, amount.column))?;
        let posted = self.leaf("DTPOSTED").or_else(|| self.leaf("DTTRAN")).ok_or_else(|| missing("date (DTPOSTED)"))?;
        let booked = day(&posted.text).ok_or_else(|| EntryFault::date(&posted.name, &posted.text).at(posted.line, posted.column))?;
        let kind = self.text("TRNTYPE").unwrap_or_default();
        if matches!(kind.as_str(), "DEBIT" | "FEE" | "SRVCHG" | "CHECK" | "PAYMENT" | "DIRECTDEBIT")
            && !number.is_negative()
            && !number.is_zero()
        {
            let message = format!("the transaction is a {kind}, and its amount {} is a credit", quoted(&amount.text));
            faults.add(Code::OddStatement, (amount.line, amount.column), message, "the sign of the amount counts");
        }
        let mut payment = PaymentFacts::default();
        payment.party.name = self.text("PAYEE.NAME").or_else(|| self.text("NAME"));
        payment.party.account = self.text("TO.ACCTID");
        payment.party.bank = self.text("TO.BANKID");
        payment.party.ultimate = self.text("EXTDNAME").filter(|name| payment.party.name.as_ref() != Some(name));
        for memo in self.leaves.iter().filter(|(name, _)| name == "MEMO" || name == "MEMO2") {
            payment.remit(&memo.1.text);
        }
        payment.note(&kind);
        for (name, kind) in
            [("CHECKNUM", ReferenceKind::Cheque), ("REFNUM", ReferenceKind::Customer), ("SRVRTID", ReferenceKind::Transaction)]
        {
            payment.refer(kind, &self.text(name).unwrap_or_default());
        }
        // With CURRENCY the amount itself is in that currency; with ORIGCURRENCY it was converted from it.
        let currency = self.text("CURRENCY.CURSYM").map(|code| code.to_uppercase()).or_else(|| statement.currency.clone());
        Ok(BankEntry {
            place: faults.place(self.line, self.column),
            position: 0,
            bank_id: self.text("FITID"),
            booked: Some(booked),
            value: self.leaf("DTAVAIL").and_then(|tag| day(&tag.text)),
            amount: number,
            currency,
            status: if self.is_pending { EntryStatus::Pending } else { EntryStatus::Booked },
            is_reversal: self.leaf("CORRECTFITID").is_some(),
            payment,
            details: Vec::new(),
            charges: Vec::new(),
            code: Some(kind).filter(|kind| !kind.is_empty()),
            raw,
        })
    }
}

/// `20090401122017.000[-5:EST]`: the day as it is written, which is that of the account; what is behind it tells how far that is from
/// Greenwich, and moves nothing.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 8 {
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
        let year = i32::try_from(number(0, 4)?).ok()?;
        return Day::from_ymd(year, number(4, 6)?, number(6, 8)?);
    }
    // Some write it as in ISO 8601.
    text.get(..10).and_then(Day::parse)
}
