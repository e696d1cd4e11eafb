//! What happened to an invoice.
//!
//! The histories are those of real ledgers in kind, and simpler: a few sums and dates for each invoice must be enough to tell what
//! is due on it, or plain SQL could not do the same work. So there is at most one dispute, promise or reply on an open invoice, and not
//! two of them; a dispute was resolved before the first stage, or is open; part payments keep no promise and answer no reply; a
//! reply has one answer; one email went out at most, and beside a dispute, promise or reply only with a ref; nothing is paid
//! beyond what is owed, and nothing concerns a whole customer. `benches/README.md` says what that leaves unmeasured.

use super::dice::Dice;

/// The stages of `benches/workflow.yaml`.
pub const STAGES: [(i32, &str); 5] = [(-5, "reminder"), (3, "first-overdue"), (14, "second-notice"), (30, "final-notice"), (60, "handoff")];

/// What happened. Amounts are in cents.
#[derive(Clone, Copy)]
pub enum What {
    /// Money came in.
    Payment(u64),
    /// The customer disputes the invoice, for one of the reasons.
    Dispute(u8),
    /// It does not any more.
    Resolved,
    /// Money, all of it or a part, is promised by a day.
    Promise(i32, Option<u64>),
    /// The customer wrote.
    Reply,
    /// The reply was answered: the task's id in the ref of a note, or of a touch.
    Answer { note: bool },
    /// The email of a stage, with the action's id as ref, or put down by hand.
    Email { stage: u8, with_ref: bool },
}

/// One thing on one day.
pub struct Event {
    /// As in the invoice's dates.
    pub day: i32,
    /// The invoice's number.
    pub invoice: u32,
    /// What happened.
    pub what: What,
}

/// What a history depends on. Days count from the day of the plan: below zero, they are past.
pub struct Invoice {
    /// Its place in the file, from 0.
    pub number: u32,
    /// The day of issue.
    pub issued: i32,
    /// The due date.
    pub due: i32,
    /// The amount.
    pub cents: u64,
}

impl Invoice {
    /// Adds all that happened to one that is settled today.
    pub fn settled(&self, dice: &mut Dice, events: &mut Vec<Event>) {
        let paid = self.issued + 1 + dice.days((-self.issued).min(self.due - self.issued + 40));
        let paid = paid.min(0);
        let first = self.due + STAGES[0].0;
        if first < paid && dice.percent(30) {
            self.add(events, first, What::Email { stage: 0, with_ref: true });
        }
        if dice.percent(4) {
            let part = self.cents / 2;
            self.add(events, paid - dice.days(paid - self.issued), What::Payment(part));
            self.add(events, paid, What::Payment(self.cents - part));
        } else {
            self.add(events, paid, What::Payment(self.cents));
        }
    }

    /// Adds all that happened to one on which something is left to pay.
    pub fn open(&self, dice: &mut Dice, events: &mut Vec<Event>) {
        let age = -self.issued;
        let lately = |dice: &mut Dice, days: i32| -dice.days(days.min(age + 1));
        let part = if dice.percent(10) { self.cents / 4 } else { 0 };
        let mut hindered = true;
        let mut replied = false;
        match dice.below(100) {
            0..4 => self.add(events, lately(dice, 40), What::Dispute(dice.below(3) as u8)),
            4..7 => {
                // Over before the first stage, which the clock therefore reaches on its day.
                let raised = self.issued + dice.days(4);
                self.add(events, raised, What::Dispute(dice.below(3) as u8));
                self.add(events, raised + 1 + dice.days(4), What::Resolved);
                hindered = false;
            }
            7..13 => {
                let made = lately(dice, 40);
                let half = dice.percent(30).then_some(self.cents - self.cents / 2);
                self.add(events, made, What::Promise(made + 3 + dice.days(25), half));
            }
            13..19 => {
                replied = true;
                let on = lately(dice, 25);
                self.add(events, on, What::Reply);
                let answered = on + 1 + dice.days(6);
                if dice.percent(60) {
                    self.add(events, answered, What::Answer { note: dice.percent(50) });
                }
            }
            _ => hindered = false,
        }
        if part > 0 && !replied {
            self.add(events, self.issued + dice.days(age + 1), What::Payment(part));
        }
        if dice.percent(2) {
            // What is dated after the day of the plan is not there yet.
            self.add(events, 1 + dice.days(15), What::Payment(self.cents - part));
        }
        let reached = STAGES.iter().filter(|(day, _)| self.due + day <= 0).count();
        let behind = dice.percent(30);
        let Some(stage) = reached.checked_sub(1 + usize::from(behind)).filter(|_| dice.percent(40)) else { return };
        let on = (self.due + STAGES[stage].0 + dice.days(3)).min(0);
        self.add(events, on, What::Email { stage: stage as u8, with_ref: hindered || dice.percent(70) });
    }

    fn add(&self, events: &mut Vec<Event>, day: i32, what: What) {
        events.push(Event { day, invoice: self.number, what });
    }
}
