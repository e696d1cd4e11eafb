//! Texts that recur, kept once each.

use hashbrown::DefaultHashBuilder;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// A text kept in a [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(u32);

impl TextId {
    /// Its place in the order in which texts were first kept, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of texts: each is stored once and known by a number. At most 4 GiB of text in all.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Texts {
    /// The number of the text, which is kept from now on.
    pub fn keep(&mut self, text: &str) -> TextId {
        let hash = self.hasher.hash_one(text.as_bytes());
        if let Some(found) = self.table.find(hash, |index| slice(&self.bytes, &self.ends, *index) == text) {
            return TextId(*found);
        }
        let index = self.ends.len() as u32;
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.table.insert_unique(hash, index, |other| hasher.hash_one(slice(bytes, ends, *other).as_bytes()));
        TextId(index)
    }

    /// The number of the text, if it is kept.
    pub fn find(&self, text: &str) -> Option<TextId> {
        if self.is_empty() {
            return None;
        }
        let hash = self.hasher.hash_one(text.as_bytes());
        self.table.find(hash, |index| slice(&self.bytes, &self.ends, *index) == text).map(|index| TextId(*index))
    }

    /// The text with this number.
    pub fn get(&self, id: TextId) -> &str {
        slice(&self.bytes, &self.ends, id.0)
    }

    /// The text that was first kept at this place in order, from 0.
    pub fn at(&self, index: usize) -> &str {
        slice(&self.bytes, &self.ends, index as u32)
    }

    /// How many texts are kept.
    pub fn len(&self) -> usize {
        self.ends.len()
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
        assert_eq!((texts.find("b"), texts.find("c"), texts.len()), (Some(b), None, 3));
    }
}
