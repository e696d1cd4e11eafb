//! `collect`: collections as code.

pub mod calendar;
pub mod channel;
pub mod finding;
pub mod ledger;
pub mod money;
pub mod plan;
pub mod workflow;
