//! A dossier as Markdown, to stand in a sheet, and as a page of HTML, to print.

use super::{Chapter, ChapterColumn, Dossier};
use crate::report::markdown::{escaped, table};
use crate::report::one_line;
use std::fmt::Write;

const STYLE: &str = "@page { margin: 15mm; }
body { max-width: 190mm; margin: 8mm auto; color: #1a1a1a; font: 9.5pt/1.4 \"Helvetica Neue\", Helvetica, Arial, \"Liberation Sans\", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 14pt; }
h2 { font-size: 11pt; margin: 6mm 0 2mm; break-after: avoid; }
ul { margin: 0; padding-left: 5mm; }
table { width: 100%; border-collapse: collapse; margin: 2mm 0; }
th, td { padding: 1mm 2mm; border-bottom: 0.25mm solid #bbb; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { max-width: none; margin: 0; } }";

impl Dossier {
    /// Chapters of the second level, for a sheet that has a title of its own. Nothing in it that came from the ledger is markup.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for Chapter { title, lines, table: rows } in &self.chapters {
            let _ = writeln!(text, "## {title}\n");
            for line in lines {
                // A sign at the beginning would begin another list.
                let mark = if line.starts_with(['+', '-', '#']) { "\\" } else { "" };
                let _ = writeln!(text, "- {mark}{}", escaped(line));
            }
            if !lines.is_empty() {
                text.push('\n');
            }
            if let Some((columns, rows)) = rows {
                table(&mut text, columns, rows.iter().cloned());
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// A whole page. Nothing in it that came from the ledger is markup.
    pub fn html(&self) -> String {
        let title = html(&self.title);
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        );
        for Chapter { title, lines, table } in &self.chapters {
            let _ = writeln!(page, "<h2>{title}</h2>");
            if !lines.is_empty() {
                let items: String = lines.iter().map(|line| format!("<li>{}</li>\n", html(line))).collect();
                let _ = writeln!(page, "<ul>\n{items}</ul>");
            }
            if let Some((columns, rows)) = table {
                page.push_str("<table>\n");
                row(&mut page, "th", columns, columns.iter().map(|(name, _)| *name));
                rows.iter().for_each(|cells| row(&mut page, "td", columns, cells.iter().map(String::as_str)));
                page.push_str("</table>\n");
            }
        }
        page.push_str("</body>\n</html>\n");
        page
    }
}

fn row<'c>(page: &mut String, cell: &str, columns: &[ChapterColumn], cells: impl Iterator<Item = &'c str>) {
    page.push_str("<tr>");
    for ((_, right), text) in columns.iter().zip(cells) {
        let class = if *right { " class=\"number\"" } else { "" };
        let _ = write!(page, "<{cell}{class}>{}</{cell}>", html(text));
    }
    page.push_str("</tr>\n");
}

/// A text on one line with nothing in it that HTML would act on.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
