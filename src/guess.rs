//! Finding out how another system's export is written, so that it can be read as it is.
//!
//! A [`Survey`] is one look over a whole file; [`invoices`] and [`events()`] turn it into the format of a project file, or into
//! [`Doubt`]s where the file itself leaves something open: what two readings fit is asked for, never chosen. A [`ProjectPage`] is the project file as
//! text, and [`Proof`] what comes of reading the files with it.

mod amounts;
mod columns;
mod currency;
mod dates;
pub mod doubt;
mod events;
mod invoices;
mod names;
mod page;
mod proof;
mod survey;
mod words;
mod workflow;

pub use doubt::{Answers, Doubt};
pub use events::{FileHolds, events};
pub use invoices::{GuessedInvoices, Remark, read as invoices};
pub use page::ProjectPage;
pub use proof::{OpenByCurrency, Proof, SAMPLE, Sampled};
pub use survey::Survey;
pub use workflow::{scenarios_to_begin_with, to_begin_with};
