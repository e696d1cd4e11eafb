//! One day of an invoice, in the order in which things count: clock, money, other events, broken promises, jumps, stages.

use super::{Ahead, Entered, Journey, OddMoney, Step, Stretch, Witness};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{CallOutcome, Event, Kind};
use crate::money::Balance;
use crate::plan::account::Posted;
use crate::plan::action_kind::{ActionKey, ActionKind};
use crate::plan::cash::cash;
use crate::plan::position::Promised;
use crate::plan::promises::From;
use crate::plan::reason::By;
use crate::plan::rules::Sight;
use crate::plan::touches::{Carried, Touch, TouchStage};
use crate::workflow::StageIndex;

impl<'r> Journey<'r> {
    /// One day, in the order in which things count. The witness sees every step of it.
    pub(in crate::plan) fn visit(&mut self, day: Day, ahead: &mut Ahead<'r>, witness: &mut impl Witness) {
        self.advance(day);
        self.promises.morning(day);
        witness.sees(self, Step::Morning);
        self.unsettled = false;
        let own = Ahead::take(&mut ahead.own, day);
        let of_customer = Ahead::take(&mut ahead.of_customer, day);
        let (money, others) = split_money(own);
        let (cash, others_of_customer) = split_money(of_customer);
        for event in money {
            let change = self.post(event);
            self.promises.receive(change, From::Invoice);
            witness.sees(self, Step::Event(event, false));
        }
        if ahead.settled == Some(day) {
            ahead.settled = None;
            let posted = self.account.settle(day);
            let change = self.receive(posted, true);
            self.promises.receive(change, From::Invoice);
            witness.sees(self, Step::Settled);
        }
        let returned = self.account.returned;
        self.account.end_money(day);
        if self.account.returned > returned
            && let Some(reversal) = money.iter().rev().find(|event| matches!(event.kind, Kind::Reversal { .. }))
        {
            self.odd_money.push((*reversal, OddMoney::Reopens));
        }
        if !cash.is_empty() {
            self.receive_cash(cash, others, others_of_customer);
        }
        self.promises.keep(day, !self.is_open());
        witness.sees(self, Step::Money);
        for event in in_file_order(others, others_of_customer) {
            self.apply(event.0, event.1);
            witness.sees(self, Step::Event(event.0, event.1));
        }
        ahead.done.drain(..).for_each(|touch| self.touch(touch));
        self.promises.keep(day, !self.is_open());
        if self.promises.breaks(day, self.number) && day >= self.due && self.is_open() {
            self.jump(self.list.broken_to, By::BrokenPromise);
        }
        witness.sees(self, Step::Promises);
        if self.clock.is_some() && self.is_open() && !self.is_blocked() {
            self.escalate(witness);
            self.move_stage();
        }
        self.note_history();
        witness.sees(self, Step::Evening);
    }

    fn advance(&mut self, day: Day) {
        match self.clock {
            Some(clock) if !self.is_stopped() => self.clock = Some(clock.saturating_add(day.since(self.day))),
            Some(_) => {}
            None if day >= self.start => self.clock = Some(day.since(self.due)),
            None => {}
        }
        self.day = day;
    }

    fn post(&mut self, event: &Event) -> Balance {
        let posted = self.account.post(self.day, &event.kind);
        match posted {
            Posted::Nothing => self.odd_money.push((*event, OddMoney::Nothing)),
            Posted::Recovered(_) => self.odd_money.push((*event, OddMoney::Recovery)),
            Posted::Received(_) => {}
        }
        if posted != Posted::Nothing {
            self.last_money = Some(*event);
        }
        let is_payment = matches!(event.kind, Kind::Payment { .. });
        let received = self.receive(posted, is_payment);
        match event.kind {
            Kind::Payment { .. } if posted != Posted::Nothing => {
                self.note_payment(received);
                received
            }
            Kind::Reversal { amount } => -Balance::from(amount),
            _ => received,
        }
    }

    /// Money came in; a payment is a response of the customer. Gives back how much came in.
    fn receive(&mut self, posted: Posted, is_payment: bool) -> Balance {
        let received = match posted {
            Posted::Nothing => return 0,
            Posted::Received(received) | Posted::Recovered(received) => received,
        };
        if is_payment {
            self.respond_by_payment();
        }
        received
    }

    /// The last payment is known with its day: all that was paid on it.
    fn note_payment(&mut self, amount: Balance) {
        let today = self.paid_lately.filter(|(on, _)| *on == self.day).map_or(0, |(_, paid)| paid);
        if self.paid_lately.is_none_or(|(on, _)| on != self.day) {
            self.paid_before = self.paid_lately;
        }
        self.paid_lately = Some((self.day, today + amount));
    }

