//! What became of the lines of bank statements, on a screen.

use super::simulation::push_listing;
use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE, push_wrapped};
use anstyle::{AnsiColor, Style};
use collect::report::{Listing, MatchView};

/// The columns of the output that a screen shows. What became of a line, what it pays and why stay to the last.
const SHOWN: [(&str, Fit); 7] = [
    ("line", Fit::Shrinks { least: 8, most: 24 }),
    ("date", Fit::Goes { order: 2, least: WHOLE }),
    ("amount", Fit::Stays { most: 30 }),
    ("payer", Fit::Goes { order: 1, least: 12 }),
    ("outcome", Fit::Stays { most: 10 }),
    ("events", Fit::Shrinks { least: 12, most: 40 }),
    ("why", Fit::Wraps { least: 30 }),
];

/// The lines and their sum, or the accounts alone.
pub fn match_text(view: &MatchView<'_>, is_report: bool, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.sentence(), Style::new().bold()), 0, look, &mut out);
    if is_report {
        push_listing(&view.accounts(), look, &mut out);
    } else {
        push_lines(&view.lines(), look, &mut out);
    }
    out
}

fn push_lines(listing: &Listing, look: Look, out: &mut String) {
    if listing.rows.is_empty() {
        return;
    }
    let place = |name: &str| listing.columns.iter().position(|column| column.name == name);
    let shown: Vec<(usize, &str, Fit)> = SHOWN.iter().filter_map(|(name, fit)| Some((place(name)?, *name, *fit))).collect();
    let columns = shown.iter().map(|(index, _, fit)| {
        let heading = &listing.columns[*index];
        ScreenColumn { title: heading.title, right: heading.right, fit: *fit }
    });
    let text =
        |row: &[collect::report::Cell<'static>], name: &str| place(name).map_or(String::new(), |index| row[index].shown().into_owned());
    let lines = listing.rows.iter().map(|row| {
        let cells = shown.iter().map(|(index, name, _)| match *name {
            "amount" => Span::new(format!("{} {}", row[*index].shown(), text(row, "currency"))),
            "outcome" => Span::styled(row[*index].shown(), style(&row[*index].shown())),
            _ => Span::new(row[*index].shown()),
        });
        Line::Row { cells: cells.collect(), below: Span::styled(text(row, "why"), Style::new().dimmed()) }
    });
    let table = Table { columns: columns.collect(), lines: lines.collect() };
    out.push('\n');
    table.render(look, out);
}

fn style(outcome: &str) -> Style {
    match outcome {
        "matched" => Style::new().fg_color(Some(AnsiColor::Green.into())),
        "proposed" | "unmatched" => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        _ => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use collect::report::{Cell, Heading};

    #[test]
    fn a_narrow_screen_keeps_what_became_of_a_line_what_it_pays_and_why() {
        let names = ["line", "date", "amount", "currency", "payer", "outcome", "events", "text", "why", "source"];
        let titles = ["Line", "Date", "Amount", "Currency", "Payer", "Outcome", "For", "Text", "Why", "Source"];
        let columns = names.iter().zip(titles).map(|(name, title)| Heading { name, title, right: *name == "amount" }).collect();
        let row = [
            "nov:002",
            "2026-11-27",
            "70.50",
            "EUR",
            "COVE LTD",
            "matched",
            "10541",
            "INVOICE 10541",
            "10541 is named as it is",
            "nov.sta:7",
        ];
        let listing = Listing { title: "Lines", columns, rows: vec![row.map(Cell::from).to_vec()] };
        let drawn = |width| {
            let mut out = String::new();
            push_lines(&listing, Look { width, colour: false }, &mut out);
            out
        };
        let wanted = "\nLine        Amount  Outcome  For\n──────────────────────────────────\n\
                      nov:002  70.50 EUR  matched  10541\n         10541 is named as it is\n";
        assert_eq!(drawn(Some(40)), wanted);
        let wide = drawn(None);
        assert!(wide.lines().all(|line| line.chars().count() <= 95), "{wide}");
        assert!(!wide.contains("INVOICE 10541") && !wide.contains("nov.sta"), "csv and json have these: {wide}");
    }
}
