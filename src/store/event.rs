//! What happened: one row of an events file, checked.

use super::call_outcome::CallOutcome;
use super::texts::TextId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::{Currency, Minor};
use std::num::NonZeroU8;

/// Something that happened to an invoice, or to a customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// The day on which it happened.
    pub date: Day,
    /// Its place in file order, over all files of the ledger. [`super::Events::place`] tells the file and the line.
    pub sequence: u32,
    /// What happened.
    pub kind: Kind,
    /// In what its amount is, and was written.
    pub unit: Unit,
}

impl Event {
    /// An event that no file has, after all others of its day: for saying what would be if it happened.
    pub fn supposed(date: Day, kind: Kind) -> Event {
        Event { date, sequence: u32::MAX, kind, unit: Unit::default() }
    }

    pub fn is_unanswered_call(&self) -> bool {
        matches!(self.kind, Kind::Touch { channel: Channel::Call, outcome: Some(CallOutcome::NoAnswer), .. })
    }

    /// Does it concern an invoice issued on that day, if it names the invoice's customer and no invoice?
    pub fn concerns(&self, issued: Option<Day>) -> bool {
        self.kind.reaches_later_invoices() || issued.is_none_or(|issued| issued <= self.date)
    }
}

/// In what the amount of an event is. A file of events need not say which currency that is: it is the invoice's, which is known
/// only when both come together ([`super::Events::joined`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// How many decimals the file gives the amount, which then is in hundredths or, with more than two decimals, in
    /// units of the last one. `None` once it is in minor units of its currency.
    pub decimals: Option<u8>,
    /// The currency that the event names, if it does.
    pub currency: Option<Currency>,
    /// The currency sign that the amount is written with, where nothing else says in which currency it is.
    pub sign: Option<Sign>,
}

/// A currency sign that a [`super::EventsBuilder`] keeps: its number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign(pub(super) NonZeroU8);

/// The reason of a credit that waives fees.
pub const FEE: &str = "fee";

/// What happened. Amounts are never negative; in what they are is [`Event::unit`]'s to say, and in minor units of the
/// invoice's currency once the event has been joined with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Money came in; without an amount, all that was still open.
    Payment {
        /// How much.
        amount: Option<Minor>,
    },
    /// A credit note; without an amount, for all that was still open.
    Credit {
        /// How much.
        amount: Option<Minor>,
        /// Is it set against the fees first? Its reason is [`FEE`].
        waives_fees: bool,
    },
    /// A payment was taken back, or unapplied cash was paid out or applied.
    Reversal {
        /// How much.
        amount: Minor,
    },
    /// Something was charged on top.
    Fee {
        /// How much.
        amount: Minor,
    },
    /// The company gave up a claim; without an amount, all that was still open.
    WriteOff {
        /// How much.
        amount: Option<Minor>,
    },
    /// The customer disputes the invoice.
    Dispute {
        /// `pricing`, `service`, … any word.
        reason: Option<TextId>,
        /// The part that is disputed; without an amount, the whole invoice.
        amount: Option<Minor>,
    },
    /// Disputes of that reason, or all, are settled.
    DisputeResolved {
        /// The reason of those that are; all where there is none.
        reason: Option<TextId>,
    },
    /// A promise to pay.
    Promise {
        /// The promised date.
        until: Day,
        /// What is promised; without an amount, to close the invoice.
        amount: Option<Minor>,
    },
    /// Nobody is to chase.
    Pause {
        /// The first day on which chasing may go on; open-ended without one.
        until: Option<Day>,
    },
    /// Every pause that still runs is over.
    Resume,
    /// The customer answered.
    Reply,
    /// Somebody contacted the customer, or did a task.
    Touch {
        channel: Channel,
        /// The stage that it was for, as the file says.
        stage: Option<TextId>,
        /// The action that it carried out.
        reference: Option<Reference>,
        /// What came of a call, if the file says that.
        outcome: Option<CallOutcome>,
    },
    /// The clock jumps forward to a stage.
    Escalate {
        /// The stage, as the file says.
        stage: TextId,
    },
    /// The invoice is due later (or earlier).
    Extend {
        /// The new due date.
        until: Day,
    },
    /// An email did not arrive at this address.
    Bounce {
        /// The address, as the file says.
        address: TextId,
    },
    /// The customer wants no more messages or calls.
    OptOut {
        /// On which channel; on all where there is none.
        channel: Option<Channel>,
        /// At which address or number; at all where there is none.
        address: Option<TextId>,
        /// The first day on which they are welcome again; open-ended without one.
        until: Option<Day>,
    },
    /// A remark.
    Note {
        /// The action that it is about.
        reference: Option<Reference>,
    },
}

