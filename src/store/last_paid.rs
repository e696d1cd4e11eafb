//! The invoices of a customer that were paid last, and how late.

use super::key::IdKey;
use crate::calendar::Day;
use std::cmp::Ordering;

const KEPT: usize = LastPaid::COUNT;

/// The invoices paid last, oldest first: by day, then by id. They are the same in whatever order they were told.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastPaid {
    paid: [Option<Paid>; KEPT],
    /// The ids of those that are long.
    long: Option<Box<[Box<str>; KEPT]>>,
}

/// When an invoice was paid, which, and how late that was.
#[derive(Clone, Copy, Debug)]
struct Paid {
    on: Day,
    days_late: i32,
    key: [u32; 4],
}

impl LastPaid {
    /// So many are kept.
    pub const COUNT: usize = 6;

    /// An invoice was paid.
    #[inline]
    pub fn add(&mut self, on: Day, invoice: &str, days_late: i32) {
        if self.paid[KEPT - 1].is_some() && self.paid[0].is_some_and(|oldest| on < oldest.on) {
            return;
        }
        self.insert(Paid { on, days_late, key: IdKey::of(invoice).words() }, invoice);
    }

    /// Takes over those of a list of the same customer.
    pub fn join(&mut self, other: &LastPaid) {
        for (place, paid) in other.paid.iter().enumerate() {
            if let Some(paid) = *paid {
                self.insert(paid, other.long_id(place));
            }
        }
    }

    /// `id` matters only if it is long.
    fn insert(&mut self, paid: Paid, id: &str) {
        let count = self.paid.iter().take_while(|paid| paid.is_some()).count();
        let is_later = |place: &usize| self.compare(*place, &paid, id).is_gt();
        // Most files are in the order of time: what is paid later is likely to stand last.
        let place = count - (0..count).rev().take_while(is_later).count();
        let (from, to) = match (count, place) {
            (KEPT, 0) => return,
            // The oldest makes way.
            (KEPT, _) => (0, place - 1),
            _ => (count, place),
        };
        carry(&mut self.paid, from, to);
        self.paid[to] = Some(paid);
        let is_long = IdKey::from_words(paid.key).is_long();
        if self.long.is_some() || is_long {
            let long = self.long.get_or_insert_default();
            carry(long, from, to);
            long[to] = if is_long { id.into() } else { Box::default() };
        }
    }

    /// How one that is kept stands to another.
    fn compare(&self, place: usize, other: &Paid, id: &str) -> Ordering {
        let Some(paid) = self.paid[place] else { return Ordering::Greater };
        let by_id = || {
            let [own, others] = [paid.key, other.key].map(IdKey::from_words);
            if !own.is_long() && !others.is_long() {
                return own.cmp(&others);
            }
            let text = |key: IdKey, id: &str| if key.is_long() { id.to_owned() } else { key.short_id() };
            text(own, self.long_id(place)).cmp(&text(others, id))
        };
        paid.on.cmp(&other.on).then_with(by_id).then(paid.days_late.cmp(&other.days_late))
    }

    fn long_id(&self, place: usize) -> &str {
        self.long.as_ref().map_or("", |long| &long[place])
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
            cut in any::<prop::sample::Index>(),
        ) {
            let of = |told: &[(i32, String, i32)]| {
                let mut paid_last = LastPaid::default();
                told.iter().for_each(|(on, id, late)| paid_last.add(Day::from_number(*on), id, *late));
                paid_last
            };
            let kept = |last: &LastPaid| {
                let id = |place: usize, key: IdKey| if key.is_long() { last.long_id(place).to_owned() } else { key.short_id() };
                let paid = last.paid.iter().enumerate().filter_map(|(place, paid)| Some((place, (*paid)?)));
                paid.map(|(place, paid)| (paid.on.number(), id(place, IdKey::from_words(paid.key)), paid.days_late)).collect::<Vec<_>>()
            };
            let mut wanted = told.clone();
            wanted.sort();
            wanted.drain(..wanted.len().saturating_sub(KEPT));
            prop_assert_eq!(kept(&of(&told)), wanted.clone());
            let (first, second) = told.split_at(cut.index(told.len() + 1));
            let mut joined = of(second);
            joined.join(&of(first));
            prop_assert_eq!(kept(&joined), wanted);
        }
    }
}
