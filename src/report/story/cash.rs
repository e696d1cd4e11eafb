//! The customer's cash on no invoice, against what is overdue.

use super::StoryView;
use super::words::money_name;
use crate::plan::{CashFrom, Held};

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
            CashFrom::Overpaid(invoice) => format!("paid too much on {invoice}"),
            CashFrom::Credit(invoice) => format!("the open credit {invoice}"),
        };
        lines.push(format!("{sign}{}: {what}", view.money(amount.abs())));
    }
    lines.push(format!("= {}: the customer's cash on no invoice", view.money(cash.unapplied)));
    let mut plus = "";
    for (invoice, balance) in &cash.overdue {
        lines.push(format!("{plus}{}: overdue on {invoice}", view.money(*balance)));
        plus = "+ ";
    }
    if let Some(own) = cash.own.filter(|_| holds_back) {
        lines.push(format!("{plus}{}: on {}, which is not overdue", view.money(own), view.story.invoice));
    }
    let overdue: i128 = cash.overdue.iter().map(|(_, balance)| balance).sum();
    lines.push(if holds_back {
        let covers =
            if cash.unapplied >= cash.needed() { "the cash is as much or more, so nobody asks for money" } else { "the cash is less" };
        format!("= {}: what is asked for; {covers}", view.money(cash.needed()))
    } else {
        format!("= {}: overdue; the cash is less, so it is a flag and nothing waits for it", view.money(overdue))
    });
    lines
}
