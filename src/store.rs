//! Where a ledger is kept for the engine. Invoices and events go in; out come, invoice by invoice, what its journey needs, and a table of
//! the customers.
//!
//! There may be millions of them, so ids are numbers (`IdKey`), an event is a few bytes, and what belongs together is put together part by
//! part (`Partitions`). The engine knows none of it.

mod call_outcome;
mod columns;
mod customer;
mod customers;
mod debts;
mod dense;
mod event;
mod events;
mod executor;
mod invoice;
mod joining;
mod key;
mod last_paid;
mod narrow;
mod packed;
mod partitions;
mod subjects_met;
mod texts;

pub use call_outcome::CallOutcome;
pub use columns::{Columns, Field, Snapshot};
pub(crate) use customer::Customer;
pub(crate) use customers::{CustomerId, Customers};
pub(crate) use debts::{Debts, Owed};
pub(crate) use dense::{Dense, Input, Store};
pub use event::{Event, FEE, Kind, Reference, Sign, Unit};
pub use events::{EventLine, Events, EventsBuilder, Note, OtherCustomer, Source, Subject, Unread};
#[cfg(test)]
pub(crate) use executor::tests::Backwards;
pub use executor::{Executor, Sequential};
pub(crate) use executor::{in_pieces, in_turns};
pub use invoice::{Invoice, InvoiceId, Invoices, OpenAmount, Terms};
pub(crate) use invoice::{RowTexts, tidy};
pub use joining::Joined;
pub(crate) use key::IdKey;
pub(crate) use last_paid::LastPaid;
pub(crate) use narrow::Narrow;
pub(crate) use partitions::Partitions;
pub(crate) use subjects_met::SubjectsMet;
pub use texts::TextId;