    /// Cash of the customer may keep promises of the invoice, if it is in its currency.
    fn receive_cash(&mut self, received: &[Event], others: &[Event], others_of_customer: &[Event]) {
        let promised = |event: &Event| matches!(event.kind, Kind::Promise { .. });
        if !self.promises.any() && !others.iter().chain(others_of_customer).any(promised) {
            return;
        }
        let Some(subject) = self.events.customer(self.invoice.customer()) else { return };
        for event in received {
            if let Ok(event) = self.events.settled(subject, event, self.invoice.terms.currency) {
                self.promises.receive(cash(&event), From::Customer);
            }
        }
    }

    fn respond_by_payment(&mut self) {
        let before = self.last_payment.replace(self.day);
        if let Some((made, broken_on)) = self.broken_promise()
            && let number = made.number
            && self.paid_since_broken.is_none_or(|(of, _)| of != number)
        {
            self.paid_since_broken = Some((number, before.filter(|day| *day >= broken_on).unwrap_or(self.day)));
        }
        self.respond();
    }

    /// The customer did something on this invoice that is a response, and an answer to what was asked.
    fn respond(&mut self) {
        self.touches.respond(self.day);
        self.replies.answer(self.day);
    }

    fn apply(&mut self, event: &Event, of_customer: bool) {
        if of_customer && !event.concerns(self.invoice.terms.issue_date) {
            return;
        }
        let day = self.day;
        self.troubled |= matches!(event.kind, Kind::Dispute { .. } | Kind::Pause { .. } | Kind::Promise { .. } | Kind::Reply);
        match event.kind {
            Kind::Dispute { reason, amount } => {
                self.disputes.raise(day, reason, amount);
                if amount.is_none() || self.disputes.block_of_parts(day, &self.account).is_some() {
                    self.promises.supersede();
                }
                self.respond();
            }
            Kind::DisputeResolved { reason } => {
                if !self.disputes.resolve(day, reason) {
                    self.ended_nothing.push(*event);
                }
            }
            Kind::Promise { until, amount } => {
                if !of_customer || (self.is_open() && self.due <= until) {
                    let paid_lately = [self.paid_lately, self.paid_before].into_iter().flatten().find(|(on, _)| *on < day);
                    let terms = (self.number, self.asked_for());
                    let of_customer = of_customer.then_some(event.sequence);
                    self.promises.make(day, Promised::of(until, amount), terms, paid_lately, of_customer);
                    self.respond();
                }
            }
            Kind::Pause { until } => self.pauses.pause(day, until),
            Kind::Resume => match (self.pauses.resume(day), of_customer) {
                (true, true) => self.ended_for_customer.push(event.sequence),
                (false, false) => self.ended_nothing.push(*event),
                (true, false) | (false, true) => {}
            },
            Kind::Reply => {
                self.touches.respond(day);
                self.replies.reply(day, self.last_payment == Some(day));
            }
            Kind::Touch { channel, stage, reference, outcome } => {
                let stage = match stage {
                    Some(stage) => self.list.stage_called(self.events.text(stage)).map_or(TouchStage::Unknown, TouchStage::Known),
                    None => reference.and_then(|reference| self.stage_referred_to(reference)).map_or(TouchStage::Blank, TouchStage::Known),
                };
                if stage == TouchStage::Unknown && reference.is_none() && !of_customer {
                    self.strange_stages.push(*event);
                }
                let reference = reference.map(Carried::Named);
                let again = self.rules.workflow.overrides.no_answer;
                let is_unanswered = again.is_some() && event.is_unanswered_call();
                if again.is_some() && outcome == Some(CallOutcome::Other) {
                    self.strange_outcomes.push(*event);
                }
                self.touch(Touch { day, channel, stage, reference, of_customer, is_unanswered, sequence: event.sequence });
            }
            Kind::Note { reference } => {
                if reference.is_some_and(|reference| self.answers_reply(Carried::Named(reference))) {
                    self.replies.answer(day);
                }
            }
            Kind::Escalate { stage } => {
                let stage = self.list.stage_called(self.events.text(stage));
                if stage.is_none() {
                    self.strange_stages.push(*event);
                }
                self.jump(stage, By::Event);
            }
            Kind::Extend { until } => self.begin_journey(until),
            // What may not be sent is not the journey's to say: stages go on, and their actions are held back.
            Kind::Bounce { .. } | Kind::OptOut { .. } => {}
            Kind::Payment { .. } | Kind::Credit { .. } | Kind::Reversal { .. } | Kind::Fee { .. } | Kind::WriteOff { .. } => {}
        }
    }

    /// A touch counts on the day replayed last.
    pub(in crate::plan) fn touch(&mut self, touch: Touch) {
        self.touches.touch(touch, self.due);
        let answers = touch.channel == Channel::Call || touch.reference.is_none_or(|carried| self.answers_reply(carried));
        if answers && !touch.is_unanswered {
            self.replies.answer(self.day);
        }
    }

    /// May a touch of the next day change what else happens on that day, if no event is of that day? Otherwise it can be added behind the day:
    /// stages that want a touch look at those of earlier days.
    pub(in crate::plan) fn looks_at_touches(&self) -> bool {
        self.troubled || self.rules.look_at_touches()
    }

