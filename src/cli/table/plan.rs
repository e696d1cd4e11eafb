//! The plan on a screen.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE, push_wrapped};
use anstyle::{AnsiColor, Style};
use collect::plan::ActionKind;
use collect::report::{ActionRow, PlanView, ShownAction, ShownWithheld, customer_heading, plan_summary, title};
use collect::workflow::Consolidate;

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

fn push_sentences(sentences: &[String], look: Look, out: &mut String) {
    let line = Span::new(sentences.join(" "));
    if look.width.is_none_or(|width| line.width() <= width) {
        return push_wrapped(&line, 0, look, out);
    }
    sentences.iter().for_each(|sentence| push_wrapped(&Span::new(sentence), 0, look, out));
}

fn actions(view: &PlanView<'_>, by_customer: bool) -> Table {
    let has_one_customer = by_customer && view.workflow.drafts.consolidate != Consolidate::Parent;
    let is_shown = |name: &str| !has_one_customer || name != "customer";
    let columns = ShownAction::COLUMNS.iter().filter(|column| is_shown(column.name)).map(column).collect();
    let line = |row: ActionRow<'_>| {
        let shown = ShownAction(row);
        let cells = shown.cells().filter(|(name, _)| is_shown(name));
        let cells = cells.map(|(name, cell)| Span::styled(cell.shown(), style(name, &shown.0))).collect();
        Line::Row { cells, below: Span::styled(format!("{}: {}", shown.0.action.owner, shown.0.told()), Style::new().dimmed()) }
    };
    if !by_customer {
        return Table { columns, lines: view.rows().map(line).collect() };
    }
    let mut lines = Vec::new();
    for group in view.groups() {
        lines.push(Line::Heading(Span::styled(customer_heading(&group), Style::new().bold())));
        lines.extend(group.into_iter().map(line));
    }
    Table { columns, lines }
}

fn withheld(view: &PlanView<'_>) -> Table {
    let lines = view.withheld_rows().map(|shown| {
        let cells = shown.cells().map(|(name, cell)| match name {
            "past_due" => Span::styled(cell.shown(), lateness(shown.held.action.days_past_due)),
            _ => Span::new(cell.shown()),
        });
        let free_on = shown.held.free_on.map(|day| format!(", free on {day}")).unwrap_or_default();
        Line::Row { cells: cells.collect(), below: Span::new(format!("{}{free_on}", shown.held.reason.name())) }
    });
    Table { columns: ShownWithheld::COLUMNS.iter().map(column).collect(), lines: lines.collect() }
}

fn column<Read>(of: &collect::report::Column<Read>) -> ScreenColumn {
    let fit = match of.name {
        "rank" | "past_due" => Fit::Stays { most: 10 },
        "action" => Fit::Stays { most: 20 },
        "invoice" => Fit::Stays { most: 32 },
        "balance" => Fit::Stays { most: 40 },
        "customer" => Fit::Shrinks { least: 18, most: 36 },
        "why" => Fit::Wraps { least: 40 },
        "reason" => Fit::Wraps { least: 14 },
        "owner" => Fit::Goes { order: 3, least: WHOLE },
        "stage" => Fit::Goes { order: 2, least: WHOLE },
        _ => Fit::Goes { order: 1, least: WHOLE },
    };
    ScreenColumn::new(of, fit)
}

fn style(column: &str, row: &ActionRow<'_>) -> Style {
    match column {
        "rank" | "why" => Style::new().dimmed(),
        "action" => kind_style(row.action.kind),
        "past_due" => lateness(row.action.days_past_due),
        _ => Style::new(),
    }
}

pub fn lateness(days_past_due: i32) -> Style {
    match days_past_due {
        91.. => Style::new().fg_color(Some(AnsiColor::Red.into())),
        31..=90 => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        _ => Style::new(),
    }
}

fn kind_style(kind: ActionKind) -> Style {
    match kind {
        ActionKind::Touch => Style::new(),
        _ => Style::new().fg_color(Some(AnsiColor::Magenta.into())),
    }
}
