//! UBL 2.1: `Invoice` and `CreditNote`. XRechnung and Peppol are UBL with rules of their own.

use super::document::{DiscountElements, EInvoiceDocument, TermOfPayment, TradeParty, XmlValue};
use crate::xml::XmlElement;

pub(super) const NAMESPACE: &str = "urn:oasis:names:specification:ubl:schema:xsd:";

pub(super) fn read(root: &XmlElement) -> EInvoiceDocument {
    let at = |way: &[&str], name| XmlValue::of(root.find(way), name);
    let totals = |name: &str, shown| at(&["LegalMonetaryTotal", name], shown);
    let terms: Vec<TermOfPayment> = root
        .all(&["PaymentTerms"])
        .map(|terms| TermOfPayment {
            due: XmlValue::of(terms.find(&["PaymentDueDate"]), "cac:PaymentTerms/cbc:PaymentDueDate"),
            amount: XmlValue::of(terms.find(&["Amount"]), "cac:PaymentTerms/cbc:Amount"),
        })
        .filter(|terms| terms.due.is_some())
        .collect();
    let payable = root.find(&["LegalMonetaryTotal", "PayableAmount"]);
    EInvoiceDocument {
        number: at(&["ID"], "cbc:ID"),
        kind: at(&["InvoiceTypeCode"], "cbc:InvoiceTypeCode").or_else(|| at(&["CreditNoteTypeCode"], "cbc:CreditNoteTypeCode")),
        is_credit_note: root.name == "CreditNote",
        issued: at(&["IssueDate"], "cbc:IssueDate"),
        due: [at(&["DueDate"], "cbc:DueDate"), at(&["PaymentMeans", "PaymentDueDate"], "cac:PaymentMeans/cbc:PaymentDueDate")]
            .into_iter()
            .flatten()
            .collect(),
        terms,
        words: at(&["PaymentTerms", "Note"], "cac:PaymentTerms/cbc:Note"),
        discount: discount(root),
        currency: at(&["DocumentCurrencyCode"], "cbc:DocumentCurrencyCode"),
        total: totals("TaxInclusiveAmount", "cbc:TaxInclusiveAmount"),
        prepaid: totals("PrepaidAmount", "cbc:PrepaidAmount"),
        rounding: totals("PayableRoundingAmount", "cbc:PayableRoundingAmount"),
        payable: XmlValue::of(payable, "cbc:PayableAmount"),
        amounts_in: payable.and_then(|amount| {
            let currency = amount.attribute("currencyID")?.to_owned();
            Some(XmlValue { text: currency, element: "cbc:PayableAmount/@currencyID", line: amount.line, column: amount.column })
        }),
        payment_reference: at(&["PaymentMeans", "PaymentID"], "cac:PaymentMeans/cbc:PaymentID"),
        buyer_reference: at(&["BuyerReference"], "cbc:BuyerReference"),
        seller: party(root.find(&["AccountingSupplierParty", "Party"])),
        buyer: party(root.find(&["AccountingCustomerParty", "Party"])),
    }
}

fn discount(root: &XmlElement) -> Option<DiscountElements> {
    let terms = root.find(&["PaymentTerms"])?;
    let percent = XmlValue::of(terms.find(&["SettlementDiscountPercent"]), "cbc:SettlementDiscountPercent")?;
    let measure = terms.find(&["SettlementPeriod", "DurationMeasure"]).filter(|measure| measure.attribute("unitCode") == Some("DAY"));
    Some(DiscountElements { days: XmlValue::of(measure, "cac:SettlementPeriod/cbc:DurationMeasure")?, percent })
}

/// The number for value-added tax, if there are others beside it.
fn of_taxes(party: &XmlElement) -> Option<&XmlElement> {
    let is_vat = |scheme: &&XmlElement| scheme.find(&["TaxScheme", "ID"]).is_some_and(|id| id.text == "VAT");
    let vat = party.all(&["PartyTaxScheme"]).find(is_vat);
    vat.or_else(|| party.find(&["PartyTaxScheme"]))?.find(&["CompanyID"])
}

fn party(party: Option<&XmlElement>) -> TradeParty {
    let Some(party) = party else { return TradeParty::default() };
    let at = |way: &[&str], name| XmlValue::of(party.find(way), name);
    let address = |name: &str, shown| at(&["PostalAddress", name], shown);
    TradeParty {
        name: at(&["PartyName", "Name"], "cac:PartyName/cbc:Name")
            .or_else(|| at(&["PartyLegalEntity", "RegistrationName"], "cac:PartyLegalEntity/cbc:RegistrationName")),
        identifier: at(&["PartyIdentification", "ID"], "cac:PartyIdentification/cbc:ID"),
        registration: at(&["PartyLegalEntity", "CompanyID"], "cac:PartyLegalEntity/cbc:CompanyID"),
        electronic_address: at(&["EndpointID"], "cbc:EndpointID"),
        is_emailed: party.find(&["EndpointID"]).is_some_and(|address| address.attribute("schemeID") == Some("EM")),
        vat_id: XmlValue::of(of_taxes(party), "cac:PartyTaxScheme/cbc:CompanyID"),
        contact: at(&["Contact", "Name"], "cac:Contact/cbc:Name"),
        email: at(&["Contact", "ElectronicMail"], "cac:Contact/cbc:ElectronicMail"),
        phone: at(&["Contact", "Telephone"], "cac:Contact/cbc:Telephone"),
        street: address("StreetName", "cac:PostalAddress/cbc:StreetName"),
        postcode: address("PostalZone", "cac:PostalAddress/cbc:PostalZone"),
        city: address("CityName", "cac:PostalAddress/cbc:CityName"),
        country: at(&["PostalAddress", "Country", "IdentificationCode"], "cac:Country/cbc:IdentificationCode"),
    }
}
