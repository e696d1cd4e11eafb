//! The integration tests: one binary, a module per subject.

mod drafts;
mod project_reading;
mod workflow_mistakes;
mod workflow_reading;
