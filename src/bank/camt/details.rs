//! Who paid and what for: the details of an entry, which are one payment or many.

use super::charges;
use super::element::{account, code, is_debit, money, one_line, text};
use crate::bank::amount::signed;
use crate::bank::entry::{BankEntry, Counterparty, EntryDetail, PaymentFacts, ReferenceKind, is_none};
use crate::bank::faults::StatementFaults;
use crate::finding::{Code, quoted};
use crate::xml::XmlElement;

/// On which side of a payment the account is.
#[derive(Clone, Copy)]
pub(super) struct AccountSide<'a> {
    pub is_debit: bool,
    pub is_reversal: bool,
    pub own_account: Option<&'a str>,
}

/// Elements of `Refs`, and what they refer to.
const REFERENCES: [(&str, ReferenceKind); 10] = [
    ("EndToEndId", ReferenceKind::EndToEnd),
    ("InstrId", ReferenceKind::Instruction),
    ("TxId", ReferenceKind::Transaction),
    ("MndtId", ReferenceKind::Mandate),
    ("ChqNb", ReferenceKind::Cheque),
    ("AcctOwnrTxId", ReferenceKind::Customer),
    ("UETR", ReferenceKind::Transaction),
    ("ClrSysRef", ReferenceKind::Transaction),
    ("PmtInfId", ReferenceKind::Batch),
    ("MsgId", ReferenceKind::Batch),
];

pub(super) fn read(element: &XmlElement, entry: &mut BankEntry, side: AccountSide<'_>, faults: &mut StatementFaults<'_>) {
    for batch in element.all(&["NtryDtls", "Btch"]) {
        for name in ["PmtInfId", "MsgId"] {
            if let Some(reference) = text(batch, &[name]) {
                entry.payment.refer(ReferenceKind::Batch, &reference);
            }
        }
    }
    let mut details: Vec<EntryDetail> = Vec::new();
    for payment in element.all(&["NtryDtls", "TxDtls"]) {
        details.push(read_payment(payment, entry, side, faults));
        entry.charges.extend(charges(payment, faults));
        if entry.code.is_none() {
            entry.code = payment.find(&["BkTxCd"]).and_then(super::element::transaction_code);
        }
    }
    if details.len() == 1 {
        if let Some(only) = details.pop() {
            entry.bank_id = entry.bank_id.take().or(only.bank_id.clone());
            if let Some(other) = only.bank_id.filter(|id| entry.bank_id.as_ref() != Some(id)) {
                entry.payment.refer(ReferenceKind::Transaction, &other);
            }
            let batch = std::mem::take(&mut entry.payment.references);
            entry.payment = only.payment;
            batch.iter().for_each(|reference| entry.payment.refer(reference.kind, &reference.text));
        }
    } else {
        entry.details = details;
    }
    for note in element.all(&["AddtlNtryInf"]) {
        entry.payment.note(&one_line(&note.text));
    }
}

fn read_payment(element: &XmlElement, entry: &BankEntry, side: AccountSide<'_>, faults: &mut StatementFaults<'_>) -> EntryDetail {
    // A sign of its own counts: a batch may have returns among its payments.
    let is_debit = is_debit(element).ok().flatten().unwrap_or(side.is_debit);
    let places: [&[&str]; 3] = [&["Amt"], &["AmtDtls", "TxAmt", "Amt"], &["AmtDtls", "CntrValAmt", "Amt"]];
    let of_entry = |amount: &&XmlElement| amount.attribute("Ccy").is_none_or(|code| Some(code) == entry.currency.as_deref());
    let amount = places.iter().filter_map(|way| element.find(way)).find(of_entry);
    let amount = amount.and_then(|amount| match money(amount) {
        Ok(money) => Some(money),
        Err(_) => {
            let message = format!("the amount {} of a payment is not an amount", quoted(&amount.text));
            faults.add(Code::OddStatement, (amount.line, amount.column), message, "the amount of the entry counts");
            None
        }
    });
    let mut detail = EntryDetail { bank_id: text(element, &["Refs", "AcctSvcrRef"]), ..EntryDetail::default() };
    if let Some((number, currency)) = amount {
        (detail.amount, detail.currency) = (Some(signed(number, is_debit)), currency.or_else(|| entry.currency.clone()));
    }
    let payment = &mut detail.payment;
    let instructed = element.find(&["AmtDtls", "InstdAmt", "Amt"]).and_then(|amount| money(amount).ok());
    payment.instructed = instructed.and_then(|(number, currency)| Some((number, currency?)));
    references(element, payment);
    remittance(element, payment);
    payment.return_reason = element.find(&["RtrInf"]).map(|info| return_reason(info, payment)).filter(|reason| !reason.is_empty());
    let is_return = side.is_reversal || element.find(&["RtrInf"]).is_some();
    payment.party = counterparty(element, AccountSide { is_debit, is_reversal: is_return, ..side });
    detail
}

