//! Drafts that a person must look at before they are sent.

use super::OwnerId;

/// Who approves the drafts of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    Required,
    By(OwnerId),
}
