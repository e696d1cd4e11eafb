//! What became of the lines of bank statements.

use super::column::columns;
use super::csv_sheet::CsvSheet;
use super::listing::Listing;
use super::{Cell, counted, names};
use crate::matching::{AccountSums, LineOutcome, LineResult, LineState, MatchEvent, MatchEventKind};
use crate::money::Balance;
use std::io::{self, Write};

/// A line and what it leads to.
#[derive(Clone, Copy, Debug)]
pub struct MatchRow<'a> {
    result: &'a LineResult,
}

columns! { MatchRow<'a> {
    line "Line": Text, "the name of the file without its endings, and the number of the entry in it" => |row| Cell::text(row.result.label.as_str());
    date "Date": Day, "the booking day" => |row| Cell::Day(row.result.line.date);
    amount "Amount": Exact, "negative for money that went out" => |row| Cell::amount(row.result.line.currency, row.result.line.amount.into());
    currency "Currency": Currency, "of the amount" => |row| row.result.line.currency.code().into();
    payer "Payer": Maybe(&Text), "as the bank says" => |row| Cell::text(row.result.line.payer.as_str());
    outcome "Outcome": Word(outcomes), "`matched`: certain; `proposed`: a person decides; `set aside`: no payment of a customer; `unmatched`; `same`: another line is the same entry" => |row| Cell::text(outcome(row.result));
    events "For": Maybe(&Text), "what it pays, with amounts where there are several" => |row| Cell::text(told(&row.result.decision.events));
    text "Text": Maybe(&Text), "what the payer wrote" => |row| Cell::text(row.result.line.text.as_str());
    why "Why": Maybe(&Text), "which rules held, and which one was missing" => |row| Cell::text(reasons(row.result));
    source "Source": Text, "the file and the line in it" => |row| Cell::text(row.result.source.as_str());
} }

fn outcomes() -> Vec<&'static str> {
    vec!["matched", "proposed", "set aside", "unmatched", "same"]
}

fn outcome(result: &LineResult) -> &'static str {
    result.outcome().map_or("same", LineOutcome::name)
}

/// `RE-7 1200.00, RE-9 80.00`; of one event its invoice or customer alone.
pub fn told(events: &[MatchEvent]) -> String {
    let one = |event: &MatchEvent| {
        let id = event.invoice.clone().unwrap_or_else(|| format!("{} (on account)", event.customer));
        let kind = match event.kind {
            MatchEventKind::Payment => "",
            MatchEventKind::CreditUsed => "credit note ",
            MatchEventKind::Reversal => "reversal ",
            MatchEventKind::Credit => "credit ",
            MatchEventKind::WriteOff => "write-off ",
            MatchEventKind::Fee => "fee ",
        };
        let sign = if event.kind == MatchEventKind::CreditUsed { "-" } else { "" };
        let amount = event.currency.plain(event.amount.into());
        if events.len() == 1 { format!("{kind}{id}") } else { format!("{kind}{id} {sign}{amount}") }
    };
    events.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The reasons of a decision in one text, with what else may be meant.
pub fn reasons(result: &LineResult) -> String {
    match &result.state {
        LineState::Same { line } => return format!("the same entry as {line}"),
        LineState::Recorded => return "recorded before".to_owned(),
        LineState::Refused => return "decided: no".to_owned(),
        LineState::New | LineState::Waiting => {}
    }
    let mut texts: Vec<String> = result.decision.reasons.iter().map(ToString::to_string).collect();
    const MOST: usize = 3;
    texts.extend(result.decision.alternatives.iter().take(MOST).map(|other| format!("or: {}", told(other))));
    texts.join("; ")
}

/// All lines, or those that a person decides about.
#[derive(Clone, Debug)]
pub struct MatchView<'a> {
    pub results: Vec<&'a LineResult>,
    pub accounts: &'a [AccountSums],
}

/// One account in the report.
#[derive(Clone, Copy, Debug)]
pub struct AccountRow<'a> {
    sums: &'a AccountSums,
}

columns! { AccountRow<'a> {
    account "Account": Text, "as the statement writes it" => |row| Cell::text(row.sums.account.as_str());
    currency "Currency": Currency => |row| row.sums.currency.code().into();
    opening "Opening": Maybe(&Exact), "the balance before the first statement" => |row| balance(row.sums, row.sums.opening);
    entries "Entries": Count, "each once, however many statements have it" => |row| count(row.sums.entries());
    matched "Matched": Count => |row| count(row.sums.counts[0].0);
    matched_sum "Sum": Exact => |row| balance(row.sums, Some(row.sums.counts[0].1));
    proposed "Proposed": Count => |row| count(row.sums.counts[1].0);
    proposed_sum "Sum": Exact => |row| balance(row.sums, Some(row.sums.counts[1].1));
    set_aside "Set aside": Count => |row| count(row.sums.counts[2].0);
    set_aside_sum "Sum": Exact => |row| balance(row.sums, Some(row.sums.counts[2].1));
    unmatched "Unmatched": Count => |row| count(row.sums.counts[3].0);
    unmatched_sum "Sum": Exact => |row| balance(row.sums, Some(row.sums.counts[3].1));
    closing "Closing": Maybe(&Exact), "the balance behind the last statement" => |row| balance(row.sums, row.sums.closing);
    missing "Missing": Maybe(&Exact), "what is missing between both balances and the entries; 0 if it adds up" => |row| balance(row.sums, row.sums.missing());
} }

fn count(number: usize) -> Cell<'static> {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn balance(sums: &AccountSums, amount: Option<Balance>) -> Cell<'static> {
    amount.map_or(Cell::Empty, |amount| Cell::amount(sums.currency, amount))
}

impl MatchView<'_> {
    fn rows(&self) -> impl Iterator<Item = MatchRow<'_>> {
        self.results.iter().map(|result| MatchRow { result })
    }

    pub fn lines(&self) -> Listing {
        Listing::new("Lines", MatchRow::COLUMNS, self.rows())
    }

    pub fn accounts(&self) -> Listing {
        Listing::new("Accounts", AccountRow::COLUMNS, self.accounts.iter().map(|sums| AccountRow { sums }))
    }

    /// `95 entries: 61 matched, 26 proposed, 8 set aside, 0 unmatched.`
    pub fn sentence(&self) -> String {
        let sum = |place: usize| self.accounts.iter().map(|account| account.counts[place].0).sum::<usize>();
        let all: usize = self.accounts.iter().map(AccountSums::entries).sum();
        let parts: Vec<String> =
            LineOutcome::ALL.into_iter().enumerate().map(|(place, outcome)| format!("{} {}", sum(place), outcome.name())).collect();
        let same: usize = self.accounts.iter().map(|account| account.same).sum();
        let again = if same > 0 { format!(" {} in several statements.", counted(same, "line")) } else { String::new() };
        let entries = if all == 1 { "1 entry".to_owned() } else { counted(all, "entrie") };
        format!("{entries}: {}.{again}", parts.join(", "))
    }
}

pub fn match_csv(view: &MatchView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(MatchRow::COLUMNS))?;
    view.rows().try_for_each(|row| sheet.row(&row))?;
    sheet.finish()
}

pub fn match_report_csv(view: &MatchView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(AccountRow::COLUMNS))?;
    view.accounts.iter().try_for_each(|sums| sheet.row(&AccountRow { sums }))?;
    sheet.finish()
}
