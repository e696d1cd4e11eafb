//! Runs that are killed at any moment, and full disks: the book and its events are both as they were, or both as they will be.
//!
//! A few dozen kills by default; `COLLECT_KILLS=500` asks for more.

use crate::place::Place;
use crate::recording::{Small, chances, skipped};
use crate::run::Run;
use fs_err as fs;
use std::path::Path;
use std::time::{Duration, Instant};

const HEADER: &str = "invoice_id,customer_id,due_date,amount,currency,open_amount\n";

/// An export of so many invoices from the nth on, of each of which so much is open.
fn export(from: usize, count: usize, open: usize) -> String {
    let row = |number: usize| format!("INV-{number},C-{},2026-03-01,100.00,EUR,{open}.00\n", number % 7);
    HEADER.to_owned() + &(from..from + count).map(row).collect::<String>()
}

/// A folder with a book of one export and events of a second, and a third export that is to be taken over.
struct Before {
    place: Place,
    book: String,
    synced: String,
}

/// What there is when the third was taken over.
struct After {
    book: String,
    synced: String,
    /// What a plan says before and after.
    plans: [String; 2],
}

const NEXT: [&str; 3] = ["sync", "--as-of", "2026-04-02"];

impl Before {
    fn new() -> (Before, After) {
        let place = Place::with(&[("invoices.csv", &export(0, 300, 100))]);
        place.command(&["sync", "--as-of", "2026-03-31"]).stdout();
        place.write("invoices.csv", export(20, 300, 90));
        place.command(&["sync", "--as-of", "2026-04-01"]).stdout();
        place.write("invoices.csv", export(60, 300, 70));
        let before = Before { book: place.read("book.csv"), synced: place.read("synced.csv"), place };
        let plan = before.plan();
        before.place.command(&NEXT).stdout();
        let after = After { book: before.place.read("book.csv"), synced: before.place.read("synced.csv"), plans: [plan, before.plan()] };
        assert_ne!(after.plans[0], after.plans[1]);
        assert!(after.synced.starts_with(&before.synced) && after.synced.len() > before.synced.len());
        (before, after)
    }

    fn plan(&self) -> String {
        let (code, out, err) = self.place.command(&["plan", "-q", "--format", "csv", "--as-of", "2026-04-02"]).told();
        assert_eq!(code, 0, "{err}");
        out
    }

    fn begin(&self) {
        self.place.write("book.csv", &self.book);
        self.place.write("synced.csv", &self.synced);
    }

    /// Readers find the old or the new, and the next run leaves the new. Was the new there already?
    fn check(&self, after: &After, round: usize) -> bool {
        let is_new = self.place.read("book.csv") == after.book;
        assert!(is_new || self.place.read("book.csv") == self.book, "round {round}");
        assert_eq!(self.plan(), after.plans[usize::from(is_new)], "round {round}");
        self.place.command(&NEXT).stdout();
        assert_eq!(
            (self.place.read("book.csv"), self.place.read("synced.csv")),
            (after.book.clone(), after.synced.clone()),
            "round {round}"
        );
        is_new
    }
}

