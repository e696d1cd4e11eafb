//! Texts that recur, kept once each.

use hashbrown::DefaultHashBuilder;
use hashbrown::{HashTable, hash_table};
use std::hash::BuildHasher;
use std::num::NonZeroU32;

/// A text that is kept, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(NonZeroU32);

impl TextId {
    /// That of the text that was kept first.
    pub(super) const FIRST: TextId = TextId(NonZeroU32::MIN);

    fn at(index: u32) -> TextId {
        TextId(NonZeroU32::MIN.saturating_add(index))
    }

    /// Its place in the order in which texts were first kept, from 0.
    pub fn index(self) -> usize {
        self.number() as usize - 1
    }

    /// The same, from 1.
    pub(super) fn number(self) -> u32 {
        self.0.get()
    }

    /// The text with this [`TextId::number`]; 0 is none's.
    pub(super) fn from_number(number: u32) -> Option<TextId> {
        NonZeroU32::new(number).map(TextId)
    }
}

/// A set of texts: each is stored once and known by a number. At most 4 GiB of text in all.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: String,
    ends: Vec<u32>,
    table: HashTable<TextEntry>,
    hasher: DefaultHashBuilder,
}

/// A text in the table. Ids are nearly always short: then they are found there, and no other memory has to be waited for.
#[derive(Clone, Copy, Debug)]
struct TextEntry {
    key: TextKey,
    index: u32,
}

/// A short text itself, or the hash of a long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextKey {
    bytes: [u8; SHORT],
    length: u8,
}

const SHORT: usize = 15;
/// The length of no short text.
const LONG: u8 = u8::MAX;

impl TextKey {
    #[inline]
    fn new(text: &str, hash: u64) -> TextKey {
        let mut bytes = [0; SHORT];
        if text.len() <= SHORT {
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            return TextKey { bytes, length: text.len() as u8 };
        }
        bytes[..8].copy_from_slice(&hash.to_le_bytes());
        TextKey { bytes, length: LONG }
    }

    /// The bytes of a short text.
    fn short(&self) -> Option<&[u8]> {
        self.bytes.get(..usize::from(self.length))
    }
}

impl Texts {
    /// The number of the text, which is kept from now on.
    pub fn keep(&mut self, text: &str) -> TextId {
        let hash = self.hasher.hash_one(text.as_bytes());
        let key = TextKey::new(text, hash);
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        let same = |entry: &TextEntry| entry.key == key && (key.length != LONG || slice(bytes, ends, entry.index) == text);
        let rehash = |entry: &TextEntry| match entry.key.short() {
            Some(text) => hasher.hash_one(text),
            None => hasher.hash_one(slice(bytes, ends, entry.index).as_bytes()),
        };
        match self.table.entry(hash, same, rehash) {
            hash_table::Entry::Occupied(found) => TextId::at(found.get().index),
            hash_table::Entry::Vacant(place) => {
                let index = ends.len() as u32;
                place.insert(TextEntry { key, index });
                self.bytes.push_str(text);
                self.ends.push(self.bytes.len() as u32);
                TextId::at(index)
            }
        }
    }

    /// The number of the text, if it is kept.
    pub fn find(&self, text: &str) -> Option<TextId> {
        if self.is_empty() {
            return None;
        }
        let hash = self.hasher.hash_one(text.as_bytes());
        let key = TextKey::new(text, hash);
        let same = |entry: &TextEntry| entry.key == key && (key.length != LONG || slice(&self.bytes, &self.ends, entry.index) == text);
        self.table.find(hash, same).map(|entry| TextId::at(entry.index))
    }

    /// The text with this number.
    pub fn get(&self, id: TextId) -> &str {
        slice(&self.bytes, &self.ends, id.number() - 1)
    }

    /// The text that was first kept at this place in order, from 0.
    pub fn at(&self, index: usize) -> &str {
        slice(&self.bytes, &self.ends, index as u32)
    }

    /// Is none kept?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn slice<'a>(bytes: &'a str, ends: &[u32], index: u32) -> &'a str {
    let index = index as usize;
    let start = if index == 0 { 0 } else { ends[index - 1] as usize };
    &bytes[start..ends[index] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let mut texts = Texts::default();
        let (a, empty, b) = (texts.keep("a"), texts.keep(""), texts.keep("b"));
        assert_eq!(texts.keep("a"), a);
        assert_eq!((texts.get(a), texts.get(empty), texts.get(b)), ("a", "", "b"));
        assert_eq!((texts.find("b"), texts.find("c"), texts.ends.len()), (Some(b), None, 3));
    }

    #[test]
    fn short_and_long_texts_are_told_apart() {
        let mut texts = Texts::default();
        let all: Vec<String> = (0..40).flat_map(|length| ["x", "y"].map(|letter| letter.repeat(length + 1))).collect();
        let kept: Vec<TextId> = all.iter().map(|text| texts.keep(text)).collect();
        for (text, id) in all.iter().zip(&kept) {
            assert_eq!((texts.find(text), texts.keep(text), texts.get(*id)), (Some(*id), *id, text.as_str()));
        }
        assert_eq!((texts.ends.len(), texts.find(&"x".repeat(41)), texts.find("x\0")), (80, None, None));
    }
}
