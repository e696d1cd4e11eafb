//! The late fee of one invoice on a day, with its arithmetic. It is shown, but is not part of the balance: what was charged is a `fee` event,
//! and is deducted here, as is what was paid beyond the balance because a message asked for it.

mod accrual;
mod flat;
mod interest;
mod owed;
mod unknown;

pub use interest::{Interest, MonthlyCharge, Segment};
pub use unknown::{UnknownRate, rates_end};
pub(super) use unknown::{needed, unknown_rates};

use super::journey::Journey;
use super::position::Status;
use super::rules::Rules;
use super::touches::TouchStage;
use crate::calendar::Day;
use crate::ledger::{Columns, Events, Invoice, Ledger};
use crate::money::{Balance, Decimal, Fx};
use crate::workflow::{Amount, StageIndex, Workflow};
use owed::FeeOwed;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateFee {
    /// The first day that bears interest: the one after the due date and the days of grace.
    pub since: Day,
    /// The day on which the stage that asks for it was entered, or one after it.
    pub entered_on: Day,
    pub flat: Balance,
    /// The fees of the stages that were entered, by the id of the stage.
    pub stage_fees: Vec<(String, Balance)>,
    pub notices: Vec<NoticeFee>,
    /// The interest, rounded once to the currency's decimals: with a profile of the law a half upwards, else to the even neighbour.
    pub interest: Balance,
    /// How it comes about: days on end on which neither what was owed nor the rate changed.
    pub segments: Vec<Segment>,
    pub months: Vec<MonthlyCharge>,
    /// The least that it is, where that is more than all of these.
    pub minimum: Option<Balance>,
    pub total: Balance,
    /// What `fee` events since that day have charged already.
    pub charged: Balance,
    /// What was paid beyond the balance after a message had asked for the fee.
    pub paid: Balance,
    /// What is neither charged nor paid yet; never below 0.
    pub open: Balance,
    /// The yearly rate of the day, in percent; `None` where it is not known.
    pub percent: Option<Decimal>,
    /// What one more day at this rate and balance adds, rounded like the interest.
    pub per_day: Balance,
    /// What is needed and not known; then it is too little.
    pub unknown: Vec<UnknownRate>,
}

impl LateFee {
    /// All that is no interest: the flat sum, and the fees of stages and of messages.
    pub fn flat_amounts(&self) -> Balance {
        let of_stages: Balance = self.stage_fees.iter().map(|(_, fee)| fee).sum();
        self.flat + of_stages + self.notices.iter().map(|notice| notice.amount).sum::<Balance>()
    }
}

/// A part of what was owed on the day of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeFee {
    pub day: Day,
    pub balance: Balance,
    /// Rounded for itself, a half upwards.
    pub amount: Balance,
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
    workflow.late_fee.as_ref()?;
    let rules = Rules::new(workflow, fx, columns);
    let claim = Claim::new(&rules, events, invoice, as_of)?;
    let paid = claim.paid_beyond(&rules, events, invoice).iter().map(|(_, change)| change).sum();
    let LateFee { total, charged, .. } = claim.fee;
    Some(LateFee { paid, open: (total - charged - paid).max(0), ..claim.fee })
}

/// What of a journey's overpayment pays its late fee, by the day on which it changed. It is no cash on account.
pub(super) fn paid_beyond(journey: &Journey<'_>, as_of: Day) -> Vec<(Day, Balance)> {
    if journey.account.balance >= 0 || journey.account.is_credit || journey.rules.workflow.late_fee.is_none() {
        return Vec::new();
    }
    let claim = Claim::new(journey.rules, journey.events, journey.invoice, as_of);
    claim.map(|claim| claim.paid_beyond(journey.rules, journey.events, journey.invoice)).unwrap_or_default()
}

/// The same of an invoice that is not replayed, and with what later money took back.
pub(super) fn paid_beyond_of(workflow: &Workflow, ledger: &Ledger, invoice: &Invoice<'_>, as_of: Day) -> Vec<(Day, Balance)> {
    if workflow.late_fee.is_none() || invoice.terms.amount < 0 {
        return Vec::new();
    }
    let rules = Rules::new(workflow, ledger.fx.as_ref(), invoice.columns());
    let claim = Claim::new(&rules, &ledger.events, invoice, as_of);
    claim.map(|claim| claim.paid_beyond(&rules, &ledger.events, invoice)).unwrap_or_default()
}

/// The cash that an invoice is overpaid by, or an open credit has.
pub(super) fn cash_of(journey: &Journey<'_>, as_of: Day) -> Balance {
    let paid: Balance = paid_beyond(journey, as_of).iter().map(|(_, change)| change).sum();
    (-journey.account.balance).max(0) - paid
}

/// The fee, and what it was worked out from.
struct Claim {
    fee: LateFee,
    owed: FeeOwed,
    /// The days of the messages that told of it, by rising day.
    messages: Vec<Day>,
}

