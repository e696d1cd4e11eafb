//! The body of an email, as plain text and as HTML, from one template: paragraphs, and tables drawn with bars.

use super::escape::{self, BAR, Escape};
use unicode_width::UnicodeWidthStr;

/// What a page begins with.
const HEAD: &str = "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body style=\"font-family: Helvetica, Arial, sans-serif; font-size: 14px; line-height: 1.5\">\n";

/// A piece of a body.
#[derive(Debug, PartialEq, Eq)]
enum BodyPart<'t> {
    /// Lines without an empty one among them.
    Paragraph(Vec<&'t str>),
    Gap,
    /// `| a | b |` over `|---|--:|` over more rows: which columns stand on the right, and the rows, headings first.
    Table {
        right: Vec<bool>,
        rows: Vec<Vec<&'t str>>,
    },
}

pub(super) struct Body<'t> {
    parts: Vec<BodyPart<'t>>,
    length: usize,
}

impl<'t> Body<'t> {
    pub fn read(text: &'t str) -> Body<'t> {
        Body { parts: parts(text), length: text.len() }
    }

    /// The body as plain text, ending in a line feed: tables have aligned columns.
    pub fn plain(&self) -> String {
        let mut text = String::with_capacity(self.length + 1);
        for part in &self.parts {
            match part {
                BodyPart::Gap => text.push('\n'),
                BodyPart::Paragraph(lines) => lines.iter().for_each(|line| {
                    text.push_str(line);
                    text.push('\n');
                }),
                BodyPart::Table { right, rows } => push_columns(&mut text, right, rows),
            }
        }
        restored(text)
    }

    /// The body as a page: the same words, with tables and links.
    pub fn html(&self) -> String {
        // With room for the markup of some paragraphs.
        let mut page = String::with_capacity(HEAD.len() + self.length + 512);
        page.push_str(HEAD);
        for part in &self.parts {
            match part {
                BodyPart::Gap => {}
                BodyPart::Paragraph(lines) => {
                    page.push_str("<p>");
                    for (index, line) in lines.iter().enumerate() {
                        page.push_str(if index > 0 { "<br>\n" } else { "" });
                        push_linked(&mut page, line);
                    }
                    page.push_str("</p>\n");
                }
                BodyPart::Table { right, rows } => push_table(&mut page, right, rows),
            }
        }
        page.push_str("</body>\n</html>\n");
        restored(page)
    }
}

fn restored(text: String) -> String {
    if text.contains(BAR) { text.replace(BAR, "|") } else { text }
}

fn parts(body: &str) -> Vec<BodyPart<'_>> {
    let lines: Vec<&str> = body.lines().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if let Some((cells, right)) = cells_of(line).zip(lines.get(at + 1).and_then(|line| alignment(line))) {
            at += 2;
            let mut rows = vec![cells];
            while let Some(cells) = lines.get(at).and_then(|line| cells_of(line)) {
                rows.push(cells);
                at += 1;
            }
            parts.push(BodyPart::Table { right, rows });
            continue;
        }
        at += 1;
        match (line.trim().is_empty(), parts.last_mut()) {
            (true, _) => parts.push(BodyPart::Gap),
            (false, Some(BodyPart::Paragraph(lines))) => lines.push(line),
            (false, _) => parts.push(BodyPart::Paragraph(vec![line])),
        }
    }
    parts
}

/// The cells of a line of a table.
fn cells_of(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

/// Whether each column stands on the right, if the line is the one below the headings.
fn alignment(line: &str) -> Option<Vec<bool>> {
    let cells = cells_of(line)?;
    let is_rule = |cell: &&str| cell.len() >= 3 && cell.trim_matches(':').bytes().all(|byte| byte == b'-');
    cells.iter().all(is_rule).then(|| cells.iter().map(|cell| cell.ends_with(':')).collect())
}

fn push_columns(text: &mut String, right: &[bool], rows: &[Vec<&str>]) {
    let width = |column: usize| rows.iter().map(|row| row.get(column).map_or(0, |cell| cell.width())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..right.len()).map(width).collect();
    for row in rows {
        let mut line = String::new();
        for (column, (width, right)) in widths.iter().zip(right).enumerate() {
            let cell = row.get(column).copied().unwrap_or_default();
            let gap = " ".repeat(width - cell.width());
            line.push_str(if column > 0 { "   " } else { "" });
            if *right {
                line.push_str(&gap);
            }
            line.push_str(cell);
            if !right {
                line.push_str(&gap);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

fn push_table(page: &mut String, right: &[bool], rows: &[Vec<&str>]) {
    page.push_str("<table style=\"border-collapse: collapse\">\n");
    for (index, row) in rows.iter().enumerate() {
        page.push_str("<tr>");
        let tag = if index == 0 { "th" } else { "td" };
        for (column, right) in right.iter().enumerate() {
            let side = if *right { "right" } else { "left" };
            page.push_str(&format!("<{tag} style=\"text-align: {side}; padding: 3px 14px 3px 0; border-bottom: 1px solid #ccc\">"));
            push_linked(page, row.get(column).copied().unwrap_or_default());
            page.push_str(&format!("</{tag}>"));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table>\n");
}

/// Text with its web addresses as links.
fn push_linked(page: &mut String, text: &str) {
    let mut rest = text;
    // Hardly any line has one, and a colon is found at once.
    if memchr::memchr(b':', text.as_bytes()).is_none() {
        return escape::push(page, text, Escape::Html);
    }
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        escape::push(page, &rest[..at], Escape::Html);
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '`') || c == BAR;
        let address = rest[at..].split(ends).next().unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        if address.ends_with("//") {
            escape::push(page, address, Escape::Html);
        } else {
            page.push_str("<a href=\"");
            escape::push(page, address, Escape::Html);
            page.push_str("\">");
            escape::push(page, address, Escape::Html);
            page.push_str("</a>");
        }
        rest = &rest[at + address.len()..];
    }
    escape::push(page, rest, Escape::Html);
}

#[cfg(test)]
mod tests;
