//! Promises that can keep an invoice from being chased for ever.

use super::Subject;
use crate::finding::{Code, Finding};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let promise = &subject.workflow.overrides.promise;
    if promise.honour.is_some() {
        return Vec::new();
    }
    let message = "a customer who breaks every promise is never chased again: each new promise keeps everybody from it";
    let hint = "say after how many broken promises no more is waited for: `overrides: { promise: { honour: 2 } }`";
    vec![subject.finding(Code::EndlessPromises, promise.line, message).hint(hint)]
}
