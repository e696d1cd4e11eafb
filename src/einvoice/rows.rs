//! From an invoice to rows of a ledger: which date, which amount and which customer counts, and what is refused.

use super::checked::{EInvoiceFault, amount, day};
use super::document::{EInvoiceDocument, TermOfPayment, TradeParty, XmlValue};
use super::skonto::{Skonto, parted};
use crate::calendar::Day;
use crate::finding::Code;
use crate::money::{Currency, Decimal};
use std::collections::BTreeMap;

/// The columns that e-invoices have, in order.
pub const EINVOICE_COLUMNS: [&str; 29] = [
    "invoice_id",
    "customer_id",
    "due_date",
    "amount",
    "currency",
    "customer_name",
    "contact",
    "email",
    "phone",
    "issue_date",
    "open_amount",
    "open_on",
    "document_type",
    "payment_reference",
    "payment_terms",
    "discount_until",
    "discount_percent",
    "buyer_reference",
    "buyer_identifier",
    "buyer_registration",
    "buyer_electronic_address",
    "buyer_vat_id",
    "street",
    "postcode",
    "city",
    "country",
    "seller_name",
    "prepaid_amount",
    "file",
];

/// Invoices and the like of UNTDID 1001: what is to be paid.
const INVOICES: [&str; 14] = ["80", "82", "84", "326", "380", "383", "384", "385", "386", "388", "389", "393", "394", "395"];
/// Credit notes of UNTDID 1001.
const CREDITS: [&str; 6] = ["81", "83", "261", "381", "396", "532"];

/// What the project says of its e-invoices.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EInvoiceRules {
    /// Days from the issue date to the due date, where a file has none.
    pub days: Option<u32>,
    /// Is the customer's id taken from another column?
    pub is_customer_mapped: bool,
}

/// The line and column of an element, if a cell stands there.
pub(super) type ElementPlace = Option<(u32, u32)>;

/// A row: cells by column, each with its place in the file if it stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct EInvoiceRow {
    pub cells: BTreeMap<&'static str, (String, ElementPlace)>,
}

impl EInvoiceRow {
    fn set(&mut self, column: &'static str, text: impl Into<String>, from: Option<&XmlValue>) {
        let text: String = text.into();
        if !text.is_empty() {
            self.cells.insert(column, (text, from.map(|value| (value.line, value.column))));
        }
    }

    fn copy(&mut self, column: &'static str, value: Option<&XmlValue>) {
        if let Some(value) = value {
            self.set(column, value.text.as_str(), Some(value));
        }
    }
}

/// The customer of a file that may be a credit note, as far as it can be told.
pub(super) fn may_be_credit_of(document: &EInvoiceDocument) -> Option<&str> {
    let is_invoice = document.kind.as_ref().is_some_and(|kind| INVOICES.contains(&kind.text.as_str())) && !document.is_credit_note;
    let is_debt = document.payable.as_ref().is_some_and(|value| amount(value).is_ok_and(|amount| !amount.is_negative()));
    let id = customer_id(&document.buyer).filter(|_| !(is_invoice && is_debt));
    id.map(|id| id.text.as_str())
}

