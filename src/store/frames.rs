//! Ids in five bytes: most end with a number, and what stands before it is the same for many.

use super::numbered::{Frame, split};
use std::num::NonZeroU8;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// So many frames are kept, so that one is known by a byte.
const MOST_FRAMES: usize = u8::MAX as usize;
/// So many places are tried for a frame before its ids are left to others.
const TRIES: usize = 8;

/// The frames of ids, each known by its place. Any number of threads may ask for them and add to them at once, and none waits.
#[derive(Debug)]
pub struct Frames(Box<[OnceLock<Frame>]>);

/// Which frame, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameId(NonZeroU8);

impl Default for Frames {
    fn default() -> Frames {
        Frames(std::iter::repeat_with(OnceLock::new).take(MOST_FRAMES).collect())
    }
}

impl Frames {
    /// The frame of an id, which is kept from now on, and its number; nothing for an id that does not end with a number, or where too many
    /// frames are kept. Ids with the same frame are in the order of their numbers.
    pub fn take_apart(&self, id: &str) -> Option<(FrameId, u32)> {
        let (before, digits, number) = split(id)?;
        let same = |frame: &Frame| frame.digits == digits && *frame.before == *before;
        let first = (xxh3_64(before.as_bytes()) as usize).wrapping_add(usize::from(digits)) % MOST_FRAMES;
        let places = (first..MOST_FRAMES).chain(0..first).take(TRIES);
        // Another thread may have been here in between with another frame.
        let found = |place: &usize| same(self.0[*place].get_or_init(|| Frame { before: before.into(), digits }));
        let place = places.into_iter().find(found)?;
        Some((FrameId(NonZeroU8::new(place as u8 + 1)?), number))
    }

    /// The id with that number in a frame.
    pub fn put_together(&self, FrameId(frame): FrameId, number: u32) -> String {
        self.0[usize::from(frame.get()) - 1].get().map(|frame| frame.id(number)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_without_a_number_is_for_others_to_keep() {
        let frames = Frames::default();
        for id in ["", "INV-42", "0042/A", "é"] {
            assert_eq!(frames.take_apart(id), None, "{id}");
        }
    }

    #[test]
    fn ids_of_too_many_frames_are_for_others_to_keep_and_those_known_stay() {
        let frames = Frames::default();
        let ids: Vec<String> = (0..2000).map(|frame| format!("{frame}/0001")).collect();
        let kept: Vec<_> = ids.iter().map(|id| frames.take_apart(id)).collect();
        assert!((200..=MOST_FRAMES).contains(&kept.iter().flatten().count()));
        for (id, kept) in ids.iter().zip(kept) {
            assert_eq!(frames.take_apart(id), kept);
            assert!(kept.is_none_or(|(frame, number)| frames.put_together(frame, number) == *id));
        }
    }

    proptest! {
        #[test]
        fn an_id_that_was_taken_apart_is_put_together_and_stands_in_its_order(
            ids in prop::collection::vec("[A-C]{0,2}[0-9]{3,10}", 1..20),
        ) {
            let frames = Frames::default();
            for id in &ids {
                let Some((frame, number)) = frames.take_apart(id) else { continue };
                prop_assert_eq!(&frames.put_together(frame, number), id);
                for other in &ids {
                    if let Some((of, others)) = frames.take_apart(other).filter(|(of, _)| *of == frame) {
                        prop_assert_eq!((of, number.cmp(&others)), (frame, id.cmp(other)));
                    }
                }
            }
        }
    }
}
