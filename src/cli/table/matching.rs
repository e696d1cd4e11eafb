//! What became of the lines of bank statements, on a screen.

use super::simulation::push_listing;
use super::{Look, Span, push_wrapped};
use anstyle::Style;
use collect::report::MatchView;

/// The lines and their sum, or the accounts alone.
pub fn match_text(view: &MatchView<'_>, is_report: bool, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.sentence(), Style::new().bold()), 0, look, &mut out);
    let listing = if is_report { view.accounts() } else { view.lines() };
    push_listing(&listing, look, &mut out);
    out
}
