//! Why a thing is due: the decision's data, and the one place for its words.

use crate::calendar::Day;
use crate::money::{Balance, Currency, Minor};
use std::fmt;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnteredBy {
    Clock,
    /// An `escalate` event let the clock jump.
    Event,
    BrokenPromise,
    Rule(Arc<str>),
}

/// [`EnteredBy`], with a rule's place in the workflow.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    Clock,
    Event,
    BrokenPromise,
    Rule(u16),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A stage, by its name, asks for it: entered at that clock, after passing over the `skipped` stages. It is occurrence `occurrence`, from
    /// 1, `of` at most so many, if there is an end.
    Stage { stage: Arc<str>, entered_on: Day, by: EnteredBy, clock: i32, occurrence: u32, of: Option<u32>, skipped: Box<[Arc<str>]> },
    /// A dispute is open, of a `part` or of the whole. It takes too long if it has taken `overdue_after` days or more.
    Dispute { since: Day, reason: Option<String>, part: Option<(Minor, Currency)>, overdue_after: Option<u32> },
    /// A reply waits for an answer.
    Reply { since: Day },
    /// The promise of an amount, or of all that was open, was broken.
    BrokenPromise { promised: Day, amount: Option<Minor>, currency: Currency },
    /// A payment left a small rest of the amount.
    ShortPay { rest: Balance, amount: Minor, currency: Currency },
    /// A payment came back.
    Returned { on: Day },
}

impl Reason {
    /// In words: what [`fmt::Display`] writes.
    pub fn text(&self) -> String {
        // As long as nearly all are.
        let mut text = String::with_capacity(64);
        // Writing to a `String` cannot fail.
        let _ = self.write(&mut text, false);
        text
    }

    fn write(&self, f: &mut impl fmt::Write, is_grouped: bool) -> fmt::Result {
        let money = if is_grouped { Currency::grouped } else { Currency::plain };
        match self {
            Reason::Stage { stage, entered_on, by, clock, occurrence, of, skipped } => {
                // Nearly all are of this kind. To put texts together is three times as fast as a format of them.
                f.write_str(stage)?;
                f.write_str(" since ")?;
                entered_on.write(f)?;
                match by {
                    EnteredBy::Clock => {
                        f.write_str(" (day ")?;
                        f.write_str(itoa::Buffer::new().format(*clock))?;
                        f.write_str(")")?;
                    }
                    EnteredBy::Event => f.write_str(" (escalated by hand)")?,
                    EnteredBy::BrokenPromise => f.write_str(" (broken promise)")?,
                    EnteredBy::Rule(rule) => write!(f, " (rule {rule})")?,
                }
                match (occurrence, of) {
                    (1, None | Some(1)) => {}
                    (n, None) => write!(f, ", number {n}")?,
                    (n, Some(of)) => write!(f, ", {n} of {of}")?,
                }
                if !skipped.is_empty() {
                    write!(f, "; skipped: {}", skipped.join(", "))?;
                }
                Ok(())
            }
            Reason::Dispute { since, reason, part, overdue_after } => {
                if let Some((amount, currency)) = part {
                    write!(f, "{} {currency} ", money(*currency, Balance::from(*amount)))?;
                }
                write!(f, "disputed since {since}")?;
                if let Some(reason) = reason {
                    write!(f, " ({reason})")?;
                }
                match overdue_after {
                    Some(days) => write!(f, ", for {days} {} or more", if *days == 1 { "day" } else { "days" }),
                    None => Ok(()),
                }
            }
            Reason::Reply { since } => write!(f, "the customer replied on {since}, not answered yet"),
            Reason::BrokenPromise { promised, amount, currency } => match amount {
                Some(amount) => {
                    write!(f, "the promise of {} {currency} for {promised} was broken", money(*currency, Balance::from(*amount)))
                }
                None => write!(f, "the promise for {promised} was broken"),
            },
            Reason::ShortPay { rest, amount, currency } => {
                write!(f, "short payment: {} of {} {currency} left", money(*currency, *rest), money(*currency, Balance::from(*amount)))
            }
            Reason::Returned { on } => write!(f, "a payment came back on {on}"),
        }
    }
}

/// The alternate form (`{:#}`) is for people: it groups thousands.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, f.alternate())
    }
}
