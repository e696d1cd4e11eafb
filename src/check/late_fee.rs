//! Base rates that end before the day of the check. Where there is a ledger, its plan says so.

use super::CheckSubject;
use crate::finding::Finding;
use crate::plan::rates_end;

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let alone = subject.facts.is_none();
    rates_end(subject.workflow, subject.as_of).filter(|_| alone).into_iter().collect()
}