/// The rows of an invoice: one, or one for each instalment.
pub(super) fn rows(document: &EInvoiceDocument, rules: EInvoiceRules) -> Result<Vec<EInvoiceRow>, Vec<EInvoiceFault>> {
    let mut faults = Vec::new();
    let mut row = EInvoiceRow::default();
    let number = needed(document.number.as_ref(), "a number (ID)", &mut faults);
    let is_credit = kind(document, &mut faults);
    let issued = needed(document.issued.as_ref(), "an issue date", &mut faults).and_then(|value| kept(day(value), &mut faults));
    let currency = currency(document, &mut faults);
    let sums = EInvoiceSums::of(document, &mut faults);
    customer(&document.buyer, rules, &mut row, &mut faults);
    let sign = |sum: Decimal| if is_credit { sum.times(Decimal::from(-1)) } else { sum };
    if let Some(sums) = sums.filter(|_| is_credit)
        && sums.payable.is_negative()
    {
        let message = "a credit note over an amount below zero: nobody knows whether it is a debt or a credit";
        faults.push(place(EInvoiceFault::new(Code::BadAmount, message, "correct the file, or take it out"), document.payable.as_ref()));
    }
    let is_debt = !is_credit && sums.is_some_and(|sums| !sums.payable.is_negative());
    let (skonto, words) = parted(document.words.as_ref().map_or("", |words| words.text.as_str()));
    let due = due(document, issued, is_debt, rules, &words, &mut faults);
    row.copy("currency", document.currency.as_ref());
    row.copy("payment_reference", document.payment_reference.as_ref());
    row.copy("buyer_reference", document.buyer_reference.as_ref());
    row.copy("seller_name", document.seller.name.as_ref());
    row.copy("document_type", document.kind.as_ref());
    row.set("payment_terms", words, document.words.as_ref());
    if let Some(issued) = issued {
        row.set("issue_date", issued.to_string(), document.issued.as_ref());
        discount(document, skonto, issued, &mut row, &mut faults);
    }
    let (Some(number), Some(sums), Some(due), Some(issued), Some(_), []) = (number, sums, due, issued, currency, faults.as_slice()) else {
        return Err(faults);
    };
    if !sums.prepaid.is_zero() {
        row.copy("prepaid_amount", document.prepaid.as_ref());
    }
    if due.len() > 1 {
        return instalments(&row, number, &due, sums.payable).map_err(|fault| vec![fault]);
    }
    row.copy("invoice_id", Some(number));
    let due = due.into_iter().next().map(|(due, value, _)| (due, value));
    let (due, from) = due.unwrap_or((issued, None));
    row.set("due_date", due.to_string(), from);
    row.set("amount", sign(sums.gross).text().to_string(), document.total.as_ref().or(document.payable.as_ref()));
    if sums.gross != sums.payable {
        row.set("open_amount", sign(sums.payable).text().to_string(), document.payable.as_ref());
        row.set("open_on", issued.to_string(), document.issued.as_ref());
    }
    Ok(vec![row])
}

fn kept<T>(result: Result<T, EInvoiceFault>, faults: &mut Vec<EInvoiceFault>) -> Option<T> {
    result.map_err(|fault| faults.push(fault)).ok()
}

fn place(fault: EInvoiceFault, value: Option<&XmlValue>) -> EInvoiceFault {
    value.map_or(fault.clone(), |value| fault.at(value))
}

fn needed<'v>(value: Option<&'v XmlValue>, what: &str, faults: &mut Vec<EInvoiceFault>) -> Option<&'v XmlValue> {
    if value.is_none() {
        faults.push(EInvoiceFault::new(
            Code::EmptyCell,
            format!("the invoice has no {}", what.trim_start_matches("a ").trim_start_matches("an ")),
            "correct the file, or take it out",
        ));
    }
    value
}

/// Is it a credit note?
fn kind(document: &EInvoiceDocument, faults: &mut Vec<EInvoiceFault>) -> bool {
    match &document.kind {
        _ if document.is_credit_note => true,
        None => false,
        Some(kind) if CREDITS.contains(&kind.text.as_str()) => true,
        Some(kind) => {
            if !INVOICES.contains(&kind.text.as_str()) {
                let message = format!("{} {:?} is neither an invoice nor a credit note", kind.element, kind.text);
                let hint = format!("take the file out; invoices are {}, credit notes {}", INVOICES.join(", "), CREDITS.join(", "));
                faults.push(EInvoiceFault::new(Code::InvalidValue, message, hint).at(kind));
            }
            false
        }
    }
}

fn currency(document: &EInvoiceDocument, faults: &mut Vec<EInvoiceFault>) -> Option<Currency> {
    let value = needed(document.currency.as_ref(), "a currency", faults)?;
    let found = Currency::from_code(&value.text);
    if found.is_none() {
        let message = format!("{} {:?} is not a currency of ISO 4217", value.element, value.text);
        faults.push(EInvoiceFault::new(Code::BadCurrency, message, "correct the file, or take it out").at(value));
    }
    if let Some(other) = document.amounts_in.as_ref().filter(|other| other.text != value.text) {
        let message = format!("the amount due is in {}, but the invoice is in {}", other.text, value.text);
        faults.push(EInvoiceFault::new(Code::ConflictingCells, message, "correct the file, or take it out").at(other));
    }
    found
}

