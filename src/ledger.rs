//! What is known about the debts: invoices, and the events that happened to them.
//!
//! Nothing here knows of stages or actions. [`Ledger`] holds a whole ledger in memory; readers also hand over invoices
//! one by one, for ledgers that should not be held.

mod event;
mod events;
mod frames;
mod ids;
mod invoice;
mod issued_late;
mod joining;
mod language;
mod lines;
mod numbered;
mod packed;
pub mod reading;
mod slice;
mod texts;

pub use event::{Event, FEE, Kind, Reference, Sign, Unit};
pub use events::{Events, EventsBuilder, Note, OtherCustomer, Source, Subject, Subjects, Unread};
pub use frames::{FrameId, Frames};
pub use ids::{Found, Ids, TOGETHER};
pub use invoice::{Columns, Field, Invoice, InvoiceId, Invoices, OpenAmount, Snapshot, Terms};
pub use issued_late::IssuedLate;
pub use joining::Joined;
pub use language::language;
pub use slice::Slice;
pub use texts::TextId;
pub(crate) use texts::Texts;

use crate::money::Fx;

/// A ledger held in memory: its invoices in file order, and its events.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The invoices.
    pub invoices: Invoices,
    /// The events.
    pub events: Events,
    /// Rates, where amounts of several currencies are to be compared.
    pub fx: Option<Fx>,
}
