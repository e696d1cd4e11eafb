//! What an export changed, on a screen: what changed, then the sums.

use super::simulation::push_listing;
use super::{Look, Span, push_wrapped};
use anstyle::Style;
use collect::report::SyncView;

pub fn sync_text(view: &SyncView<'_>, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.title(), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    view.sentences().iter().for_each(|sentence| push_wrapped(&Span::new(sentence), 0, look, &mut out));
    push_listing(&view.listed(), look, &mut out);
    if let Some(rest) = view.rest() {
        push_wrapped(&Span::new(&rest), 0, look, &mut out);
    }
    push_listing(&view.shown_totals(), look, &mut out);
    out
}
