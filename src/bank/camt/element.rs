//! What stands in many places of a camt message: texts, codes, days, amounts, accounts.

use crate::bank::amount;
use crate::bank::faults::EntryFault;
use crate::calendar::Day;
use crate::finding::{Code, quoted};
use crate::money::Decimal;
use crate::xml::XmlElement;

/// The text at the end of this way; `None` where it is empty.
pub(super) fn text(element: &XmlElement, way: &[&str]) -> Option<String> {
    let found = element.find(way)?;
    (!found.text.is_empty()).then(|| one_line(&found.text))
}

/// A text on one line: files break long texts where they like.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code of the standard or the bank's own, directly in the element or in one of the two places for it.
pub(super) fn code(element: &XmlElement) -> Option<String> {
    let own = (!element.text.is_empty()).then(|| one_line(&element.text));
    let places: [&[&str]; 5] = [&["Cd"], &["Prtry"], &["CdOrPrtry", "Cd"], &["CdOrPrtry", "Prtry"], &["Prtry", "Id"]];
    own.or_else(|| places.iter().find_map(|way| text(element, way)))
}

/// `PMNT-RCDT-ESCT`, and the bank's own code behind it.
pub(super) fn transaction_code(element: &XmlElement) -> Option<String> {
    let ways: [&[&str]; 4] = [&["Domn", "Cd"], &["Domn", "Fmly", "Cd"], &["Domn", "Fmly", "SubFmlyCd"], &["Prtry", "Cd"]];
    let parts: Vec<String> = ways[..3].iter().filter_map(|way| text(element, way)).collect();
    let domain = (!parts.is_empty()).then(|| parts.join("-"));
    match (domain, text(element, ways[3])) {
        (Some(domain), Some(own)) => Some(format!("{domain}/{own}")),
        (domain, own) => domain.or(own),
    }
}

/// The day of a `DateAndDateTime` choice: as the bank writes it, whatever the zone behind it.
pub(super) fn day(element: &XmlElement) -> Result<Day, EntryFault> {
    let value = element.find(&["Dt"]).or_else(|| element.find(&["DtTm"])).unwrap_or(element);
    let day = value.text.get(..10).filter(|_| has_date_only(&value.text)).and_then(Day::parse);
    day.ok_or_else(|| EntryFault::date(&element.name, &value.text).at(value.line, value.column))
}

fn has_date_only(text: &str) -> bool {
    text.as_bytes().get(10).is_none_or(|byte| matches!(byte, b'T' | b't' | b' ' | b'Z' | b'+' | b'-'))
}

/// An amount without a sign, and its currency.
pub(super) fn money(element: &XmlElement) -> Result<(Decimal, Option<String>), EntryFault> {
    let wrong = || EntryFault::amount(&element.name, &element.text).at(element.line, element.column);
    let number = amount::plain(&element.text).ok_or_else(wrong)?;
    if number.is_negative() {
        let message = format!("{} {} has a minus, but the sign of an entry stands in CdtDbtInd", element.name, quoted(&element.text));
        return Err(EntryFault::new(Code::BadAmount, message).at(element.line, element.column));
    }
    Ok((number, element.attribute("Ccy").filter(|code| !code.is_empty()).map(str::to_owned)))
}

/// `None` where the element says nothing of a sign.
pub(super) fn is_debit(element: &XmlElement) -> Result<Option<bool>, EntryFault> {
    let Some(mark) = element.find(&["CdtDbtInd"]) else { return Ok(None) };
    match mark.text.as_str() {
        "CRDT" => Ok(Some(false)),
        "DBIT" => Ok(Some(true)),
        other => {
            let message = format!("CdtDbtInd {} is neither CRDT nor DBIT", quoted(other));
            Err(EntryFault::new(Code::BadAmount, message).at(mark.line, mark.column))
        }
    }
}

/// An account: its IBAN or another number.
pub(super) fn account(element: &XmlElement) -> Option<String> {
    let ways: [&[&str]; 5] = [&["Id", "IBAN"], &["Id", "Othr", "Id"], &["Id", "PrtryAcct", "Id"], &["Id", "BBAN"], &["Id", "UPIC"]];
    ways.iter().find_map(|way| text(element, way)).map(|number| if looks_like_iban(&number) { without_spaces(&number) } else { number })
}

fn looks_like_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 4 && bytes[..2].iter().all(u8::is_ascii_alphabetic) && bytes[2..4].iter().all(u8::is_ascii_digit)
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
