//! What each event is, as the witness of a replay tells it.

use super::super::What;
use super::Telling;
use crate::ledger::{Event, Kind};
use crate::plan::journey::Journey;
use crate::plan::position::Promised;
use crate::plan::reason::EnteredBy;
use crate::workflow::StageIndex;

impl Telling<'_> {
    /// What an event is, and the line of the workflow that says what it does.
    pub(super) fn what(&mut self, journey: &Journey<'_>, event: &Event) -> (What, u32) {
        let overrides = &self.rules.workflow.overrides;
        let text = |id| journey.text(id).to_owned();
        match event.kind {
            Kind::Payment { .. } | Kind::Credit { .. } | Kind::Reversal { .. } | Kind::Fee { .. } | Kind::WriteOff { .. } => {
                let balance = journey.account.balance;
                let change = balance - self.before.balance;
                let counts = journey.account.counts(journey.day);
                (What::Money { kind: event.kind.name(), change, amount: event.kind.amount(), balance, counts }, 0)
            }
            Kind::Dispute { reason, amount } => {
                let asked = (amount.is_some() && journey.is_part_disputed()).then(|| journey.asked_for());
                (What::Disputed { reason: reason.map(text), part: amount, asked }, overrides.dispute.line)
            }
            Kind::DisputeResolved { reason } => {
                let ended = journey.ended_nothing.last().is_none_or(|nothing| nothing.sequence != event.sequence);
                let still_open = journey.disputes.open().is_some();
                let cooldown = journey.dispute_block().and_then(|block| block.until);
                (What::Resolved { reason: reason.map(text), ended, still_open, cooldown }, overrides.dispute.line)
            }
            Kind::Promise { until, amount } => {
                if journey.promises.count == self.before.promises {
                    return (What::NotPromised { date: until }, 0);
                }
                let promised = Promised::of(until, amount);
                let (amount, breaks_on) = (promised.amount, journey.promises.end_of(promised));
                let too_many = overrides.promise.honour.filter(|_| !journey.promises.honoured());
                (What::Promised { date: until, amount, breaks_on, too_many }, overrides.promise.line)
            }
            Kind::Pause { until } => (What::Paused { until }, overrides.pause.line),
            Kind::Resume => {
                let ended = self.before.blocked[1] && journey.causes()[1].1.is_none();
                (What::Resumed { ended }, overrides.pause.line)
            }
            Kind::Reply => (What::Replied { answered: journey.replies.waiting().is_none() }, overrides.reply.line),
            Kind::Touch { channel, stage, reference, outcome } => {
                let reference = reference.map(|reference| journey.told(reference));
                (What::Touched { channel, stage: stage.map(text), reference, outcome, does: Vec::new() }, 0)
            }
            Kind::Escalate { stage } => {
                let index = journey.list.stage_called(journey.text(stage));
                match self.jump_to(journey, index, EnteredBy::Event) {
                    Some(jump) => jump,
                    None => (What::NotEscalated { stage: text(stage), known: index.is_some() }, 0),
                }
            }
            Kind::Extend { .. } => {
                self.extensions.push((journey.day, journey.due));
                (What::Extended { until: journey.due, journey: journey.number }, 0)
            }
            Kind::Bounce { address } => (What::Bounced { address: text(address) }, 0),
            Kind::OptOut { channel, address, until } => (What::OptedOut { channel, address: address.map(text), until }, 0),
            Kind::Note { .. } => (What::Noted, 0),
        }
    }

    /// The jump of the clock that this step brought, if it did.
    pub(super) fn jump_to(&mut self, journey: &Journey<'_>, stage: Option<StageIndex>, by: EnteredBy) -> Option<(What, u32)> {
        let (from, to) = self.before.clock.zip(journey.clock).filter(|(from, to)| from != to)?;
        self.jumped += to - from;
        let stage = stage.map(|index| &journey.list.stages[index])?;
        let workflow = self.rules.workflow;
        let line = match &by {
            EnteredBy::BrokenPromise => workflow.overrides.promise.broken.line,
            EnteredBy::Rule(id) => workflow.escalate.iter().find(|rule| *rule.id == **id).map_or(0, |rule| rule.line),
            _ => stage.line,
        };
        Some((What::Jumped { from, stage: stage.name.clone(), by }, line))
    }
}
