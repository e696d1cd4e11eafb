//! How far reading has come, for somebody who waits at a terminal for more than a moment.

use super::shell::Shell;
use collect::money::grouped;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

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
        let wanted = !shell.quiet && std::io::stderr().is_terminal();
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

fn show(read: &Read, over: &Over) {
    if is_over(over, PATIENCE) {
        return;
    }
    let bar = bar(read).with_elapsed(PATIENCE);
    while !is_over(over, PACE) {
        bar.set_position(read.bytes.load(Ordering::Relaxed));
        bar.set_message(told(read.rows.load(Ordering::Relaxed), read.noun.unwrap_or("rows"), bar.elapsed()));
    }
    bar.finish_and_clear();
}

fn bar(read: &Read) -> ProgressBar {
    let (bar, template) = match read.endless.load(Ordering::Relaxed) {
        true => (ProgressBar::new_spinner(), "{spinner} {msg}"),
        false => (ProgressBar::new(read.all.load(Ordering::Relaxed)), "{bar:24} {percent:>3}%  {msg}, {eta} left"),
    };
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
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
    fn what_is_over_soon_is_not_shown_and_not_waited_for() {
        let over = (Mutex::new(true), Condvar::new());
        show(&Read::default(), &over);
    }
}
