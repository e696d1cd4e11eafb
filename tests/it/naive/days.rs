//! The order of one day.

use super::facts::{Fact, What};
use super::money::Booked;
use super::replay::{Dispute, Evening, Pause, Replay, Reply, Touch};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::workflow::BlockClock;

impl Replay<'_> {
    /// Visits every day up to this one.
    pub fn go_to(&mut self, day: Day) {
        while self.today < day {
            self.next_day();
        }
        // An invoice of which nothing is known yet stands where its terms put it.
        self.today = day;
    }

    /// One day, from morning to evening.
    pub fn next_day(&mut self) {
        self.today = self.today.plus(1);
        self.advance_clock();
        self.move_money();
        for fact in self.todays(false) {
            self.apply(&fact);
        }
        self.keep_promises();
        self.break_promises();
        if self.clock.is_some() {
            if self.is_open() && !self.is_blocked() && self.today >= self.due_date {
                self.escalate();
            }
            if self.is_open() && !self.is_blocked() {
                self.move_stage();
            }
        }
        self.watch_late_fee();
        self.end_day();
    }

    /// The clock starts with the days since the due date, and gains one a day unless the day before stopped it.
    fn advance_clock(&mut self) {
        if self.today == self.begins {
            self.clock = Some(self.days_past_due());
        } else if let Some(clock) = self.clock {
            let stood_still = self.log.last().is_some_and(|evening| evening.stands_still);
            self.clock = Some(if stood_still { clock } else { clock + 1 });
        }
    }

    fn end_day(&mut self) {
        if let Some(clock) = self.clock {
            let runs_on = self.workflow.overrides.payment.closed_clock == BlockClock::Run;
            if runs_on && self.account.closed.is_some() && !self.is_credit() {
                self.happened.insert("closed days that count");
            }
            let waits = self.account.closed.is_some() && !runs_on;
            let stops = self.is_credit() || waits || self.is_stopped();
            let stands_still = stops && self.today >= self.due_date;
            if stands_still {
                self.happened.insert("the clock stood still");
            }
            self.log.push(Evening { day: self.today, clock, blocked: self.is_blocked(), stands_still });
        }
    }

    /// The money of the day; then the invoice closes or opens again, and promises are kept, or waited for again.
    fn move_money(&mut self) {
        let money = self.todays_money();
        let day = self.account.day(self.today, &money, self.settled == Some(self.today));
        for booked in &day.booked {
            self.respond_to_money(booked);
            self.watch_short_pay(booked);
            self.moved.push((self.today, booked.clone()));
        }
        let reversal = |what: &What| matches!(what, What::Reversal(_));
        if day.opened {
            self.happened.insert("opened again");
            if day.booked.iter().any(|booked| reversal(&booked.what) && booked.after > booked.before) {
                self.returned.push(self.today);
                self.happened.insert("a payment returned");
            }
        }
        if day.recovered {
            self.happened.insert("a recovery");
        }
        if day.lifted {
            self.happened.insert("fees on an invoice over nothing");
        }
        if self.account.is_in_open_amount(self.today) && !day.booked.is_empty() {
            self.happened.insert("money that the open amount has already");
        }
        self.await_again();
        self.keep_promises();
    }

    /// What came in counts for promises, and a payment is a response of the customer.
    fn respond_to_money(&mut self, booked: &Booked) {
        match booked.what {
            What::Payment(_) | What::Credit(..) => self.received.push((self.today, booked.amount)),
            What::Reversal(_) => self.received.push((self.today, -booked.amount)),
            _ => {}
        }
        if matches!(booked.what, What::Payment(_)) {
            self.payments.push(self.today);
            self.respond();
            self.answer_replies(self.replies.len());
        }
    }

    /// What is not money, one event after the other.
    fn apply(&mut self, fact: &Fact) {
        let today = self.today;
        match &fact.what {
            What::Dispute { reason, amount } => {
                self.disputes.push(Dispute { since: today, reason: reason.clone(), amount: *amount, resolved: None });
                if amount.is_none() || self.do_parts_block() {
                    self.supersede_promises();
                }
                self.respond();
                self.answer_replies(self.replies.len());
            }
            What::Resolved(reason) => self.resolve_disputes(reason.as_deref()),
            What::Promise { until, amount } => {
                // A customer promises for what is open and due by the promised date.
                if !fact.of_customer || (self.is_open() && self.due_date <= *until) {
                    self.promise(fact.sequence, *until, *amount);
                    self.respond();
                    self.answer_replies(self.replies.len());
                }
            }
            What::Pause(until) => self.pauses.push(Pause { since: today, until: *until, resumed: None }),
            What::Resume => {
                for pause in &mut self.pauses {
                    pause.resumed.get_or_insert(today);
                }
            }
            What::Reply => {
                // A payment of the same date counts as an answer.
                let answered = self.payments.contains(&today).then_some(today);
                self.replies.push(Reply { since: today, answered });
                self.respond();
            }
            What::Touch { channel, stage, reference, unanswered } => {
                let unanswered = *unanswered && self.workflow.overrides.no_answer.is_some();
                self.touch(fact.of_customer, *channel, stage, reference, unanswered);
            }
            What::Escalate(stage) => self.jump_to(stage, "jump by an event"),
            What::Extend(until) => self.extend(*until),
            What::Note(reference) => self.answer_by_reference(reference),
            What::Bounce(_)
            | What::OptOut { .. }
            | What::Payment(_)
            | What::Credit(..)
            | What::Reversal(_)
            | What::Fee(_)
            | What::WriteOff(_) => {}
        }
    }

    fn resolve_disputes(&mut self, reason: Option<&str>) {
        let today = self.today;
        for dispute in self.disputes.iter_mut().filter(|dispute| dispute.resolved.is_none()) {
            if reason.is_none() || dispute.reason.is_none() || dispute.reason.as_deref() == reason {
                dispute.resolved = Some(today);
            }
        }
    }

    fn touch(&mut self, of_customer: bool, channel: Channel, stage: &Option<String>, reference: &Option<String>, unanswered: bool) {
        self.touches.push(Touch {
            day: self.today,
            journey: self.journey,
            of_customer,
            channel,
            stage: stage.clone(),
            reference: reference.clone(),
            unanswered,
        });
        if stage.is_none() && self.touches.last().and_then(|touch| self.stage_named_by(touch)).is_some() {
            self.happened.insert("a touch whose reference names the stage");
        }
        if unanswered {
            self.happened.insert("a call that nobody answered");
        } else if channel == Channel::Call || reference.is_none() {
            self.answer_replies(self.replies.len());
        } else {
            self.answer_by_reference(reference);
        }
    }

    /// A touch or a note that names the task of a reply answers it, and all replies before it.
    fn answer_by_reference(&mut self, reference: &Option<String>) {
        let named = (1..=self.replies.len()).find(|number| Self::refers_to(reference, &self.task_id("reply", *number)));
        if let Some(number) = named {
            self.answer_replies(number);
            self.happened.insert("a reply answered by reference");
        }
    }

    /// A new due date: a new journey with a new clock, outside all stages.
    fn extend(&mut self, until: Day) {
        self.due_date = super::replay::rolled(self.workflow, until);
        if self.due_date != until {
            self.happened.insert("a due date on a day off");
        }
        self.journey += 1;
        if self.clock.is_some() {
            self.clock = Some(self.days_past_due());
        }
        self.stage = None;
        self.entered_on = None;
        self.skipped.clear();
        self.fired.fill(false);
    }

    fn blocked_by(&self) -> [(bool, &'static str); 4] {
        let dispute = !self.blocking_disputes().is_empty();
        let pause = !self.running_pauses().is_empty();
        let promise = self.pending_promise().is_some_and(|promise| promise.is_honoured);
        let peace = self.workflow.overrides.reply.pause_days as i32;
        let reply = self.replies.iter().any(|reply| reply.answered.is_none() && self.today < reply.since.plus(peace));
        [(dispute, "disputed"), (pause, "paused"), (promise, "promised"), (reply, "replied")]
    }

    /// The first of the causes that keep the workflow from touching the invoice.
    pub fn block(&self) -> Option<&'static str> {
        self.blocked_by().into_iter().find(|(blocks, _)| *blocks).map(|(_, status)| status)
    }

    pub fn is_blocked(&self) -> bool {
        self.block().is_some()
    }

    /// The disputes that are open or cool down.
    fn running_disputes(&self) -> impl Iterator<Item = &Dispute> {
        let cooldown = self.workflow.overrides.dispute.cooldown_days as i32;
        self.disputes.iter().filter(move |dispute| dispute.resolved.is_none_or(|resolved| self.today < resolved.plus(cooldown)))
    }

    /// What is disputed in part.
    pub fn parts_in_dispute(&self) -> i128 {
        self.running_disputes().filter_map(|dispute| dispute.amount).sum()
    }

    /// Do the disputed parts leave nothing that could be asked for?
    fn do_parts_block(&self) -> bool {
        let parts = self.parts_in_dispute();
        parts > 0 && self.account.is_settled_by(self.account.balance - parts)
    }

    /// Since when each dispute lasts that blocks: of the whole, or of parts that leave nothing.
    pub fn blocking_disputes(&self) -> Vec<Day> {
        let parts = self.do_parts_block();
        self.running_disputes().filter(|dispute| parts || dispute.amount.is_none()).map(|dispute| dispute.since).collect()
    }

    /// Is a part in dispute, and the rest asked for?
    pub fn is_part_disputed(&self) -> bool {
        self.parts_in_dispute() > 0 && self.blocking_disputes().is_empty()
    }

    /// What may be asked for: the balance less the parts in dispute.
    pub fn asked(&self) -> i128 {
        if self.is_open() { (self.account.balance - self.parts_in_dispute()).max(0) } else { 0 }
    }

    /// Since when each pause lasts that has not ended.
    pub fn running_pauses(&self) -> Vec<Day> {
        let runs = |pause: &&Pause| pause.resumed.is_none() && pause.until.is_none_or(|until| self.today < until);
        self.pauses.iter().filter(runs).map(|pause| pause.since).collect()
    }

    fn is_stopped(&self) -> bool {
        let overrides = &self.workflow.overrides;
        (overrides.dispute.clock == BlockClock::Stop && !self.blocking_disputes().is_empty())
            || (overrides.pause.clock == BlockClock::Stop && !self.running_pauses().is_empty())
    }
}
