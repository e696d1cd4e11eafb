//! The rows of a file that were found to matter, kept as they stand in it, so that nothing else of it is read.

use super::blocks::{BLOCK, Blocks, Broken, RowBlock, line_breaks};
use super::sieve::Sieve;
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;

/// Whole rows by their lines, and why nothing can be read behind the last one, if that is so.
#[derive(Debug, Default)]
pub struct FoundRows {
    rows: BTreeMap<u32, Vec<u8>>,
    broken: Option<Broken>,
}

impl FoundRows {
    /// Goes through a file, and keeps those of the rows that the sieve lets through which are wanted.
    pub(super) fn gather<R: Read>(&mut self, mut blocks: Blocks<R>, sieve: &Sieve, mut is_wanted: impl FnMut(u32, &[u8]) -> bool) {
        let mut block = RowBlock::default();
        while blocks.next(&mut block) {
            sieve.each(&block, |line, row| {
                if is_wanted(line, row) {
                    self.rows.insert(line, row.to_vec());
                }
            });
            if let Some(broken) = block.broken.take() {
                self.broken = Some(broken);
                return;
            }
        }
    }

    /// The rows in the order of the file. Empty lines stand for some that are left out, so that a block can hold rows with others between
    /// them and their lines are right.
    pub(super) fn into_blocks(self) -> VecDeque<RowBlock> {
        const WIDEST_GAP: u32 = 256;
        let mut blocks = VecDeque::new();
        let mut block = RowBlock::default();
        let mut next = 0;
        for (line, row) in self.rows {
            let gap = line.saturating_sub(next);
            if !block.bytes.is_empty() && (gap > WIDEST_GAP || block.bytes.len() > BLOCK) {
                blocks.push_back(std::mem::take(&mut block));
            }
            match block.bytes.is_empty() {
                true => block.line = line,
                // A line feed would be one break together with a carriage return before it.
                false => block.bytes.extend((0..gap).map(|_| b'\r')),
            }
            block.bytes.extend_from_slice(&row);
            next = line.saturating_add(line_breaks(&row));
        }
        blocks.push_back(RowBlock { is_last: true, broken: self.broken, ..block });
        blocks
    }
}
