//! Texts that recur, kept once each.

use hashbrown::{DefaultHashBuilder, HashMap, HashTable, hash_table};
use std::hash::BuildHasher;
use std::num::{NonZeroU8, NonZeroU32};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A text that is kept, by its number. Which number that is says nothing: it may differ from one run to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(NonZeroU32);

impl TextId {
    /// That of the text that was kept first.
    pub(super) const FIRST: TextId = TextId(NonZeroU32::MIN);

    /// From 1.
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
    /// Places in the order in which texts were first kept.
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The currency signs that amounts are written with and that can be of several currencies; numbered from 1.
    signs: Vec<String>,
}

impl Texts {
    /// The number of the text, which is kept from now on.
    pub fn keep(&mut self, text: &str) -> TextId {
        let Texts { bytes, ends, table, hasher, .. } = self;
        let same = |place: &u32| slice(bytes, ends, *place) == text;
        let rehash = |place: &u32| hasher.hash_one(slice(bytes, ends, *place));
        let place = match table.entry(hasher.hash_one(text), same, rehash) {
            hash_table::Entry::Occupied(found) => *found.get(),
            hash_table::Entry::Vacant(free) => *free.insert(ends.len() as u32).get(),
        };
        if place as usize == ends.len() {
            bytes.push_str(text);
            ends.push(bytes.len() as u32);
        }
        TextId(NonZeroU32::MIN.saturating_add(place))
    }

    /// The text with this number.
    pub fn get(&self, id: TextId) -> &str {
        slice(&self.bytes, &self.ends, id.number() - 1)
    }

    /// The number of a currency sign, which is kept from now on; `None` if too many different ones are kept for all of them to be
    /// currencies'.
    fn keep_sign(&mut self, sign: &str) -> Option<NonZeroU8> {
        let place = self.signs.iter().position(|kept| kept == sign);
        let number = u8::try_from(place.unwrap_or(self.signs.len()) + 1).ok().and_then(NonZeroU8::new)?;
        if place.is_none() {
            self.signs.push(sign.to_owned());
        }
        Some(number)
    }

    /// The currency sign with this number.
    pub fn sign(&self, number: NonZeroU8) -> Option<&str> {
        self.signs.get(usize::from(number.get()) - 1).map(String::as_str)
    }
}

fn slice<'a>(bytes: &'a str, ends: &[u32], place: u32) -> &'a str {
    let place = place as usize;
    let start = if place == 0 { 0 } else { ends[place - 1] as usize };
    &bytes[start..ends[place] as usize]
}

/// Texts that several threads keep together.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedTexts {
    shared: Arc<Mutex<Texts>>,
    /// Those that this thread has kept lately, so that it need not wait for others.
    known: HashMap<Box<str>, TextId>,
}

/// So many texts does a thread know by itself.
const MOST_KNOWN: usize = 1 << 12;

impl SharedTexts {
    /// The same texts, for another thread.
    pub fn beside(&self) -> SharedTexts {
        SharedTexts { shared: Arc::clone(&self.shared), known: HashMap::new() }
    }

    pub fn keep(&mut self, text: &str) -> TextId {
        if let Some(id) = self.known.get(text) {
            return *id;
        }
        let id = self.lock().keep(text);
        if self.known.len() < MOST_KNOWN {
            self.known.insert(text.into(), id);
        }
        id
    }

    pub fn keep_sign(&self, sign: &str) -> Option<NonZeroU8> {
        self.lock().keep_sign(sign)
    }

    /// All that were kept so far.
    pub fn finish(self) -> Texts {
        let shared = Arc::try_unwrap(self.shared).map(|texts| texts.into_inner().unwrap_or_else(PoisonError::into_inner));
        shared.unwrap_or_else(|shared| shared.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn lock(&self) -> MutexGuard<'_, Texts> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_whoever_keeps_it() {
        let mut one = SharedTexts::default();
        let mut other = one.beside();
        let (a, empty, b) = (one.keep("a"), other.keep(""), one.keep("b"));
        assert_eq!((other.keep("a"), one.keep("a"), one.keep("")), (a, a, empty));
        assert_eq!(
            (one.keep_sign("€"), other.keep_sign("$"), one.keep_sign("$")),
            (NonZeroU8::new(1), NonZeroU8::new(2), NonZeroU8::new(2))
        );
        let texts = one.finish();
        assert_eq!((texts.get(a), texts.get(empty), texts.get(b), texts.ends.len()), ("a", "", "b", 3));
        assert_eq!((texts.sign(NonZeroU8::MIN), texts.sign(NonZeroU8::MAX)), (Some("€"), None));
    }
}
