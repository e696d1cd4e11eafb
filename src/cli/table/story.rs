//! The story of an invoice, on a screen.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, push_wrapped};
use anstyle::{AnsiColor, Style};
use collect::plan::What;
use collect::report::{StoryRow, StoryView};

const DATE: ScreenColumn = ScreenColumn { title: "Date", right: false, fit: Fit::Stays { most: 10 } };
const DAY: ScreenColumn = ScreenColumn { title: "Day", right: true, fit: Fit::Stays { most: 6 } };
const WHAT: ScreenColumn = ScreenColumn { title: "What happened", right: false, fit: Fit::Wraps { least: 30 } };

/// The rows of the story, then where the invoice stands and why.
pub fn story_text(view: &StoryView<'_>, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.title(), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    let lines: Vec<Line> = view.rows().map(|row| line(&row)).collect();
    if lines.is_empty() {
        push_wrapped(&Span::new("Nothing happened."), 0, look, &mut out);
    } else {
        Table { columns: vec![DATE, DAY, WHAT], lines }.render(look, &mut out);
    }
    for section in view.sections() {
        out.push('\n');
        push_wrapped(&Span::styled(section.title, Style::new().bold()), 0, look, &mut out);
        section.lines.iter().for_each(|line| push_wrapped(&Span::new(line), 2, look, &mut out));
    }
    if let Some(references) = view.references() {
        out.push('\n');
        push_wrapped(&Span::styled(references, Style::new().dimmed()), 0, look, &mut out);
    }
    out
}

fn line(row: &StoryRow<'_>) -> Line {
    let places: Vec<String> = [row.source(), row.workflow()].into_iter().flatten().collect();
    let mut text = row.text();
    if !places.is_empty() {
        text.push_str(&format!(" — {}", places.join(", ")));
    }
    let clock = row.moment.clock.map(|clock| clock.to_string()).unwrap_or_default();
    let style = style(&row.moment.what);
    let cells = vec![Span::new(row.moment.day.to_string()), Span::new(clock), Span::styled(&text, style)];
    Line::Row { cells, below: Span::styled(&text, style) }
}

fn style(what: &What) -> Style {
    let colour = match what {
        What::Disputed { .. } | What::Broken { .. } | What::Lapsed { .. } | What::Overtaken { .. } | What::LeftBehind { .. } => {
            AnsiColor::Magenta
        }
        What::Promised { .. } | What::Replied { .. } | What::Paused { .. } | What::BlockOver { .. } => AnsiColor::Cyan,
        What::Money { .. } | What::Settled { .. } | What::Closed { .. } | What::Kept { .. } => AnsiColor::Green,
        What::Entered { .. } | What::Jumped { .. } => return Style::new().bold(),
        _ => return Style::new(),
    };
    Style::new().fg_color(Some(colour.into()))
}
