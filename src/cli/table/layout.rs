//! Which columns of a table are shown, and how wide they are.

use super::{Fit, Table, rows, text};

/// Spaces between columns, and between those of a table that would not fit otherwise.
const GAPS: [usize; 2] = [2, 1];

/// How narrow a column becomes that shrinks, when everything has gone that may.
const TIGHTEST: usize = 8;
/// On a screen, how wide a column may be that may also go.
pub(super) const WIDEST_GOER: usize = 28;

/// How wide a column may be where there is no screen: what is longer than this is no name and no reason.
const WIDEST: usize = 30_000;

/// The columns that are shown, with their widths.
pub(super) struct Layout {
    /// Of each column its place in the table and its width.
    pub shown: Vec<(usize, usize)>,
    /// How many spaces stand between two of them.
    pub gap: usize,
    /// Has the column that wraps moved below its row?
    pub below: bool,
    /// The columns for which there was no room, by their place in the table.
    pub left_out: Vec<usize>,
}

impl Layout {
    /// The layout of a table on a screen of so many columns.
    pub fn new(table: &Table, screen: Option<usize>) -> Layout {
        let natural: Vec<usize> = (0..table.columns.len()).map(|index| table.natural(index)).collect();
        let mut shown: Vec<usize> = (0..table.columns.len()).filter(|index| !table.is_empty_goer(*index)).collect();
        let Some(screen) = screen else {
            let shown = shown.into_iter().map(|index| (index, natural[index])).collect();
            return Layout { shown, gap: GAPS[0], below: false, left_out: Vec::new() };
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
        let shown = shown.collect();
        left_out.sort_unstable();
        Layout { shown, gap: GAPS[usize::from(tight)], below, left_out }
    }
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
        let title = text::width(self.columns[index].title);
        rows(&self.lines).map(|cells| cells[index].width()).max().unwrap_or(0).max(title).min(WIDEST)
    }
}
