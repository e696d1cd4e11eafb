//! Work shared out over the cores; what comes of it is in the order of the work, however many threads did it.

use collect::store::Executor;
use std::io::{self, Write};
use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Pieces that a thread takes at a time: enough that threads do not queue, few enough that they finish together.
const SHARE: usize = 256;

/// The number of cores; results do not depend on it. It is asked once, because Linux reads several files for it.
pub fn cores() -> NonZero<usize> {
    static CORES: OnceLock<NonZero<usize>> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN))
}

pub struct Cores;

impl Executor for Cores {
    fn count(&self) -> usize {
        cores().get()
    }

    fn each(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        thread::scope(|scope| {
            // A panic of one of them goes on in this one.
            (1..pieces).for_each(|piece| _ = scope.spawn(move || work(piece)));
            (0..pieces.min(1)).for_each(work);
        });
    }
}

/// What `each` makes of every piece, in order. After an error no further shares begin. Error: that of the first piece that failed.
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

/// Adds up what so many pieces of work come to: each thread takes some of them, and adds them to a sum of its own. Which pieces come to which
/// sum differs from one run to the next.
pub fn added_up<S: Send>(
    pieces: usize,
    threads: NonZero<usize>,
    start: impl Fn() -> S + Sync,
    add: impl Fn(&mut S, usize) + Sync,
) -> Vec<S> {
    let shares = pieces.div_ceil(SHARE);
    let next = AtomicUsize::new(0);
    let take = || {
        let mut sum = start();
        loop {
            let share = next.fetch_add(1, Ordering::Relaxed);
            if share >= shares {
                return sum;
            }
            (share * SHARE..pieces.min((share + 1) * SHARE)).for_each(|piece| add(&mut sum, piece));
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(shares)).map(|_| scope.spawn(take)).collect();
        let first = take();
        std::iter::once(first).chain(others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)))).collect()
    })
}

/// Writes so many rows: `make` writes those of a range, several ranges at once, and they reach `out` in order.
pub fn written_in_shares(
    rows: usize,
    threads: impl FnOnce() -> NonZero<usize>,
    out: &mut dyn Write,
    make: impl Fn(Range<usize>, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    /// Rows of a range, and ranges of a thread that may wait to be written.
    const ROWS: usize = 2048;
    const WAITING: usize = 2;
    let places = |share: usize| share * ROWS..rows.min((share + 1) * ROWS);
    let made = |share: usize| {
        let mut bytes = Vec::new();
        make(places(share), &mut bytes).map(|()| bytes)
    };
    let shares = rows.div_ceil(ROWS);
    // To ask how many there are takes longer than a few rows.
    let threads = if shares > 1 { threads().get().min(shares) } else { 1 };
    if threads <= 1 {
        return (0..shares).try_for_each(|share| out.write_all(&made(share)?));
    }
    thread::scope(|scope| {
        let made = &made;
        let making = |first: usize| {
            let (sender, receiver) = sync_channel(WAITING);
            // Nobody takes more once something could not be written.
            scope.spawn(move || (first..shares).step_by(threads).all(|share| sender.send(made(share)).is_ok()));
            receiver
        };
        let receivers: Vec<_> = (0..threads).map(making).collect();
        (0..shares).try_for_each(|share| {
            let bytes = receivers[share % threads].recv().map_err(io::Error::other)??;
            out.write_all(&bytes)
        })
    })
}

#[cfg(test)]
mod tests;
