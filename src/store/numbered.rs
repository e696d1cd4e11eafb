//! Ids as accounting systems hand them out: numbers that follow each other, in a frame (`INV-2026-004711`). Where each has a place of
//! its own, nothing has to be hashed or compared with what is kept, and ids that stand together in a file stand together in memory.

use hashbrown::{DefaultHashBuilder, HashTable, hash_table};
use std::hash::BuildHasher;

/// Ids with fewer digits at the end are no numbers: it would be chance that others have all but the last digits in common.
const FEWEST_DIGITS: usize = 4;
/// Digits before these belong to the frame, so that a number is small.
const MOST_DIGITS: usize = 8;
/// Ids of more frames than these are kept elsewhere: what has so many is not handed out by a counter.
const MOST_FRAMES: usize = 4096;
/// So many numbers make a page, whose last digits in base 256 are places on it.
const PAGE: usize = 256;
/// So many pages are made whatever is on them; more only while there are [`USUAL`] ids on each, on average. Numbers drawn by lot, each on a
/// page of its own, would take more memory than any other way to keep them.
const MANY_PAGES: usize = 1 << 16;
/// See [`MANY_PAGES`].
const USUAL: usize = 8;
/// No more pages than these, so that a [`NumberPlace`] fits into 31 bits: they have two thousand million numbers.
const MOST_PAGES: usize = 1 << 23;
/// A page with more numbers than these has a place for every number.
const FEW: usize = 24;

/// A value for each of many ids that end with a number. The default value stands for none.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<V> {
    frames: Vec<Frame>,
    by_text: HashTable<u32>,
    pages: Vec<NumberPage<V>>,
    by_number: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// How many ids have a value.
    count: usize,
    /// Are no more pages made? Never again then: an id that was sent away must not have a place here later.
    is_full: bool,
}

/// What stands before a number, and how many digits that has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub before: Box<str>,
    pub digits: u8,
}

impl Frame {
    /// The id with that number.
    pub fn id(&self, number: u32) -> String {
        format!("{}{number:0width$}", self.before, width = usize::from(self.digits))
    }
}

#[derive(Clone, Debug)]
struct NumberPage<V> {
    frame: u32,
    number: u32,
    values: Values<V>,
}

#[derive(Clone, Debug)]
enum Values<V> {
    /// A few numbers of the page, in the order in which they came.
    Few(Vec<(u8, V)>),
    /// One for each number.
    All(Box<[V]>),
}

/// Where the value of an id is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberPlace {
    pub page: u32,
    pub on_page: u8,
}

impl<V> Default for Numbered<V> {
    fn default() -> Numbered<V> {
        let (frames, pages, hasher) = (Vec::new(), Vec::new(), DefaultHashBuilder::default());
        Numbered { frames, by_text: HashTable::new(), pages, by_number: HashTable::new(), hasher, count: 0, is_full: false }
    }
}

/// Does an id end with a number?
#[inline]
pub(crate) fn is_numbered(id: &str) -> bool {
    id.len() >= FEWEST_DIGITS && id.as_bytes()[id.len() - FEWEST_DIGITS..].iter().all(u8::is_ascii_digit)
}

/// What stands before the number, how many digits it has, and the number; if there is one. Eight digits are looked at as one word.
#[inline]
pub(super) fn split(id: &str) -> Option<(&str, u8, u32)> {
    let bytes = id.as_bytes();
    let last = match bytes.last_chunk() {
        Some(last) => *last,
        None => {
            let mut last = [0; MOST_DIGITS];
            last[MOST_DIGITS - bytes.len()..].copy_from_slice(bytes);
            last
        }
    };
    // The last character has the highest byte of the word, and each digit is its value there; what is none is more than nine.
    const ZEROS: u64 = EACH * b'0' as u64;
    const TO_HIGH_BIT: u64 = EACH * (0x80 - 10);
    let word = u64::from_le_bytes(last) ^ ZEROS;
    let others = (((word & !HIGH_BITS) + TO_HIGH_BIT) | word) & HIGH_BITS;
    let digits = others.leading_zeros() / 8;
    if digits < FEWEST_DIGITS as u32 {
        return None;
    }
    let word = word & (u64::MAX << (64 - 8 * digits));
    // Neighbours are put together: two digits each, then four, then eight.
    let pairs = (word & EVERY_SECOND) * 10 + ((word >> 8) & EVERY_SECOND);
    let fours = (pairs & EVERY_FOURTH) * 100 + ((pairs >> 16) & EVERY_FOURTH);
    let number = (fours & 0xffff) * 10_000 + (fours >> 32);
    Some((&id[..bytes.len() - digits as usize], digits as u8, number as u32))
}

/// A one in each byte, the highest bits of all bytes, and masks of every second byte and of every fourth.
const EACH: u64 = u64::MAX / 0xff;
const HIGH_BITS: u64 = EACH * 0x80;
const EVERY_SECOND: u64 = u64::MAX / 0xffff * 0xff;
const EVERY_FOURTH: u64 = u64::MAX / 0xffff_ffff * 0xff;

