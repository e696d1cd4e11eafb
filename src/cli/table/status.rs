//! Where invoices stand, on a screen.

use super::plan::lateness;
use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE, push_wrapped};
use anstyle::{AnsiColor, Style};
use collect::money::Balance;
use collect::plan::Status;
use collect::report::{Cash, PositionRow, StatusFilter, StatusView, account_cash_told, counted, credits_told, past_due, title};

/// The columns of the output that a screen shows; the first to go are those that a row can do without.
const SHOWN: [(&str, Fit); 17] = [
    ("invoice_id", Fit::Stays { most: 32 }),
    ("customer_id", Fit::Shrinks { least: 18, most: 36 }),
    ("amount", Fit::Goes { order: 2, least: WHOLE }),
    ("balance", Fit::Stays { most: 40 }),
    ("due_date", Fit::Goes { order: 5, least: WHOLE }),
    ("days_past_due", Fit::Stays { most: 10 }),
    ("clock", Fit::Goes { order: 3, least: WHOLE }),
    ("status", Fit::Stays { most: 17 }),
    ("track", Fit::Goes { order: 1, least: WHOLE }),
    ("stage", Fit::Goes { order: 10, least: WHOLE }),
    ("stage_entered_on", Fit::Goes { order: 4, least: WHOLE }),
    ("blocked_until", Fit::Goes { order: 7, least: WHOLE }),
    ("promise_date", Fit::Goes { order: 6, least: WHOLE }),
    ("closed_on", Fit::Goes { order: 6, least: WHOLE }),
    ("next_on", Fit::Goes { order: 11, least: WHOLE }),
    ("owner", Fit::Goes { order: 9, least: WHOLE }),
    ("flags", Fit::Goes { order: 8, least: 12 }),
];

fn fit(name: &str) -> Option<Fit> {
    SHOWN.iter().find(|(shown, _)| *shown == name).map(|(_, fit)| *fit)
}

/// The cash that is open, then a row for each invoice.
pub fn status_table(view: &StatusView<'_>, filter: &StatusFilter, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(title("Status on", view.plan.as_of, view.workflow), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    if view.positions.is_empty() {
        push_wrapped(&Span::new(none_shown(filter)), 0, look, &mut out);
        for told in [credits_told(&view.credits, false), account_cash_told(&view.on_account, false)].into_iter().flatten() {
            push_wrapped(&Span::new(told), 0, look, &mut out);
        }
        return out;
    }
    for currencies in view.cash.chunks(currencies_abreast(look)) {
        cash_table(currencies).render(look, &mut out);
        out.push('\n');
    }
    let has_cash = !view.cash.is_empty();
    for told in [credits_told(&view.credits, has_cash), account_cash_told(&view.on_account, has_cash)].into_iter().flatten() {
        push_wrapped(&Span::new(told), 0, look, &mut out);
        out.push('\n');
    }
    let columns = PositionRow::COLUMNS.iter().filter_map(|column| Some(ScreenColumn::new(column, fit(column.name)?))).collect();
    let table = Table { columns, lines: view.rows().map(|row| line(&row)).collect() };
    let left_out = table.render(look, &mut out);
    out.push('\n');
    let left_out = match left_out.as_slice() {
        [] => String::new(),
        titles => format!(" The screen is too narrow for: {}.", titles.join(", ")),
    };
    push_wrapped(&Span::new(format!("{}.{left_out}", counted(view.positions.len(), "invoice"))), 0, look, &mut out);
    out
}

fn none_shown(filter: &StatusFilter) -> String {
    let open = if filter.all || !filter.statuses.is_empty() { "" } else { "open " };
    let mut what: Vec<String> = Vec::new();
    if !filter.statuses.is_empty() {
        what.push(filter.statuses.iter().map(|status| status.name()).collect::<Vec<_>>().join(" or "));
    }
    if filter.stalled {
        what.push("stalled".to_owned());
    }
    for (before, names) in [("of owner", &filter.owners), ("of customer", &filter.customers), ("in stage", &filter.stages)] {
        if !names.is_empty() {
            what.push(format!("{before} {}", names.join(" or ")));
        }
    }
    match what.as_slice() {
        [] if filter.all => "There are no invoices.".to_owned(),
        [] => "No invoice is open.".to_owned(),
        what => format!("No {open}invoice is {}.", what.join(" and ")),
    }
}

fn line(row: &PositionRow<'_>) -> Line {
    let position = row.position;
    let cells = row.cells().filter(|(name, _)| fit(name).is_some()).map(|(name, cell)| match name {
        "customer_id" => Span::new(row.customer()),
        "amount" | "balance" => Span::new(format!("{} {}", cell.shown(), row.invoice.terms.currency)),
        "days_past_due" => Span::styled(past_due(position.days_past_due), lateness(position.days_past_due)),
        "status" => Span::styled(position.status_in_words(), status_style(position.status)),
        "flags" => Span::styled(cell.shown(), Style::new().fg_color(Some(AnsiColor::Yellow.into()))),
        _ => Span::new(cell.shown()),
    });
    Line::Row { cells: cells.collect(), below: Span::default() }
}

fn status_style(status: Status) -> Style {
    let colour = match status {
        Status::Disputed => AnsiColor::Magenta,
        Status::Promised | Status::Replied | Status::Paused => AnsiColor::Cyan,
        Status::Paid | Status::Credited => AnsiColor::Green,
        Status::Upcoming | Status::Active | Status::WrittenOff | Status::Credit => return Style::new(),
    };
    Style::new().fg_color(Some(colour.into()))
}

fn currencies_abreast(look: Look) -> usize {
    look.width.map_or(usize::MAX, |width| (width.saturating_sub(16) / 20).max(1))
}

/// The open balance by age, and what stands in its way; a column for each currency.
fn cash_table(currencies: &[Cash]) -> Table {
    let mut columns = vec![ScreenColumn { title: "Open", right: false, fit: Fit::Stays { most: 20 } }];
    columns.extend(currencies.iter().map(|cash| ScreenColumn { title: cash.currency.code(), right: true, fit: Fit::Stays { most: 40 } }));
    type Part = (&'static str, fn(&Cash) -> Balance);
    let parts: [Part; 11] = [
        ("not yet due", |cash| cash.current),
        ("due today", |cash| cash.due),
        ("1–30 days over", |cash| cash.overdue[0]),
        ("31–60 days over", |cash| cash.overdue[1]),
        ("61–90 days over", |cash| cash.overdue[2]),
        ("over 90 days", |cash| cash.overdue[3]),
        ("all open", |cash| cash.balance),
        ("  of it disputed", |cash| cash.disputed),
        ("  of it promised", |cash| cash.promised),
        ("  of it paused", |cash| cash.paused),
        ("  of it at risk", |cash| cash.at_risk),
    ];
    let lines = parts.into_iter().map(|(label, part)| {
        let style = if label == "all open" { Style::new().bold() } else { Style::new() };
        let amounts = currencies.iter().map(|cash| match part(cash) {
            0 => Span::styled("–", Style::new().dimmed()),
            minor => Span::styled(cash.currency.grouped(minor), style),
        });
        Line::Row { cells: std::iter::once(Span::styled(label, style)).chain(amounts).collect(), below: Span::default() }
    });
    Table { columns, lines: lines.collect() }
}
