//! What the type of a transaction says.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bai2Side {
    Credit,
    Debit,
    /// No money: a text of the bank.
    None,
}

/// The side by the ranges of the standard: credits, debits, loans, and those that a bank may define.
pub(super) fn side(code: &str) -> Option<Bai2Side> {
    let number: u16 = (code.len() == 3).then(|| code.parse().ok()).flatten()?;
    match number {
        100..=399 | 720..=759 | 920..=959 => Some(Bai2Side::Credit),
        400..=699 | 760..=799 | 960..=999 => Some(Bai2Side::Debit),
        890 => Some(Bai2Side::None),
        _ => None,
    }
}

/// Items that come back, and what reverses an entry.
pub(super) fn is_return(code: &str) -> bool {
    matches!(code, "254" | "255" | "257" | "258" | "554" | "555" | "557" | "558" | "559")
}
