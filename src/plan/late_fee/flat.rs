//! The flat sum that a law gives, in the currency of the invoice.

use super::unknown::UnknownRate;
use crate::calendar::Day;
use crate::law::{FlatSums, LawProfile};
use crate::money::{Balance, Currency, Decimal, Fx};
use crate::workflow::LateFeeRules;

/// How large the debt was: what was owed when interest began, or when something was owed first after that; 0 if nothing was.
pub(super) fn size(owed: &[(Day, Balance)], since: Day, to: Day) -> Balance {
    let at_start = super::accrual::owed_on(owed, since);
    let later = owed.iter().filter(|(day, left)| *day >= since && *day < to && *left > 0).map(|(_, left)| *left).next();
    if since > to {
        0
    } else if at_start > 0 {
        at_start
    } else {
        later.unwrap_or(0)
    }
}

pub(super) fn sum(
    terms: &LateFeeRules,
    profile: &LawProfile,
    (size, currency): (Balance, Currency),
    due: Day,
    fx: Option<&Fx>,
) -> Result<Balance, UnknownRate> {
    let Some(sums) = profile.flat_for(due).filter(|_| size > 0) else { return Ok(0) };
    let not_convertible = || UnknownRate::Exchange { from: sums.currency, to: currency };
    let measure = sums.size_currency();
    let measured = convert(size, currency, measure, fx).ok_or_else(not_convertible)?;
    let sum = sums.sum_for(measured);
    let Some(converted_to) = sums.converted_to.filter(|_| currency != sums.currency) else {
        return convert(sum, sums.currency, currency, fx).ok_or_else(not_convertible);
    };
    let month = FlatSums::month_of_rate(due);
    let euro = terms.euro.get(&month).ok_or(UnknownRate::Month { of: sums.currency, to: converted_to, month })?;
    let converted = half_up(sums.currency.major(sum).times(*euro), converted_to);
    convert(converted, converted_to, currency, fx).ok_or_else(not_convertible)
}

/// An amount in another currency, by the rates of the project; `None` if it has none.
fn convert(amount: Balance, from: Currency, to: Currency, fx: Option<&Fx>) -> Option<Balance> {
    if from == to {
        return Some(amount);
    }
    let (from_rate, to_rate) = (fx?.rate(from)?, fx?.rate(to)?);
    let value = from.major(amount).times(from_rate);
    value.divided(to_rate, to.decimals()).map(|value| value.units(to.decimals()))
}

/// In minor units, a half upwards.
fn half_up(amount: Decimal, currency: Currency) -> Balance {
    // The digit behind the last one decides; what stands behind that one changes nothing.
    let twice = amount.times(Decimal::from(2)).times(Decimal::new(10_i128.pow(currency.decimals()), 0)).plus(Decimal::ONE);
    floor(twice).div_euclid(2)
}

fn floor(amount: Decimal) -> Balance {
    let nearest = amount.units(0);
    if Decimal::new(nearest, 0) > amount { nearest - 1 } else { nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_grosz_is_rounded_up() {
        let pln = Currency::from_code("PLN").unwrap();
        for (amount, minor) in [("172.444", 17_244), ("172.445", 17_245), ("172.455", 17_246), ("172.4449999", 17_244), ("0", 0)] {
            assert_eq!(half_up(amount.parse().unwrap(), pln), minor, "{amount}");
        }
    }
}
