//! The order of one day.

use super::facts::{Fact, What};
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
        self.keep_promises(true);
        for fact in self.todays(false) {
            self.apply(&fact);
        }
        self.keep_promises(false);
        self.break_promises();
        if self.clock.is_some() {
            if self.is_open() && !self.is_blocked() && self.today >= self.due_date {
                self.escalate();
            }
            if self.is_open() && !self.is_blocked() {
                self.move_stage();
            }
        }
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
            let stops = self.closed.is_some() || self.is_stopped();
            let stands_still = stops && self.today >= self.due_date;
            if stands_still {
                self.happened.insert("the clock stood still");
            }
            self.log.push(Evening { day: self.today, clock, blocked: self.is_blocked(), stands_still });
        }
    }

    /// What is not money, one event after the other.
    fn apply(&mut self, fact: &Fact) {
        let today = self.today;
        match &fact.what {
            What::Dispute(reason) => {
                self.disputes.push(Dispute { since: today, reason: reason.clone(), resolved: None });
                self.supersede_promises();
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
            What::Touch { channel, stage, reference } => self.touch(fact.of_customer, *channel, stage, reference),
            What::Escalate(stage) => self.jump_to(stage, "jump by an event"),
            What::Extend(until) => self.extend(*until),
            What::Note(reference) => self.answer_by_reference(reference),
            What::Bounce(_)
            | What::OptOut { .. }
            | What::Payment(_)
            | What::Credit(_)
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

    fn touch(&mut self, of_customer: bool, channel: Channel, stage: &Option<String>, reference: &Option<String>) {
        self.touches.push(Touch {
            day: self.today,
            journey: self.journey,
            of_customer,
            channel,
            stage: stage.clone(),
            reference: reference.clone(),
        });
        if channel == Channel::Call || reference.is_none() {
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
        self.due_date = until;
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
        let dispute = !self.running_disputes().is_empty();
        let pause = !self.running_pauses().is_empty();
        let promise = self.promises.iter().any(|promise| promise.is_pending() && promise.is_honoured);
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

    /// Since when each dispute lasts that is open or cools down.
    pub fn running_disputes(&self) -> Vec<Day> {
        let cooldown = self.workflow.overrides.dispute.cooldown_days as i32;
        let runs = |dispute: &&Dispute| dispute.resolved.is_none_or(|resolved| self.today < resolved.plus(cooldown));
        self.disputes.iter().filter(runs).map(|dispute| dispute.since).collect()
    }

    /// Since when each pause lasts that has not ended.
    pub fn running_pauses(&self) -> Vec<Day> {
        let runs = |pause: &&Pause| pause.resumed.is_none() && pause.until.is_none_or(|until| self.today < until);
        self.pauses.iter().filter(runs).map(|pause| pause.since).collect()
    }

    fn is_stopped(&self) -> bool {
        let overrides = &self.workflow.overrides;
        (overrides.dispute.clock == BlockClock::Stop && !self.running_disputes().is_empty())
            || (overrides.pause.clock == BlockClock::Stop && !self.running_pauses().is_empty())
    }
}
