//! Lists that are split by a hash, so that what belongs together can be put together part by part: each part fits into the caches of
//! a processor, and several can be worked on at once.

/// So many parts are there: a part of a list of ten million has 40,000 items.
pub(crate) const PARTS: usize = 256;

/// The part of what has this hash. Tables of a part go by the highest and the lowest bits.
#[inline]
pub(crate) fn part_of(hash: u64) -> usize {
    (hash >> 40) as usize % PARTS
}

/// Items by part, in pieces that are never moved while the list grows.
#[derive(Clone, Debug)]
pub(crate) struct Partitions<T> {
    parts: Vec<Vec<Vec<T>>>,
}

/// The bytes of the largest pieces.
const PIECE: usize = 1 << 15;
const FIRST_ITEMS: usize = 16;

impl<T> Default for Partitions<T> {
    fn default() -> Partitions<T> {
        Partitions { parts: Vec::new() }
    }
}

impl<T> Partitions<T> {
    #[inline]
    pub fn push(&mut self, hash: u64, item: T) {
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, Vec::new);
        }
        let part = &mut self.parts[part_of(hash)];
        match part.last_mut() {
            Some(last) if last.len() < last.capacity() => last.push(item),
            last => {
                let items = last.map_or(FIRST_ITEMS, |last| (last.len() * 2).min(PIECE / size_of::<T>()));
                let mut piece = Vec::with_capacity(items);
                piece.push(item);
                part.push(piece);
            }
        }
    }

    /// Takes over the items of another list.
    pub fn append(&mut self, other: Partitions<T>) {
        if self.parts.is_empty() {
            self.parts = other.parts;
        } else {
            self.parts.iter_mut().zip(other.parts).for_each(|(part, mut others)| part.append(&mut others));
        }
    }

    /// The parts, each with its items in no particular order.
    pub fn into_parts(self) -> impl Iterator<Item = Partition<T>> {
        self.parts.into_iter().map(Partition)
    }

    /// The same of a list that is needed further on: each part in pieces.
    pub fn parts(&self) -> &[Vec<Vec<T>>] {
        &self.parts
    }

    /// The items of the part of a hash.
    pub fn part(&self, hash: u64) -> impl Iterator<Item = &T> {
        self.parts.get(part_of(hash)).into_iter().flatten().flatten()
    }
}

/// The items of one part.
#[derive(Clone, Debug)]
pub(crate) struct Partition<T>(Vec<Vec<T>>);

impl<T> Partition<T> {
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }
}
