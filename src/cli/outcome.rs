//! How a command ends.

use super::findings::Findings;
use std::process::ExitCode;

/// What a command came to, with its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Fine = 0,
    /// There are findings: a failed check, or warnings where they are denied.
    Findings = 1,
    /// The input or the call is wrong; nothing was written.
    Wrong = 2,
    Skipped = 3,
    /// It asks first: there is more to do than the workflow allows for one day, or it looks as if it was done before; nothing was written.
    Held = 4,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

#[derive(Debug)]
pub enum Failure {
    Findings(Box<Findings>),
    /// Anything else: a file that cannot be written, a flag that does not go with the inputs.
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Other(error)
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Failure {
        Failure::Findings(Box::new(findings))
    }
}
