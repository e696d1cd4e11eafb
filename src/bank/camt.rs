//! camt.053, camt.052 and camt.054 of ISO 20022, in any of their versions: elements moved between these, and all places are looked at.

mod balance;
mod details;
mod element;

use super::amount;
use super::entry::{BankEntry, BankFormat, BankStatement, Charge, EntryStatus, StatementKind, UnreadEntry};
use super::faults::{EntryFault, StatementFaults};
use crate::finding::{Code, quoted};
use crate::xml::{XmlElement, decoded};
use element::{code, day, money, text};

pub(super) fn read(bytes: &[u8], faults: &mut StatementFaults<'_>) -> Vec<BankStatement> {
    let source = match decoded(bytes) {
        Ok(source) => source,
        // A file that is not in the encoding that it names is nearly always in that of Windows.
        Err(message) => {
            let message = format!("{message}; its characters are guessed");
            faults.add(Code::OddStatement, (1, 0), message, "check the names in it");
            super::encoding::single_bytes(bytes).into()
        }
    };
    let roots = match XmlElement::roots(&source, &[]) {
        Ok(roots) => roots,
        Err(fault) => {
            let message = format!("the file cannot be read as XML: {}", fault.message);
            faults.add(Code::UnreadableFile, (fault.line, fault.column), message, "get it from the bank again");
            return Vec::new();
        }
    };
    let mut messages = Vec::new();
    roots.iter().for_each(|root| find_messages(root, &mut messages));
    if messages.is_empty() {
        let root = roots.first().map(|root| root.name.as_str()).unwrap_or_default();
        let message = format!("the file begins with the element {}, and has no statement of a bank", quoted(root));
        faults.add(Code::UnreadableFile, (1, 0), message, "camt.052, camt.053 and camt.054 are read");
    }
    let mut statements = Vec::new();
    for (message, name, kind) in messages {
        for statement in message.all(&[name]) {
            statements.push(read_statement(statement, kind, &source, faults));
        }
    }
    statements
}

type Message<'e> = (&'e XmlElement, &'static str, StatementKind);

/// The messages of a file, which may stand in envelopes of other standards.
fn find_messages<'e>(element: &'e XmlElement, found: &mut Vec<Message<'e>>) {
    let (name, kind) = match element.name.as_str() {
        "BkToCstmrStmt" => ("Stmt", StatementKind::Booked),
        "BkToCstmrAcctRpt" => ("Rpt", StatementKind::Intraday),
        "BkToCstmrDbtCdtNtfctn" => ("Ntfctn", StatementKind::Notification),
        _ => return element.children.iter().for_each(|child| find_messages(child, found)),
    };
    found.push((element, name, kind));
}

fn read_statement(element: &XmlElement, kind: StatementKind, source: &str, faults: &mut StatementFaults<'_>) -> BankStatement {
    let mut statement = BankStatement::new(BankFormat::Camt, kind, faults.place(element.line, element.column));
    statement.id = text(element, &["Id"]);
    statement.sequence = text(element, &["ElctrncSeqNb"]).or_else(|| text(element, &["LglSeqNb"]));
    let account = element.find(&["Acct"]);
    statement.account = account.and_then(element::account);
    let entries: Vec<&XmlElement> = element.all(&["Ntry"]).collect();
    let first_currency = || entries.first().and_then(|entry| entry.find(&["Amt"])?.attribute("Ccy")).map(str::to_owned);
    statement.currency = account.and_then(|account| text(account, &["Ccy"])).or_else(|| balance::currency(element)).or_else(first_currency);
    balance::read(element, &mut statement, faults);
    for entry in entries {
        match read_entry(entry, &statement, source, faults) {
            Ok(entry) => statement.entries.push(entry),
            Err(fault) => {
                faults.unread(fault, (entry.line, entry.column));
                let place = faults.place(entry.line, entry.column);
                statement.unread.push(UnreadEntry { place, raw: raw(entry, source) });
            }
        }
    }
    statement
}

fn raw(element: &XmlElement, source: &str) -> String {
    source.get(element.span.0..element.span.1).unwrap_or_default().trim().to_owned()
}

