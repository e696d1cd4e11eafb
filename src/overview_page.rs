//! A report as a page, as Markdown, as JSON and as a workbook.

mod drawings;
mod json;
mod page;
mod sections;

pub use sections::{ReportColumn, ReportSection, ReportTable};

use crate::overview::Overview;
use crate::report::{About, Cell, counted, one_line, tables_xlsx};
use crate::workflow::Workflow;
use std::borrow::Cow;
use std::io::{self, Write};

/// A report with all that it is told with.
#[derive(Clone, Copy, Debug)]
pub struct BookReport<'r> {
    pub overview: &'r Overview,
    pub workflow: &'r Workflow,
    pub about: &'r About,
    /// `slice: segment=smb, 120 of 2,466 invoices`, if the ledger is sliced.
    pub slice: Option<&'r str>,
    /// How many proposals wait for a decision.
    pub waiting: usize,
}

impl BookReport<'_> {
    /// `Receivables on 2026-03-31, workflow net30`
    pub fn title(&self) -> String {
        format!("Receivables on {}, workflow {}", self.overview.as_of, self.workflow.name)
    }

    /// What the reader must know before the figures.
    pub fn sentences(&self) -> Vec<String> {
        let Overview { from, as_of, known_from, .. } = self.overview;
        let mut told =
            vec![format!("From the end of {from} to the end of {as_of}, {}.", counted(as_of.since(*from).unsigned_abs() as usize, "day"))];
        if let Some(known) = known_from {
            told.push(format!("The ledger knows what was owed from {known} on. What was settled before is not in it."));
        }
        if let Some(slice) = self.slice {
            told.push(format!("Only a part of the ledger: {slice}."));
        }
        if self.waiting > 0 {
            told.push(format!(
                "{} for a decision, and {} not in these figures.",
                many(self.waiting),
                if self.waiting == 1 { "is" } else { "are" }
            ));
        }
        told
    }

    /// What the figures were made from.
    pub fn foot(&self) -> Vec<String> {
        let count = |count: Option<u64>, what: &str| count.map(|count| counted(count as usize, what));
        let read: Vec<String> = [count(self.about.invoices, "invoice"), count(self.about.events, "event")].into_iter().flatten().collect();
        let mut told = vec![format!("Made from {}; digest of the ledger's files (BLAKE3): {}.", read.join(" and "), self.about.digest)];
        if !self.about.warnings.is_empty() {
            told.push(format!("{} about the ledger: `collect check` lists them.", counted(self.about.warnings.len(), "warning")));
        }
        told
    }

    /// A page that needs nothing else.
    pub fn html(&self, out: impl Write) -> io::Result<()> {
        page::page(self, out)
    }

    pub fn markdown(&self, mut out: impl Write) -> io::Result<()> {
        writeln!(out, "# {}\n", self.title())?;
        for sentence in self.sentences() {
            writeln!(out, "{sentence}\n")?;
        }
        for section in self.overview.sections() {
            writeln!(out, "## {}\n\n{}\n", section.title, section.about)?;
            for table in &section.tables {
                markdown_table(table, &mut out)?;
            }
        }
        for line in self.foot() {
            writeln!(out, "{line}\n")?;
        }
        Ok(())
    }

    /// A sheet for each table.
    pub fn xlsx(&self, out: impl Write) -> io::Result<()> {
        let tables: Vec<ReportTable> = self.overview.sections().into_iter().flat_map(|section| section.tables).collect();
        let sheets = tables
            .iter()
            .map(|table| (table.name, table.columns.iter().map(|column| column.name).collect::<Vec<_>>(), table.rows.as_slice()));
        tables_xlsx(self.overview.as_of, sheets, out)
    }
}

fn many(count: usize) -> String {
    let wait = if count == 1 { "waits" } else { "wait" };
    format!("{} {wait}", counted(count, "proposal"))
}

fn shown_cell<'c>(cell: &'c Cell<'static>) -> Cow<'c, str> {
    cell.shown()
}

fn markdown_table(table: &ReportTable, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "### {}\n", table.title)?;
    if table.rows.is_empty() {
        return writeln!(out, "Nothing.\n");
    }
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(table.columns.iter().map(|column| column.title.to_owned()).collect()))?;
    writeln!(out, "{}", line(table.columns.iter().map(|column| if column.is_numeric { "---:" } else { "---" }.to_owned()).collect()))?;
    for row in &table.rows {
        writeln!(out, "{}", line(row.iter().map(|cell| plain(&shown_cell(cell))).collect()))?;
    }
    writeln!(out)
}

/// A cell's text in Markdown: nothing in it is markup.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if "\\`*_{}[]<>()#+!|~&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
