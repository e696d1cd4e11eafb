//! Tables on a screen: columns that fit, numbers to the right, one thin line under the header.
//!
//! On a screen of so many columns a table first narrows what may be narrowed, then leaves columns out in a fixed order, then
//! moves one column to a line of its own below each row. On a very narrow one what shrinks goes there, too, and at last words and
//! titles are cut; numbers never are. Without a width it has all that any row fills.

mod comparison;
mod credit;
mod decisions;
mod dossier;
mod drafts;
mod layout;
mod matching;
#[cfg(test)]
mod picture;
mod plan;
mod sample;
mod simulation;
mod status;
mod story;
mod sync;
mod text;

pub use comparison::diff_text;
pub use credit::credit_text;
pub use decisions::decisions_table;
pub use dossier::dossier_text;
pub use drafts::drafts_table;
pub use matching::match_text;
pub use plan::plan_table;
pub use sample::sample_table;
pub use simulation::simulation_text;
pub use status::status_table;
pub use story::story_text;
pub use sync::sync_text;
pub use text::wrapped;

use anstyle::{Ansi256Color, Effects, Style};
use collect::report::one_line;
use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, LineStyle, Row, TableStyle, Width};
use layout::{Layout, WIDEST_GOER};
use std::borrow::Cow;
use std::fmt::Write;

/// Rows that are laid out at a time, so that a large table is not in memory twice.
const ROWS_AT_ONCE: usize = 1_000;
const HEADER_LINES: usize = 2;

/// How a result is to look: how wide the screen is (none: plain and complete), and whether it has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub width: Option<usize>,
    pub colour: bool,
}

/// Of a column that goes: it is shown as it is, or not at all.
pub const WHOLE: usize = WIDEST_GOER;

/// A piece of text in one style. Whatever the text was, nothing in it acts on a terminal.
#[derive(Clone, Debug, Default)]
pub struct Span {
    text: String,
    style: Style,
}

impl Span {
    pub fn new(text: impl AsRef<str>) -> Span {
        Span::styled(text, Style::new())
    }

    pub fn styled(text: impl AsRef<str>, style: Style) -> Span {
        Span { text: one_line(text.as_ref()).into_owned(), style }
    }

    fn width(&self) -> usize {
        text::width(&self.text)
    }
}

/// What happens to a column that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It stays, at most so wide on a screen.
    Stays { most: usize },
    /// It stays, and is cut down to so many columns where that helps; if nothing else does, to [`TIGHTEST`]. Where there is no room for that
    /// it moves below the row.
    Shrinks { least: usize, most: usize },
    /// It goes; lower numbers go first. Before it goes it is cut down to so many columns; [`WHOLE`] is not cut down.
    Goes { order: u8, least: usize },
    /// Its text is broken into lines of at least so many columns; at last it moves below the row.
    Wraps { least: usize },
}

#[derive(Clone, Copy, Debug)]
pub struct ScreenColumn {
    pub title: &'static str,
    pub right: bool,
    pub fit: Fit,
}

impl ScreenColumn {
    fn new<Read>(of: &collect::report::Column<Read>, fit: Fit) -> ScreenColumn {
        ScreenColumn { title: of.title, right: of.holds.is_numeric(), fit }
    }
}

pub enum Line {
    Row {
        cells: Vec<Span>,
        /// What stands below the row once the column that wraps has moved there.
        below: Span,
    },
    Heading(Span),
}

pub struct Table {
    pub columns: Vec<ScreenColumn>,
    pub lines: Vec<Line>,
}

