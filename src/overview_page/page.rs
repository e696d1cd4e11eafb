//! A report as one page: no scripts, no network; light and dark, narrow and wide, on paper.

use super::drawings;
use super::sections::{ReportSection, ReportTable};
use super::{BookReport, shown_cell};
use crate::money::Currency;
use crate::report::{Cell, html};
use std::fmt::Write;
use std::io;

/// So many rows of a table stand on the page; the workbook has all.
const MOST_ROWS: usize = 100;

/// A text of more characters has room of its own on a narrow screen.
const LONG: usize = 24;

const STYLE: &str = include_str!("page.css");

/// Writes the page.
pub(super) fn page(report: &BookReport<'_>, mut out: impl io::Write) -> io::Result<()> {
    let title = escaped(&report.title());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the figures</a>\n<header>\n<h1>{title}</h1>\n"
    );
    report.sentences().iter().for_each(|sentence| _ = writeln!(page, "<p>{}</p>", escaped(sentence)));
    page.push_str("</header>\n");
    page.push_str(drawings::PATTERNS);
    let sections = report.overview.sections();
    page.push_str("<nav aria-label=\"Sections\">\n<ul>\n");
    sections.iter().for_each(|section| _ = writeln!(page, "<li><a href=\"#{}\">{}</a></li>", section.name, escaped(section.title)));
    page.push_str("</ul>\n</nav>\n<main id=\"main\">\n");
    for section in &sections {
        push_section(&mut page, report, section);
    }
    page.push_str("</main>\n<footer>\n");
    report.foot().iter().for_each(|line| _ = writeln!(page, "<p>{}</p>", escaped(line)));
    page.push_str("</footer>\n</body>\n</html>\n");
    out.write_all(page.as_bytes())
}

fn push_section(page: &mut String, report: &BookReport<'_>, section: &ReportSection) {
    let _ = writeln!(
        page,
        "<section id=\"{}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{}</h2>",
        section.name,
        escaped(section.title)
    );
    let _ = writeln!(page, "<p>{}</p>", marked(section.about));
    drawn(report, section.name).iter().for_each(|drawing| page.push_str(drawing));
    for table in &section.tables {
        push_table(page, section, table);
    }
    page.push_str("</section>\n");
}

/// The drawings of a section, one for each currency.
fn drawn(report: &BookReport<'_>, section: &str) -> Vec<String> {
    let overview = report.overview;
    let of = |currency: Currency| match section {
        "bridge" => overview.bridge.iter().find(|row| row.currency == currency).and_then(drawings::bridge),
        "ageing" => drawings::ageing(&overview.ageing.iter().filter(|row| row.currency == currency).collect::<Vec<_>>()),
        "weeks" => drawings::weeks(&overview.weeks.iter().filter(|row| row.currency == currency).collect::<Vec<_>>()),
        _ => None,
    };
    let drawing =
        |currency: Currency| Some(format!("<figure>\n<figcaption>{}</figcaption>\n{}</figure>\n", currency.code(), of(currency)?));
    overview.bridge.iter().filter_map(|row| drawing(row.currency)).collect()
}

fn push_table(page: &mut String, section: &ReportSection, table: &ReportTable) {
    if table.rows.is_empty() {
        let _ = writeln!(page, "<h3>{}</h3>\n<p>Nothing.</p>", escaped(table.title));
        return;
    }
    let (id, title) = (table.name, escaped(table.title));
    if section.tables.len() > 1 || section.title != table.title {
        let _ = writeln!(page, "<h3 id=\"{id}-table\">{title}</h3>");
    }
    let _ = writeln!(page, "<div class=\"scroll\" role=\"region\" aria-label=\"Table: {title}\" tabindex=\"0\">\n<table>\n<thead><tr>");
    for column in &table.columns {
        let class = if column.is_numeric { " class=\"n\"" } else { "" };
        let _ = write!(page, "<th scope=\"col\"{class}>{}</th>", escaped(column.title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in table.rows.iter().take(MOST_ROWS) {
        page.push_str("<tr>");
        for (column, cell) in table.columns.iter().zip(row) {
            let shown = shown_cell(cell);
            let class = match cell {
                _ if column.is_numeric => " class=\"n\"",
                Cell::Day(_) => " class=\"d\"",
                _ if shown.chars().count() > LONG => " class=\"w\"",
                _ => "",
            };
            let _ = write!(page, "<td{class}>{}</td>", escaped(&shown));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
    if let Some(more @ 1..) = table.rows.len().checked_sub(MOST_ROWS) {
        let _ = writeln!(page, "<p>And {more} more: the workbook (<code>-o report.xlsx</code>) has all rows.</p>");
    }
    page.push_str("<details><summary>What the columns say</summary>\n<dl>\n");
    for column in &table.columns {
        let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(column.title), marked(column.meaning));
    }
    page.push_str("</dl>\n</details>\n");
}

/// Text for a page. Characters that steer a terminal or a reader's eye are shown as what they are.
pub(super) fn escaped(text: &str) -> String {
    html(text)
}

/// Our own sentences, with code in backquotes and links that are only words.
fn marked(text: &str) -> String {
    let text = crate::markdown::without_links(text);
    let mut out = String::new();
    for (place, part) in text.split('`').enumerate() {
        let part = escaped(part);
        match place % 2 {
            0 => out.push_str(&part),
            _ => _ = write!(out, "<code>{part}</code>"),
        }
    }
    out
}
