//! One invoice as two exports show it, and the events that lead from one to the other.

use crate::calendar::Day;
use crate::money::Balance;
use smallvec::SmallVec;

/// What the last export said of an invoice. Of one that has left the exports nothing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastSeen {
    pub amount: Balance,
    pub open: Balance,
    pub due: Day,
    /// Events of that day or before do not change the balance: the open amount that the book began with has them already.
    pub contained: Option<Day>,
}

/// What this export says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NowSeen {
    /// It has left the export.
    Gone,
    Listed {
        amount: Balance,
        open: Balance,
        due: Day,
        /// The day on which money came in, if less is open and the export says when.
        paid_on: Option<Day>,
    },
}

/// What other files say of the invoice up to the day of the export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// By how much they say that less is open than the last export said, fees of our own apart; negative where they say more.
    pub ahead: Balance,
    /// Fees that they have and that the accounting system has not charged so far.
    pub own_fees: Balance,
    /// The due date that counts by all events; `None` where it is that of the last export.
    pub due: Option<Day>,
    /// Money of the first export's day or before that this export still shows as open, and that does not count: the open amount of the book
    /// is said to have it. 0 once the export shows another open amount.
    pub lost: Balance,
    /// The newest day of such money.
    pub lost_on: Option<Day>,
}

/// What an invoice that has left the exports is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GoneAs {
    #[default]
    Payment,
    Credit,
    /// Nobody knows: it is asked.
    Ask,
}

impl GoneAs {
    pub const ALL: [GoneAs; 3] = [GoneAs::Payment, GoneAs::Credit, GoneAs::Ask];

    pub fn name(self) -> &'static str {
        match self {
            GoneAs::Payment => "payment",
            GoneAs::Credit => "credit",
            GoneAs::Ask => "ask",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncedKind {
    Payment,
    Credit,
    Reversal,
    Fee,
    /// The new due date.
    Extend(Day),
}

/// Why an event is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeReason {
    /// Less is open, or more.
    Open {
        before: Balance,
        now: Balance,
    },
    /// It has left the export, with so much open before.
    Gone {
        before: Balance,
    },
    /// The amount of the invoice is another.
    Amount {
        before: Balance,
        now: Balance,
    },
    Due {
        before: Day,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncedEvent {
    pub date: Day,
    pub kind: SyncedKind,
    /// Above zero; zero for a new due date.
    pub amount: Balance,
    pub why: ChangeReason,
}

/// What comes of one invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In the order in which they are written.
    pub events: SmallVec<[SyncedEvent; 3]>,
    /// How much of the change other files explain: it is not written again.
    pub explained: Balance,
    /// By how much other files still say that less is open than this export, and what fees of our own remain, as [`Elsewhere`] has both.
    pub ahead: Balance,
    pub own_fees: Balance,
    /// Nobody knows what so much, which has left the export, was.
    pub asked: Balance,
}

/// Compares what two exports say of an invoice. Nothing that other files have told is written, and nothing that they have told is
/// taken back: a change of the export is less by what they explain of it, and by no more.
pub fn compare(last: &LastSeen, now: &NowSeen, elsewhere: &Elsewhere, day: Day, gone: GoneAs) -> Comparison {
    let mut found = Comparison { ahead: elsewhere.ahead, own_fees: elsewhere.own_fees, ..Comparison::default() };
    match *now {
        NowSeen::Gone => {
            let why = ChangeReason::Gone { before: last.open };
            let rest = found.unexplained(last.open);
            match (gone, rest > 0) {
                (GoneAs::Ask, true) => found.asked = rest,
                (GoneAs::Credit, true) => found.push(day, SyncedKind::Credit, rest, why),
                _ => found.moved(day, rest, why),
            }
        }
        NowSeen::Listed { amount, open, due, paid_on } => {
            let raised = amount - last.amount;
            let why = ChangeReason::Amount { before: last.amount, now: amount };
            let less = if raised > 0 { -found.uncharged(raised) } else { found.unexplained(-raised) };
            match less {
                0 => {}
                less @ 1.. => found.push(day, SyncedKind::Credit, less, why),
                more => found.push(day, SyncedKind::Fee, -more, why),
            }
            let why = ChangeReason::Open { before: last.open, now: open };
            let rest = found.unexplained(last.open + raised - open);
            // Money of a day that the book's first open amount has already would change nothing.
            let counts = |on: &Day| *on <= day && last.contained.is_none_or(|contained| contained < *on);
            let date = paid_on.filter(|on| rest > 0 && counts(on)).unwrap_or(day);
            found.moved(date, rest, why);
            if due != last.due && elsewhere.due.unwrap_or(last.due) != due {
                found.push(day, SyncedKind::Extend(due), 0, ChangeReason::Due { before: last.due });
            }
        }
    }
    found
}

impl Comparison {
    /// What is left of a change, in which above zero less is open, when other files have explained what they can.
    fn unexplained(&mut self, less: Balance) -> Balance {
        let explained = if less > 0 { self.ahead.clamp(0, less) } else { self.ahead.clamp(less, 0) };
        self.ahead -= explained;
        self.explained += explained;
        less - explained
    }

    /// What is left of a higher amount when fees of our own have explained what they can.
    fn uncharged(&mut self, raised: Balance) -> Balance {
        let explained = self.own_fees.min(raised);
        self.own_fees -= explained;
        self.explained -= explained;
        raised - explained
    }

    fn moved(&mut self, date: Day, less: Balance, why: ChangeReason) {
        match less {
            0 => {}
            1.. => self.push(date, SyncedKind::Payment, less, why),
            _ => self.push(date, SyncedKind::Reversal, -less, why),
        }
    }

    fn push(&mut self, date: Day, kind: SyncedKind, amount: Balance, why: ChangeReason) {
        self.events.push(SyncedEvent { date, kind, amount, why });
    }
}

impl SyncedKind {
    /// The type of the event, as files of events name it.
    pub fn name(self) -> &'static str {
        match self {
            SyncedKind::Payment => "payment",
            SyncedKind::Credit => "credit",
            SyncedKind::Reversal => "reversal",
            SyncedKind::Fee => "fee",
            SyncedKind::Extend(_) => "extend",
        }
    }
}

#[cfg(test)]
mod tests;
