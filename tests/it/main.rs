//! The integration tests: one binary, a module per subject.

mod commands;
mod drafts;
mod engine;
mod ledger_hostile;
mod ledger_joining;
mod ledger_reading;
mod naive;
mod project_reading;
mod reports;
mod sample;
mod scenario;
mod workflow_mistakes;
mod workflow_reading;