impl Table {
    /// Adds the table to a text; gives back the titles of the columns for which the screen has no room.
    pub fn render(&self, look: Look, out: &mut String) -> Vec<&'static str> {
        let layout = Layout::new(self, look.width);
        let frame = self.frame(&layout, look);
        for (line, style) in frame.lines().zip([Style::new(), Style::new().dimmed()]) {
            push_styled(out, line.trim_end_matches(' '), style, look.colour);
            out.push('\n');
        }
        let indent = layout.shown.first().map_or(0, |(_, width)| width + layout.gap);
        let indent = if look.width.is_some_and(|width| indent * 4 > width) { 2 } else { indent };
        for (chunk, lines) in self.lines.chunks(ROWS_AT_ONCE).enumerate() {
            let mut laid_out = frame.clone();
            let mut heights = Vec::with_capacity(lines.len());
            for cells in rows(lines) {
                let (row, height) = self.row(&layout, cells, look);
                laid_out.add_row(row);
                heights.push(height);
            }
            let (mut heights, mut drawn) = (heights.into_iter(), laid_out.lines().skip(HEADER_LINES));
            for (index, line) in lines.iter().enumerate() {
                match line {
                    Line::Heading(span) => {
                        if chunk + index > 0 {
                            out.push('\n');
                        }
                        push_wrapped(span, 0, look, out);
                    }
                    Line::Row { cells, below } => {
                        for text in drawn.by_ref().take(heights.next().unwrap_or(0)) {
                            out.push_str(text.trim_end_matches(' '));
                            out.push('\n');
                        }
                        push_wrapped(&layout.told_below(cells, below), indent, look, out);
                    }
                }
            }
        }
        layout.left_out.iter().map(|index| self.columns[*index].title).collect()
    }

    /// The titles of the columns that are shown, each as wide as it is to be, above a thin line.
    fn frame(&self, layout: &Layout, look: Look) -> comfy_table::Table {
        let title = |&(index, width): &(usize, usize)| text::truncated(self.columns[index].title, width);
        let titles = layout.shown.iter().map(|shown| Cell::new(title(shown)).add_attribute(Attribute::Bold));
        let mut frame = comfy_table::Table::new();
        frame.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─'))).set_header(titles).force_no_tty();
        frame.style_text_only();
        if look.colour {
            crossterm::style::force_color_output(true);
            frame.enforce_styling();
        }
        for (position, (column, &(index, width))) in frame.column_iter_mut().zip(&layout.shown).enumerate() {
            let gap = if position + 1 < layout.shown.len() { layout.gap } else { 0 };
            let columns = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
            column.set_padding((0, columns(gap))).set_constraint(ColumnConstraint::Absolute(Width::Fixed(columns(width + gap))));
            column.set_cell_alignment(if self.columns[index].right { CellAlignment::Right } else { CellAlignment::Left });
        }
        frame
    }

    /// The cells that are shown of a row, and how many lines they take.
    fn row(&self, layout: &Layout, cells: &[Span], look: Look) -> (Row, usize) {
        let mut row = Row::new();
        let mut height = 1;
        for &(index, width) in &layout.shown {
            let span = &cells[index];
            let text = match self.columns[index].fit {
                Fit::Wraps { .. } if look.width.is_some() => {
                    let lines = text::paragraph(&span.text, width);
                    height = height.max(lines.len());
                    Cow::Owned(lines.join("\n"))
                }
                _ => text::truncated(&span.text, width),
            };
            let is_empty = text.is_empty();
            let cell = Cell::new(text);
            row.add_cell(if is_empty { cell } else { styled(cell, span.style) });
        }
        (row, height)
    }
}

fn rows(lines: &[Line]) -> impl Iterator<Item = &[Span]> {
    lines.iter().filter_map(|line| match line {
        Line::Row { cells, .. } => Some(cells.as_slice()),
        Line::Heading(_) => None,
    })
}

fn styled(cell: Cell, style: Style) -> Cell {
    let cell = match style.get_fg_color() {
        Some(anstyle::Color::Ansi(colour)) => cell.fg(Color::AnsiValue(Ansi256Color::from(colour).index())),
        _ => cell,
    };
    let effects = [(Effects::BOLD, Attribute::Bold), (Effects::DIMMED, Attribute::Dim)];
    let set = effects.into_iter().filter(|(effect, _)| style.get_effects().contains(*effect));
    cell.add_attributes(set.map(|(_, attribute)| attribute).collect())
}

/// Adds a text in lines that fit the screen, each after so many spaces.
pub fn push_wrapped(span: &Span, indent: usize, look: Look, out: &mut String) {
    let lines = match look.width {
        Some(width) => text::paragraph(&span.text, width.saturating_sub(indent).max(20)),
        None => vec![span.text.clone()],
    };
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let _ = write!(out, "{:indent$}", "");
        push_styled(out, line, span.style, look.colour);
        out.push('\n');
    }
}

fn push_styled(out: &mut String, text: &str, style: Style, colour: bool) {
    // Writing to a `String` cannot fail.
    let _ = if colour && style != Style::new() { write!(out, "{style}{text}{style:#}") } else { write!(out, "{text}") };
}

#[cfg(test)]
mod tests;
