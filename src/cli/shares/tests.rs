
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
