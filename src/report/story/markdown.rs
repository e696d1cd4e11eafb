//! A story as Markdown.

use super::StoryView;
use crate::report::markdown::{escaped, table};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A story: a heading, its rows, and what stands below them.
pub fn story_markdown(view: &StoryView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut text = format!("# {}\n\n", escaped(&view.title()));
    let header = [("date", false), ("day", true), ("what happened", false), ("workflow", false), ("source", false)];
    let rows = view.rows().map(|row| {
        vec![
            row.moment.day.to_string(),
            row.moment.clock.map(|clock| clock.to_string()).unwrap_or_default(),
            row.text(),
            row.workflow().unwrap_or_default(),
            row.source().unwrap_or_default(),
        ]
    });
    table(&mut text, &header, rows);
    for section in view.sections() {
        let _ = writeln!(text, "## {}\n", section.title);
        section.lines.iter().for_each(|line| {
            let _ = writeln!(text, "- {}", escaped(line));
        });
        text.push('\n');
    }
    if let Some(references) = view.references() {
        let _ = writeln!(text, "{}\n", escaped(&references));
    }
    text.pop();
    out.write_all(text.as_bytes())
}
