//! Who did how much, what came in meanwhile, and what is due next week.

use super::gathering::BookSums;
use crate::channel::Channel;
use crate::ledger::CallOutcome;
use crate::money::{Balance, Currency};
use crate::report::{Cell, columns, objects};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkRow {
    pub owner: String,
    /// Touches by channel, in the order of [`Channel::ALL`].
    pub touches: [usize; Channel::ALL.len()],
    pub next_week: usize,
}

impl WorkRow {
    fn on(&self, channel: Channel) -> Cell<'static> {
        self.touches[channel as usize].into()
    }

    fn email(&self) -> Cell<'static> {
        self.on(Channel::Email)
    }

    fn call(&self) -> Cell<'static> {
        self.on(Channel::Call)
    }

    fn letter(&self) -> Cell<'static> {
        self.on(Channel::Letter)
    }

    fn sms(&self) -> Cell<'static> {
        self.on(Channel::Sms)
    }

    fn task(&self) -> Cell<'static> {
        self.on(Channel::Task)
    }
}

columns! { WorkRow {
    owner "Owner": Maybe(&Text), "of the stage that the invoice was in; empty if it was in none" => |row| row.owner.as_str().into();
    emails "Emails": Count, "recorded in the time" => |row| row.email();
    calls "Calls": Count, "the same" => |row| row.call();
    letters "Letters": Count, "the same" => |row| row.letter();
    sms "Sms": Count, "the same" => |row| row.sms();
    tasks "Tasks": Count, "the same" => |row| row.task();
    next_week "Due next week": Count, "actions that fall due in the seven days after, if each is done on its day" => |row| row.next_week.into();
} }

objects!(WorkRow);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// The word; empty where nobody wrote one.
    pub outcome: &'static str,
    pub calls: usize,
}

columns! { CallRow {
    outcome "Outcome": Maybe(&Text), "as the log has it; `other` is a word that is not known, empty none at all" => |row| row.outcome.into();
    calls "Calls": Count, "recorded in the time" => |row| row.calls.into();
} }

objects!(CallRow);

pub(super) fn call_rows(gathered: &BookSums) -> Vec<CallRow> {
    let known = CallOutcome::ALL.into_iter().chain([CallOutcome::Other]).map(Some).chain([None]);
    let row = |outcome: Option<CallOutcome>| {
        let calls = *gathered.calls.get(&outcome)?;
        Some(CallRow { outcome: outcome.map_or("", CallOutcome::name), calls })
    };
    known.filter_map(row).collect()
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerCashRow {
    pub owner: String,
    pub currency: Currency,
    pub received: Balance,
}

columns! { OwnerCashRow {
    owner "Owner": Maybe(&Text), "of the stage that the invoice was in; empty if it was in none" => |row| row.owner.as_str().into();
    currency "Currency": Currency, "of the amount" => |row| row.currency.code().into();
    received "Came in": Exact, "on invoices of their stages, in the time" => |row| Cell::amount(row.currency, row.received);
} }

objects!(OwnerCashRow);

pub(super) fn work_rows(gathered: &BookSums) -> (Vec<WorkRow>, Vec<OwnerCashRow>) {
    let mut rows: BTreeMap<&str, WorkRow> = BTreeMap::new();
    let new = |owner: &str| WorkRow { owner: owner.to_owned(), ..WorkRow::default() };
    for ((owner, channel), count) in &gathered.touches {
        rows.entry(owner).or_insert_with(|| new(owner)).touches[*channel] += count;
    }
    for (owner, count) in &gathered.next_week {
        rows.entry(owner).or_insert_with(|| new(owner)).next_week += count;
    }
    let cash = gathered.cash_by_owner.iter().filter(|(_, received)| **received != 0);
    let cash = cash.map(|((owner, currency), received)| OwnerCashRow { owner: owner.clone(), currency: *currency, received: *received });
    (rows.into_values().collect(), cash.collect())
}
