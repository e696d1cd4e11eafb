//! The integration tests: one binary, a module per subject.

mod drafts;
mod workflow_reading;
