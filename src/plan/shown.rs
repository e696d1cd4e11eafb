//! From a replayed invoice to what people see: actions with their ids and reasons, and positions.

use super::action_kind::{ActionKey, ActionKind};
use super::due::Due;
use super::flags::Flags;
use super::journey::{Entered, Journey};
use super::may::{Barrier, Forbidden};
use super::position::Position;
use super::reason::{By, Reason};
use super::rules::CustomerGate;
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::ledger::InvoiceId;
use crate::workflow::StageIndex;

pub(super) fn action_id(journey: &Journey<'_>, key: ActionKey) -> ActionId {
    journey.rules.words.action_id(journey.invoice.id(), journey.track, key)
}

pub(super) fn why(journey: &Journey<'_>, key: ActionKey) -> Reason {
    let terms = journey.invoice.terms;
    match key {
        ActionKey::Stage { stage, action, occurrence, .. } => stage_reason(journey, stage, action, occurrence),
        ActionKey::Override(ActionKind::Dispute, _) => {
            let dispute = journey.disputes.open();
            let since = dispute.map_or(journey.day, |dispute| dispute.on);
            let reason = dispute.and_then(|dispute| dispute.reason).map(|reason| journey.text(reason).to_owned());
            let part = dispute.and_then(|dispute| dispute.part).map(|part| (part, terms.currency));
            let overdue_after = journey.rules.words.overdue_after(since, journey.day);
            Reason::Dispute { since, reason, part, overdue_after }
        }
        ActionKey::Override(ActionKind::BrokenPromise, _) => {
            let promised = journey.broken_promise().map(|(made, _)| made.promised);
            let (promised, amount) = promised.map_or((journey.day, None), |promised| (promised.date, promised.amount));
            Reason::BrokenPromise { promised, amount, currency: terms.currency }
        }
        ActionKey::Override(ActionKind::ShortPay, _) => {
            Reason::ShortPay { rest: journey.account.balance, amount: terms.amount, currency: terms.currency }
        }
        ActionKey::Override(ActionKind::Returned, _) => Reason::Returned { on: journey.account.returned_on.unwrap_or(journey.day) },
        ActionKey::Override(ActionKind::Reply | ActionKind::Touch, _) => {
            Reason::Reply { since: journey.replies.waiting().unwrap_or(journey.day) }
        }
    }
}

fn stage_reason(journey: &Journey<'_>, stage: StageIndex, action: usize, occurrence: u32) -> Reason {
    let words = &journey.rules.words;
    let entered = journey.stage.as_ref();
    Reason::Stage {
        stage: words.stage_name(journey.track, stage),
        entered_on: entered.map_or(journey.day, |entered| entered.on),
        by: words.entered_by(entered.map_or(By::Clock, |entered| entered.by)),
        clock: entered.map_or(0, |entered| entered.clock),
        occurrence,
        of: words.times(journey.track, stage, action),
        skipped: journey.skipped.iter().map(|index| words.stage_name(journey.track, *index)).collect(),
    }
}

/// What in an invoice itself forbids a contact about it: it is not open, or blocked.
pub(super) fn forbidden(journey: &Journey<'_>) -> Option<Forbidden> {
    let status = journey.status();
    if !status.is_open() {
        return Some(Forbidden { barrier: Barrier::Status(status), free_on: None });
    }
    journey.block().map(|(status, block)| Forbidden { barrier: Barrier::Status(status), free_on: block.until })
}

/// Invoices blocked for longer are stalled.
const STALLED_AFTER: i32 = 60;

/// What of a position depends on what the customer owes.
pub(super) struct Depending {
    /// What each thing that is due wants of the customer.
    due: Vec<Option<CustomerGate>>,
    /// When something falls due next that wants it.
    next: Vec<(CustomerGate, Day)>,
    stuck: bool,
}

impl Depending {
    pub fn settle(self, position: &mut Position, is_met: impl Fn(CustomerGate) -> bool) {
        let next = self.next.into_iter().filter(|(gate, _)| is_met(*gate)).map(|(_, day)| day);
        position.next_on = next.chain(position.next_on).min();
        let is_due = self.due.into_iter().any(|gate| gate.is_none_or(&is_met));
        let untouched = position.days_past_due > 0 && !is_due && position.next_on.is_none();
        position.stalled = position.status.is_open() && (untouched || self.stuck);
    }
}

/// Where an invoice stands, without flags, and what depends on the customer. `due` is what is due on it.
pub(super) fn position(mut journey: Journey<'_>, invoice: InvoiceId, due: &[Due]) -> (Position, Depending) {
    let position = standing(&journey, invoice);
    let open = position.status.is_open();
    let stuck = journey.stuck_since().is_some_and(|since| journey.day.since(since) > STALLED_AFTER);
    let next = if open && journey.rules.look_at_customers() { journey.next_due_by_gate(due) } else { Vec::new() };
    let depending = Depending { due: due.iter().map(|due| journey.gate(due.key)).collect(), next, stuck };
    let next_on = if open { journey.next_due(due, &|gate| gate.is_none()) } else { None };
    (Position { next_on, ..position }, depending)
}

/// The same without what is ahead: `next_on` and `stalled` are not known.
pub(super) fn standing(journey: &Journey<'_>, invoice: InvoiceId) -> Position {
    let status = journey.status();
    let open = status.is_open();
    let days_past_due = journey.day.since(journey.due);
    let owner = if open { journey.rules.owner(journey.owner(), journey.invoice).0.into_owned() } else { String::new() };
    let (stage, stage_entered_on) = match &journey.stage {
        Some(Entered { index, on, .. }) => (Some(*index), Some(*on)),
        None => (None, None),
    };
    Position {
        invoice,
        status,
        balance: journey.account.balance,
        asked: journey.asked_for(),
        due_date: journey.due,
        days_past_due,
        clock: open.then(|| journey.shown_clock()),
        journey: journey.number,
        track: journey.track,
        stage,
        stage_entered_on,
        skipped: journey.skipped.clone(),
        blocked_until: journey.block().filter(|_| open).and_then(|(_, block)| block.until),
        promise: journey.promises.pending().filter(|_| open).map(|made| made.promised),
        closed_on: journey.account.closed.and_then(|closure| closure.on),
        next_on: None,
        owner,
        flags: Flags { part_disputed: journey.is_part_disputed(), ..Flags::default() },
        stalled: false,
    }
}
