//! The plan on a screen.

use super::{Column, Fit, Line, Look, Span, Table, WHOLE, push_wrapped};
use anstyle::{AnsiColor, Style};
use collect::plan::ActionKind;
use collect::report::{ActionRow, PlanView, customer_heading, money, plan_summary, title};
use std::borrow::Cow;

const RANK: Column = Column { title: "#", right: true, fit: Fit::Stays { most: 10 } };
const OWNER: Column = Column { title: "Owner", right: false, fit: Fit::Goes { order: 3, least: WHOLE } };
const ACTION: Column = Column { title: "Action", right: false, fit: Fit::Stays { most: 20 } };
const INVOICE: Column = Column { title: "Invoice", right: false, fit: Fit::Stays { most: 32 } };
const CUSTOMER: Column = Column { title: "Customer", right: false, fit: Fit::Shrinks { least: 18, most: 36 } };
const BALANCE: Column = Column { title: "Balance", right: true, fit: Fit::Stays { most: 40 } };
const PAST_DUE: Column = Column { title: "Past due", right: true, fit: Fit::Stays { most: 10 } };
const STAGE: Column = Column { title: "Stage", right: false, fit: Fit::Goes { order: 2, least: WHOLE } };
const SINCE: Column = Column { title: "Since", right: false, fit: Fit::Goes { order: 1, least: WHOLE } };
const WHY: Column = Column { title: "Why", right: false, fit: Fit::Wraps { least: 40 } };

/// A plan: what day it is for, its actions, what they add up to, and, if asked for, what is withheld.
pub fn plan_table(view: &PlanView<'_>, by_customer: bool, with_withheld: bool, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(title("Plan for", view.plan.as_of, view.workflow), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    if !view.actions.is_empty() {
        actions(view, by_customer).render(look, &mut out);
        out.push('\n');
    }
    let mut sentences = plan_summary(view);
    if !view.withheld.is_empty() && !with_withheld {
        sentences.push("List them with -v.".to_owned());
    }
    push_sentences(&sentences, look, &mut out);
    if !view.withheld.is_empty() && with_withheld {
        out.push('\n');
        withheld(view).render(look, &mut out);
    }
    out
}

/// On one line if they fit, else each on its own.
fn push_sentences(sentences: &[String], look: Look, out: &mut String) {
    let line = Span::new(sentences.join(" "));
    if look.width.is_none_or(|width| line.width() <= width) {
        return push_wrapped(&line, 0, look, out);
    }
    sentences.iter().for_each(|sentence| push_wrapped(&Span::new(sentence), 0, look, out));
}

fn actions(view: &PlanView<'_>, by_customer: bool) -> Table {
    if !by_customer {
        let columns = vec![RANK, OWNER, ACTION, INVOICE, CUSTOMER, BALANCE, PAST_DUE, STAGE, SINCE, WHY];
        return Table { columns, lines: view.rows().map(|row| line(&row, true)).collect() };
    }
    let columns = vec![RANK, OWNER, ACTION, INVOICE, BALANCE, PAST_DUE, STAGE, SINCE, WHY];
    let mut lines = Vec::new();
    for group in view.groups() {
        lines.push(Line::Heading(Span::styled(customer_heading(&group), Style::new().bold())));
        lines.extend(group.iter().map(|row| line(row, false)));
    }
    Table { columns, lines }
}

fn line(row: &ActionRow<'_>, with_customer: bool) -> Line {
    let action = &row.action;
    let why = row.told();
    let mut cells = vec![
        Span::styled(row.rank.map(|rank| rank.to_string()).unwrap_or_default(), Style::new().dimmed()),
        Span::new(&action.owner),
        Span::styled(row.label(), kind_style(action.kind)),
        Span::new(row.invoice.id()),
    ];
    if with_customer {
        cells.push(Span::new(row.customer()));
    }
    cells.extend([
        Span::new(money(row.invoice.terms.currency, action.balance)),
        days(action.days_past_due),
        Span::new(row.stage().unwrap_or_default()),
        Span::new(action.scheduled_on.to_string()),
        Span::styled(&why, Style::new().dimmed()),
    ]);
    Line::Row { cells, below: Span::styled(format!("{}: {why}", action.owner), Style::new().dimmed()) }
}

fn withheld(view: &PlanView<'_>) -> Table {
    let columns = vec![
        Column { title: "Withheld", ..ACTION },
        INVOICE,
        CUSTOMER,
        BALANCE,
        PAST_DUE,
        Column { title: "Reason", right: false, fit: Fit::Wraps { least: 14 } },
        Column { title: "Free on", right: false, fit: Fit::Goes { order: 1, least: WHOLE } },
    ];
    let lines = view.withheld.iter().map(|held| {
        let row = ActionRow::new(None, Cow::Borrowed(&held.action), view.plan, view.workflow);
        let cells = vec![
            Span::new(row.label()),
            Span::new(row.invoice.id()),
            Span::new(row.customer()),
            Span::new(money(row.invoice.terms.currency, held.action.balance)),
            days(held.action.days_past_due),
            Span::new(held.reason.name()),
            Span::new(held.free_on.map(|day| day.to_string()).unwrap_or_default()),
        ];
        let free_on = held.free_on.map(|day| format!(", free on {day}")).unwrap_or_default();
        Line::Row { cells, below: Span::new(format!("{}{free_on}", held.reason.name())) }
    });
    Table { columns, lines: lines.collect() }
}

/// Days past due, the warmer the later.
pub fn days(count: i32) -> Span {
    let style = match count {
        91.. => Style::new().fg_color(Some(AnsiColor::Red.into())),
        31..=90 => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        _ => Style::new(),
    };
    let text = match count {
        0 => "today".to_owned(),
        ..0 => format!("in {} d", count.unsigned_abs()),
        1.. => format!("{count} d"),
    };
    Span::styled(text, style)
}

fn kind_style(kind: ActionKind) -> Style {
    match kind {
        ActionKind::Touch => Style::new(),
        _ => Style::new().fg_color(Some(AnsiColor::Magenta.into())),
    }
}
