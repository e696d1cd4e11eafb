//! The late fee of one invoice on a day, with its arithmetic. It is shown, but is not part of the balance: what was charged is a `fee` event,
//! and is deducted here.

mod interest;
mod owed;

pub use interest::{Interest, Segment};

use super::journey::Journey;
use super::position::Status;
use super::rules::Rules;
use crate::calendar::Day;
use crate::ledger::{Columns, Events, Invoice};
use crate::money::{Balance, Decimal, Fx};
use crate::workflow::{Amount, Workflow};
use owed::FeeOwed;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateFee {
    /// The first day that bears interest: the one after the due date.
    pub since: Day,
    /// The day on which the stage that asks for it was entered, or one after it.
    pub entered_on: Day,
    pub flat: Balance,
    /// The interest, rounded once to the currency's decimals, a half to the even neighbour.
    pub interest: Balance,
    /// How it comes about: days on end on which neither what was owed nor the rate changed.
    pub segments: Vec<Segment>,
    /// The least that it is, where that is more than the flat amount and the interest.
    pub minimum: Option<Balance>,
    pub total: Balance,
    /// What `fee` events since that day have charged already.
    pub charged: Balance,
    /// What is not charged yet; never below 0.
    pub open: Balance,
    /// The yearly rate of the day, in percent.
    pub percent: Decimal,
    /// What one more day at this rate and balance adds, rounded like the interest.
    pub per_day: Balance,
}

/// `None` if the workflow asks for none, or the invoice has not reached the stage. What arose until it was paid stays owed; nothing is owed
/// on an invoice that was credited or written off.
pub fn late_fee(
    workflow: &Workflow,
    fx: Option<&Fx>,
    columns: &Columns,
    events: &Events,
    invoice: &Invoice<'_>,
    as_of: Day,
) -> Option<LateFee> {
    let terms = workflow.late_fee.as_ref()?;
    if invoice.terms.issue_date.is_some_and(|issued| issued > as_of) {
        return None;
    }
    let rules = Rules::new(workflow, fx, columns);
    let from = rules.track_of(invoice).1.stage_called(&terms.from_stage)?;
    let currency = invoice.terms.currency;
    let (mut scratch, mut of_customer) = (Vec::new(), Vec::new());
    let of_customer = events.of_customer(invoice, &mut of_customer);
    let own = events.own(invoice, &mut scratch).events;
    let mut owed = FeeOwed::new(invoice, from, terms.payments_for);
    let journey = Journey::before(&rules, invoice, events, (own, of_customer), as_of, &mut owed);
    let is_owed = journey.is_open() || journey.status() == Status::Paid;
    let entered_on = owed.entered.filter(|_| is_owed)?;

    let (principal, charged) = (owed.principal(), owed.charged(entered_on));
    let since = journey.due.plus(1);
    let segments = interest::segments(terms, &principal, since, as_of);
    let interest = segments.iter().fold(Interest::NONE, |sum, segment| sum.plus(segment.interest)).rounded();
    let amount = |amount: &Option<Amount>| amount.as_ref().map_or(0, |amount| amount.amount_in(currency, fx));
    let flat = amount(&terms.flat);
    let minimum = Some(amount(&terms.minimum)).filter(|least| *least > flat + interest);
    let total = minimum.unwrap_or(flat + interest);
    // Where only fees are left there is nothing that bears interest.
    let left = principal.last().map_or(0, |(_, left)| *left);
    let per_day = Interest::of(left, terms.percent_on(as_of), 1, terms.day_count.days_of_year(as_of)).rounded();
    let open = (total - charged).max(0);
    Some(LateFee { since, entered_on, flat, interest, segments, minimum, total, charged, open, percent: terms.percent_on(as_of), per_day })
}
