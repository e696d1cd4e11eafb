//! Amounts as people read them.

use crate::money::{Balance, Currency};

/// An amount with its currency: `1,234.50 USD`.
pub fn money(currency: Currency, minor: Balance) -> String {
    format!("{} {currency}", currency.grouped(minor))
}
