//! The invoices of a customer that were paid last, and how late.

use super::frames::{FrameId, Frames};
use crate::calendar::Day;
use compact_str::CompactString;
use std::cmp::Ordering;

const KEPT: usize = LastPaid::COUNT;

/// The invoices paid last, oldest first: by day, then by id. They are the same in whatever order they were told.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastPaid {
    paid: [Option<Paid>; KEPT],
    /// What stands before the number of each.
    frames: [Option<FrameId>; KEPT],
    /// The whole id of each that has no such frame.
    texts: Option<Box<[CompactString; KEPT]>>,
}

/// When an invoice was paid, its number where it has one, and how late that was.
#[derive(Clone, Copy, Debug)]
struct Paid {
    on: Day,
    number: u32,
    days_late: i32,
}

impl LastPaid {
    /// So many are kept.
    pub const COUNT: usize = 6;

    /// An invoice was paid.
    pub fn add(&mut self, on: Day, invoice: &str, days_late: i32, frames: &Frames) {
        if self.paid[KEPT - 1].is_some() && self.paid[0].is_some_and(|oldest| on < oldest.on) {
            return;
        }
        let (frame, number) = frames.take_apart(invoice).map_or((None, 0), |(frame, number)| (Some(frame), number));
        let paid = Paid { on, number, days_late };
        let count = self.paid.iter().take_while(|paid| paid.is_some()).count();
        let is_later = |place: &usize| self.compare(*place, paid, frame, invoice, frames).is_gt();
        // Most files are in the order of time: what is paid later is likely to stand last.
        let place = count - (0..count).rev().take_while(is_later).count();
        let (from, to) = match (count, place) {
            (KEPT, 0) => return,
            // The oldest makes way.
            (KEPT, _) => (0, place - 1),
            _ => (count, place),
        };
        carry(&mut self.paid, from, to);
        carry(&mut self.frames, from, to);
        self.paid[to] = Some(paid);
        self.frames[to] = frame;
        if self.texts.is_some() || frame.is_none() {
            let texts = self.texts.get_or_insert_default();
            carry(texts, from, to);
            texts[to] = if frame.is_none() { invoice.into() } else { CompactString::default() };
        }
    }

    /// How one that is kept stands to another.
    fn compare(&self, place: usize, other: Paid, frame: Option<FrameId>, invoice: &str, frames: &Frames) -> Ordering {
        let Some(paid) = self.paid[place] else { return Ordering::Greater };
        let by_id = || match self.frames[place] {
            Some(own) if Some(own) == frame => paid.number.cmp(&other.number),
            Some(own) => frames.put_together(own, paid.number).as_str().cmp(invoice),
            None => self.texts.as_ref().map_or("", |texts| &texts[place]).cmp(invoice),
        };
        paid.on.cmp(&other.on).then_with(by_id).then(paid.days_late.cmp(&other.days_late))
    }

    /// Reads a word of each part of the memory in which they lie.
    #[inline]
    pub(super) fn first_words(&self) -> u32 {
        [self.paid[0], self.paid[KEPT - 1]].into_iter().flatten().fold(0, |all, paid| all ^ paid.number)
    }

    /// How late they were, oldest first; nothing while they are fewer.
    pub fn days_late(&self) -> Option<[i32; KEPT]> {
        self.paid[KEPT - 1]?;
        Some(self.paid.map(|paid| paid.map_or(0, |paid| paid.days_late)))
    }
}

/// Puts what is at one place to another; those between them make way.
fn carry<T>(list: &mut [T; KEPT], from: usize, to: usize) {
    match from < to {
        true => list[from..=to].rotate_left(1),
        false => list[to..=from].rotate_right(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn invoice() -> impl Strategy<Value = String> {
        let before = prop::sample::select(vec!["INV-", "INV-2", "", "é", "a long text before the number "]);
        let number = prop::sample::select(vec!["0001", "0002", "0010", "00001", "20000001", "7", "x"]);
        (before, number).prop_map(|(before, number)| format!("{before}{number}"))
    }

    proptest! {
        #[test]
        fn those_kept_are_the_last_by_day_and_id_whatever_came_first(
            told in prop::collection::vec((0..4_i32, invoice(), -3..3_i32), 0..14),
            other_order in any::<prop::sample::Index>(),
        ) {
            let frames = Frames::default();
            let kept = |told: &[(i32, String, i32)]| {
                let mut paid_last = LastPaid::default();
                told.iter().for_each(|(on, id, late)| paid_last.add(Day::from_number(*on), id, *late, &frames));
                let id = |place: usize, paid: Paid| match paid_last.frames[place] {
                    Some(frame) => frames.put_together(frame, paid.number),
                    None => paid_last.texts.as_ref().unwrap()[place].to_string(),
                };
                let paid = paid_last.paid.iter().enumerate().filter_map(|(place, paid)| Some((place, (*paid)?)));
                paid.map(|(place, paid)| (paid.on.number(), id(place, paid), paid.days_late)).collect::<Vec<_>>()
            };
            let mut wanted = told.clone();
            wanted.sort();
            wanted.drain(..wanted.len().saturating_sub(KEPT));
            prop_assert_eq!(kept(&told), wanted.clone());
            let mut turned = told;
            if !turned.is_empty() {
                let first = other_order.index(turned.len());
                turned.rotate_left(first);
                turned[first..].reverse();
            }
            prop_assert_eq!(kept(&turned), wanted);
        }
    }
}
