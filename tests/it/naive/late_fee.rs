//! What came in beyond the balance, because a message asked for the late fee. The fees of random workflows are flat: what a message told is known
//! without any interest.

use super::facts::What;
use super::replay::Replay;
use collect::channel::Channel;

impl Replay<'_> {
    /// Called every evening: has the invoice entered the stage of the late fee in this journey?
    pub fn watch_late_fee(&mut self) {
        self.standings.push((self.today, self.account.closed.as_ref().map(|closing| closing.status)));
        let Some(from) = self.first_stage_with_fee() else { return };
        let is_new = self.fee_entered.is_none_or(|(journey, _)| journey != self.journey);
        if is_new && self.stage.is_some_and(|stage| stage >= from) {
            self.fee_entered = Some((self.journey, self.today));
        }
    }

    fn first_stage_with_fee(&self) -> Option<usize> {
        let terms = self.workflow.late_fee.as_ref()?;
        self.stages.iter().position(|stage| stage.is_called(&terms.from_stage))
    }

    /// The cash that the invoice is overpaid by, or that an open credit has.
    pub fn cash_beyond(&self) -> i128 {
        (-self.account.balance).max(0) - self.paid_late_fee()
    }

    /// What of an overpayment pays the late fee that a message told.
    pub fn paid_late_fee(&self) -> i128 {
        let is_owed = self.account.closed.as_ref().is_none_or(|closing| closing.status == "paid");
        let entered = self.fee_entered.filter(|(journey, _)| *journey == self.journey);
        let (Some(terms), Some(from), Some((_, entered)), true, false) =
            (&self.workflow.late_fee, self.first_stage_with_fee(), entered, is_owed, self.is_credit())
        else {
            return 0;
        };
        let flat = terms.flat.as_ref().map_or(0, |flat| flat.amount_in(self.invoice.terms.currency, self.fx));
        let names_fee = |name: &str| self.stages[from..].iter().any(|stage| stage.is_called(name));
        let messages = self.touches.iter().filter(|touch| {
            matches!(touch.channel, Channel::Email | Channel::Letter | Channel::Sms)
                && touch.day >= entered
                && self.stage_named_by(touch).is_none_or(|name| names_fee(&name))
        });
        let messages: Vec<_> = messages.map(|touch| touch.day).collect();
        let was_owed = |day| self.standings.iter().any(|(on, status)| *on == day && status.is_none_or(|status| status == "paid"));
        let (mut paid, mut charged, mut waived_of_charged) = (0, 0, 0);
        for (day, booked) in &self.moved {
            let told = messages.iter().filter(|message| *message <= day).max().filter(|message| was_owed(**message)).map_or(0, |_| flat);
            match booked.what {
                What::Fee(_) if *day >= entered => charged += booked.amount,
                What::Credit(_, true) => {
                    // A waiver takes what was charged first. What it waives beyond that is asked for no more.
                    let of_charged = booked.amount.min(charged - waived_of_charged);
                    let beyond = booked.amount - of_charged;
                    charged += beyond;
                    waived_of_charged += of_charged + beyond;
                }
                What::Payment(_) => {
                    let came_beyond = (-booked.after).max(0) - (-booked.before).max(0);
                    paid += came_beyond.max(0).min((told - charged - paid).max(0));
                }
                _ => {}
            }
            paid = paid.min((-booked.after).max(0));
        }
        paid
    }
}
