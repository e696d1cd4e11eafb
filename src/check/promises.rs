//! Promises that can keep an invoice from being chased for ever.

use super::CheckSubject;
use crate::finding::{Code, Finding};

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let promise = &subject.workflow.overrides.promise;
    if promise.honour.is_some() {
        return Vec::new();
    }
    let message = "a customer who keeps making new promises is never chased again: each new promise pauses chasing";
    let hint = "limit the number of broken promises that pause chasing: `overrides: { promise: { honour: 2 } }`";
    vec![subject.finding(Code::EndlessPromises, promise.line, message).hint(hint)]
}
