//! The integration tests: one binary, a module per subject.

mod engine;
mod naive;
mod project_reading;
mod scenario;
mod workflow_mistakes;
mod workflow_reading;
