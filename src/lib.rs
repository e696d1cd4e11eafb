//! `collect`: collections as code.

pub mod builtin;
pub mod calendar;
pub mod channel;
pub mod draft;
pub mod finding;
pub mod ledger;
pub mod money;
pub mod plan;
pub mod project;
pub mod report;
pub mod sender;
pub mod spreadsheet;
pub mod workflow;
pub mod yaml;