impl Kind {
    /// The amount, where the event has one.
    pub fn amount(&self) -> Option<Minor> {
        match *self {
            Kind::Payment { amount }
            | Kind::Credit { amount, .. }
            | Kind::WriteOff { amount }
            | Kind::Promise { amount, .. }
            | Kind::Dispute { amount, .. } => amount,
            Kind::Reversal { amount } | Kind::Fee { amount } => Some(amount),
            _ => None,
        }
    }

    /// The same with another amount, where the event has one.
    pub(super) fn with_amount(mut self, new: Minor) -> Kind {
        match &mut self {
            Kind::Payment { amount: Some(amount) }
            | Kind::Credit { amount: Some(amount), .. }
            | Kind::WriteOff { amount: Some(amount) }
            | Kind::Promise { amount: Some(amount), .. }
            | Kind::Dispute { amount: Some(amount), .. }
            | Kind::Reversal { amount }
            | Kind::Fee { amount } => *amount = new,
            _ => {}
        }
        self
    }

    /// All types, as event files name them.
    pub const NAMES: [&'static str; 17] = [
        "payment",
        "credit",
        "reversal",
        "fee",
        "write_off",
        "dispute",
        "dispute_resolved",
        "promise",
        "pause",
        "resume",
        "reply",
        "touch",
        "escalate",
        "extend",
        "bounce",
        "opt_out",
        "note",
    ];

    /// The type, as event files name it.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Payment { .. } => "payment",
            Kind::Credit { .. } => "credit",
            Kind::Reversal { .. } => "reversal",
            Kind::Fee { .. } => "fee",
            Kind::WriteOff { .. } => "write_off",
            Kind::Dispute { .. } => "dispute",
            Kind::DisputeResolved { .. } => "dispute_resolved",
            Kind::Promise { .. } => "promise",
            Kind::Pause { .. } => "pause",
            Kind::Resume => "resume",
            Kind::Reply => "reply",
            Kind::Touch { .. } => "touch",
            Kind::Escalate { .. } => "escalate",
            Kind::Extend { .. } => "extend",
            Kind::Bounce { .. } => "bounce",
            Kind::OptOut { .. } => "opt_out",
            Kind::Note { .. } => "note",
        }
    }

    /// Of a customer: does it concern invoices too that are issued later?
    pub fn reaches_later_invoices(&self) -> bool {
        matches!(self, Kind::Pause { .. } | Kind::Resume | Kind::Bounce { .. } | Kind::OptOut { .. })
    }

    /// Does it move money? Of one day, these events come first.
    pub fn is_money(&self) -> bool {
        matches!(self, Kind::Payment { .. } | Kind::Credit { .. } | Kind::Reversal { .. } | Kind::Fee { .. } | Kind::WriteOff { .. })
    }
}

/// The action that a touch or note refers to: `INV-7/escalation/call/1`, or `INV-7@2/…` in the invoice's second journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// An action of the event's own invoice.
    Own {
        /// The journey, from 1, where it is written without `@`.
        journey: u16,
        /// What follows the invoice's id and a slash: `escalation/call/1`.
        tail: TextId,
    },
    /// Any other text: of an event that names a customer only, or an action of another invoice.
    Other(TextId),
}
