//! What is read of an invoice, whatever its format.

use crate::xml::XmlElement;

/// The text of an element, and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct XmlValue {
    pub text: String,
    /// What messages call it: `cbc:DueDate`.
    pub element: &'static str,
    pub line: u32,
    pub column: u32,
}

impl XmlValue {
    /// The text of an element that is there and not empty.
    pub fn of(element: Option<&XmlElement>, name: &'static str) -> Option<XmlValue> {
        let found = element.filter(|found| !found.text.is_empty())?;
        Some(XmlValue { text: found.text.clone(), element: name, line: found.line, column: found.column })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TradeParty {
    pub name: Option<XmlValue>,
    /// What the seller calls its customer.
    pub identifier: Option<XmlValue>,
    /// In a register of companies.
    pub registration: Option<XmlValue>,
    /// Where e-invoices are sent.
    pub electronic_address: Option<XmlValue>,
    /// Is that an email address?
    pub is_emailed: bool,
    pub vat_id: Option<XmlValue>,
    pub contact: Option<XmlValue>,
    pub email: Option<XmlValue>,
    pub phone: Option<XmlValue>,
    pub street: Option<XmlValue>,
    pub postcode: Option<XmlValue>,
    pub city: Option<XmlValue>,
    pub country: Option<XmlValue>,
}

/// A part of the amount due that is due on a day of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TermOfPayment {
    pub due: Option<XmlValue>,
    pub amount: Option<XmlValue>,
}

/// A discount for early payment as the file has it in elements of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DiscountElements {
    pub days: XmlValue,
    pub percent: XmlValue,
}

/// An invoice or credit note as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EInvoiceDocument {
    pub number: Option<XmlValue>,
    /// The code of UNTDID 1001.
    pub kind: Option<XmlValue>,
    /// Is it a credit note, whatever its code?
    pub is_credit_note: bool,
    pub issued: Option<XmlValue>,
    /// The first that is there counts.
    pub due: Vec<XmlValue>,
    pub terms: Vec<TermOfPayment>,
    pub words: Option<XmlValue>,
    pub discount: Option<DiscountElements>,
    pub currency: Option<XmlValue>,
    /// With taxes.
    pub total: Option<XmlValue>,
    pub prepaid: Option<XmlValue>,
    pub rounding: Option<XmlValue>,
    pub payable: Option<XmlValue>,
    /// What the amounts name as their currency.
    pub amounts_in: Option<XmlValue>,
    pub payment_reference: Option<XmlValue>,
    pub buyer_reference: Option<XmlValue>,
    pub seller: TradeParty,
    pub buyer: TradeParty,
}