impl Claim {
    fn new(rules: &Rules<'_>, events: &Events, invoice: &Invoice<'_>, as_of: Day) -> Option<Claim> {
        let (workflow, fx) = (rules.workflow, rules.fx);
        let terms = workflow.late_fee.as_ref()?;
        if invoice.terms.issue_date.is_some_and(|issued| issued > as_of) {
            return None;
        }
        let list = rules.track_of(invoice).1;
        let from = list.stage_called(&terms.from_stage)?;
        let currency = invoice.terms.currency;
        let (mut scratch, mut of_customer) = (Vec::new(), Vec::new());
        let of_customer = events.of_customer(invoice, &mut of_customer);
        let own = events.own(invoice, &mut scratch).events;
        let mut owed = FeeOwed::new(invoice, from, terms.payments_for);
        let journey = Journey::before(rules, invoice, events, (own, of_customer), as_of, &mut owed);
        let is_owed = journey.is_open() || journey.status() == Status::Paid;
        let entered_on = owed.entered.filter(|_| is_owed)?;

        let (principal, charged) = (owed.principal(), owed.charged(entered_on));
        let since = journey.due.plus(1 + i32::try_from(terms.grace_days).unwrap_or(0));
        let accrual = accrual::accrual(terms, &principal, since, as_of);
        let months = accrual::months(terms, &principal, since, as_of);
        let parts = accrual.segments.iter().map(|segment| segment.interest).chain(months.iter().map(|month| month.interest));
        let rounded = |interest: Interest| if terms.rounds_half_up() { interest.rounded_half_up() } else { interest.rounded() };
        let interest = rounded(parts.fold(Interest::NONE, Interest::plus));
        let amount = |amount: &Option<Amount>| amount.as_ref().map_or(0, |amount| amount.amount_in(currency, fx));
        let mut unknown: Vec<UnknownRate> = accrual.unknown.into_iter().map(UnknownRate::Base).collect();
        let flat = match terms.profile.as_ref().filter(|_| terms.flat.is_none()) {
            Some(profile) => {
                let size = flat::size(&principal, since, as_of);
                flat::sum(terms, profile, (size, currency), journey.due, fx).unwrap_or_else(|reason| {
                    unknown.push(reason);
                    0
                })
            }
            None => amount(&terms.flat),
        };
        let entered = |id: &str| list.stage_called(id).is_some_and(|stage| owed.stages.iter().any(|(entered, _)| *entered == stage));
        let of_stages = terms.stage_fees.iter().filter(|(id, _)| entered(id));
        let stage_fees: Vec<(String, Balance)> = of_stages.map(|(id, fee)| (id.clone(), fee.amount_in(currency, fx))).collect();
        let messages = messages(&journey, from, entered_on);
        let notice = |day: &Day| {
            let balance = accrual::owed_on(&principal, *day);
            NoticeFee { day: *day, balance, amount: Interest::share(balance, terms.notice_percent).rounded_half_up() }
        };
        let notices: Vec<NoticeFee> = messages.iter().map(notice).filter(|notice| notice.amount > 0).collect();
        // Where only fees are left there is nothing that bears interest.
        let left = principal.last().map_or(0, |(_, left)| *left);
        let percent = terms.percent_on(as_of, since).ok();
        let per_day = rounded(Interest::of(left, percent.unwrap_or_default(), 1, terms.day_count.days_of_year(as_of)));
        let segments = accrual.segments;
        let (minimum, total, paid, open) = (None, 0, 0, 0);
        let parts = LateFee {
            since,
            entered_on,
            flat,
            stage_fees,
            notices,
            interest,
            segments,
            months,
            minimum,
            total,
            charged,
            paid,
            open,
            percent,
            per_day,
            unknown,
        };
        let sum = parts.interest + parts.flat_amounts();
        let minimum = Some(amount(&terms.minimum)).filter(|least| *least > sum);
        let total = minimum.unwrap_or(sum);
        let fee = LateFee { minimum, total, open: (total - charged).max(0), ..parts };
        Some(Claim { fee, owed, messages })
    }

    fn paid_beyond(&self, rules: &Rules<'_>, events: &Events, invoice: &Invoice<'_>) -> Vec<(Day, Balance)> {
        let told = |day: Day| {
            let message = self.messages.iter().rev().find(|message| **message <= day);
            let claim = message.and_then(|message| Claim::new(rules, events, invoice, *message));
            claim.map_or(0, |claim| claim.fee.total)
        };
        self.owed.paid_beyond(self.fee.entered_on, told)
    }
}

/// The days on which the customer was written to in the fee's stages, by rising day.
fn messages(journey: &Journey<'_>, from: StageIndex, entered_on: Day) -> Vec<Day> {
    let tells = |stage: TouchStage| match stage {
        TouchStage::Known(stage) => stage >= from,
        TouchStage::Blank => true,
        TouchStage::Unknown => false,
    };
    let touches = journey.touches.all.iter().filter(|touch| touch.channel.is_message() && touch.day >= entered_on && tells(touch.stage));
    let mut days: Vec<Day> = touches.map(|touch| touch.day).collect();
    days.sort();
    days.dedup();
    days
}
