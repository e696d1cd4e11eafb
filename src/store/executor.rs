//! How the end of a plan of a large ledger is split over threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Runs pieces of work, one after the other or several at once. The result is the same.
pub trait Executor {
    /// How many pieces run at once, at most.
    fn count(&self) -> usize;

    /// Runs each piece once, by its number from 0, and returns when all are done.
    fn each(&self, pieces: usize, work: &(dyn Fn(usize) + Sync));
}

/// One piece after the other.
#[derive(Clone, Copy, Debug)]
pub struct Sequential;

impl Executor for Sequential {
    fn count(&self) -> usize {
        1
    }

    fn each(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..pieces).for_each(work);
    }
}

/// A shorter list is one piece: splitting it would take longer than the work.
pub(super) const FEWEST: usize = 1 << 14;

/// Works on a list in as many pieces as run at once; returns what came of each, in order. The work gets the place where its piece begins.
pub(crate) fn in_pieces<T: Send, R: Send>(executor: &dyn Executor, list: &mut [T], work: impl Fn(usize, &mut [T]) -> R + Sync) -> Vec<R> {
    let length = if list.len() < FEWEST { list.len() } else { list.len().div_ceil(executor.count().max(1)) };
    if length == 0 {
        return Vec::new();
    }
    // Each piece has a lock that nobody else asks for: it lets a thread change its piece.
    let pieces: Vec<Mutex<(&mut [T], Option<R>)>> = list.chunks_mut(length).map(|piece| Mutex::new((piece, None))).collect();
    executor.each(pieces.len(), &|number| {
        let mut piece = pieces[number].lock().unwrap_or_else(PoisonError::into_inner);
        let made = work(number * length, piece.0);
        piece.1 = Some(made);
    });
    let made = pieces.into_iter().filter_map(|piece| piece.into_inner().unwrap_or_else(PoisonError::into_inner).1);
    made.collect()
}

/// Works on each item of a list, as many at once as run at once; returns what came of each, in order.
pub(crate) fn in_turns<T: Send, R: Send>(executor: &dyn Executor, list: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let items: Vec<Mutex<(Option<T>, Option<R>)>> = list.into_iter().map(|item| Mutex::new((Some(item), None))).collect();
    let next = AtomicUsize::new(0);
    executor.each(executor.count().clamp(1, items.len().max(1)), &|_| {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut item = item.lock().unwrap_or_else(PoisonError::into_inner);
            item.1 = item.0.take().map(&work);
        }
    });
    items.into_iter().filter_map(|item| item.into_inner().unwrap_or_else(PoisonError::into_inner).1).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Three at once, of which the last begins.
    pub(crate) struct Backwards;

    impl Executor for Backwards {
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
            for executor in [&Sequential as &dyn Executor, &Backwards] {
                let mut list: Vec<usize> = (0..count).collect();
                let made = in_pieces(executor, &mut list, |first, piece| {
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
