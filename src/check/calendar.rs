//! A calendar on which nothing is ever due.

use super::CheckSubject;
use crate::finding::{Code, Finding};

const YEAR: i32 = 365;

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let (workflow, as_of) = (subject.workflow, subject.as_of);
    if (0..YEAR).any(|days| workflow.calendar.works_on(as_of.plus(days))) {
        return Vec::new();
    }
    let message = format!("there is no working day from {as_of} to {}, so nothing is due", as_of.plus(YEAR - 1));
    vec![subject.finding(Code::NoWorkingDay, workflow.calendar_line, message).hint("correct the working days and the holidays")]
}
