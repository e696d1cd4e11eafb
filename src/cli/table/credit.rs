//! The customers on credit hold, on a screen.

use super::simulation::push_listing;
use super::{Look, Span, push_wrapped};
use anstyle::Style;
use collect::report::CreditView;

pub fn credit_text(view: &CreditView<'_>, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.title(), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    push_wrapped(&Span::new(view.sentence()), 0, look, &mut out);
    push_listing(&view.listing(), look, &mut out);
    out
}
