//! What came of all lines, per account: nothing is lost between a statement and its result.

use super::{BankLine, LineMatch, LineOutcome};
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use std::collections::BTreeMap;

/// What is known of a line besides the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineState {
    New,
    /// Another line stands for the same entry.
    Same {
        line: String,
    },
    /// Its events are in the log.
    Recorded,
    /// It stands in a file of proposals already, and is not recorded.
    Waiting,
    /// A person said no.
    Refused,
}

/// A line with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineResult {
    /// The name of its file without endings, and its number: `april:007`.
    pub label: String,
    /// The file and the line in it.
    pub source: String,
    pub line: BankLine,
    pub state: LineState,
    pub decision: LineMatch,
}

impl LineResult {
    /// Where the line stands in the sum of all; nothing if another line stands for it.
    pub fn outcome(&self) -> Option<LineOutcome> {
        match self.state {
            LineState::Same { .. } => None,
            LineState::Recorded => Some(LineOutcome::Matched),
            LineState::Refused => Some(LineOutcome::Unmatched),
            LineState::New | LineState::Waiting => Some(self.decision.outcome()),
        }
    }

    /// May it be recorded without a question?
    pub fn is_applied(&self) -> bool {
        !matches!(self.state, LineState::Same { .. } | LineState::Refused) && self.outcome() == Some(LineOutcome::Matched)
    }
}

/// The lines of one account in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSums {
    pub account: String,
    pub currency: Currency,
    /// The balance before the first and behind the last statement, and the day of that.
    pub opening: Option<Balance>,
    pub closing: Option<Balance>,
    pub until: Option<Day>,
    /// How many entries there are, and what they come to, by outcome in the order of [`LineOutcome::ALL`].
    pub counts: [(usize, Balance); 4],
    /// Lines that are the same entry as another.
    pub same: usize,
}

impl AccountSums {
    pub fn entries(&self) -> usize {
        self.counts.iter().map(|(count, _)| count).sum()
    }

    pub fn sum(&self) -> Balance {
        self.counts.iter().map(|(_, sum)| sum).sum()
    }

    /// What is missing between the balances and the entries; nothing where the file has no balances.
    pub fn missing(&self) -> Option<Balance> {
        Some(self.closing? - self.opening? - self.sum())
    }
}

/// The sums of results, by account and currency. `balances` gives the first opening and the last closing balance of an account.
pub fn account_sums(
    results: &[LineResult],
    balances: impl Fn(&str, Currency) -> (Option<Balance>, Option<Balance>, Option<Day>),
) -> Vec<AccountSums> {
    let mut sums: BTreeMap<(String, Currency), AccountSums> = BTreeMap::new();
    for result in results {
        let line = &result.line;
        let of_account = sums.entry((line.account.clone(), line.currency)).or_insert_with(|| {
            let (opening, closing, until) = balances(&line.account, line.currency);
            let (account, currency) = (line.account.clone(), line.currency);
            AccountSums { account, currency, opening, closing, until, counts: [(0, 0); 4], same: 0 }
        });
        match result.outcome() {
            None => of_account.same += 1,
            Some(outcome) => {
                let (count, sum) = &mut of_account.counts[outcome as usize];
                *count += 1;
                *sum += Balance::from(line.amount);
            }
        }
    }
    sums.into_values().collect()
}
