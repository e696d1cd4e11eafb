//! A witness sees every step of a replay, to tell the story of an invoice. The witness of a plan is `()`, which compiles to nothing.

use super::{Ahead, Journey};
use crate::calendar::Day;
use crate::ledger::{Event, Events, Invoice};
use crate::plan::rules::Rules;

pub(in crate::plan) trait Witness {
    fn sees(&mut self, journey: &Journey<'_>, step: Step<'_>);
}

impl Witness for () {
    #[inline(always)]
    fn sees(&mut self, _: &Journey<'_>, _: Step<'_>) {}
}

/// A step of a day, in the order of the day.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) enum Step<'e> {
    Morning,
    /// An event counted; is it one of the whole customer?
    Event(&'e Event, bool),
    /// The invoice was settled, as its row says.
    Settled,
    /// All money counted: the invoice closed or opened again, and promises were kept.
    Money,
    /// All events counted: promises were kept or broken.
    Promises,
    Rule(usize),
    /// The stage moved, if it was to.
    Evening,
}

impl<'r> Journey<'r> {
    /// As [`Journey::replay`], but every day before a witness. A day too many changes nothing.
    pub fn before(
        rules: &'r Rules<'r>,
        invoice: &'r Invoice<'r>,
        events: &'r Events,
        (own, of_customer): (&'r [Event], &'r [Event]),
        as_of: Day,
        witness: &mut impl Witness,
    ) -> Journey<'r> {
        let mut ahead = Ahead::until(as_of, invoice, own, of_customer);
        let mut journey = Journey::new(rules, invoice, events, &ahead, as_of);
        while journey.day < as_of {
            let is_over = !journey.is_open() && ahead.next().is_none();
            journey.visit(if is_over { as_of } else { journey.day.plus(1) }, &mut ahead, witness);
        }
        journey
    }
}
