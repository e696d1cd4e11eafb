//! The customer's cash on no invoice, and the invoices that it is set against.

use super::StoryView;
use super::words::money_name;
use crate::plan::{CashFrom, Held};

/// So many invoices are named each by itself.
const MOST_NAMED: usize = 3;

/// The sums, where they matter: where the cash holds an action back, now or next, or makes the row stand out.
pub(super) fn sums(view: &StoryView<'_>) -> Vec<String> {
    let (standing, cash) = (&view.story.standing, &view.story.evidence.cash);
    let next = standing.next.iter().flat_map(|(_, actions)| actions);
    let holds_back = standing.withheld.iter().any(|held| held.reason == Held::UnappliedCash)
        || next.into_iter().any(|next| matches!(next.held, Some((Held::UnappliedCash, _))));
    let is_flag = view.story.position().is_some_and(|position| position.flags.unapplied_cash);
    if !holds_back && !is_flag {
        return Vec::new();
    }
    let mut lines: Vec<String> = Vec::new();
    for (index, (from, amount)) in cash.entries.iter().enumerate() {
        let sign = match (index, *amount < 0) {
            (0, false) => "",
            (_, false) => "+ ",
            (_, true) => "− ",
        };
        let what = match from {
            CashFrom::Event { kind, on, source } => format!("{} of {on} for the customer ({source})", money_name(kind)),
            CashFrom::Overpaid(invoice) => format!("overpaid on {invoice}"),
            CashFrom::Credit(invoice) => format!("the open credit {invoice}"),
        };
        lines.push(format!("{sign}{}: {what}", view.money(amount.abs())));
    }
    lines.push(format!("= {}: the customer's unapplied cash", view.money(cash.unapplied)));
    let mut rest = cash.unapplied;
    let own = cash.open.iter().position(|(_, id, _)| *id == view.story.invoice);
    let (earlier, own) = cash.open.split_at(own.unwrap_or(cash.open.len()));
    let mut takes = |balance: i128| {
        let taken = balance.min(rest).max(0);
        rest -= taken;
        taken
    };
    if earlier.len() > MOST_NAMED {
        let taken = earlier.iter().map(|(.., balance)| takes(*balance)).sum();
        lines.push(format!("− {}: for {} invoices with an earlier due date", view.money(taken), earlier.len()));
    } else {
        for (due, invoice, balance) in earlier {
            lines.push(format!("− {}: for {invoice}, due {due}", view.money(takes(*balance))));
        }
    }
    if let Some((due, invoice, balance)) = own.first() {
        let taken = takes(*balance);
        lines.push(format!("− {}: for {invoice}, due {due}", view.money(taken)));
        lines.push(if taken == *balance {
            format!("The cash covers {invoice}, so nobody chases it")
        } else {
            format!("{} of {invoice} is not covered, so chasing goes on", view.money(balance - taken))
        });
    }
    lines
}
