//! A page of Markdown on a screen: headings, paragraphs, lists and blocks, and no more of Markdown than our pages have.

use crate::cli::table::wrapped;
use anstyle::Style;
use collect::markdown::without_links;
use std::fmt::Write;

/// A page whose first line is its heading.
pub struct HelpPage<'t> {
    title: &'t str,
    body: &'t str,
}

pub fn painted(heading: &str, colour: bool) -> String {
    let style = if colour { Style::new().bold() } else { Style::new() };
    format!("{style}{heading}{style:#}")
}

impl<'t> HelpPage<'t> {
    pub fn new(text: &'t str) -> HelpPage<'t> {
        let (title, body) = text.split_once('\n').unwrap_or((text, ""));
        HelpPage { title: title.trim_start_matches('#').trim().trim_matches('`'), body }
    }

    pub fn title(&self) -> &'t str {
        self.title
    }

    /// The page in lines of at most so many columns; files keep their lines.
    pub fn shown(&self, width: usize, colour: bool) -> String {
        let mut out = format!("{}\n", painted(self.title, colour));
        let mut paragraph = String::new();
        let mut lines = self.body.lines();
        while let Some(line) = lines.next() {
            if let Some(info) = line.strip_prefix("```") {
                flush(&mut paragraph, width, &mut out);
                let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
                push_block(info, &block, width, &mut out);
            } else if let Some(heading) = line.strip_prefix("## ") {
                flush(&mut paragraph, width, &mut out);
                let _ = writeln!(out, "\n{}", painted(heading, colour));
            } else if line.trim().is_empty() {
                flush(&mut paragraph, width, &mut out);
            } else {
                if line.starts_with("- ") {
                    flush(&mut paragraph, width, &mut out);
                }
                paragraph += if paragraph.is_empty() { "" } else { " " };
                paragraph += line.trim();
            }
        }
        flush(&mut paragraph, width, &mut out);
        out
    }
}

/// Writes a paragraph, or an entry of a list; entries stand close together.
fn flush(paragraph: &mut String, width: usize, out: &mut String) {
    let text = without_links(&std::mem::take(paragraph));
    let Some(entry) = text.strip_prefix("- ") else {
        if !text.is_empty() {
            let _ = writeln!(out, "\n{}", wrapped(&text, width).join("\n"));
        }
        return;
    };
    // An entry ends a list only where something else begins: a block, too, stands four columns in, below an empty line.
    let before = out.rsplit("\n\n").next().unwrap_or_default();
    let gap = if before.starts_with("  - ") { "" } else { "\n" };
    let _ = writeln!(out, "{gap}  - {}", wrapped(entry, width.saturating_sub(4)).join("\n    "));
}

/// Writes a block below its name, if it has one. What a program says is broken where it is wider than the screen; a file is not.
fn push_block(info: &str, lines: &[&str], width: usize, out: &mut String) {
    out.push('\n');
    let (language, name) = info.split_once(' ').unwrap_or((info, ""));
    if !name.is_empty() {
        let _ = writeln!(out, "    {name}:");
    }
    for line in lines {
        let fits = line.chars().count() + 4 <= width;
        let parts = if language == "text" && !fits { wrapped(line, width.saturating_sub(4)) } else { vec![(*line).to_owned()] };
        for part in parts {
            let _ = writeln!(out, "    {}{part}", if name.is_empty() { "" } else { "  " });
        }
    }
}

#[cfg(test)]
mod tests;
