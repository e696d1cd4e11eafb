//! Markdown, for a ticket, a chat or a page.

use super::customer::PARENT;
use super::summary::{counted, plan_summary, title};
use super::{
    ActionRow, Cash, Listing, PlanView, PositionRow, ShownAction, ShownWithheld, StatusView, account_cash_told, credits_told, money,
    one_line,
};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A plan: a heading, the actions, what they add up to, and what is withheld.
pub fn plan_markdown(view: &PlanView<'_>, by_customer: bool, mut out: impl Write) -> io::Result<()> {
    let mut text = format!("# {}\n\n", escaped(&title("Plan for", view.plan.as_of, view.workflow)));
    if by_customer {
        for group in view.groups() {
            let _ = writeln!(text, "## {}\n", escaped(&customer_heading(&group)));
            actions(&mut text, group.into_iter());
        }
    } else if !view.actions.is_empty() {
        actions(&mut text, view.rows());
    }
    let _ = writeln!(text, "{}", escaped(&plan_summary(view).join(" ")));
    if !view.withheld.is_empty() {
        text.push_str("\n## Withheld\n\n");
        Listing::new("Withheld", ShownWithheld::COLUMNS, view.withheld_rows()).push_markdown(&mut text);
        text.pop();
    }
    out.write_all(text.as_bytes())
}

/// Where invoices stand: the open cash, and a row for each invoice.
pub fn status_markdown(view: &StatusView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut text = format!("# {}\n\n", escaped(&title("Status on", view.plan.as_of, view.workflow)));
    if !view.cash.is_empty() {
        Listing::new("Cash", Cash::COLUMNS, view.cash.iter().cloned()).push_markdown(&mut text);
    }
    if let Some(credits) = credits_told(&view.credits, !view.cash.is_empty()) {
        let _ = write!(text, "{credits}\n\n");
    }
    if let Some(cash) = account_cash_told(&view.on_account, !view.cash.is_empty()) {
        let _ = write!(text, "{cash}\n\n");
    }
    if view.positions.is_empty() {
        text.push_str("No invoice of this kind is open.\n\n");
    } else {
        let cells = |row: PositionRow<'_>| {
            let shown = row.cells().map(|(name, cell)| match name {
                "status" => row.position.status_in_words().to_owned(),
                _ => cell.shown().into_owned(),
            });
            shown.collect()
        };
        let header: Vec<(&str, bool)> = PositionRow::COLUMNS.iter().map(|column| (column.name, column.holds.is_numeric())).collect();
        table(&mut text, &header, view.rows().map(cells));
    }
    text.pop();
    out.write_all(text.as_bytes())
}

/// `Acme Ltd (C-17): 3 invoices owing 12,400.00 EUR, Jane Doe, +44 20 …`; of several customers of a parent `P-1: 3 invoices of 2 customers
/// owing …`.
pub fn customer_heading(group: &[ActionRow<'_>]) -> String {
    use crate::ledger::Field;
    let Some(first) = group.first() else { return String::new() };
    let customers: std::collections::BTreeSet<&str> = group.iter().map(|row| row.invoice.customer()).collect();
    let mut text = first.customer().to_owned();
    if text != first.invoice.customer() {
        let _ = write!(text, " ({})", first.invoice.customer());
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut owed = std::collections::BTreeMap::new();
    for row in group {
        if seen.insert(row.action.invoice) {
            *owed.entry(row.invoice.terms.currency).or_insert(0) += row.action.balance;
        }
    }
    let owed: Vec<String> = owed.into_iter().map(|(currency, minor)| money(currency, minor)).collect();
    if customers.len() > 1 {
        let parent = group.iter().find_map(|row| row.invoice.column(PARENT).filter(|parent| !parent.is_empty())).unwrap_or_default();
        let (invoices, customers) = (counted(seen.len(), "invoice"), counted(customers.len(), "customer"));
        return format!("{parent}: {invoices} of {customers} owing {}", owed.join(" and "));
    }
    let _ = write!(text, ": {} owing {}", counted(seen.len(), "invoice"), owed.join(" and "));
    for field in [Field::Contact, Field::Phone] {
        if let Some(value) = group.iter().map(|row| row.invoice.field(field)).find(|value| !value.is_empty()) {
            let _ = write!(text, ", {value}");
        }
    }
    text
}

fn actions<'a>(text: &mut String, rows: impl Iterator<Item = ActionRow<'a>>) {
    Listing::new("Actions", ShownAction::COLUMNS, rows.map(ShownAction)).push_markdown(text);
}

/// A table and an empty line; columns marked so stand to the right.
pub(super) fn table(text: &mut String, header: &[(&str, bool)], rows: impl Iterator<Item = Vec<String>>) {
    let _ = writeln!(text, "| {} |", header.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | "));
    let _ = writeln!(text, "| {} |", header.iter().map(|(_, right)| if *right { "---:" } else { "---" }).collect::<Vec<_>>().join(" | "));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(" | "));
    }
    text.push('\n');
}

/// Shows nothing, and keeps what stands before it from being read together with what follows.
const BREAK: &str = "&#8203;";

/// The text with nothing in it that Markdown or HTML would act on. Where it is posted, nobody is notified, and nothing becomes a link:
/// names after `@`, numbers after `#`, web and email addresses are broken up.
pub(super) fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let within_word = previous.is_alphanumeric() && rest.starts_with(char::is_alphanumeric);
        match c {
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            '_' if !within_word => out.push_str("\\_"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
        if begins_reference(&text[..at], c, rest) {
            out.push_str(BREAK);
        }
        previous = c;
    }
    out
}

/// Would a platform make a mention, a reference or a link of the character and what follows?
fn begins_reference(before: &str, c: char, rest: &str) -> bool {
    let ends_with = |word: &str| {
        before.len() >= word.len() && before.is_char_boundary(before.len() - word.len()) && {
            let (head, tail) = before.split_at(before.len() - word.len());
            tail.eq_ignore_ascii_case(word) && !head.ends_with(char::is_alphanumeric)
        }
    };
    match c {
        '@' => {
            // Within a word it is one only as part of an address.
            let domain = rest.split(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)).next().unwrap_or_default();
            rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                && (!before.ends_with(char::is_alphanumeric) || domain.trim_end_matches('.').contains('.'))
        }
        '#' => rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'),
        // Merge requests, epics, snippets and milestones of GitLab.
        '!' | '&' | '$' | '%' => !before.ends_with(char::is_alphanumeric) && rest.starts_with(|c: char| c.is_ascii_digit()),
        '-' => ends_with("GH") && rest.starts_with(|c: char| c.is_ascii_digit()),
        ':' => rest.starts_with("//") || ends_with("mailto") || ends_with("xmpp"),
        '.' => ends_with("www"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
