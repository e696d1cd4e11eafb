//! A dossier on a screen.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, WHOLE, push_wrapped};
use anstyle::Style;
use collect::report::Dossier;

/// Each chapter: its sentences, then its table.
pub fn dossier_text(dossier: &Dossier, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(dossier.title(), Style::new().bold()), 0, look, &mut out);
    for chapter in dossier.chapters() {
        out.push('\n');
        push_wrapped(&Span::styled(chapter.title, Style::new().bold()), 0, look, &mut out);
        chapter.lines.iter().for_each(|line| push_wrapped(&Span::new(line), 2, look, &mut out));
        if let Some((columns, rows)) = &chapter.table {
            let columns: Vec<ScreenColumn> =
                columns.iter().map(|(title, right)| ScreenColumn { title, right: *right, fit: fit(title) }).collect();
            let wraps = columns.iter().position(|column| matches!(column.fit, Fit::Wraps { .. }));
            let line = |cells: &Vec<String>| Line::Row {
                below: Span::new(wraps.map_or("", |place| cells[place].as_str())),
                cells: cells.iter().map(Span::new).collect(),
            };
            Table { columns, lines: rows.iter().map(line).collect() }.render(look, &mut out);
        }
    }
    out
}

fn fit(title: &str) -> Fit {
    match title {
        "What happened" => Fit::Wraps { least: 30 },
        "Row of the ledger" => Fit::Goes { order: 1, least: WHOLE },
        "Amount" => Fit::Goes { order: 2, least: WHOLE },
        "Invoice" => Fit::Shrinks { least: 10, most: 40 },
        _ => Fit::Stays { most: 40 },
    }
}
