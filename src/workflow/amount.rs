//! An amount of money that a workflow names: a number, or one for each currency.

use crate::money::{Balance, Currency, Decimal, Fx};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number: in base currency where there are rates of exchange, else in the one currency of the ledger.
    Number(Decimal),
    /// An amount in minor units for each currency that has one; none in others.
    ByCurrency(Vec<(Currency, Balance)>),
}

impl Amount {
    /// The amount for an invoice in a currency, in minor units, a half to the even neighbour. 0 in a currency that has none, or no rate.
    pub fn amount_in(&self, currency: Currency, fx: Option<&Fx>) -> Balance {
        match self {
            Amount::Number(number) => match fx.map(|fx| fx.rate(currency)) {
                None => number.units(currency.decimals()),
                Some(rate) => {
                    rate.and_then(|rate| number.divided(rate, currency.decimals())).map_or(0, |amount| amount.units(currency.decimals()))
                }
            },
            Amount::ByCurrency(_) => self.named(currency).unwrap_or(0),
        }
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Amount::Number(_))
    }

    /// Does money of a currency reach the amount? `total` is its value for a plain number. `None` in a currency that is not named.
    pub fn is_reached_by(&self, currency: Currency, money: Balance, total: impl Fn() -> Decimal) -> Option<bool> {
        match self {
            Amount::Number(number) => Some(total() >= *number),
            Amount::ByCurrency(_) => self.named(currency).map(|amount| money >= amount),
        }
    }

    pub fn names(&self, currency: Currency) -> bool {
        self.is_number() || self.named(currency).is_some()
    }

    fn named(&self, currency: Currency) -> Option<Balance> {
        match self {
            Amount::Number(_) => None,
            Amount::ByCurrency(amounts) => amounts.iter().find(|(of, _)| *of == currency).map(|(_, amount)| *amount),
        }
    }
}

/// As a workflow writes it: `120`, or `{ EUR: 100.00, USD: 120.00 }`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Number(number) => number.fmt(f),
            Amount::ByCurrency(amounts) => {
                let amounts: Vec<String> =
                    amounts.iter().map(|(currency, amount)| format!("{currency}: {}", currency.plain(*amount))).collect();
                write!(f, "{{ {} }}", amounts.join(", "))
            }
        }
    }
}
