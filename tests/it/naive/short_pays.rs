//! Small rests that payments leave.

use super::facts::What;
use super::money::Booked;
use super::replay::Replay;
use collect::money::Decimal;

impl Replay<'_> {
    /// A payment leaves a small rest, or other money takes it out of the range again.
    pub fn watch_short_pay(&mut self, booked: &Booked) {
        if self.account.is_in_open_amount(self.today) {
            return;
        }
        if !self.is_small_rest(booked.after) {
            self.short_pay = None;
        } else if matches!(booked.what, What::Payment(_)) {
            let came_in = !self.is_small_rest(booked.before) || self.short_pay.is_none();
            self.short_pays += usize::from(came_in);
            self.short_pay = Some(self.today);
        }
    }

    fn is_small_rest(&self, balance: i128) -> bool {
        let Some(rule) = &self.workflow.overrides.payment.short_pay else { return false };
        let currency = self.invoice.terms.currency;
        let amount = currency.major(i128::from(self.invoice.terms.amount));
        let share = amount.times(rule.at_most_percent).times(Decimal::new(1, 2));
        balance > 0 && currency.major(balance) <= share
    }
}
