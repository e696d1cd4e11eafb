//! What can be wrong with a row.

use crate::finding::{Code, Subject};

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub code: Code,
    /// The field of the row, from 0; none where the whole row is meant.
    pub field: Option<usize>,
    pub message: String,
    pub hint: Option<String>,
    /// The invoice or customer of the row, where that can be told.
    pub subject: Option<Box<Subject>>,
}

impl Problem {
    pub fn new(code: Code, field: Option<usize>, message: impl Into<String>) -> Problem {
        Problem { code, field, message: message.into(), hint: None, subject: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: Option<String>) -> Problem {
        self.hint = hint;
        self
    }

    #[must_use]
    pub fn about(mut self, subject: Subject) -> Problem {
        self.subject = Some(Box::new(subject));
        self
    }
}
