//! Where the fields and rows of a block end: all delimiters and line breaks, found 64 bytes at a time.

use wide::u8x16;

/// The delimiters and line breaks of a block, whether within quotation marks or not.
#[derive(Debug, Default)]
pub(super) struct RowIndex {
    /// Where each of them stands, and the end of the block if it ends without a break.
    pub ends: Vec<u32>,
    /// For each line break how many of `ends` there are up to it.
    breaks: Vec<u32>,
}

/// A line of the index: which of the breaks ends it, and which of the ends is its first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IndexEntry {
    number: usize,
    pub first: usize,
}

/// So many bytes are looked at together.
const LANES: usize = 64;

impl RowIndex {
    pub fn make(&mut self, bytes: &[u8], delimiter: u8) {
        self.ends.clear();
        self.breaks.clear();
        let wanted = [delimiter, b'\n', b'\r'].map(u8x16::splat);
        let (chunks, rest) = bytes.as_chunks::<LANES>();
        for (place, chunk) in chunks.iter().enumerate() {
            self.add(chunk, wanted, (place * LANES) as u32);
        }
        if !rest.is_empty() {
            // No delimiter is NUL.
            let mut last = [0; LANES];
            last[..rest.len()].copy_from_slice(rest);
            self.add(&last, wanted, (chunks.len() * LANES) as u32);
        }
        if bytes.last().is_some_and(|last| !matches!(last, b'\n' | b'\r')) {
            self.ends.push(bytes.len() as u32);
            self.breaks.push(self.ends.len() as u32);
        }
    }

    #[inline]
    fn add(&mut self, chunk: &[u8; LANES], [delimiter, feed, carriage]: [u8x16; 3], base: u32) {
        let (mut breaks, mut found) = (0_u64, 0_u64);
        for (place, lane) in chunk.as_chunks().0.iter().enumerate() {
            let lane = u8x16::new(*lane);
            let is_break = lane.simd_eq(feed) | lane.simd_eq(carriage);
            breaks |= u64::from(is_break.to_bitmask() as u16) << (16 * place);
            found |= u64::from((is_break | lane.simd_eq(delimiter)).to_bitmask() as u16) << (16 * place);
        }
        let known = self.ends.len() as u32;
        while breaks != 0 {
            let up_to = breaks ^ (breaks - 1);
            self.breaks.push(known + (found & up_to).count_ones());
            breaks &= breaks - 1;
        }
        while found != 0 {
            self.ends.push(base + found.trailing_zeros());
            found &= found - 1;
        }
    }

    /// Where a line ends, if there is one more.
    #[inline]
    pub fn end(&self, entry: IndexEntry) -> Option<usize> {
        self.breaks.get(entry.number).map(|behind| self.ends[*behind as usize - 1] as usize)
    }

    /// How many of the ends there are up to the end of a line.
    #[inline]
    pub fn behind(&self, entry: IndexEntry) -> usize {
        // A row with marks that are not in pairs may go on to the end of the block, and past its last break.
        self.breaks.get(entry.number).map_or(self.ends.len(), |behind| *behind as usize)
    }

    #[inline]
    pub fn next(&self, entry: IndexEntry) -> IndexEntry {
        IndexEntry { number: entry.number + 1, first: self.behind(entry) }
    }

    /// The line that ends at a place, going on from one before.
    pub fn entry_of(&self, mut entry: IndexEntry, end: usize) -> IndexEntry {
        while self.end(entry).is_some_and(|other| other < end) {
            entry = self.next(entry);
        }
        entry
    }
}
