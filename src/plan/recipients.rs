//! To whom an email about an invoice goes: the first of the named recipients with an address at which something arrives.

use crate::address::{each, plain};
use crate::ledger::{Field, Invoice};
use crate::workflow::Recipient;

/// What was found of the recipients of an email.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressees<'a> {
    /// The addresses that it goes to; empty if there are none.
    pub to: Vec<&'a str>,
    /// Those that were passed over, because nothing arrives there.
    pub dropped: Vec<&'a str>,
    /// A cell that could have been one, and why it is none.
    pub wrong: Option<(&'a str, &'static str)>,
}

impl Addressees<'_> {
    /// Is there nothing to write to but addresses at which nothing arrives?
    pub fn are_all_dropped(&self) -> bool {
        self.to.is_empty() && self.wrong.is_none() && !self.dropped.is_empty()
    }
}

/// The cell or address that a recipient stands for. No recipients stand for the column `email`.
fn cells<'a>(to: &'a [Recipient], invoice: &Invoice<'a>) -> impl Iterator<Item = &'a str> {
    let email = to.is_empty().then(|| invoice.field(Field::Email));
    let cell = |recipient: &'a Recipient| match recipient {
        Recipient::Column(column) => invoice.column(column).unwrap_or_default(),
        Recipient::Address(address) => address,
        Recipient::Owner(_) => "",
    };
    email.into_iter().chain(to.iter().map(cell).collect::<Vec<_>>())
}

/// Whom an email goes to, where `is_reached` says of an address whether something arrives there.
pub fn addressees<'a>(to: &'a [Recipient], invoice: &Invoice<'a>, is_reached: impl Fn(&str) -> bool) -> Addressees<'a> {
    let mut found = Addressees::default();
    for cell in cells(to, invoice) {
        let (reached, dropped): (Vec<&str>, Vec<&str>) = each(cell).partition(|address| is_reached(address));
        found.dropped.extend(dropped);
        if reached.is_empty() {
            continue;
        }
        match reached.into_iter().map(plain).collect::<Result<Vec<&str>, &'static str>>() {
            Ok(reached) => return Addressees { to: reached, wrong: None, ..found },
            Err(why) => found.wrong = found.wrong.or(Some((cell, why))),
        }
    }
    found
}
