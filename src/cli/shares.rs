//! Work shared out over the cores; what comes of it is in the order of the work, however many threads did it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// So many pieces are taken at a time: many enough that threads do not queue for them, few enough that none is left with a rest
/// when the others are done.
const SHARE: usize = 256;

/// As many threads as run at once here. What is worked out is the same with any other number.
pub fn cores() -> NonZero<usize> {
    thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// What `each` makes of every piece, in order. After an error no further shares are begun; of several errors that of the
/// first piece is told.
pub fn shared_out<T: Sync, R: Send, E: Send>(
    work: &[T],
    threads: NonZero<usize>,
    each: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let shares = work.len().div_ceil(SHARE);
    let threads = threads.get().min(shares);
    if threads <= 1 {
        return work.iter().map(each).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut taken = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = work.chunks(SHARE).nth(index) else { return taken };
            let made: Result<Vec<R>, E> = share.iter().map(&each).collect();
            if made.is_err() {
                next.store(shares, Ordering::Relaxed);
            }
            taken.push((index, made));
        }
    };
    let mut made = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut made = take();
        for other in others {
            made.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        made
    });
    made.sort_unstable_by_key(|(index, _)| *index);
    let mut all = Vec::with_capacity(work.len());
    for (_, share) in made {
        all.extend(share?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(count: usize) -> NonZero<usize> {
        NonZero::new(count).unwrap()
    }

    #[test]
    fn the_order_is_that_of_the_work_whoever_does_it() {
        for count in [0, 1, SHARE - 1, SHARE, SHARE + 1, 10 * SHARE + 7] {
            let work: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = (0..count).map(|n| n * 2).collect();
            for of in [1, 2, 3, 16] {
                assert_eq!(shared_out(&work, threads(of), |n| Ok::<_, ()>(n * 2)).as_ref(), Ok(&doubled), "{count} by {of}");
            }
        }
    }

    #[test]
    fn the_first_error_ends_it() {
        let work: Vec<usize> = (0..100 * SHARE).collect();
        let done = AtomicUsize::new(0);
        let made = shared_out(&work, threads(2), |n| {
            done.fetch_add(1, Ordering::Relaxed);
            if *n < SHARE / 2 { Ok(()) } else { Err(*n) }
        });
        assert_eq!(made, Err(SHARE / 2));
        assert!(done.into_inner() < 4 * SHARE, "no thread goes on for long");
    }
}
