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

/// So many pieces are taken at a time: many enough that threads do not queue for them, few enough that none is left with a rest
/// when the others are done.
const SHARE: usize = 256;

/// As many threads as run at once here. What is worked out is the same with any other number. On Linux that is read from several files, so
/// it is asked once.
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

/// Writes so many rows, of which `make` writes those at some places; shares of them are made at once and written in order.
pub fn written_in_shares(
    rows: usize,
    threads: impl FnOnce() -> NonZero<usize>,
    out: &mut dyn Write,
    make: impl Fn(Range<usize>, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    /// So many rows make it worth to hand them over, and so many shares may wait to be written.
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
    fn each_piece_is_done_once() {
        for pieces in [0, 1, 2, 7] {
            let done: Vec<AtomicUsize> = (0..pieces).map(|_| AtomicUsize::new(0)).collect();
            Cores.each(pieces, &|piece| _ = done[piece].fetch_add(1, Ordering::Relaxed));
            assert!(done.iter().all(|times| times.load(Ordering::Relaxed) == 1), "{pieces}");
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

    #[test]
    fn rows_are_written_in_order_and_a_full_disk_is_told() {
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let make = |places: Range<usize>, out: &mut Vec<u8>| places.into_iter().try_for_each(|place| writeln!(out, "{place}"));
        for rows in [0, 1, 2048, 2049, 20_000] {
            let wanted: String = (0..rows).map(|row| format!("{row}\n")).collect();
            for count in [1, 2, 3, 16] {
                let mut out = Vec::new();
                written_in_shares(rows, || threads(count), &mut out, make).unwrap();
                assert_eq!(String::from_utf8(out).unwrap(), wanted);
            }
        }
        for count in [1, 2, 16] {
            let full = written_in_shares(20_000, || threads(count), &mut Full(30_000), make);
            assert_eq!(full.unwrap_err().kind(), io::ErrorKind::StorageFull);
        }
    }
}