fn references(element: &XmlElement, payment: &mut PaymentFacts) {
    let Some(refs) = element.find(&["Refs"]) else { return };
    for (name, kind) in REFERENCES {
        for reference in refs.all(&[name]) {
            payment.refer(kind, &one_line(&reference.text));
        }
    }
    for reference in refs.all(&["Prtry", "Ref"]) {
        payment.refer(ReferenceKind::Transaction, &one_line(&reference.text));
    }
}

/// The text has three places: free, the creditor's reference, and the documents that are paid.
fn remittance(element: &XmlElement, payment: &mut PaymentFacts) {
    for line in element.all(&["RmtInf", "Ustrd"]) {
        payment.remit(&one_line(&line.text));
    }
    for structured in element.all(&["RmtInf", "Strd"]) {
        for reference in structured.all(&["CdtrRefInf", "Ref"]).chain(structured.all(&["CdtrRefInf", "CdtrRef"])) {
            payment.refer(ReferenceKind::Creditor, &one_line(&reference.text));
        }
        for number in structured.all(&["RfrdDocInf", "Nb"]).chain(structured.all(&["RfrdDocInf", "RfrdDocNb"])) {
            payment.refer(ReferenceKind::Document, &one_line(&number.text));
        }
        for line in structured.all(&["AddtlRmtInf"]) {
            payment.remit(&one_line(&line.text));
        }
    }
    for line in element.all(&["AddtlTxInf"]) {
        payment.note(&one_line(&line.text));
    }
    for purpose in element.all(&["Purp"]) {
        payment.note(&code(purpose).unwrap_or_default());
    }
}

/// The code of a return, and its words as notes.
fn return_reason(info: &XmlElement, payment: &mut PaymentFacts) -> String {
    for line in info.all(&["AddtlInf"]) {
        payment.note(&one_line(&line.text));
    }
    let first_words = || text(info, &["AddtlInf"]);
    info.find(&["Rsn"]).or_else(|| info.find(&["RtrRsn"])).and_then(code).or_else(first_words).unwrap_or_default()
}

/// The payer of a credit, the payee of a debit. What comes back keeps the roles that it had, so there the account decides.
fn counterparty(element: &XmlElement, side: AccountSide<'_>) -> Counterparty {
    let debtor = || party(element, ["Dbtr", "DbtrAcct", "DbtrAgt", "UltmtDbtr"]);
    let creditor = || party(element, ["Cdtr", "CdtrAcct", "CdtrAgt", "UltmtCdtr"]);
    let (usual, other) = if side.is_debit { (creditor(), debtor()) } else { (debtor(), creditor()) };
    let is_own = |party: &Counterparty| side.own_account.is_some() && party.account.as_deref() == side.own_account;
    let has_other = !other.is_empty() && !is_own(&other);
    if has_other && (is_own(&usual) || usual.is_empty() && side.is_reversal) { other } else { usual }
}

fn party(element: &XmlElement, [role, number, agent, ultimate]: [&str; 4]) -> Counterparty {
    // Since version 8 a party stands one level deeper.
    let name = |role: &str| {
        let ways: [&[&str]; 3] =
            [&["RltdPties", role, "Pty", "Nm"], &["RltdPties", role, "Agt", "FinInstnId", "Nm"], &["RltdPties", role, "Nm"]];
        ways.iter().find_map(|way| text(element, way)).filter(|name| !is_none(name))
    };
    let bank = |name: &str| text(element, &["RltdAgts", agent, "FinInstnId", name]);
    let (own, ultimate) = (name(role), name(ultimate));
    Counterparty {
        name: own.clone().or_else(|| ultimate.clone()),
        account: element.find(&["RltdPties", number]).and_then(account),
        bank: bank("BICFI").or_else(|| bank("BIC")),
        ultimate: ultimate.filter(|name| own.is_some() && own.as_ref() != Some(name)),
    }
}
