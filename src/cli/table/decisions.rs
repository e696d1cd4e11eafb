//! What each column of a file was taken for.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE};
use collect::guess::Decision;

const COLUMNS: [(&str, bool, Fit); 4] = [
    ("Column of the file", false, Fit::Stays { most: 28 }),
    ("Is read as", false, Fit::Stays { most: 32 }),
    ("Rows", true, Fit::Goes { order: 2, least: WHOLE }),
    ("First values", false, Fit::Goes { order: 1, least: 16 }),
];

/// One line a column; a column that nothing reads is `kept` for `match`, --only and templates.
pub fn decisions_table(decisions: &[Decision], look: Look) -> String {
    let line = |decision: &Decision| {
        let taken_for = if decision.taken_for.is_empty() { "(kept)".to_owned() } else { decision.taken_for.join(", ") };
        let cells = [decision.column.clone(), taken_for, decision.filled.to_string(), decision.first.join(" | ")];
        Line::Row { cells: cells.into_iter().map(Span::new).collect(), below: Span::default() }
    };
    let columns = COLUMNS.iter().map(|(title, right, fit)| ScreenColumn { title, right: *right, fit: *fit }).collect();
    let mut out = String::new();
    Table { columns, lines: decisions.iter().map(line).collect() }.render(look, &mut out);
    out
}