/// The amounts of an invoice: what it comes to, and what of that is to be paid.
#[derive(Clone, Copy, Debug)]
struct EInvoiceSums {
    gross: Decimal,
    prepaid: Decimal,
    payable: Decimal,
}

impl EInvoiceSums {
    fn of(document: &EInvoiceDocument, faults: &mut Vec<EInvoiceFault>) -> Option<EInvoiceSums> {
        let payable = needed(document.payable.as_ref(), "an amount due", faults).and_then(|value| kept(amount(value), faults));
        let mut other = |value: &Option<XmlValue>| value.as_ref().map(|value| kept(amount(value), faults)).unwrap_or(Some(Decimal::ZERO));
        let (total, prepaid, rounding) = (other(&document.total), other(&document.prepaid), other(&document.rounding));
        let (payable, prepaid, rounding) = (payable?, prepaid?, rounding?);
        let minus = |one: Decimal, two: Decimal| one.plus(two.times(Decimal::from(-1)));
        let gross = if document.total.is_some() { total?.plus(rounding) } else { payable.plus(prepaid) };
        if !minus(minus(gross, prepaid), payable).is_zero() {
            let message =
                format!("the amount due {} is not the total {} less what was prepaid ({})", payable.text(), gross.text(), prepaid.text());
            let fault = EInvoiceFault::new(Code::ConflictingCells, message, "correct the file, or take it out");
            faults.push(place(fault, document.payable.as_ref()));
            return None;
        }
        Some(EInvoiceSums { gross, prepaid, payable })
    }
}

/// The buyer's identifier, else its registration, else its electronic address.
fn customer_id(buyer: &TradeParty) -> Option<&XmlValue> {
    buyer.identifier.as_ref().or(buyer.registration.as_ref()).or(buyer.electronic_address.as_ref())
}

fn customer(buyer: &TradeParty, rules: EInvoiceRules, row: &mut EInvoiceRow, faults: &mut Vec<EInvoiceFault>) {
    row.copy("customer_name", buyer.name.as_ref());
    row.copy("contact", buyer.contact.as_ref());
    row.copy("email", buyer.email.as_ref().or(buyer.electronic_address.as_ref().filter(|_| buyer.is_emailed)));
    row.copy("phone", buyer.phone.as_ref());
    row.copy("street", buyer.street.as_ref());
    row.copy("postcode", buyer.postcode.as_ref());
    row.copy("city", buyer.city.as_ref());
    row.copy("country", buyer.country.as_ref());
    row.copy("buyer_identifier", buyer.identifier.as_ref());
    row.copy("buyer_registration", buyer.registration.as_ref());
    row.copy("buyer_electronic_address", buyer.electronic_address.as_ref());
    row.copy("buyer_vat_id", buyer.vat_id.as_ref());
    let id = customer_id(buyer);
    row.copy("customer_id", id);
    if id.is_none() && !rules.is_customer_mapped {
        let message = "the buyer has no identifier, no registration and no electronic address: which customer is it?";
        let hint = "say in the project file which column identifies customers, as in `columns: { customer_id: customer_name }`; buyer_vat_id \
                    and buyer_reference are others";
        faults.push(place(EInvoiceFault::new(Code::EmptyCell, message, hint), buyer.name.as_ref()));
    }
}

type DueTerm<'v> = (Day, Option<&'v XmlValue>, Option<&'v XmlValue>);

