//! Why an action that is due must wait. Of several reasons the first is told, in the order of [`Held::ALL`].

use super::action::Held;
use super::reach::Reach;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::Invoice;
use crate::workflow::Recipient;

/// Why an action must wait, and the first day on which it need not, where that is known.
pub(super) type Wait = (Held, Option<Day>);

pub(super) struct Circumstances<'c> {
    pub invoice: &'c Invoice<'c>,
    /// May a row that could not be read be money of it, or of its customer?
    pub is_unread: bool,
    /// Does cash of the customer that is on no invoice cover it?
    pub is_covered: bool,
    /// The last contact of the customer before the day, and whether there is one on the day.
    pub contacts: (Option<Day>, bool),
}

impl Circumstances<'_> {
    /// What goes by a channel; `to` are the recipients of an email.
    pub fn wait(&self, (channel, to): (Channel, &[Recipient]), day: Day, reach: &Reach<'_>, days_between: u32) -> Option<Wait> {
        if self.is_unread {
            return Some((Held::UnreadRow, None));
        }
        if let Some(until) = reach.opted_out(self.invoice, (channel, to), day) {
            return Some((Held::OptedOut, until));
        }
        if self.is_covered && channel != Channel::Task {
            return Some((Held::UnappliedCash, None));
        }
        if channel.is_message()
            && let Some(free_on) = contact_limit(self.contacts, day, days_between)
        {
            return Some((Held::ContactLimit, Some(free_on)));
        }
        reach.bounced(self.invoice, (channel, to), day).map(|_| (Held::NoContact, None))
    }
}

/// Until when a further email, letter or sms must wait: so many days after the last. Several on one day are one.
fn contact_limit((before, today): (Option<Day>, bool), day: Day, days_between: u32) -> Option<Day> {
    let days = days_between as i32;
    let before = before.filter(|last| *last > day.plus(-days))?;
    Some(if today { day } else { before }.plus(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_today_does_not_hold_back_another_today() {
        let day = Day::from_number(100);
        let limit = |before: Option<i32>, today| contact_limit((before.map(|days| day.plus(-days)), today), day, 3);
        assert_eq!((limit(None, true), limit(Some(3), true)), (None, None));
        assert_eq!((limit(Some(2), true), limit(Some(2), false)), (Some(day.plus(3)), Some(day.plus(1))));
    }
}
