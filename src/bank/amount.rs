//! Amounts as banks write them: exact, and never guessed.

use crate::money::Decimal;

/// An amount with one decimal mark, a point or a comma, and no grouping: `12`, `12.`, `000000473,17`, `-6.60`, `8.850`.
pub fn plain(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && decimals.is_empty() || !are_digits(whole) || !are_digits(decimals) {
        return None;
    }
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    if whole.len() > MOST_WHOLE || decimals.len() > MOST_DECIMALS {
        return None;
    }
    let number: i128 = format!("0{whole}{decimals}").parse().ok()?;
    let scale = u32::try_from(decimals.len()).ok()?;
    Some(Decimal::new(if is_negative { -number } else { number }, scale))
}

/// As many as amounts of a ledger have.
const MOST_WHOLE: usize = 15;
const MOST_DECIMALS: usize = 5;

pub(super) fn negated(amount: Decimal) -> Decimal {
    amount.times(Decimal::from(-1))
}

pub(super) fn signed(amount: Decimal, is_debit: bool) -> Decimal {
    if is_debit { negated(amount) } else { amount }
}

/// The same amount without decimals that say nothing.
pub(super) fn shortest(amount: Decimal) -> Decimal {
    plain(&amount.text()).unwrap_or(amount)
}
