//! Cells that a spreadsheet shows and does not run.

use std::borrow::Cow;

/// The text of a cell, with an apostrophe before it if a spreadsheet would take it for a formula: if it begins, after any
/// apostrophes, with `=`, `+`, `-`, `@` (full-width ones, too), a tab or a line break. [`unguarded`] takes it away again.
///
/// It is for texts. A number of our own may begin with a minus.
///
/// ```
/// use collect::spreadsheet::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("Acme = good"), "Acme = good");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if runs(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text as it was before [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| runs(text)).unwrap_or(cell)
}

fn runs(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests;