/// Pages are many and their numbers follow each other: enough of a hash to spread them.
#[inline]
fn spread(frame: u32, number: u32) -> u64 {
    let both = ((u64::from(frame) << 32) | u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    both ^ (both >> 32)
}

impl<V: Copy + Default + PartialEq> Numbered<V> {
    /// The value of an id, if it has one here.
    #[inline]
    pub fn get(&self, id: &str) -> Option<V> {
        self.at(self.place(id)?)
    }

    /// Where the value of an id would be, if there is a page for it.
    #[inline]
    pub fn place(&self, id: &str) -> Option<NumberPlace> {
        let (before, digits, number) = split(id)?;
        let frame = self.frame(before, digits)?;
        let page = self.page(frame, number / PAGE as u32)?;
        Some(NumberPlace { page, on_page: number as u8 })
    }

    /// The value at a place, if there is one.
    #[inline]
    pub fn at(&self, place: NumberPlace) -> Option<V> {
        self.pages[place.page as usize].get(place.on_page).filter(|value| *value != V::default())
    }

    /// The value of an id and its place, to be changed; nothing for an id that cannot be kept here, today or ever.
    #[inline]
    pub fn get_mut(&mut self, id: &str) -> Option<(&mut V, NumberPlace)> {
        let (before, digits, number) = split(id)?;
        let frame = match self.frame(before, digits) {
            Some(frame) => frame,
            None => self.new_frame(before, digits)?,
        };
        let page_number = number / PAGE as u32;
        let page = match self.page(frame, page_number) {
            Some(page) => page,
            None => self.new_page(frame, page_number)?,
        };
        let on_page = number as u8;
        let value = self.pages[page as usize].get_mut(on_page);
        self.count += usize::from(*value == V::default());
        Some((value, NumberPlace { page, on_page }))
    }

    /// The id that has its value at a place.
    pub fn id(&self, place: NumberPlace) -> String {
        let page = &self.pages[place.page as usize];
        self.frames[page.frame as usize].id(page.number * PAGE as u32 + u32::from(place.on_page))
    }

    #[inline]
    fn frame(&self, before: &str, digits: u8) -> Option<u32> {
        // Nearly every ledger has one frame, and few have more than this.
        const FIRST: usize = 4;
        let same = |frame: &Frame| frame.digits == digits && *frame.before == *before;
        if let Some(frame) = self.frames.iter().take(FIRST).position(same) {
            return Some(frame as u32);
        }
        if self.frames.len() <= FIRST {
            return None;
        }
        let hash = self.hasher.hash_one((before, digits));
        self.by_text.find(hash, |frame| same(&self.frames[*frame as usize])).copied()
    }

    #[cold]
    fn new_frame(&mut self, before: &str, digits: u8) -> Option<u32> {
        if self.frames.len() == MOST_FRAMES {
            return None;
        }
        let frame = self.frames.len() as u32;
        self.frames.push(Frame { before: before.into(), digits });
        let (frames, hasher) = (&self.frames, &self.hasher);
        let hash = |frame: &u32| hasher.hash_one((&*frames[*frame as usize].before, frames[*frame as usize].digits));
        self.by_text.insert_unique(hash(&frame), frame, hash);
        Some(frame)
    }

    #[inline]
    fn page(&self, frame: u32, number: u32) -> Option<u32> {
        // Where ids come in their order, the page made last is asked for next.
        let same = |page: &NumberPage<V>| page.number == number && page.frame == frame;
        if self.pages.last().is_some_and(same) {
            return Some(self.pages.len() as u32 - 1);
        }
        self.by_number.find(spread(frame, number), |page| same(&self.pages[*page as usize])).copied()
    }

    #[cold]
    fn new_page(&mut self, frame: u32, number: u32) -> Option<u32> {
        let pages = self.pages.len();
        self.is_full |= pages >= MOST_PAGES || (pages >= MANY_PAGES && self.count / USUAL < pages);
        if self.is_full {
            return None;
        }
        let page = self.pages.len() as u32;
        self.pages.push(NumberPage { frame, number, values: Values::Few(Vec::new()) });
        let pages = &self.pages;
        let hash = |page: &u32| spread(pages[*page as usize].frame, pages[*page as usize].number);
        match self.by_number.entry(spread(frame, number), |_| false, hash) {
            hash_table::Entry::Occupied(_) => {}
            hash_table::Entry::Vacant(place) => _ = place.insert(page),
        }
        Some(page)
    }
}

impl<V: Copy + Default> NumberPage<V> {
    #[inline]
    fn get(&self, on_page: u8) -> Option<V> {
        match &self.values {
            Values::All(all) => all.get(usize::from(on_page)).copied(),
            Values::Few(few) => few.iter().find(|(of, _)| *of == on_page).map(|(_, value)| *value),
        }
    }

    #[inline]
    fn get_mut(&mut self, on_page: u8) -> &mut V {
        if let Values::Few(few) = &mut self.values
            && few.len() == FEW
            && few.iter().all(|(of, _)| *of != on_page)
        {
            let mut all = vec![V::default(); PAGE].into_boxed_slice();
            few.iter().for_each(|(of, value)| all[usize::from(*of)] = *value);
            self.values = Values::All(all);
        }
        match &mut self.values {
            Values::All(all) => &mut all[usize::from(on_page)],
            Values::Few(few) => {
                let place = few.iter().position(|(of, _)| *of == on_page).unwrap_or_else(|| {
                    few.push((on_page, V::default()));
                    few.len() - 1
                });
                &mut few[place].1
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn the_number_is_at_the_end_and_its_frame_is_the_rest() {
        assert_eq!(split("INV-0042"), Some(("INV-", 4, 42)));
        assert_eq!(split("2026123456789"), Some(("20261", 8, 23_456_789)));
        assert_eq!((split("INV-042"), split("0042/A"), split(""), split("é")), (None, None, None, None));
        assert_eq!(split("é0001"), Some(("é", 4, 1)));
        for odd in ["INV-004:", "INV-00/1", "0000\u{80}", "00 12", "ʼ0001"] {
            assert_eq!(split(odd).is_some(), is_numbered(odd), "{odd}");
        }
    }

    #[test]
    fn the_same_number_in_two_frames_is_two_ids() {
        let mut numbered = Numbered::<u32>::default();
        let ids = ["A-0001", "B-0001", "A-00001", "A-10001", "0001", "A-0257", "A-0001"];
        let mut values = Vec::new();
        for (id, next) in ids.iter().zip(1..) {
            let (value, place) = numbered.get_mut(id).unwrap();
            if *value == 0 {
                *value = next;
            }
            values.push(*value);
            assert_eq!(numbered.id(place), *id);
        }
        assert_eq!(values, [1, 2, 3, 4, 5, 6, 1]);
        assert_eq!((numbered.get("A-0257"), numbered.get("A-0002"), numbered.get("C-0001")), (Some(6), None, None));
    }

    #[test]
    fn ids_of_too_many_frames_are_for_others_to_keep() {
        let mut numbered = Numbered::<u32>::default();
        for frame in 0..MOST_FRAMES {
            *numbered.get_mut(&format!("{frame}-0001")).unwrap().0 = 1;
        }
        assert!(numbered.get_mut("more-0001").is_none());
        assert_eq!((numbered.get("more-0001"), numbered.get("7-0001"), numbered.get("7-0002")), (None, Some(1), None));
    }

    #[test]
    fn numbers_drawn_by_lot_are_for_others_to_keep_from_some_time_on() {
        let mut numbered = Numbered::<u32>::default();
        let id = |page: usize, on_page: usize| format!("{:08}", page * PAGE + on_page);
        let mut put = |id: &str| numbered.get_mut(id).map(|(value, _)| *value = 7).is_some();
        assert!((0..MANY_PAGES).all(|page| put(&id(page, 0))));
        assert!(!put(&id(MANY_PAGES, 0)));
        // Pages that are there are filled, and still no new one is made: what was sent away is elsewhere for good.
        assert!((0..MANY_PAGES).all(|page| (0..2 * USUAL).all(|on_page| put(&id(page, on_page)))));
        assert!(!put(&id(MANY_PAGES, 0)) && !put(&id(MANY_PAGES + 1, 0)));
        assert_eq!((numbered.get(&id(MANY_PAGES, 0)), numbered.get(&id(5, 3))), (None, Some(7)));
    }

    #[test]
    fn many_ids_that_follow_each_other_have_places_however_many_they_are() {
        let mut numbered = Numbered::<u32>::default();
        for number in (0..(MANY_PAGES + 9) * PAGE).step_by(16) {
            *numbered.get_mut(&format!("INV-{number:08}")).unwrap().0 = 1;
        }
        assert!(!numbered.is_full);
    }

    proptest! {
        #[test]
        fn a_number_is_all_digits_at_the_end_up_to_eight(id in "[ -;a/0-9\u{b0}-\u{b9}]{0,6}[0-9]{0,12}") {
            let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count().min(MOST_DIGITS);
            let wanted = (digits >= FEWEST_DIGITS).then(|| {
                let (before, number) = id.split_at(id.len() - digits);
                (before, digits as u8, number.parse().unwrap())
            });
            prop_assert_eq!(split(&id), wanted);
            prop_assert_eq!(is_numbered(&id), wanted.is_some());
        }

        #[test]
        fn what_was_put_there_is_found(numbers in prop::collection::vec(0..2000_u32, 0..900), frame in 0..3_u8) {
            let mut numbered = Numbered::<u32>::default();
            let mut wanted = HashMap::new();
            for (number, value) in numbers.iter().zip(1..) {
                let id = format!("{}-{number:04}", u32::from(frame) * (number % 3));
                *numbered.get_mut(&id).unwrap().0 = value;
                wanted.insert(id, value);
            }
            for number in 0..2000 {
                let id = format!("{}-{number:04}", u32::from(frame) * (number % 3));
                prop_assert_eq!(numbered.get(&id), wanted.get(&id).copied());
            }
        }
    }
}
