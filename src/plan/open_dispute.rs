//! What an invoice is disputed about, for messages.

use super::journey::Journey;
use super::rules::Rules;
use crate::calendar::Day;
use crate::ledger::{Columns, Events, Invoice};
use crate::money::Fx;
use crate::workflow::Workflow;

/// The reason of the latest dispute of an invoice that is open on a day, if there is one and it has a reason.
pub fn dispute_reason<'e>(
    workflow: &Workflow,
    fx: Option<&Fx>,
    columns: &Columns,
    events: &'e Events,
    invoice: &Invoice<'_>,
    as_of: Day,
) -> Option<&'e str> {
    let rules = Rules::new(workflow, fx, columns);
    let (mut scratch, mut of_customer) = (Vec::new(), Vec::new());
    let (own, of_customer) = (events.own(invoice, &mut scratch), events.of_customer(invoice, &mut of_customer));
    let journey = Journey::replay(&rules, invoice, events, own.events, of_customer, as_of);
    journey.disputes.open()?.reason.map(|reason| events.text(reason))
}
