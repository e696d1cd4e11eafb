//! Who does what the plan of a large ledger asks for in the end.

use std::sync::{Mutex, PoisonError};

/// Somebody who does pieces of work, one after the other or several at once: that makes no difference to what comes of them.
pub trait Hands {
    /// How many pieces are done at once, at most.
    fn count(&self) -> usize;

    /// Does each piece once, by its number from 0, and comes back when all are done.
    fn each(&self, pieces: usize, work: &(dyn Fn(usize) + Sync));
}

/// One piece after the other.
#[derive(Clone, Copy, Debug)]
pub struct OneByOne;

impl Hands for OneByOne {
    fn count(&self) -> usize {
        1
    }

    fn each(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..pieces).for_each(work);
    }
}

/// What is worth to be shared out is at least so long.
const FEWEST: usize = 1 << 14;

/// Lets a list be worked on in as many pieces as there are hands; gives back what came of each, in order. The work is told where a piece
/// begins.
pub(super) fn shared<T: Send, R: Send>(hands: &dyn Hands, list: &mut [T], work: impl Fn(usize, &mut [T]) -> R + Sync) -> Vec<R> {
    let length = if list.len() < FEWEST { list.len() } else { list.len().div_ceil(hands.count().max(1)) };
    if length == 0 {
        return Vec::new();
    }
    // A lock for each piece, which nobody else asks for, says that it is in one pair of hands.
    let pieces: Vec<Mutex<(&mut [T], Option<R>)>> = list.chunks_mut(length).map(|piece| Mutex::new((piece, None))).collect();
    hands.each(pieces.len(), &|number| {
        let mut piece = pieces[number].lock().unwrap_or_else(PoisonError::into_inner);
        let made = work(number * length, piece.0);
        piece.1 = Some(made);
    });
    let made = pieces.into_iter().filter_map(|piece| piece.into_inner().unwrap_or_else(PoisonError::into_inner).1);
    made.collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Three hands, of which the last begins.
    pub struct Backwards;

    impl Hands for Backwards {
        fn count(&self) -> usize {
            3
        }

        fn each(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
            (0..pieces).rev().for_each(work);
        }
    }

    #[test]
    fn whoever_does_it_the_order_is_that_of_the_list() {
        for count in [0, 1, FEWEST - 1, FEWEST, FEWEST + 1, 3 * FEWEST + 7] {
            for hands in [&OneByOne as &dyn Hands, &Backwards] {
                let mut list: Vec<usize> = (0..count).collect();
                let made = shared(hands, &mut list, |first, piece| {
                    piece.iter_mut().for_each(|number| *number *= 2);
                    (first, piece.len())
                });
                assert!(list.iter().enumerate().all(|(place, number)| *number == 2 * place));
                let ends = made.iter().scan(0, |end, (first, length)| (*first == *end).then(|| *end += length));
                assert_eq!((ends.count(), made.iter().map(|(_, length)| length).sum()), (made.len(), count));
            }
        }
    }
}
