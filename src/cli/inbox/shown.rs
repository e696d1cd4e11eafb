//! What was heard, on a screen: mail by mail, the customer's words and what they would become.

use super::listing::{ListedMail, Unread};
use crate::cli::table::{Fit, Line, Look, ScreenColumn, Span, Table, push_wrapped};
use anstyle::Style;
use collect::proposal::{Certainty, Proposal};
use collect::report::counted;

const COLUMNS: [ScreenColumn; 5] = [
    ScreenColumn { title: "Certainty", right: false, fit: Fit::Stays { most: 9 } },
    ScreenColumn { title: "Event", right: false, fit: Fit::Stays { most: 12 } },
    ScreenColumn { title: "About", right: false, fit: Fit::Shrinks { least: 10, most: 24 } },
    ScreenColumn { title: "What", right: false, fit: Fit::Shrinks { least: 12, most: 40 } },
    ScreenColumn { title: "The customer's words", right: false, fit: Fit::Wraps { least: 24 } },
];

/// So many letters of the words are shown.
const LONGEST_WORDS: usize = 240;

pub fn text(listed: &[ListedMail], unread: &[Unread], all: bool, look: Look) -> String {
    let mut out = String::new();
    let (proposed, other): (Vec<&ListedMail>, Vec<&ListedMail>) =
        listed.iter().filter(|one| all || !one.is_known).partition(|one| !one.proposals.is_empty());
    let mut lines = Vec::new();
    for one in proposed {
        lines.push(Line::Heading(heading(one)));
        lines.extend(one.proposals.iter().map(row));
    }
    if !lines.is_empty() {
        Table { columns: COLUMNS.to_vec(), lines }.render(look, &mut out);
        out.push('\n');
    }
    if !other.is_empty() || !unread.is_empty() {
        let head = format!("{} that lead to no event", counted(other.len() + unread.len(), "mail"));
        push_wrapped(&Span::styled(head, Style::new().bold()), 0, look, &mut out);
        for one in other {
            let who = one.heard.customer.as_deref().unwrap_or(&one.mail.from.address);
            let why = if one.heard.why.is_empty() { "nothing to enter" } else { &one.heard.why };
            push_wrapped(&Span::new(format!("{}: {who}: {why}", one.place)), 2, look, &mut out);
        }
        for one in unread {
            push_wrapped(&Span::new(format!("{}: not read: {}", one.place, one.why)), 2, look, &mut out);
        }
    }
    out
}

fn heading(one: &ListedMail) -> Span {
    let who = one.heard.customer.as_deref().unwrap_or("customer not known");
    let day = one.heard.on.map(|day| format!("{day} ")).unwrap_or_default();
    let person = if one.heard.needs_person { " · read it" } else { "" };
    Span::styled(format!("{day}{who}, {}: {}{person}", one.mail.from.address, one.mail.subject), Style::new().bold())
}

fn row(proposal: &Proposal) -> Line {
    let entry = &proposal.entry;
    let about = [entry.cell("invoice_id"), entry.cell("customer_id")].into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    let style = match proposal.certainty {
        Certainty::Certain => Style::new().bold(),
        Certainty::Likely => Style::new(),
        Certainty::Unclear => Style::new().dimmed(),
    };
    let cells = vec![
        Span::styled(proposal.certainty.name(), style),
        Span::new(entry.cell("type")),
        Span::new(about),
        Span::new(what(proposal)),
        Span::new(words(&proposal.quote)),
    ];
    Line::Row { cells, below: Span::new(words(&proposal.quote)) }
}

/// The day, the amount and so on that an event has.
pub fn what(proposal: &Proposal) -> String {
    let entry = &proposal.entry;
    let named = [("until ", "until"), ("", "amount"), ("", "reason"), ("", "address"), ("", "channel")];
    let mut told: Vec<String> = named
        .iter()
        .filter(|(_, column)| !entry.cell(column).is_empty())
        .map(|(word, column)| format!("{word}{}", entry.cell(column)))
        .collect();
    if told.is_empty() {
        told.push(proposal.kind.replace('_', " "));
    }
    told.join(", ")
}

fn words(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
