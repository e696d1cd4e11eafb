//! Stories: a workflow, a ledger and a day, made by hand or at random.
//!
//! A story can be handed to the library as its own types, and printed as the files that a user would have.

mod csv;
mod invoices;
mod events;
mod ledger;
mod recorded;
mod story;
pub mod told;
mod workflows;
mod yaml;

pub use story::{Story, random};
