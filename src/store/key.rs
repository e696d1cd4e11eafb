//! Ids of invoices, customers and events as numbers of 16 bytes, however long the ids are.

use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_128;

/// An id: itself if it is short, else a hash of it.
///
/// Short ids are in the order of their texts. The hash has 120 bits: that two of a billion long ids are alike is less likely than that
/// the memory is wrong. An id is never told from a hash, see [`LongIds`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IdKey(u128);

/// The longest id that is its own key. The byte that is left says how long it is.
const LONGEST: usize = 15;
/// Said instead of the length of a long id.
const LONG: u128 = 0x7f;
/// Marks what is named as a customer; see [`IdKey::of_customer`].
const CUSTOMER: u128 = 0x80;

impl IdKey {
    #[inline]
    pub fn of(id: &str) -> IdKey {
        let bytes = id.as_bytes();
        let length = bytes.len();
        if length > LONGEST {
            return IdKey(xxh3_128(bytes) & !0xff | LONG);
        }
        // Two words that overlap where the id has not twice their length.
        let both = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            let [first, last] = [first, last].map(|word| u128::from(u64::from_be_bytes(*word)));
            first << 64 | last << (8 * (16 - length)) & u128::from(u64::MAX)
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            let [first, last] = [first, last].map(|word| u128::from(u32::from_be_bytes(*word)));
            first << 96 | last << (8 * (16 - length)) & (u128::from(u32::MAX) << 64)
        } else {
            bytes.iter().zip([120, 112, 104]).fold(0, |all, (byte, place)| all | u128::from(*byte) << place)
        };
        IdKey(both | length as u128)
    }

    /// The key of a customer, where keys of invoices are among the same.
    #[must_use]
    pub fn of_customer(self) -> IdKey {
        IdKey(self.0 | CUSTOMER)
    }

    pub fn is_of_customer(self) -> bool {
        self.0 & CUSTOMER != 0
    }

    /// A number that looks as if drawn by lot, for tables.
    #[inline]
    pub fn hash(self) -> u64 {
        let [first, second] = [(self.0 >> 64) as u64 ^ 0x9e37_79b9_7f4a_7c15, self.0 as u64 ^ 0xd6e8_feb8_6659_fd93];
        let both = u128::from(first) * u128::from(second.rotate_left(29));
        (both as u64 ^ (both >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ first.rotate_left(17)
    }

    /// A hash that is the same for ids that differ in their last two characters only: what is numbered one after the other lies side by
    /// side.
    #[inline]
    pub fn hash_of_neighbours(self) -> u64 {
        let length = self.0 as u32 & 0x1f;
        let last = u128::MAX << (8 * (18 - length.clamp(3, 16)));
        IdKey(if self.is_long() { self.0 } else { self.0 & last }).hash()
    }

    /// Its four words.
    pub fn words(self) -> [u32; 4] {
        [(self.0 >> 96) as u32, (self.0 >> 64) as u32, (self.0 >> 32) as u32, self.0 as u32]
    }

    pub fn from_words(words: [u32; 4]) -> IdKey {
        IdKey(words.into_iter().fold(0, |all, word| all << 32 | u128::from(word)))
    }

    /// Is it a hash?
    pub fn is_long(self) -> bool {
        self.0 & LONG == LONG
    }

    /// The id of a key that is not long.
    pub fn short_id(self) -> String {
        let length = (self.0 & LONG) as usize;
        String::from_utf8_lossy(&self.0.to_be_bytes()[..length]).into_owned()
    }
}

/// The texts of long ids, of which the keys are hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct LongIds(HashMap<IdKey, Box<str>>);

impl LongIds {
    /// The key of an id, whose text is kept if the key does not hold it.
    #[inline]
    pub fn key(&mut self, id: &str) -> IdKey {
        let key = IdKey::of(id);
        if key.is_long() {
            self.0.entry(key).or_insert_with(|| id.into());
        }
        key
    }

    pub fn extend(&mut self, others: LongIds) {
        self.0.extend(others.0);
    }

    /// The id of a key that was made here.
    pub fn id(&self, key: IdKey) -> String {
        let key = IdKey(key.0 & !CUSTOMER);
        if key.is_long() { self.0.get(&key).map(|id| id.to_string()).unwrap_or_default() } else { key.short_id() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_is_one_ids_and_gives_it_back(ids in prop::collection::vec("[ab]{0,20}|[é0]{0,9}", 2..20)) {
            let mut long = LongIds::default();
            let keys: Vec<IdKey> = ids.iter().map(|id| long.key(id)).collect();
            for (id, key) in ids.iter().zip(&keys) {
                prop_assert_eq!((&long.id(*key), &long.id(key.of_customer())), (id, id));
                prop_assert_eq!(IdKey::from_words(key.words()), *key);
                prop_assert!(!key.is_of_customer() && key.of_customer().is_of_customer());
                for (other, others) in ids.iter().zip(&keys) {
                    prop_assert_eq!(key == others, id == other);
                    if id.len().max(other.len()) <= LONGEST {
                        prop_assert_eq!(key.cmp(others), id.cmp(other));
                    }
                }
            }
        }
    }
}
