//! Prefetching: memory that is needed next is read for some items together, so that the processor waits for all of it at once.

/// So many items are fetched together, at most.
pub(super) const TOGETHER: usize = 32;

/// Reads these words and ignores what they say.
#[inline]
pub(super) fn fetch(words: impl Iterator<Item = u32>) {
    std::hint::black_box(words.fold(0, |all, one| all ^ one));
}
