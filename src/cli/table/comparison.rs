//! What two workflows do otherwise, on a screen.

use super::simulation::push_listing;
use super::{Look, Span, push_wrapped};
use anstyle::{AnsiColor, Style};
use collect::report::{DiffView, NOT_KNOWN};

pub fn diff_text(view: &DiffView<'_>, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.title(), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    view.sentences().iter().for_each(|sentence| push_wrapped(&Span::new(sentence), 0, look, &mut out));
    for gate in view.gates() {
        push_wrapped(&Span::styled(gate, Style::new().fg_color(Some(AnsiColor::Red.into()))), 0, look, &mut out);
    }
    for listing in [view.owners(), view.stages(), view.edits(), view.listed()] {
        push_listing(&listing, look, &mut out);
    }
    if let Some(rest) = view.rest() {
        push_wrapped(&Span::new(rest), 0, look, &mut out);
    }
    if view.days.0 != view.days.1 {
        out.push('\n');
        push_wrapped(&Span::styled(NOT_KNOWN[0], Style::new().dimmed()), 0, look, &mut out);
    }
    out
}
