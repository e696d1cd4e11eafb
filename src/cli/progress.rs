//! How far reading has come, for somebody who waits at a terminal for more than a moment.

use super::shell::Shell;
use collect::money::grouped;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Progress is shown only for work that takes longer than this.
const PATIENCE: Duration = Duration::from_secs(2);
/// Time between two updates of the screen.
const PACE: Duration = Duration::from_millis(100);

/// What was read so far. Clones count together.
#[derive(Clone, Default)]
pub struct Progress(Arc<Read>);

#[derive(Default)]
struct Read {
    bytes: AtomicU64,
    rows: AtomicU64,
    all: AtomicU64,
    noun: Option<&'static str>,
    /// Is the whole unknown, and more than `all`?
    endless: AtomicBool,
}

impl Progress {
    pub fn counting(noun: &'static str) -> Progress {
        Progress(Arc::new(Read { noun: Some(noun), ..Read::default() }))
    }

    /// So many bytes will be read; nothing where nobody knows.
    pub fn expect(&self, bytes: Option<u64>) {
        match bytes {
            Some(bytes) => _ = self.0.all.fetch_add(bytes, Ordering::Relaxed),
            None => self.0.endless.store(true, Ordering::Relaxed),
        }
    }

    pub fn bytes(&self, count: usize) {
        self.0.bytes.fetch_add(count as u64, Ordering::Relaxed);
    }

    pub fn rows(&self, count: usize) {
        self.0.rows.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// Shows it until the guard is dropped, if there is a terminal to show it on and somebody wants to see it.
    pub fn shown(&self, shell: &Shell) -> Shown {
        let over = Arc::new((Mutex::new(false), Condvar::new()));
        let wanted = !shell.quiet && io::stderr().is_terminal();
        let thread = wanted.then(|| {
            let (read, over) = (self.0.clone(), over.clone());
            thread::spawn(move || show(&read, &over))
        });
        Shown { over, thread }
    }
}

type Over = (Mutex<bool>, Condvar);

pub struct Shown {
    over: Arc<Over>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else { return };
        *self.over.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.over.1.notify_all();
        // A bar that could not be drawn is no reason to fail.
        let _ = thread.join();
    }
}

/// Waits, and returns early if the work is over: is it?
fn is_over(over: &Over, wait: Duration) -> bool {
    let state = over.0.lock().unwrap_or_else(PoisonError::into_inner);
    let waited = over.1.wait_timeout_while(state, wait, |over| !*over);
    *waited.unwrap_or_else(PoisonError::into_inner).0
}

#[expect(clippy::disallowed_methods, reason = "how long it took so far is only shown")]
fn show(read: &Read, over: &Over) {
    if is_over(over, PATIENCE) {
        return;
    }
    let begun = Instant::now() - PATIENCE;
    // Covers what stood on the line before: not every terminal can be told to clear it.
    let mut widest = 0;
    let mut draw = |line: &str| {
        widest = widest.max(line.chars().count());
        // A bar that cannot be drawn is no reason to fail.
        let _ = write!(io::stderr(), "\r{line:widest$}\r").and_then(|()| io::stderr().flush());
    };
    while !is_over(over, PACE) {
        let room = terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0));
        draw(&line(read, begun.elapsed()).chars().take(room.saturating_sub(1)).collect::<String>());
    }
    draw("");
}

/// `██████░░░░░░░░░░░░░░░░░░  25%  1,250,000 rows, 500,000 a second, 7s left`; without bar and end where nobody knows how much there is.
fn line(read: &Read, elapsed: Duration) -> String {
    const WIDTH: u64 = 24;
    let told = told(read.rows.load(Ordering::Relaxed), read.noun.unwrap_or("rows"), elapsed);
    let (done, all) = (read.bytes.load(Ordering::Relaxed), read.all.load(Ordering::Relaxed));
    if read.endless.load(Ordering::Relaxed) || done == 0 {
        return told;
    }
    let part = |of: u64| (u128::from(of) * u128::from(done.min(all)) / u128::from(all.max(1))) as usize;
    let bar = "█".repeat(part(WIDTH)) + &"░".repeat(WIDTH as usize - part(WIDTH));
    let left = u128::from(all.saturating_sub(done)) * elapsed.as_millis() / u128::from(done) / 1000;
    format!("{bar} {:3}%  {told}, {left}s left", part(100))
}

/// `1,250,000 rows, 600,000 a second`
fn told(rows: u64, noun: &str, elapsed: Duration) -> String {
    let a_second = u128::from(rows) * 1000 / elapsed.as_millis().max(1);
    format!("{} {noun}, {} a second", grouped(&rows.to_string()), grouped(&a_second.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_with_their_pace() {
        assert_eq!(told(1_250_000, "rows", Duration::from_millis(2500)), "1,250,000 rows, 500,000 a second");
        assert_eq!(told(0, "customers", Duration::ZERO), "0 customers, 0 a second");
    }

    #[test]
    fn a_quarter_of_the_bytes_is_a_quarter_of_the_bar_and_of_the_time() {
        let progress = Progress::default();
        progress.expect(Some(4000));
        progress.bytes(1000);
        progress.rows(1_250_000);
        let line = line(&progress.0, Duration::from_millis(2500));
        assert_eq!(line, "██████░░░░░░░░░░░░░░░░░░  25%  1,250,000 rows, 500,000 a second, 7s left");
    }

    #[test]
    fn of_what_has_no_known_end_only_the_rows_are_told() {
        let progress = Progress::default();
        progress.expect(None);
        progress.bytes(1000);
        progress.rows(10);
        assert_eq!(line(&progress.0, Duration::from_secs(2)), "10 rows, 5 a second");
    }

    #[test]
    fn what_is_over_soon_is_not_shown_and_not_waited_for() {
        let over = (Mutex::new(true), Condvar::new());
        show(&Read::default(), &over);
    }
}
