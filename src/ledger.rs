//! What is known about the debts: invoices, and the events that happened to them, read from files.
//!
//! Nothing here knows of stages or actions. [`Ledger`] holds a whole ledger in memory; readers also hand over invoices
//! one by one, for ledgers that should not be held. How it is kept is the [`crate::store`]'s.

mod customer_table;
mod instalments;
mod issued_late;
mod known_instalments;
mod language;
pub mod reading;
mod slice;
mod zeros;

pub use crate::store::{
    CallOutcome, Columns, Event, EventLine, Events, EventsBuilder, FEE, Field, Invoice, InvoiceId, Invoices, Joined, Kind, Note,
    OpenAmount, OtherCustomer, Reference, Sign, Snapshot, Source, Subject, Terms, TextId, Unit, Unread,
};
pub use customer_table::CustomerTable;
pub use instalments::Instalments;
pub use issued_late::IssuedLate;
pub use known_instalments::{KnownInstalment, KnownInstalments, numbered};
pub use language::language;
pub use slice::Slice;
pub use zeros::without_zeros;

use crate::money::Fx;

/// A ledger held in memory: its invoices in file order, and its events.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub invoices: Invoices,
    pub events: Events,
    /// Rates, where amounts of several currencies are to be compared.
    pub fx: Option<Fx>,
}