/// The days on which it is due, each with the part that is due then; one for most. A credit is due when it is issued.
fn due<'v>(
    document: &'v EInvoiceDocument,
    issued: Option<Day>,
    is_debt: bool,
    rules: EInvoiceRules,
    words: &str,
    faults: &mut Vec<EInvoiceFault>,
) -> Option<Vec<DueTerm<'v>>> {
    let with_amounts: Vec<&TermOfPayment> = document.terms.iter().filter(|term| term.amount.is_some()).collect();
    if with_amounts.len() > 1 && is_debt {
        let days =
            with_amounts.iter().filter_map(|term| Some((kept(day(term.due.as_ref()?), faults)?, term.due.as_ref(), term.amount.as_ref())));
        return Some(days.collect());
    }
    if document.terms.len() > 1 && document.due.len() < 2 && is_debt {
        let message = "there are several due dates, and no amounts with them: nobody knows what is due when";
        let fault = EInvoiceFault::new(Code::ConflictingCells, message, "correct the file, or take it out");
        faults.push(place(fault, document.terms.get(1).and_then(|term| term.due.as_ref())));
        return None;
    }
    let of_terms = document.terms.first().and_then(|term| term.due.as_ref());
    if let Some(value) = document.due.first().or(of_terms) {
        return kept(day(value), faults).map(|due| vec![(due, Some(value), None)]);
    }
    match (issued?, rules.days) {
        (issued, _) if !is_debt => Some(vec![(issued, None, None)]),
        (issued, Some(days)) => Some(vec![(issued.plus(i32::try_from(days).unwrap_or(i32::MAX)), None, None)]),
        _ => {
            let says = if words.is_empty() { String::new() } else { format!("; its terms say {words:?}") };
            let hint = "say in the project file when such invoices are due, as in `due_date: { terms: 30 }`: days from the issue date";
            let fault = EInvoiceFault::new(Code::EmptyCell, format!("the invoice has no due date{says}"), hint);
            faults.push(place(fault, document.words.as_ref()));
            None
        }
    }
}

fn discount(document: &EInvoiceDocument, skonto: Option<Skonto>, issued: Day, row: &mut EInvoiceRow, faults: &mut Vec<EInvoiceFault>) {
    let found = match (&document.discount, skonto) {
        (Some(elements), _) => {
            let days = elements.days.text.trim_end_matches('0').trim_end_matches('.');
            let days = if elements.days.text.contains('.') { days } else { elements.days.text.as_str() };
            kept(amount(&elements.percent), faults).zip(days.parse::<u32>().ok()).map(|(percent, days)| (days, percent, &elements.percent))
        }
        (None, Some(skonto)) => document.words.as_ref().map(|words| (skonto.days, skonto.percent, words)),
        (None, None) => None,
    };
    if let Some((days, percent, from)) = found.filter(|(days, ..)| *days <= 3650) {
        row.set("discount_until", issued.plus(days as i32).to_string(), Some(from));
        row.set("discount_percent", percent.text().to_string(), Some(from));
    }
}

/// `ID-1`, `ID-2` by due date; together they are what is due.
fn instalments(row: &EInvoiceRow, number: &XmlValue, due: &[DueTerm<'_>], payable: Decimal) -> Result<Vec<EInvoiceRow>, EInvoiceFault> {
    let mut parts = Vec::with_capacity(due.len());
    let mut sum = Decimal::ZERO;
    for (day, value, of) in due {
        let Some(of) = of else { continue };
        let part = amount(of)?;
        sum = sum.plus(part);
        parts.push((*day, *value, part, *of));
    }
    if !sum.plus(payable.times(Decimal::from(-1))).is_zero() {
        let message = format!("the instalments come to {}, but {} is due", sum.text(), payable.text());
        return Err(place(EInvoiceFault::new(Code::ConflictingCells, message, "correct the file, or take it out"), due[0].2));
    }
    parts.sort_by_key(|(day, ..)| *day);
    let row = |(place, (day, value, part, of)): (usize, &(Day, Option<&XmlValue>, Decimal, &XmlValue))| {
        let mut row = row.clone();
        row.set("invoice_id", format!("{}-{}", number.text, place + 1), Some(number));
        row.set("due_date", day.to_string(), *value);
        row.set("amount", part.text().to_string(), Some(of));
        row
    };
    Ok(parts.iter().enumerate().map(row).collect())
}
