//! Why a line was decided as it was: which rules held, and which one was missing.

use super::aside::AsideReason;
use super::references::IdReading;
use crate::calendar::Day;
use crate::money::{Currency, Minor};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchReason {
    Named {
        id: String,
        reading: IdReading,
    },
    CustomerNamed {
        customer: String,
    },
    AmountAgrees,
    SumAgrees {
        count: usize,
    },
    /// With credit notes that the text does not name.
    WithCredits {
        ids: Vec<String>,
    },
    PayerByIban {
        customer: String,
    },
    PayerByName {
        customer: String,
    },
    /// Only the name without its legal form, or cut.
    PayerByStem {
        customer: String,
    },
    PayerUnknown,
    /// The account pays for several customers.
    PaysForMany,
    /// Name and account say different customers.
    PayerContradicts {
        by_iban: String,
        by_name: String,
    },
    OtherPayer {
        payer: String,
        owner: String,
    },
    Part {
        left: Minor,
        currency: Currency,
    },
    Discount {
        percent: String,
        amount: Minor,
        currency: Currency,
    },
    Tolerated {
        amount: Minor,
        currency: Currency,
    },
    Charges {
        amount: Minor,
        currency: Currency,
    },
    TooMuch {
        rest: Minor,
        currency: Currency,
    },
    AmountOfAnother {
        invoice: String,
    },
    PaidBefore {
        invoice: String,
        on: Option<Day>,
    },
    OtherCurrency {
        invoice: String,
        currency: Currency,
    },
    InExport {
        invoice: String,
        on: Day,
    },
    OnlyAmount,
    OnlySum {
        count: usize,
    },
    Several {
        count: usize,
    },
    TooManyItems,
    Prepayment,
    OnAccount,
    NoReference,
    NothingFits,
    ReturnOf {
        invoice: String,
        on: Day,
    },
    /// The bank took more than was paid.
    ReturnCharge {
        amount: Minor,
        currency: Currency,
    },
    NotOnRecord,
    SetAside(AsideReason),
}

/// The words of a reading, in a sentence: `as it is`.
pub(super) fn reading_words(reading: IdReading) -> String {
    match reading {
        IdReading::AsItIs => "as it is".to_owned(),
        IdReading::Structured(kind) => format!("in a {} with right check digits", kind.0.name()),
        IdReading::OtherSeparators => "with other separators".to_owned(),
        IdReading::PaddingLost => "without its zeros".to_owned(),
        IdReading::Continued => "as the continuation of a list".to_owned(),
        IdReading::Misread => "with a character misread".to_owned(),
        IdReading::PrefixLost => "without its letters".to_owned(),
        IdReading::Bare => "by its last digits alone".to_owned(),
    }
}

impl fmt::Display for MatchReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let money = |amount: Minor, currency: Currency| format!("{} {currency}", currency.plain(amount.into()));
        match self {
            MatchReason::Named { id, reading } => write!(f, "{id} is named {}", reading_words(*reading)),
            MatchReason::CustomerNamed { customer } => write!(f, "customer {customer} is named"),
            MatchReason::AmountAgrees => f.write_str("the amount is what is open"),
            MatchReason::SumAgrees { count } => write!(f, "the amount is the sum of the {count} items"),
            MatchReason::WithCredits { ids } => {
                write!(f, "the amount agrees with the credit notes {}, which are not named", ids.join(", "))
            }
            MatchReason::PayerByIban { customer } => write!(f, "this account paid for {customer} before"),
            MatchReason::PayerByName { customer } => write!(f, "the payer has the name of {customer}"),
            MatchReason::PayerByStem { customer } => write!(f, "the payer's name is like that of {customer}"),
            MatchReason::PayerUnknown => f.write_str("the payer is unknown"),
            MatchReason::PaysForMany => f.write_str("this account pays for several customers"),
            MatchReason::PayerContradicts { by_iban, by_name } => {
                write!(f, "this account paid for {by_iban} before, but the payer has the name of {by_name}")
            }
            MatchReason::OtherPayer { payer, owner } => write!(f, "the payer is {payer}, but the invoice is of {owner}"),
            MatchReason::Part { left, currency } => write!(f, "a part payment: {} are left", money(*left, *currency)),
            MatchReason::Discount { percent, amount, currency } => {
                write!(f, "{} less, a discount of {percent} %: a person decides about it", money(*amount, *currency))
            }
            MatchReason::Tolerated { amount, currency } => {
                write!(f, "{} less, within match.tolerance: a person decides about it", money(*amount, *currency))
            }
            MatchReason::Charges { amount, currency } => {
                write!(f, "{} less, perhaps charges of a bank: a person decides about it", money(*amount, *currency))
            }
            MatchReason::TooMuch { rest, currency } => write!(f, "{} more than is open", money(*rest, *currency)),
            MatchReason::AmountOfAnother { invoice } => write!(f, "the amount is that of {invoice}"),
            MatchReason::PaidBefore { invoice, on } => match on {
                Some(on) => write!(f, "{invoice} was paid on {on}"),
                None => write!(f, "{invoice} is paid"),
            },
            MatchReason::OtherCurrency { invoice, currency } => write!(f, "{invoice} is in {currency}"),
            MatchReason::InExport { invoice, on } => {
                write!(f, "the export's open amount of {invoice} is of {on} and may have this money in it")
            }
            MatchReason::OnlyAmount => f.write_str("the only open invoice of this amount"),
            MatchReason::OnlySum { count } => write!(f, "the only {count} items that add up to this amount"),
            MatchReason::Several { count } => write!(f, "{count} or more solutions"),
            MatchReason::TooManyItems => f.write_str("too many open items to look for a sum"),
            MatchReason::Prepayment => f.write_str("a prepayment, without an invoice"),
            MatchReason::OnAccount => f.write_str("on account of the customer"),
            MatchReason::NoReference => f.write_str("no invoice is named"),
            MatchReason::NothingFits => f.write_str("neither reference nor payer nor amount leads to an item"),
            MatchReason::ReturnOf { invoice, on } => write!(f, "the payment of {on} on {invoice} came back"),
            MatchReason::ReturnCharge { amount, currency } => write!(f, "{} more, a charge for the return", money(*amount, *currency)),
            MatchReason::NotOnRecord => f.write_str("a payment came back that is not on record"),
            MatchReason::SetAside(aside) => f.write_str(aside.words()),
        }
    }
}
