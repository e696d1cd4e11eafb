//! The integration tests: one binary, a module per subject.

#![allow(clippy::disallowed_methods, reason = "the library is held to these, its tests may look at the clock and the environment")]

mod approve;
mod checking;
mod commands;
mod credits;
#[cfg(unix)]
mod cron;
mod customer_file;
mod customers;
mod docs;
mod dossiers;
mod drafts;
mod einvoices;
mod empty_export;
mod engine;
mod errors;
mod explain;
mod exports;
mod help;
mod init;
mod late_fees;
mod layouts;
mod ledger_hostile;
mod ledger_joining;
mod ledger_reading;
mod limits;
mod mail;
mod mutants;
mod mutations;
mod naive;
mod no_address;
mod open_items;
mod place;
mod project_reading;
mod quiet;
mod readmes;
mod recording;
mod reports;
mod run;
mod sample;
mod scenario;
mod schema;
mod simulate;
mod skipped_rows;
mod spark;
mod statements;
mod status_words;
mod stories;
mod syncing;
mod tidy;
mod warnings;
mod workbooks;
mod workflow_copies;
mod workflow_mistakes;
mod workflow_reading;
