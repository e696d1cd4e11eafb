//! Rates that a late fee needs and nobody has given.

use super::late_fee;
use crate::calendar::Day;
use crate::finding::{Code, Finding, Place};
use crate::law::{CalendarMonth, HalfYear};
use crate::money::Currency;
use crate::plan::journey::Journey;
use crate::workflow::Workflow;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownRate {
    /// The base rate of a half-year.
    Base(HalfYear),
    /// What a unit of one currency was worth in the other at the end of a month.
    Month { of: Currency, to: Currency, month: CalendarMonth },
    /// The project has no rate between two currencies.
    Exchange { from: Currency, to: Currency },
}

impl UnknownRate {
    /// What to do about it.
    pub fn hint(self) -> String {
        match self {
            UnknownRate::Base(half) => format!("look it up and add `rates: {{ {half}: … }}` to late_fee in the workflow"),
            UnknownRate::Month { month, .. } => format!("look it up and add `euro: {{ {month}: … }}` to late_fee in the workflow"),
            UnknownRate::Exchange { .. } => "give rates under ledger.fx in the project file, or `flat` in late_fee".to_owned(),
        }
    }
}

impl fmt::Display for UnknownRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnknownRate::Base(half) => write!(f, "the base rate of {half}"),
            UnknownRate::Month { of, to, month } => write!(f, "the rate of {of} in {to} at the end of {month}"),
            UnknownRate::Exchange { from, to } => write!(f, "the rate of {from} in {to}"),
        }
    }
}

/// What the fee of an open invoice needs and is not known. Most invoices are told apart without working their fee out.
pub(in crate::plan) fn unknown_rates(journey: &Journey<'_>, as_of: Day) -> Vec<UnknownRate> {
    let rules = journey.rules;
    let Some(profile) = rules.workflow.late_fee.as_ref().and_then(|terms| terms.profile.as_ref()) else { return Vec::new() };
    let may_need = journey.is_open()
        && as_of > journey.due
        && journey.stage.is_some()
        && (!profile.knows(journey.due.plus(1), as_of) || !is_simple(profile.flat_for(journey.due).map(|sums| sums.currency), journey));
    if !may_need {
        return Vec::new();
    }
    let fee = late_fee(rules.workflow, rules.fx, journey.invoice.columns(), journey.events, journey.invoice, as_of);
    fee.map(|fee| fee.unknown).unwrap_or_default()
}

/// Is the flat sum in the invoice's own currency, or is there none?
fn is_simple(flat: Option<Currency>, journey: &Journey<'_>) -> bool {
    flat.is_none_or(|flat| flat == journey.invoice.terms.currency)
}

/// The warning that the table of the workflow's profile ends before a day.
pub fn rates_end(workflow: &Workflow, as_of: Day) -> Option<Finding> {
    let terms = workflow.late_fee.as_ref()?;
    let profile = terms.profile.as_ref()?;
    let half = profile.percent(as_of).err()?;
    let last = profile.base.as_ref().and_then(|base| base.last()).filter(|last| *last < half);
    let what = last.map_or(format!("do not have {half}"), |last| format!("end with {last}"));
    let message = format!("the base rates of the profile {} {what}, so late fees cannot be worked out for {as_of}", profile.name);
    let finding = Finding::new(Code::LateFeeRatesEnd, message).at(Place::line(&workflow.file, terms.line));
    Some(finding.hint(UnknownRate::Base(half).hint()))
}

/// The error that late fees of a day need a rate: the smallest id of the invoices, and how many there are.
pub(in crate::plan) fn needed(workflow: &Workflow, rate: UnknownRate, (invoice, count): (&str, u64)) -> Option<Finding> {
    let terms = workflow.late_fee.as_ref()?;
    let more = if count > 1 { format!(" and of {} more", count - 1) } else { String::new() };
    let message = format!("the late fee of {invoice}{more} needs {rate}, which is not known");
    let finding = Finding::new(Code::UnknownLateFeeRate, message).at(Place::line(&workflow.file, terms.line));
    Some(finding.hint(rate.hint()))
}
