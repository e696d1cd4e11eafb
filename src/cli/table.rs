//! Tables on a screen: columns that fit, numbers to the right, one thin line under the header.
//!
//! On a screen of so many columns a table first narrows what may be narrowed, then leaves columns out in a fixed order, then
//! moves one column to a line of its own below each row. Without a width it is complete.

mod drafts;
mod plan;
mod status;
mod text;

pub use drafts::drafts_table;
pub use plan::plan_table;
pub use status::status_table;
pub use text::wrapped;

use anstyle::Style;
use collect::report::one_line;
use std::borrow::Cow;
use std::fmt::Write;

/// Spaces between columns, and between those of a table that would not fit otherwise.
const GAPS: [usize; 2] = [2, 1];

/// How narrow a column becomes that shrinks, when everything has gone that may.
const TIGHTEST: usize = 8;
/// On a screen, how wide a column may be that may also go.
const WIDEST_GOER: usize = 28;

/// How a result is to look: how wide the screen is (none: plain and complete), and whether it has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub width: Option<usize>,
    pub colour: bool,
}

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
    /// It stays, and is cut down to so many columns where that helps; if nothing else does, to [`TIGHTEST`].
    Shrinks { least: usize, most: usize },
    /// It goes; lower numbers go first.
    Goes { order: u8 },
    /// Its text is broken into lines of at least so many columns; at last it moves below the row.
    Wraps { least: usize },
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub title: &'static str,
    pub right: bool,
    pub fit: Fit,
}

/// A row, or a heading between rows.
pub enum Line {
    Row {
        cells: Vec<Span>,
        /// What stands below the row once the column that wraps has moved there.
        below: Span,
    },
    Heading(Span),
}

/// A table.
pub struct Table {
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
}

/// The columns that are shown, with their widths.
struct Layout {
    shown: Vec<(usize, usize)>,
    gap: usize,
    below: bool,
}

impl Table {
    /// Adds the table to a text.
    pub fn render(&self, look: Look, out: &mut String) {
        let layout = self.layout(look.width);
        let titles: Vec<Span> = self.columns.iter().map(|column| Span::styled(column.title, Style::new().bold())).collect();
        self.row(&layout, &titles, look, out);
        let total = layout.shown.iter().map(|(_, width)| width + layout.gap).sum::<usize>().saturating_sub(layout.gap);
        push_styled(out, &"─".repeat(total), Style::new().dimmed(), look.colour);
        out.push('\n');
        let indent = layout.shown.first().map_or(0, |(_, width)| width + layout.gap);
        for (index, line) in self.lines.iter().enumerate() {
            match line {
                Line::Heading(span) => {
                    if index > 0 {
                        out.push('\n');
                    }
                    push_wrapped(span, 0, look, out);
                }
                Line::Row { cells, below } => {
                    self.row(&layout, cells, look, out);
                    if layout.below {
                        push_wrapped(below, indent, look, out);
                    }
                }
            }
        }
    }

    fn row(&self, layout: &Layout, cells: &[Span], look: Look, out: &mut String) {
        let parts: Vec<Vec<Cow<'_, str>>> = layout
            .shown
            .iter()
            .map(|&(index, width)| match (look.width, self.columns[index].fit) {
                (None, _) => vec![Cow::Borrowed(cells[index].text.as_str())],
                (Some(_), Fit::Wraps { .. }) => text::paragraph(&cells[index].text, width).into_iter().map(Cow::Owned).collect(),
                (Some(_), _) => vec![text::truncated(&cells[index].text, width)],
            })
            .collect();
        let height = parts.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut pending = 0;
            for (&(index, width), part) in layout.shown.iter().zip(&parts) {
                let content = part.get(line).map_or("", |content| content);
                let free = width.saturating_sub(text::width(content));
                let (before, after) = if self.columns[index].right { (free, 0) } else { (0, free) };
                pending += before;
                if !content.is_empty() {
                    out.extend(std::iter::repeat_n(' ', pending));
                    push_styled(out, content, cells[index].style, look.colour);
                    pending = 0;
                }
                pending += if content.is_empty() { width - before } else { after } + layout.gap;
            }
            out.push('\n');
        }
    }

    fn layout(&self, screen: Option<usize>) -> Layout {
        let natural: Vec<usize> = (0..self.columns.len()).map(|index| self.natural(index)).collect();
        let Some(screen) = screen else {
            return Layout { shown: natural.into_iter().enumerate().collect(), gap: GAPS[0], below: false };
        };
        let least = |index: usize, tight: bool| match self.columns[index].fit {
            Fit::Stays { most } => natural[index].min(most),
            Fit::Shrinks { .. } if tight => natural[index].min(TIGHTEST),
            Fit::Shrinks { least, .. } | Fit::Wraps { least } => natural[index].min(least),
            Fit::Goes { .. } => natural[index].min(WIDEST_GOER),
        };
        let mut shown: Vec<usize> = (0..self.columns.len()).filter(|index| !self.is_empty_goer(*index)).collect();
        let mut below = false;
        let mut tight = false;
        let needed = |shown: &[usize], tight: bool| {
            let gap = GAPS[usize::from(tight)];
            shown.iter().map(|index| least(*index, tight) + gap).sum::<usize>().saturating_sub(gap)
        };
        while needed(&shown, tight) > screen {
            if let Some(next) = self.next_to_go(&shown) {
                shown.retain(|index| *index != next);
            } else if let Some(wraps) = shown.iter().position(|index| matches!(self.columns[*index].fit, Fit::Wraps { .. })) {
                shown.remove(wraps);
                below = true;
            } else {
                tight = true;
                break;
            }
        }
        let mut free = screen.saturating_sub(needed(&shown, tight));
        let shown = shown.into_iter().map(|index| {
            let least = least(index, tight);
            let most = match self.columns[index].fit {
                Fit::Shrinks { most, .. } => natural[index].min(most),
                Fit::Wraps { .. } => natural[index],
                Fit::Stays { .. } | Fit::Goes { .. } => least,
            };
            let more = free.min(most.saturating_sub(least));
            free -= more;
            (index, least + more)
        });
        Layout { shown: shown.collect(), gap: GAPS[usize::from(tight)], below }
    }

    fn next_to_go(&self, shown: &[usize]) -> Option<usize> {
        let order = |index: &usize| match self.columns[*index].fit {
            Fit::Goes { order } => Some(order),
            _ => None,
        };
        shown.iter().copied().filter(|index| order(index).is_some()).min_by_key(order)
    }

    /// On a screen a column that may go is not shown where it says nothing at all.
    fn is_empty_goer(&self, index: usize) -> bool {
        matches!(self.columns[index].fit, Fit::Goes { .. }) && !self.rows().any(|cells| !cells[index].text.is_empty())
    }

    fn natural(&self, index: usize) -> usize {
        let title = text::width(self.columns[index].title);
        self.rows().map(|cells| cells[index].width()).max().unwrap_or(0).max(title)
    }

    fn rows(&self) -> impl Iterator<Item = &[Span]> {
        self.lines.iter().filter_map(|line| match line {
            Line::Row { cells, .. } => Some(cells.as_slice()),
            Line::Heading(_) => None,
        })
    }
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
