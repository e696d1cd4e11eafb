//! Which columns of a table are shown, and how wide they are.

use super::{Fit, Span, Table, rows, text};
use anstyle::Style;

/// Spaces between columns, and between those of a table that would not fit otherwise.
const GAPS: [usize; 2] = [2, 1];

/// The least width of a column that shrinks, when every column that may go has gone.
const TIGHTEST: usize = 8;
/// The least width of a column of words, where even that does not help.
const NARROWEST: usize = 6;
/// The narrowest title of a column of numbers.
const NARROWEST_TITLE: usize = 4;
/// The largest width, on a screen, of a column that may go.
pub(super) const WIDEST_GOER: usize = 28;

/// The largest width of a column without a screen.
const WIDEST: usize = 30_000;

pub(super) struct Layout {
    /// Of each column its place in the table and its width.
    pub shown: Vec<(usize, usize)>,
    pub gap: usize,
    /// Has the column that wraps moved below its row?
    pub below: bool,
    /// The columns that shrink, if they have moved below their rows as well, by their place in the table.
    pub fallen: Vec<usize>,
    /// The columns for which there was no room, by their place in the table.
    pub left_out: Vec<usize>,
}

impl Layout {
    pub fn new(table: &Table, screen: Option<usize>) -> Layout {
        let natural: Vec<usize> = (0..table.columns.len()).map(|index| table.natural(index)).collect();
        let mut shown: Vec<usize> = (0..table.columns.len()).filter(|index| !table.is_empty_goer(*index)).collect();
        let Some(screen) = screen else {
            let shown = shown.into_iter().map(|index| (index, natural[index])).collect();
            return Layout { shown, gap: GAPS[0], below: false, fallen: Vec::new(), left_out: Vec::new() };
        };
        let mut left_out = Vec::new();
        let least = |index: usize, tight: bool| match table.columns[index].fit {
            Fit::Stays { most } => natural[index].min(most),
            Fit::Shrinks { .. } if tight => natural[index].min(TIGHTEST),
            Fit::Shrinks { least, .. } | Fit::Wraps { least } => natural[index].min(least),
            Fit::Goes { least, .. } => natural[index].min(least),
        };
        let mut below = false;
        let mut tight = false;
        let needed = |shown: &[usize], tight: bool| {
            let gap = GAPS[usize::from(tight)];
            shown.iter().map(|index| least(*index, tight) + gap).sum::<usize>().saturating_sub(gap)
        };
        while needed(&shown, tight) > screen {
            if let Some(next) = table.next_to_go(&shown) {
                shown.retain(|index| *index != next);
                left_out.push(next);
            } else if let Some(wraps) = shown.iter().position(|index| matches!(table.columns[*index].fit, Fit::Wraps { .. })) {
                shown.remove(wraps);
                below = true;
            } else {
                tight = true;
                break;
            }
        }
        let mut fallen = Vec::new();
        if needed(&shown, tight) > screen {
            // What a row begins with stays where it is.
            fallen.extend(shown.iter().skip(1).copied().filter(|index| matches!(table.columns[*index].fit, Fit::Shrinks { .. })));
            shown.retain(|index| !fallen.contains(index));
        }
        if needed(&shown, tight) > screen {
            let widths = shown.iter().map(|index| (*index, least(*index, tight))).collect();
            let shown = table.squeezed(widths, screen.saturating_sub(GAPS[1] * shown.len().saturating_sub(1)));
            return Layout { shown, gap: GAPS[1], below, fallen, left_out: sorted(left_out) };
        }
        let mut free = screen.saturating_sub(needed(&shown, tight));
        let shown = shown.into_iter().map(|index| {
            let least = least(index, tight);
            let most = match table.columns[index].fit {
                Fit::Shrinks { most, .. } => natural[index].min(most),
                Fit::Wraps { .. } => natural[index],
                Fit::Goes { .. } => natural[index].min(WIDEST_GOER),
                Fit::Stays { .. } => least,
            };
            let more = free.min(most.saturating_sub(least));
            free -= more;
            (index, least + more)
        });
        Layout { shown: shown.collect(), gap: GAPS[usize::from(tight)], below, fallen, left_out: sorted(left_out) }
    }
}

impl Layout {
    /// What stands below a row: the columns that have fallen, then what was to go there.
    pub fn told_below(&self, cells: &[Span], below: &Span) -> Span {
        let fallen = self.fallen.iter().map(|index| cells[*index].text.as_str());
        let texts: Vec<&str> = fallen.chain(self.below.then_some(below.text.as_str())).filter(|text| !text.is_empty()).collect();
        Span { text: texts.join("; "), style: if self.below { below.style } else { Style::new() } }
    }
}

fn sorted(mut columns: Vec<usize>) -> Vec<usize> {
    columns.sort_unstable();
    columns
}

impl Table {
    fn next_to_go(&self, shown: &[usize]) -> Option<usize> {
        let order = |index: &usize| match self.columns[*index].fit {
            Fit::Goes { order, .. } => Some(order),
            _ => None,
        };
        shown.iter().copied().filter(|index| order(index).is_some()).min_by_key(order)
    }

    /// A column that may go is not shown where it says nothing at all.
    fn is_empty_goer(&self, index: usize) -> bool {
        matches!(self.columns[index].fit, Fit::Goes { .. }) && !rows(&self.lines).any(|cells| !cells[index].text.is_empty())
    }

    fn natural(&self, index: usize) -> usize {
        self.widest_cell(index).max(text::width(self.columns[index].title)).min(WIDEST)
    }

    fn widest_cell(&self, index: usize) -> usize {
        rows(&self.lines).map(|cells| cells[index].width()).max().unwrap_or(0)
    }

    /// Columns with their widths, cut down until all have room together, the widest first: the titles of numbers, then words. Numbers are
    /// never cut.
    fn squeezed(&self, mut widths: Vec<(usize, usize)>, room: usize) -> Vec<(usize, usize)> {
        let over = |widths: &[(usize, usize)]| widths.iter().map(|(_, width)| width).sum::<usize>() > room;
        for of_numbers in [true, false] {
            let floor = |index: usize| if of_numbers { self.widest_cell(index).max(NARROWEST_TITLE) } else { NARROWEST };
            while over(&widths) {
                let narrows = widths.iter_mut().filter(|(index, width)| self.columns[*index].right == of_numbers && *width > floor(*index));
                let Some((_, width)) = narrows.max_by_key(|(_, width)| *width) else { break };
                *width -= 1;
            }
        }
        widths
    }
}