fn kills(by_default: usize) -> usize {
    std::env::var("COLLECT_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(by_default)
}

#[test]
fn a_killed_sync_leaves_the_old_or_the_new() {
    let (before, after) = Before::new();
    before.begin();
    let begun = Instant::now();
    before.place.command(&NEXT).stdout();
    let whole = begun.elapsed();
    let mut new = 0;
    for (round, chance) in chances().take(kills(40)).enumerate() {
        before.begin();
        let mut child = before.place.command(&NEXT).spawn();
        std::thread::sleep((whole * chance / 1024).min(Duration::from_millis(300)));
        let _ = child.kill();
        child.wait().unwrap();
        new += usize::from(before.check(&after, round));
    }
    assert!(new < kills(40), "no run was killed early enough");
}

#[test]
fn a_sync_killed_at_each_call_leaves_the_old_or_the_new() {
    const CALLS: &str = "rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync,linkat";
    let (before, after) = Before::new();
    for nth in 1.. {
        before.begin();
        let (trace, inject) = (format!("trace={CALLS}"), format!("inject={CALLS}:signal=SIGKILL:when={nth}"));
        let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
        let Ok(child) = Run::under(&strace, &NEXT).folder(before.place.path()).try_spawn() else {
            return skipped("kills of sync at each call: strace is not there");
        };
        let done = child.wait_with_output().unwrap().status;
        if nth == 1 && done.code().is_some_and(|code| code == 1 || code == 127) {
            return skipped("kills of sync at each call: strace cannot be used here");
        }
        before.check(&after, nth);
        if done.success() {
            assert!(nth > 4, "{nth} calls");
            return;
        }
    }
}

#[test]
fn rows_that_no_book_counts_are_passed_over_and_removed() {
    let (before, after) = Before::new();
    before.begin();
    // The events of the next export were written, and half a row more; the book was not.
    before.place.write("synced.csv", after.synced.clone() + "2026-04-02,payment,INV-60,,1");
    assert_eq!(before.plan(), after.plans[0]);
    // Nothing is new in this export, but the rows go.
    before.place.write("invoices.csv", export(20, 300, 90));
    before.place.command(&NEXT).stdout();
    assert_eq!(before.place.read("synced.csv"), before.synced);
    before.place.write("invoices.csv", export(60, 300, 70));
}

#[test]
#[cfg(unix)]
fn a_quota_leaves_the_old_book_and_says_what_to_do() {
    let (before, after) = Before::new();
    before.begin();
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" sync --as-of 2026-04-02";
    let (code, out, err) = Run::shell(script).folder(before.place.path()).told();
    let err = err.replace('\n', " ");
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("cannot write book.csv: ") && err.contains("nothing was taken over; make room, then try again"), "{err}");
    assert_eq!((before.place.read("book.csv"), before.place.read("synced.csv")), (before.book.clone(), before.synced.clone()));
    let left: Vec<String> = names(before.place.path()).into_iter().filter(|name| name.starts_with(".collect-")).collect();
    assert_eq!(left, [""; 0], "nothing is left behind");
    before.check(&after, 0);
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_the_old_or_the_new() {
    let (before, after) = Before::new();
    let small = before.place.path().join("small");
    let Some(_small) = Small::mounted(&small, "256k") else {
        return skipped("a full disk under the book: a file system cannot be mounted here");
    };
    before.place.write("collect.yaml", "ledger: { book: small/book.csv, synced: small/synced.csv }\n");
    let (mut full, mut done) = (0, 0);
    for kilobytes in (0..64).step_by(4) {
        before.place.write("small/book.csv", &before.book);
        before.place.write("small/synced.csv", &before.synced);
        before.place.write("small/ballast", "x".repeat(kilobytes * 2048));
        let (code, _, err) = before.place.command(&NEXT).told();
        let is_new = before.place.read("small/book.csv") == after.book;
        assert!(is_new || before.place.read("small/book.csv") == before.book, "{kilobytes}");
        assert_eq!((code, err.contains("no space is left")), if is_new { (0, false) } else { (2, true) }, "{kilobytes}: {err}");
        assert_eq!(before.plan(), after.plans[usize::from(is_new)], "{kilobytes}");
        fs::remove_file(small.join("ballast")).unwrap();
        before.place.command(&NEXT).stdout();
        assert_eq!(
            (before.place.read("small/book.csv"), before.place.read("small/synced.csv")),
            (after.book.clone(), after.synced.clone())
        );
        if is_new { done += 1 } else { full += 1 }
    }
    assert!(full > 1 && done > 1, "full {full}, done {done}");
}

#[test]
fn two_at_once_do_the_work_once() {
    let (before, after) = Before::new();
    before.begin();
    let children: Vec<_> = (0..3).map(|_| before.place.command(&NEXT).spawn()).collect();
    for child in children {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    assert_eq!((before.place.read("book.csv"), before.place.read("synced.csv")), (after.book, after.synced));
}
