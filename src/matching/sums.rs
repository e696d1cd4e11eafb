//! Which items add up to an amount.

use crate::money::Minor;

/// So many items are tried, and so many of them together.
pub const MOST_ITEMS: usize = 25;
pub const MOST_PARTS: usize = 5;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemSums {
    /// The places of the first solutions, the one with fewest parts first.
    pub solutions: Vec<Vec<u32>>,
    /// Were there too many items to try all?
    pub is_capped: bool,
}

/// The ways in which two or more items add up to an amount, at most `most` of them.
pub fn sums(items: &[(u32, Minor)], amount: Minor, most: usize) -> ItemSums {
    let mut found = ItemSums { solutions: Vec::new(), is_capped: items.len() > MOST_ITEMS };
    if found.is_capped || items.len() < 2 {
        return found;
    }
    // What the items from a place on can add or take away at most: for cutting off what cannot come out right.
    let mut reach = vec![(0, 0); items.len() + 1];
    for (place, (_, value)) in items.iter().enumerate().rev() {
        let (low, high): (i128, i128) = reach[place + 1];
        reach[place] = (low + i128::from((*value).min(0)), high + i128::from((*value).max(0)));
    }
    for parts in 2..=MOST_PARTS.min(items.len()) {
        let mut search = SumSearch { items, reach: &reach, most, found: &mut found.solutions, chosen: Vec::new() };
        search.from(0, parts, amount.into());
    }
    found
}

struct SumSearch<'s> {
    items: &'s [(u32, Minor)],
    reach: &'s [(i128, i128)],
    most: usize,
    found: &'s mut Vec<Vec<u32>>,
    chosen: Vec<u32>,
}

impl SumSearch<'_> {
    fn from(&mut self, begin: usize, parts: usize, rest: i128) {
        if self.found.len() >= self.most {
            return;
        }
        if parts == 0 {
            if rest == 0 {
                self.found.push(self.chosen.clone());
            }
            return;
        }
        for place in begin..=self.items.len().saturating_sub(parts) {
            let (low, high) = self.reach[place];
            if rest < low || rest > high {
                return;
            }
            let (id, value) = self.items[place];
            self.chosen.push(id);
            self.from(place + 1, parts - 1, rest - i128::from(value));
            self.chosen.pop();
        }
    }
}
