//! Ids of invoices or customers, each known by its place in the order in which they came.

use super::numbered::{NumberPlace, Numbered};
use super::prefetch::TOGETHER;
use super::texts::Texts;
use smallvec::SmallVec;
use std::borrow::Cow;

/// A set of ids. Those that end with a number take eight bytes each, however long they are.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// The place of an id in the order, from 1.
    numbered: Numbered<u32>,
    others: Texts,
    /// For each of `others`, its place in the order, from 0.
    of_others: Vec<u32>,
    /// Where to find the id at each place.
    order: Vec<Kept>,
}

/// The places of some ids that were looked for, each if it was found.
pub type Found = SmallVec<[Option<usize>; TOGETHER]>;

/// Where an id is kept: its page and its place on it or, with the highest bit, its place among the others.
#[derive(Clone, Copy, Debug)]
struct Kept(u32);

const OTHER: u32 = 1 << 31;

impl Ids {
    /// The place of an id, which is kept from now on.
    #[inline]
    pub fn keep(&mut self, id: &str) -> usize {
        let next = self.order.len();
        if let Some((place, kept)) = self.numbered.get_mut(id) {
            if *place == 0 {
                *place = next as u32 + 1;
                self.order.push(Kept(kept.page << 8 | u32::from(kept.on_page)));
            }
            return *place as usize - 1;
        }
        let other = self.others.keep(id).index();
        if other == self.of_others.len() {
            self.of_others.push(next as u32);
            self.order.push(Kept(other as u32 | OTHER));
        }
        self.of_others[other] as usize
    }

    /// The place of an id, if it is kept.
    #[inline]
    pub fn find(&self, id: &str) -> Option<usize> {
        if self.order.is_empty() {
            return None;
        }
        self.found(id, self.numbered.place(id))
    }

    /// The places of some ids. To know where to look takes the processor many steps, to look there one, and a wait for memory: so first all
    /// of the one is done and then all of the other, and it waits for all of them at once.
    #[inline]
    pub fn find_all<'i>(&self, ids: impl Iterator<Item = &'i str> + Clone) -> Found {
        if self.order.is_empty() {
            return ids.map(|_| None).collect();
        }
        let places: SmallVec<[Option<NumberPlace>; TOGETHER]> = ids.clone().map(|id| self.numbered.place(id)).collect();
        ids.zip(places).map(|(id, place)| self.found(id, place)).collect()
    }

    #[inline]
    fn found(&self, id: &str, place: Option<NumberPlace>) -> Option<usize> {
        match place.and_then(|place| self.numbered.at(place)) {
            Some(place) => Some(place as usize - 1),
            None => self.others.find(id).map(|other| self.of_others[other.index()] as usize),
        }
    }

    /// The id at a place.
    pub fn at(&self, place: usize) -> Cow<'_, str> {
        let Kept(kept) = self.order[place];
        match kept & OTHER {
            0 => Cow::Owned(self.numbered.id(NumberPlace { page: kept >> 8, on_page: kept as u8 })),
            _ => Cow::Borrowed(self.others.at((kept & !OTHER) as usize)),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_numbered_as_they_come_whatever_they_look_like() {
        let mut ids = Ids::default();
        let all = ["INV-0001", "", "x", "INV-0002", "2026-000000000001", "INV-9", "é12345"];
        for _ in 0..2 {
            let places: Vec<usize> = all.iter().map(|id| ids.keep(id)).collect();
            assert_eq!(places, [0, 1, 2, 3, 4, 5, 6]);
        }
        for (place, id) in all.iter().enumerate() {
            assert_eq!((ids.find(id), &*ids.at(place)), (Some(place), *id));
        }
        assert_eq!((ids.find("INV-0003"), ids.find("y"), ids.len()), (None, None, 7));
        let sought = ["x", "INV-0002", "INV-0003", "y", ""];
        assert_eq!(ids.find_all(sought.into_iter()).to_vec(), sought.map(|id| ids.find(id)));
        assert_eq!(Ids::default().find_all(sought.into_iter()).to_vec(), [None; 5]);
    }
}
