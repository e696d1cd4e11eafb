//! How much of what was open an export still has, by invoices and by value.

use super::known::KnownInvoice;
use crate::money::{Balance, Currency};
use std::collections::BTreeMap;

/// What was open by the last export, and what is left of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenShare {
    /// Invoices.
    pub open: u64,
    pub left: u64,
    by_currency: BTreeMap<u16, CurrencyShare>,
}

/// The same of one currency, credits apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct CurrencyShare {
    invoices: u64,
    open: Balance,
    /// What is open of it now, and what is not because other files or the rows themselves say why.
    left: Balance,
}

impl OpenShare {
    /// Parts of this many make a whole.
    pub const WHOLE: u32 = 10_000;

    /// `left` is what is open now or is explained; `is_there`, whether the export has the invoice.
    pub(super) fn add(&mut self, known: &KnownInvoice, is_there: bool, left: Balance) {
        let open = known.last_seen().open;
        self.open += u64::from(open != 0);
        self.left += u64::from(open != 0 && is_there);
        if open > 0 {
            let share = self.by_currency.entry(known.currency_number()).or_default();
            share.invoices += 1;
            share.open += open;
            share.left += left.clamp(0, open);
        }
    }

    /// Which share of the invoices is left, in parts of [`OpenShare::WHOLE`].
    pub fn of_invoices(&self) -> u32 {
        parts(self.left.into(), self.open.into())
    }

    /// Which share of the value is left. Currencies count as much as they have invoices.
    pub fn of_value(&self) -> u32 {
        let (mut sum, mut invoices) = (0, 0);
        for share in self.by_currency.values() {
            sum += u64::from(parts(share.left, share.open)) * share.invoices;
            invoices += share.invoices;
        }
        sum.checked_div(invoices).map_or(OpenShare::WHOLE, |share| share as u32)
    }

    /// Of each currency with something less: what was open, and what is left of it.
    pub fn values(&self) -> Vec<(Currency, Balance, Balance)> {
        let less = self.by_currency.iter().filter(|(_, share)| share.left < share.open);
        let mut less: Vec<_> = less.filter_map(|(number, share)| Some((Currency::from_number(*number)?, share.open, share.left))).collect();
        less.sort_by_key(|(currency, ..)| currency.code());
        less
    }
}

fn parts(left: Balance, of: Balance) -> u32 {
    if of == 0 {
        return OpenShare::WHOLE;
    }
    // Both are sums of amounts of 64 bits: they have room for the factor.
    u32::try_from(left * Balance::from(OpenShare::WHOLE) / of).unwrap_or(OpenShare::WHOLE)
}
