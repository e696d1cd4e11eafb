//! What makes a row stand out.

use std::borrow::Cow;
use std::fmt;

/// What makes a row stand out; each has a weight in the ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The customer was touched again and again and does not answer.
    pub silent: bool,
    /// How many of the customer's promises are broken on invoices that are still open.
    pub broken_promises: u32,
    pub worsening: bool,
    pub disputed: bool,
    /// The customer has cash that is not applied, less than what is overdue, and it does not cover this invoice.
    pub unapplied_cash: bool,
    /// A part of the invoice is disputed, and the rest of it is asked for. It has no weight.
    pub part_disputed: bool,
}

impl Flags {
    /// The names of those that are set, in the order of their weights in the workflow.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [
            (self.silent, "silent"),
            (self.broken_promises > 0, "broken_promise"),
            (self.worsening, "worsening"),
            (self.disputed, "disputed"),
            (self.unapplied_cash, "unapplied_cash"),
            (self.part_disputed, "part_disputed"),
        ]
        .into_iter()
        .filter_map(|(set, name)| set.then_some(name))
    }

    /// Their names joined by `+`; empty where none is set.
    pub fn joined(&self) -> Cow<'static, str> {
        let mut names = self.names();
        let Some(first) = names.next() else { return Cow::Borrowed("") };
        names.fold(Cow::Borrowed(first), |joined, name| Cow::Owned([&joined, "+", name].concat()))
    }
}

/// Names joined by `+`; in the alternate form (`{:#}`) words for people: `silent, broken promise ×2`.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let words = self.names().map(|name| match (name, self.broken_promises) {
                ("broken_promise", 2..) => format!("broken promise ×{}", self.broken_promises),
                ("worsening", _) => "paying later and later".to_owned(),
                ("part_disputed", _) => "disputed in part".to_owned(),
                _ => name.replace('_', " "),
            });
            return f.pad(&words.collect::<Vec<_>>().join(", "));
        }
        f.pad(&self.joined())
    }
}
