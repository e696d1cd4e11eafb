//! What the rows of an export say of it: how old it is, and what has left it.

use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::ledger::{Event, Events, Terms};

/// The newest date of an export, in which nothing says of which day it is.
#[derive(Clone, Copy, Default)]
pub(super) struct ExportAge {
    /// The newest issue date or settled date, of those that do not lie ahead.
    newest_dated: Option<Day>,
    newest_due: Option<Day>,
    has_issue_dates: bool,
}

impl ExportAge {
    pub fn see(&mut self, terms: &Terms, as_of: Day) {
        self.has_issue_dates |= terms.issue_date.is_some();
        let dated = [terms.issue_date, terms.settled_date].into_iter().flatten().filter(|day| *day <= as_of).max();
        self.newest_dated = self.newest_dated.max(dated);
        self.newest_due = self.newest_due.max(Some(terms.due_date));
    }

    pub fn join(&mut self, other: ExportAge) {
        self.newest_dated = self.newest_dated.max(other.newest_dated);
        self.newest_due = self.newest_due.max(other.newest_due);
        self.has_issue_dates |= other.has_issue_dates;
    }

    /// The day that the export is not older than. Without issue dates it is the newest due date: no invoice is issued after that.
    pub fn newest(&self) -> Option<Day> {
        if self.has_issue_dates { self.newest_dated } else { self.newest_dated.max(self.newest_due) }
    }
}

/// At most so many examples are named.
const MOST_NAMED: usize = 3;

/// Invoices and customers that events name and that are not in a list of what is open.
#[derive(Default)]
pub(super) struct LeftExport {
    first: Option<Event>,
    named: Vec<String>,
    count: usize,
}

impl LeftExport {
    pub fn add(&mut self, event: Event, id: String) {
        self.count += 1;
        if self.first.is_none_or(|first| event.sequence < first.sequence) {
            self.first = Some(event);
        }
        if self.named.len() < MOST_NAMED {
            self.named.push(id);
        }
    }

    pub fn finding(self, events: &Events) -> Option<Finding> {
        let first = self.first?;
        let more = if self.count > self.named.len() { ", …" } else { "" };
        let named = format!("{}{more}", self.named.join(", "));
        let message = match self.count {
            1 => format!("events name {named}, which is not in the export of open items: probably paid"),
            count => format!("events name {count} ids that are not in the export of open items: probably paid ({named})"),
        };
        Some(Finding::new(Code::LeftExport, message).at(events.place(&first)))
    }
}
