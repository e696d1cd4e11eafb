//! The answer of `collect may` to one question, as a row of an output.

use super::column::{columns, objects};
use super::one_line;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::plan::{Barrier, Permission};

/// A question, as it was asked, and its answer.
#[derive(Clone, Debug)]
pub struct AnswerRow<'a> {
    /// `None` where the question is none: it has no channel by which somebody is contacted, or no id.
    pub channel: Option<Channel>,
    /// An invoice or customer; the whole line where the question is none.
    pub id: &'a str,
    pub permission: Permission,
}

columns! { AnswerRow<'a> {
    channel: Maybe(&Channel), "as asked; empty if the line is no question" => |row| row.channel_name().into();
    id: Maybe(&Text), "the invoice or customer, as asked; the whole line if it is no question" => |row| row.id.into();
    answer: Word(answers), "`yes`, `no`, or `unknown` if the ledger has neither an invoice nor a customer of that id, or the line is no question" => |row| row.answer().into();
    reason: Maybe(&Word(Barrier::names)), "for `no`: what forbids it; of several reasons the first in the list below" => |row| row.barrier().map(Barrier::name).into();
    free_on: Maybe(&Day), "for `no`: the first day on which somebody may, if nothing else happens; empty if it is not known" => |row| row.free_on().into();
    invoice: Maybe(&Text), "the invoice that allows it or that the reason is of" => |row| row.invoice().into();
    why: Text, "a sentence for people" => |row| row.why().into();
} }

objects!(AnswerRow<'_>);

fn answers() -> Vec<&'static str> {
    vec!["yes", "no", "unknown"]
}

impl AnswerRow<'_> {
    fn channel_name(&self) -> Option<&'static str> {
        self.channel.map(Channel::name)
    }

    pub fn answer(&self) -> &'static str {
        match self.permission {
            Permission::Yes { .. } => "yes",
            Permission::No { .. } => "no",
            Permission::Unknown => "unknown",
        }
    }

    /// `no email INV-7: contact-limit, free on 2026-03-07`, on one line whatever the question was.
    pub fn line(&self) -> String {
        let asked = [self.channel_name().unwrap_or_default(), self.id].join(" ");
        let of = self.invoice().filter(|invoice| *invoice != self.id);
        let of = of.map(|invoice| format!(" ({invoice})")).unwrap_or_default();
        let told = match &self.permission {
            Permission::Yes { .. } => of,
            Permission::No { barrier, free_on: Some(day), .. } => format!(": {barrier}{of}, free on {day}"),
            Permission::No { barrier, free_on: None, .. } => format!(": {barrier}{of}"),
            Permission::Unknown => format!(": {}", self.why()),
        };
        one_line(&format!("{} {}{told}", self.answer(), asked.trim())).into_owned()
    }

    fn barrier(&self) -> Option<Barrier> {
        match self.permission {
            Permission::No { barrier, .. } => Some(barrier),
            _ => None,
        }
    }

    fn free_on(&self) -> Option<Day> {
        match self.permission {
            Permission::No { free_on, .. } => free_on,
            _ => None,
        }
    }

    fn invoice(&self) -> Option<&str> {
        match &self.permission {
            Permission::Yes { invoice } => Some(invoice),
            Permission::No { invoice, .. } => invoice.as_deref(),
            Permission::Unknown => None,
        }
    }

    fn why(&self) -> &'static str {
        match (&self.permission, self.channel) {
            (Permission::Yes { .. }, _) => "nothing forbids it",
            (Permission::No { barrier, .. }, _) => barrier.words(),
            (Permission::Unknown, Some(_)) => "the ledger has no such invoice or customer",
            (Permission::Unknown, None) => "write a channel (email, call, letter or sms), a space and an id",
        }
    }
}
