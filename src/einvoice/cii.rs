//! UN/CEFACT CII: `CrossIndustryInvoice`. Factur-X and ZUGFeRD 2 are CII within a PDF, and XRechnung may be CII.

use super::document::{DiscountElements, EInvoiceDocument, TermOfPayment, TradeParty, XmlValue};
use crate::xml::XmlElement;

pub(super) const NAMESPACE: &str = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:";

pub(super) fn read(root: &XmlElement) -> EInvoiceDocument {
    let trade = |way: &[&str]| root.find(&[&["SupplyChainTradeTransaction"], way].concat());
    let settlement = |way: &[&str]| trade(&[&["ApplicableHeaderTradeSettlement"], way].concat());
    let agreement = |way: &[&str]| trade(&[&["ApplicableHeaderTradeAgreement"], way].concat());
    let sums = |name: &str, shown| XmlValue::of(settlement(&["SpecifiedTradeSettlementHeaderMonetarySummation", name]), shown);
    let all_terms: Vec<&XmlElement> =
        root.all(&["SupplyChainTradeTransaction", "ApplicableHeaderTradeSettlement", "SpecifiedTradePaymentTerms"]).collect();
    let terms: Vec<TermOfPayment> = all_terms
        .iter()
        .map(|terms| TermOfPayment {
            due: XmlValue::of(terms.find(&["DueDateDateTime", "DateTimeString"]), "ram:DueDateDateTime"),
            amount: XmlValue::of(terms.find(&["PartialPaymentAmount"]), "ram:PartialPaymentAmount"),
        })
        .filter(|terms| terms.due.is_some())
        .collect();
    let currency = settlement(&["InvoiceCurrencyCode"]);
    let payable = settlement(&["SpecifiedTradeSettlementHeaderMonetarySummation", "DuePayableAmount"]);
    EInvoiceDocument {
        number: XmlValue::of(root.find(&["ExchangedDocument", "ID"]), "ram:ID"),
        kind: XmlValue::of(root.find(&["ExchangedDocument", "TypeCode"]), "ram:TypeCode"),
        is_credit_note: false,
        issued: XmlValue::of(root.find(&["ExchangedDocument", "IssueDateTime", "DateTimeString"]), "ram:IssueDateTime"),
        due: terms.first().and_then(|terms| terms.due.clone()).into_iter().collect(),
        terms,
        words: all_terms
            .iter()
            .find_map(|terms| XmlValue::of(terms.find(&["Description"]), "ram:SpecifiedTradePaymentTerms/ram:Description")),
        discount: all_terms.iter().find_map(|terms| discount(terms)),
        currency: XmlValue::of(currency, "ram:InvoiceCurrencyCode"),
        total: sums("GrandTotalAmount", "ram:GrandTotalAmount"),
        prepaid: sums("TotalPrepaidAmount", "ram:TotalPrepaidAmount"),
        rounding: sums("RoundingAmount", "ram:RoundingAmount"),
        payable: XmlValue::of(payable, "ram:DuePayableAmount"),
        amounts_in: payable.and_then(|amount| {
            let currency = amount.attribute("currencyID")?.to_owned();
            Some(XmlValue { text: currency, element: "ram:DuePayableAmount/@currencyID", line: amount.line, column: amount.column })
        }),
        payment_reference: XmlValue::of(settlement(&["PaymentReference"]), "ram:PaymentReference"),
        buyer_reference: XmlValue::of(agreement(&["BuyerReference"]), "ram:BuyerReference"),
        seller: party(agreement(&["SellerTradeParty"])),
        buyer: party(agreement(&["BuyerTradeParty"])),
    }
}

fn discount(terms: &XmlElement) -> Option<DiscountElements> {
    let discount = terms.find(&["ApplicableTradePaymentDiscountTerms"])?;
    let measure = discount.find(&["BasisPeriodMeasure"]).filter(|measure| measure.attribute("unitCode") == Some("DAY"));
    Some(DiscountElements {
        days: XmlValue::of(measure, "ram:BasisPeriodMeasure")?,
        percent: XmlValue::of(discount.find(&["CalculationPercent"]), "ram:CalculationPercent")?,
    })
}

fn party(party: Option<&XmlElement>) -> TradeParty {
    let Some(party) = party else { return TradeParty::default() };
    let at = |way: &[&str], name| XmlValue::of(party.find(way), name);
    let address = |name: &str, shown| at(&["PostalTradeAddress", name], shown);
    let electronic = party.find(&["URIUniversalCommunication", "URIID"]);
    let of_taxes = party.all(&["SpecifiedTaxRegistration", "ID"]).find(|id| id.attribute("schemeID") == Some("VA"));
    TradeParty {
        name: at(&["Name"], "ram:Name"),
        identifier: at(&["ID"], "ram:ID").or_else(|| at(&["GlobalID"], "ram:GlobalID")),
        registration: at(&["SpecifiedLegalOrganization", "ID"], "ram:SpecifiedLegalOrganization/ram:ID"),
        electronic_address: XmlValue::of(electronic, "ram:URIID"),
        is_emailed: electronic.is_some_and(|address| address.attribute("schemeID") == Some("EM")),
        vat_id: XmlValue::of(of_taxes, "ram:SpecifiedTaxRegistration/ram:ID"),
        contact: at(&["DefinedTradeContact", "PersonName"], "ram:PersonName"),
        email: at(&["DefinedTradeContact", "EmailURIUniversalCommunication", "URIID"], "ram:EmailURIUniversalCommunication/ram:URIID"),
        phone: at(&["DefinedTradeContact", "TelephoneUniversalCommunication", "CompleteNumber"], "ram:CompleteNumber"),
        street: address("LineOne", "ram:LineOne"),
        postcode: address("PostcodeCode", "ram:PostcodeCode"),
        city: address("CityName", "ram:CityName"),
        country: address("CountryID", "ram:CountryID"),
    }
}
