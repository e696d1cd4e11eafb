//! The blocks of a file, on all cores: each is taken apart and worked on wherever there is time, and admitted in its turn.

use collect::ledger::reading::{Blocks, RowBlock};
use std::io::Read;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What one core does with blocks.
pub trait Worker: Send {
    /// What is asked in the order of the file.
    type Order: Send;

    /// Where the next block goes.
    fn block(&mut self) -> &mut RowBlock;
    /// Takes the block apart. What comes before it is not known yet.
    fn parse(&mut self);
    /// Everything before the block was admitted: now it is its turn. Is there any use in what follows it?
    fn admit(&mut self, order: &mut Self::Order) -> bool;
    /// Works on what was admitted, while others are admitted.
    fn work(&mut self, number: u64);
}

/// Lets all blocks of a file be worked on by so many workers; a file of one block needs no second thread.
pub fn in_turn<R: Read + Send, W: Worker>(
    mut blocks: Blocks<R>,
    mut order: W::Order,
    cores: impl FnOnce() -> usize,
    worker: impl Fn() -> W,
) -> (Vec<W>, W::Order) {
    let mut first = worker();
    if !blocks.next(first.block()) {
        return (vec![first], order);
    }
    // To ask how many cores there are takes longer than a small file.
    let cores = if first.block().has_more() { cores() } else { 1 };
    if cores < 2 {
        let mut number = 0;
        loop {
            first.parse();
            let more = first.admit(&mut order);
            first.work(number);
            number += 1;
            if !more || !blocks.next(first.block()) {
                return (vec![first], order);
            }
        }
    }
    let source = Mutex::new(BlockSource { blocks, number: 1 });
    let turn = Turn::new(order);
    let mut workers = vec![first];
    workers.resize_with(cores, &worker);
    let workers = thread::scope(|scope| {
        let (source, turn) = (&source, &turn);
        let run = |(index, mut worker): (usize, W)| {
            scope.spawn(move || {
                let begun = (index == 0).then_some(0);
                go_on(&mut worker, begun, source, turn);
                worker
            })
        };
        let threads: Vec<_> = workers.into_iter().enumerate().map(run).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, W>| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        threads.into_iter().map(join).collect()
    });
    (workers, turn.into_order())
}

/// The blocks that nobody has taken yet.
struct BlockSource<R> {
    blocks: Blocks<R>,
    /// The number of the next one.
    number: u64,
}

fn go_on<R: Read, W: Worker>(worker: &mut W, begun: Option<u64>, source: &Mutex<BlockSource<R>>, turn: &Turn<W::Order>) {
    // Whoever waits for a turn that never comes should not wait for ever.
    let _leaving = Leaving(turn);
    let mut begun = begun;
    loop {
        let number = match begun.take() {
            Some(number) => number,
            None => {
                let mut source = locked(source);
                if turn.is_over() || !source.blocks.next(worker.block()) {
                    return;
                }
                source.number += 1;
                source.number - 1
            }
        };
        worker.parse();
        if turn.take(number, |order| worker.admit(order)).is_none() {
            return;
        }
        worker.work(number);
    }
}

/// What is asked in the order of the file, and whose turn it is.
struct Turn<T> {
    state: Mutex<TurnState<T>>,
    passed: Condvar,
}

struct TurnState<T> {
    order: T,
    number: u64,
    /// Nothing that follows is of any use, or somebody left without passing the turn on.
    over: bool,
}

impl<T> Turn<T> {
    fn new(order: T) -> Turn<T> {
        Turn { state: Mutex::new(TurnState { order, number: 0, over: false }), passed: Condvar::new() }
    }

    /// Waits until everything before the block was admitted, and admits it; nothing where the file is over by then.
    fn take(&self, number: u64, admit: impl FnOnce(&mut T) -> bool) -> Option<()> {
        let mut state = locked(&self.state);
        while state.number != number && !state.over {
            state = self.passed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.over {
            return None;
        }
        state.over = !admit(&mut state.order);
        state.number += 1;
        self.passed.notify_all();
        Some(())
    }

    fn is_over(&self) -> bool {
        locked(&self.state).over
    }

    fn into_order(self) -> T {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).order
    }
}

/// Wakes the others up if a worker ends in panic.
struct Leaving<'t, T>(&'t Turn<T>);

impl<T> Drop for Leaving<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            locked(&self.0.state).over = true;
            self.0.passed.notify_all();
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