    fn answers_reply(&self, carried: Carried) -> bool {
        self.is_for(carried, ActionKey::Override(ActionKind::Reply, self.replies.count))
    }

    fn begin_journey(&mut self, due: Day) {
        let due = self.rules.due_on(due);
        self.due = due;
        self.number = self.number.saturating_add(1);
        self.clock = self.clock.map(|_| self.day.since(due));
        self.stage = None;
        self.skipped.clear();
        self.history.clear();
        self.touches.new_journey();
        self.promises.broken_in_journey = 0;
        self.fired.clear();
        self.jumped = None;
    }

    /// The clock jumps forward to a stage's day, if the list has the stage and the clock has begun. Did it?
    fn jump(&mut self, stage: Option<StageIndex>, by: By) -> bool {
        let (Some(index), Some(clock)) = (stage, self.clock) else { return false };
        let day = self.list.stages[index].day;
        if day <= clock {
            return false;
        }
        self.clock = Some(day);
        self.jumped = Some(by);
        true
    }

    fn escalate(&mut self, witness: &mut impl Witness) {
        if self.day < self.due {
            return;
        }
        let workflow = self.rules.workflow;
        self.fired.resize(workflow.escalate.len(), false);
        for (index, rule) in workflow.escalate.iter().enumerate() {
            if !self.fired[index] && self.rules.hold(&rule.trigger, &self.sight()) {
                self.fired[index] = true;
                self.unsettled |= self.jump(self.list.rules[index], By::Rule(u16::try_from(index).unwrap_or(u16::MAX)));
                witness.sees(self, Step::Rule(index));
            }
        }
    }

    fn move_stage(&mut self) {
        let sight = self.sight();
        let stages = self.list.stages;
        let holds = |index: &StageIndex| self.rules.hold(&stages[*index].trigger, &sight);
        let Some(target) = self.named_stage(&sight) else { return };
        if self.is_held_back() {
            return;
        }
        let between = || (self.first_ahead()..target.get()).map(StageIndex::new);
        let untouched = |index: &StageIndex| self.holds_back(*index) && holds(index) && !self.touches.reached(*index, self.day);
        let index = between().find(untouched).unwrap_or(target);
        let passed = between().take_while(|stage| *stage < index);
        self.skipped.extend(passed);
        let by = self.jumped.take().unwrap_or(By::Clock);
        self.stage = Some(Entered { index, on: self.day, clock: self.shown_clock(), by });
        self.history.clear();
    }

    /// The last stage beyond the current one of which the trigger holds.
    fn named_stage(&self, sight: &Sight<'_>) -> Option<StageIndex> {
        (self.first_ahead()..self.list.stages.len())
            .rev()
            .map(StageIndex::new)
            .find(|index| self.rules.hold(&self.list.stages[*index].trigger, sight))
    }

    pub(super) fn first_ahead(&self) -> usize {
        self.stage.as_ref().map_or(0, |stage| stage.index.next().get())
    }

    fn is_held_back(&self) -> bool {
        self.stage.as_ref().is_some_and(|stage| self.holds_back(stage.index)) && self.release().is_none_or(|day| day > self.day)
    }

    /// The later stage that the invoice would be in on the day replayed last if a required one did not hold it back.
    pub fn kept_from(&self) -> Option<StageIndex> {
        let may_move = self.clock.is_some() && self.is_open() && !self.is_blocked() && self.is_held_back();
        self.named_stage(&self.sight()).filter(|_| may_move)
    }

    fn note_history(&mut self) {
        if let (Some(_), Some(clock)) = (&self.stage, self.clock) {
            let today = Stretch { day: self.day, clock, stopped: self.is_stopped(), blocked: self.is_blocked() };
            if !self.history.last().is_some_and(|last| last.goes_on(&today)) {
                self.history.push(today);
            }
        }
    }
}

impl Stretch {
    fn goes_on(&self, later: &Stretch) -> bool {
        let clock = if self.stopped { self.clock } else { self.clock.saturating_add(later.day.since(self.day)) };
        (clock, self.stopped, self.blocked) == (later.clock, later.stopped, later.blocked)
    }
}

/// The events of one day: those that move money, and the others.
fn split_money(today: &[Event]) -> (&[Event], &[Event]) {
    today.split_at(today.iter().take_while(|event| event.kind.is_money()).count())
}

/// The events of one day that are no money, in file order; each with whether it names the customer only.
fn in_file_order<'e>(own: &'e [Event], of_customer: &'e [Event]) -> impl Iterator<Item = (&'e Event, bool)> {
    let (mut own, mut of_customer) = (own.iter().peekable(), of_customer.iter().peekable());
    std::iter::from_fn(move || match (own.peek(), of_customer.peek()) {
        (Some(a), Some(b)) if b.sequence < a.sequence => of_customer.next().map(|event| (event, true)),
        (Some(_), _) => own.next().map(|event| (event, false)),
        (None, _) => of_customer.next().map(|event| (event, true)),
    })
}
