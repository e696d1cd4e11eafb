//! The book at a glance: what is due, disputed, promised and at risk, what moved between two days, how long money takes, which stages work.
//!
//! All figures come from the engine's own replay of the ledger. [`Gatherer`] follows customers in any order; [`Overview::of`] makes the
//! tables.

mod bands;
mod bridge;
mod delay;
mod dispute_sums;
mod exceptions;
mod forecast;
mod gathering;
mod invoice_days;
mod largest;
mod measures;
mod months;
mod promises_kept;
mod stage_sums;
mod work_rows;

pub use bands::{AgeingRow, Band, MovedRow};
pub use bridge::BridgeRow;
pub use delay::WeightedDelay;
pub use dispute_sums::DisputeRow;
pub use exceptions::{EXCEPTIONS, ExceptionRow, STILL_DAYS};
pub use forecast::{ExpectationRow, WeekRow};
pub use gathering::{BookSums, Gatherer};
pub use largest::LargestRow;
pub use measures::{MeasureRow, MonthRow};
pub use months::Month;
pub use promises_kept::PromiseRow;
pub use stage_sums::StageRow;
pub use work_rows::{CallRow, OwnerCashRow, WorkRow};

use crate::calendar::Day;
use crate::ledger::{Invoice, Invoices};
use crate::plan::{Plan, Position};
use crate::report::{Cash, PositionRow};
use measures::Measured;

/// So many whole months are looked back.
pub const MONTHS: usize = 12;

/// The tables of a report, from the end of one day to the end of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    pub from: Day,
    pub as_of: Day,
    /// The first day from which on the ledger knows what happened, if it does not know all.
    pub known_from: Option<Day>,
    pub bridge: Vec<BridgeRow>,
    pub moved: Vec<MovedRow>,
    /// As `collect status` has it.
    pub cash: Vec<Cash>,
    pub weeks: Vec<WeekRow>,
    pub expectations: Vec<ExpectationRow>,
    /// At the ends of the last months, and of the last day.
    pub ageing: Vec<AgeingRow>,
    pub stages: Vec<StageRow>,
    pub measures: Vec<MeasureRow>,
    pub months: Vec<MonthRow>,
    pub promises: Vec<PromiseRow>,
    pub disputes: Vec<DisputeRow>,
    pub largest: Vec<LargestRow>,
    pub exceptions: Vec<ExceptionRow>,
    pub work: Vec<WorkRow>,
    pub owner_cash: Vec<OwnerCashRow>,
    pub calls: Vec<CallRow>,
}

/// The days at whose ends a report looks at the age of what is owed: those of the last months that are known, and the last day.
pub fn looks(as_of: Day, known_from: Option<Day>) -> Vec<Day> {
    let mut month = Month::of(as_of).before();
    let mut days = vec![as_of];
    for _ in 0..=MONTHS {
        days.push(month.last());
        month = month.before();
    }
    days.retain(|day| known_from.is_none_or(|known| *day >= known));
    days.sort_unstable();
    days.dedup();
    days
}

/// The first day on which the ledger knows what was owed, where it comes from exports of what was open: what was settled before that is not in
/// it.
pub fn known_from(invoices: &Invoices) -> Option<Day> {
    invoices.iter().filter_map(|invoice| invoice.terms.open_amount).map(|open| open.on).min()
}

impl Overview {
    /// `plan` is that of the last day, with all positions; of it counts what `is_meant`.
    pub fn of(gatherer: &Gatherer<'_>, mut gathered: BookSums, plan: &Plan, is_meant: impl Fn(&Invoice<'_>) -> bool) -> Overview {
        let (workflow, ledger, time) = (gatherer.workflow, gatherer.ledger, gatherer.time);
        let meant = || plan.positions.iter().filter(|position: &&Position| is_meant(&plan.invoices.get(position.invoice)));
        for position in meant().filter(|position| position.stalled) {
            let currency = plan.invoices.get(position.invoice).terms.currency;
            stage_sums::count_stalled(&mut gathered.stages, (currency, position.track, position.stage));
        }
        let (largest, owed) = largest::largest(plan, meant(), &ledger.events);
        let (work, owner_cash) = work_rows::work_rows(&gathered);
        let comparable = gathered.currencies.len() == 1
            || ledger.fx.as_ref().is_some_and(|fx| gathered.currencies.keys().all(|currency| fx.rate(*currency).is_some()));
        let mut overview = Overview {
            from: time.from,
            as_of: time.to,
            known_from: known_from(&ledger.invoices),
            bridge: Vec::new(),
            moved: Vec::new(),
            cash: Cash::of(meant().map(|position| PositionRow::new(position, plan, workflow))),
            weeks: Vec::new(),
            expectations: Vec::new(),
            ageing: Vec::new(),
            stages: gathered
                .stages
                .iter()
                .map(|(key, figures)| StageRow::of(key, figures, workflow, ledger.fx.as_ref(), comparable))
                .collect(),
            measures: Vec::new(),
            months: Vec::new(),
            promises: gathered.currencies.values().map(|sums| sums.promises.clone()).filter(|row| !row.is_empty()).collect(),
            disputes: gathered.disputes.iter().filter_map(|(key, figures)| DisputeRow::of(key, figures)).collect(),
            largest,
            exceptions: exceptions::exceptions(plan, meant(), &ledger.events, &is_meant),
            work,
            owner_cash,
            calls: work_rows::call_rows(&gathered),
        };
        for (currency, sums) in &mut gathered.currencies {
            sums.outlook_then.settle(sums.delay_then);
            sums.outlook.settle(sums.delay);
            overview.bridge.push(sums.bridge.clone());
            overview.moved.extend(bands::moved_rows(*currency, &sums.moves));
            overview.weeks.extend(sums.outlook.weeks(*currency, time.to));
            overview.expectations.push(ExpectationRow {
                currency: *currency,
                expected: sums.outlook_then.expected_until(time.to),
                received: sums.received_on_open,
            });
            let aged = |day: Day| AgeingRow { date: day, currency: *currency, bands: sums.ages.get(&day).copied().unwrap_or_default() };
            let now = aged(time.to);
            let none = Vec::new();
            let customers = owed.get(currency).unwrap_or(&none);
            overview.measures.extend(Measured { currency: *currency, time, sums, now: &now, customers }.rows());
            for pair in gatherer.looks.windows(2) {
                let (opening, closing) = (aged(pair[0]), aged(pair[1]));
                let month = Month::of(pair[1]);
                overview.months.push(MonthRow {
                    month,
                    currency: *currency,
                    opening: opening.total(),
                    sales: sums.sales.get(&month).copied().unwrap_or(0),
                    closing: closing.total(),
                    closing_not_due: closing.bands[Band::NotDue as usize],
                });
            }
            // The oldest one is only what the first month began with.
            let shown = gatherer.looks.iter().skip(usize::from(gatherer.looks.len() > MONTHS + 1));
            overview.ageing.extend(shown.map(|day| aged(*day)));
        }
        overview.forget_empty_months();
        overview
    }

    /// Months before anything was owed say nothing.
    fn forget_empty_months(&mut self) {
        let begun = self.months.iter().filter(|row| row.opening != 0 || row.sales != 0 || row.closing != 0).map(|row| row.month).min();
        let first = begun.unwrap_or(Month::of(self.as_of));
        self.months.retain(|row| row.month >= first);
        self.ageing.retain(|row| Month::of(row.date) >= first);
    }
}
