//! What a simulation comes to, for people and programs.

mod listings;
mod touch_row;
mod writing;

pub use listings::{OwnerLine, StageLine, StalledLine, WeekLine};
pub use touch_row::TouchRow;
pub use writing::{simulation_csv, simulation_json, simulation_jsonl, simulation_markdown};

use super::summary::capitalised;
use super::{Listing, counted, money};
use crate::calendar::Day;
use crate::ledger::Ledger;
use crate::money::{Balance, Currency, grouped};
use crate::simulate::{Assumptions, SimulatedTouch, Summary};
use crate::workflow::Workflow;
use std::collections::BTreeMap;

/// A simulation with all that it is told with.
#[derive(Clone, Copy, Debug)]
pub struct SimulationView<'a> {
    pub summary: &'a Summary,
    /// In order; none where no output lists them.
    pub touches: &'a [SimulatedTouch],
    pub assumptions: &'a Assumptions,
    pub workflow: &'a Workflow,
    pub ledger: &'a Ledger,
    /// The slice that is in force, if one is.
    pub slice: Option<&'a str>,
}

pub const NOT_KNOWN: [&str; 3] = [
    "The customers do what the ledger says, whatever messages they get: nobody knows how they would have answered other messages.",
    "So the money collected in a stage came in while invoices were in it, not necessarily because of it.",
    "Touches in the ledger on or after the first day do not count; all other events happen as they did.",
];

impl SimulationView<'_> {
    /// What a simulation cannot know, in sentences.
    pub fn not_known(&self) -> Vec<String> {
        let profile = self.workflow.late_fee.as_ref().and_then(|terms| terms.profile.as_ref());
        let last = profile.and_then(|profile| profile.base.as_ref()).and_then(|base| base.last());
        let rates = last.map(|last| {
            format!(
                "Base rates are known to {last}: what late fees come to on later days, and what messages would ask for them, is left out."
            )
        });
        NOT_KNOWN.iter().map(|sentence| (*sentence).to_owned()).chain(rates).collect()
    }

    /// `Simulation from 2012-01-03 to 2014-01-09, workflow net30`
    pub fn title(&self) -> String {
        format!("Simulation from {} to {}, workflow {}", self.assumptions.from, self.assumptions.to, self.workflow.name)
    }

    /// What was done and what came in, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let (summary, to) = (self.summary, self.assumptions.to);
        let mut told = Vec::new();
        if let Some(slice) = self.slice {
            told.push(format!("{}.", capitalised(slice)));
        }
        let touches = format!("{} on {}", many(summary.touches, "touch"), many(summary.touched_invoices, "invoice"));
        told.push(match summary.undone {
            0 => format!("{touches}; all actions were done on their day, or as late as assumed."),
            undone => format!("{touches}; {} left undone, as assumed.", many(undone, "action")),
        });
        told.push(format!(
            "Collected: {}. Open at the end: {} on {}.",
            amounts(&summary.received),
            amounts(&summary.open),
            many(summary.open_invoices, "invoice")
        ));
        let collected = &summary.collected;
        if let (Some(mean), Some(median)) = (collected.mean_days_late, collected.median_days_late) {
            let mut text =
                format!("{} paid, on average {mean} days after the due date (median {median})", many(collected.invoices, "invoice"));
            if let (Some(mean), Some(median)) = (collected.mean_days_to_collect, collected.median_days_to_collect) {
                text.push_str(&format!(" and {mean} days after they were issued (median {median})"));
            }
            told.push(format!("{text}."));
        }
        if let Some(newest) = self.newest_money().filter(|day| to.since(*day) > self.workflow.limits.stale_days as i32) {
            told.push(format!("The newest payment in the ledger is of {newest}: nobody pays after that."));
        }
        if let Some(cost) = summary.cost {
            let unit = summary.cost_per_unit.map(|unit| format!(", {unit} for each unit collected")).unwrap_or_default();
            told.push(format!("The touches cost {}{unit}.", grouped(&cost.rounded(2).to_string())));
        }
        told
    }

    /// The newest day up to the last on which money is known to have come in.
    fn newest_money(&self) -> Option<Day> {
        let to = self.assumptions.to;
        let of_invoices = self.ledger.invoices.iter().filter_map(|invoice| invoice.terms.newest_money(to)).max();
        of_invoices.max(self.ledger.events.newest_money(to))
    }

    /// The tables: stages, owners, stalled invoices.
    pub fn listings(&self) -> [Listing; 3] {
        [listings::stages(self.summary), listings::owners(self), listings::stalled(self.summary)]
    }

    /// The work by week, owner and channel.
    pub fn weeks(&self) -> Listing {
        listings::weeks(self.summary)
    }
}

/// `1 touch`, `2,466 touches`
pub(super) fn many(count: usize, noun: &str) -> String {
    counted(grouped(&count.to_string()), noun)
}

/// `1,250.00 USD and 80.00 EUR`
pub(super) fn amounts(by_currency: &BTreeMap<Currency, Balance>) -> String {
    let some: Vec<String> = by_currency.iter().map(|(currency, amount)| money(*currency, *amount)).collect();
    if some.is_empty() { "nothing".to_owned() } else { some.join(" and ") }
}
