//! Dates and amounts of an invoice, or what is wrong with them.

use super::document::XmlValue;
use crate::calendar::Day;
use crate::money::Decimal;

/// Something in a file that cannot be used, with its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EInvoiceFault {
    pub code: crate::finding::Code,
    pub message: String,
    pub hint: String,
    pub line: u32,
    pub column: u32,
}

impl EInvoiceFault {
    pub fn new(code: crate::finding::Code, message: impl Into<String>, hint: impl Into<String>) -> EInvoiceFault {
        EInvoiceFault { code, message: message.into(), hint: hint.into(), line: 1, column: 0 }
    }

    pub fn at(self, value: &XmlValue) -> EInvoiceFault {
        EInvoiceFault { line: value.line, column: value.column, ..self }
    }
}

/// `2026-03-31`, with or without a zone behind it, or `20260331`.
pub(super) fn day(value: &XmlValue) -> Result<Day, EInvoiceFault> {
    let text = value.text.as_str();
    let written = match text.get(..10) {
        Some(date) if date.as_bytes()[4] == b'-' && is_zone(&text[10..]) => date.to_owned(),
        _ if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        _ => String::new(),
    };
    Day::parse(&written).ok_or_else(|| {
        let message = format!("{} {text:?} is not a date", value.element);
        EInvoiceFault::new(crate::finding::Code::BadDate, message, "it is written as 2026-03-31 in UBL and as 20260331 in CII").at(value)
    })
}

fn is_zone(text: &str) -> bool {
    text.is_empty() || text == "Z" || text.starts_with(['+', '-']) && text.len() == 6 || text.starts_with('T')
}

/// A number with a point, without trailing zeros that say nothing.
pub(super) fn amount(value: &XmlValue) -> Result<Decimal, EInvoiceFault> {
    let text = value.text.strip_prefix('+').unwrap_or(&value.text);
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    let short = if short.is_empty() || short == "-" { "0" } else { short };
    short.parse().map_err(|_| {
        let message = format!("{} {:?} is not an amount", value.element, value.text);
        EInvoiceFault::new(crate::finding::Code::BadAmount, message, "it is written as 1234.50").at(value)
    })
}
