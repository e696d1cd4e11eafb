//! Where a ledger is kept for the engine. Invoices and events go in; out come, invoice by invoice, what its journey needs, and a table of
//! the customers.
//!
//! There may be millions of them. All that is there for speed stands behind `Store` and [`Events`]: events in a few bytes, ids as numbers,
//! memory that is fetched ahead, the lock of a table that several planners fill. The engine knows none of it.

mod ahead;
mod customer;
mod customers;
mod debts;
mod dense;
mod event;
mod events;
mod executor;
mod frames;
mod ids;
mod invoice;
mod joining;
mod last_paid;
mod lines;
mod narrow;
mod numbered;
mod packed;
mod prefetch;
mod subjects_met;
mod texts;

pub(crate) use ahead::each_ahead;
pub(crate) use customer::Customer;
pub(crate) use customers::{CustomerId, CustomerTable, Customers};
pub(crate) use debts::{Debts, Owed};
pub(crate) use dense::{Dense, Input, Store};
pub use event::{Event, FEE, Kind, Reference, Sign, Unit};
pub use events::{Events, EventsBuilder, Note, OtherCustomer, Source, Subject, Unread};
pub(crate) use executor::in_pieces;
#[cfg(test)]
pub(crate) use executor::tests::Backwards;
pub use executor::{Executor, Sequential};
pub(crate) use frames::Frames as ShortIds;
pub use invoice::{Columns, Field, Invoice, InvoiceId, Invoices, OpenAmount, Snapshot, Terms};
pub use joining::Joined;
pub(crate) use last_paid::LastPaid;
pub(crate) use narrow::Narrow;
pub(crate) use numbered::{Numbered, is_numbered};
pub(crate) use subjects_met::SubjectsMet;
pub use texts::TextId;