fn read_entry(
    element: &XmlElement,
    statement: &BankStatement,
    source: &str,
    faults: &mut StatementFaults<'_>,
) -> Result<BankEntry, EntryFault> {
    let missing = |name: &str| EntryFault::new(Code::EmptyCell, format!("the entry has no {name}"));
    let amount = element.find(&["Amt"]).ok_or_else(|| missing("amount (Amt)"))?;
    let (number, currency) = money(amount)?;
    let is_debit = element::is_debit(element)?.ok_or_else(|| missing("sign (CdtDbtInd)"))?;
    let booked = element.find(&["BookgDt"]).map(day).transpose()?;
    let value = match element.find(&["ValDt"]).map(day).transpose() {
        Ok(value) => value,
        // With a booking day the entry is complete.
        Err(fault) if booked.is_some() => {
            let at = fault.place.unwrap_or((element.line, element.column));
            faults.add(Code::OddStatement, at, fault.message, "the entry is read without its value day");
            None
        }
        Err(fault) => return Err(fault),
    };
    if booked.or(value).is_none() && statement.kind == StatementKind::Booked {
        return Err(missing("day (BookgDt or ValDt)"));
    }
    let is_reversal = text(element, &["RvslInd"]).is_some_and(|word| word == "true" || word == "1");
    let mut entry = BankEntry {
        place: faults.place(element.line, element.column),
        position: 0,
        bank_id: text(element, &["AcctSvcrRef"]),
        booked,
        value,
        amount: amount::signed(number, is_debit),
        currency: currency.or_else(|| statement.currency.clone()),
        status: status(element, faults),
        is_reversal,
        payment: Default::default(),
        details: Vec::new(),
        charges: charges(element, faults),
        code: element.find(&["BkTxCd"]).and_then(element::transaction_code),
        raw: raw(element, source),
    };
    let side = details::AccountSide { is_debit, is_reversal, own_account: statement.account.as_deref() };
    details::read(element, &mut entry, side, faults);
    if entry.bank_id.is_none() {
        entry.bank_id = text(element, &["NtryRef"]);
    }
    Ok(entry)
}

fn status(element: &XmlElement, faults: &mut StatementFaults<'_>) -> EntryStatus {
    let Some(status) = element.find(&["Sts"]) else { return EntryStatus::Booked };
    match code(status).as_deref() {
        None | Some("BOOK") => EntryStatus::Booked,
        Some("PDNG" | "FUTR") => EntryStatus::Pending,
        Some("INFO") => EntryStatus::Information,
        Some(other) => {
            let message = format!("the status {} of the entry is not known: it is taken as pending", quoted(other));
            faults.add(Code::OddStatement, (status.line, status.column), message, "booked entries have the status BOOK");
            EntryStatus::Pending
        }
    }
}

/// Charges of the entry or of one of its payments: one in the first version, a record for each later.
pub(super) fn charges(element: &XmlElement, faults: &mut StatementFaults<'_>) -> Vec<Charge> {
    let mut charges = Vec::new();
    for block in element.all(&["Chrgs"]) {
        let records: Vec<&XmlElement> = block.all(&["Rcrd"]).collect();
        let total = block.find(&["TtlChrgsAndTaxAmt"]);
        let of_block = records.is_empty().then_some(block);
        for record in records.into_iter().chain(of_block) {
            let Some(amount) = record.find(&["Amt"]).or(total) else { continue };
            let Ok((number, currency)) = money(amount) else {
                let message = format!("the charge {} is not an amount", quoted(&amount.text));
                faults.add(Code::OddStatement, (amount.line, amount.column), message, "the entry is read without it");
                continue;
            };
            // A charge is a debit unless it says otherwise.
            let is_credit = text(record, &["CdtDbtInd"]).is_some_and(|word| word == "CRDT");
            let is_included = text(record, &["ChrgInclInd"]).map(|word| word == "true" || word == "1");
            let kind = record.find(&["Tp"]).and_then(code).unwrap_or_default();
            charges.push(Charge { amount: amount::signed(number, !is_credit), currency, is_included, text: kind });
        }
    }
    charges
}
