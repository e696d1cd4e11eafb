//! The blocks of a file, on all cores: each is worked on wherever there is time.

use collect::ledger::reading::{Blocks, RowBlock};
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Lets all blocks of a file be worked on by so many workers, each block by one of them; a file of one block needs no second thread.
/// `work` gets the number of a block and says whether there is any use in what follows it.
pub fn shared_blocks<R: Read + Send, W: Send>(
    mut blocks: Blocks<R>,
    cores: impl FnOnce() -> usize,
    worker: impl Fn() -> W,
    work: impl Fn(&mut W, u64, &mut RowBlock) -> bool + Sync,
) -> Vec<W> {
    let (mut first, mut block) = (worker(), RowBlock::default());
    if !blocks.next(&mut block) || !work(&mut first, 0, &mut block) {
        return vec![first];
    }
    // To ask how many cores there are takes longer than a small file.
    let others = if block.has_more() { cores().saturating_sub(1) } else { 0 };
    let source = Mutex::new((blocks, 1));
    let over = AtomicBool::new(false);
    let go_on = |mut worker: W, mut block: RowBlock| {
        while let Some(number) = next(&source, &over, &mut block) {
            if !work(&mut worker, number, &mut block) {
                over.store(true, Ordering::Relaxed);
            }
        }
        worker
    };
    let mut workers = vec![];
    thread::scope(|scope| {
        let threads: Vec<_> = (0..others).map(|_| worker()).map(|worker| scope.spawn(|| go_on(worker, RowBlock::default()))).collect();
        workers.push(go_on(first, block));
        let join = |thread: thread::ScopedJoinHandle<'_, W>| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        workers.extend(threads.into_iter().map(join));
    });
    workers
}

/// Fills a block with the rows that nobody has taken yet; gives back its number.
fn next<R: Read>(source: &Mutex<(Blocks<R>, u64)>, over: &AtomicBool, block: &mut RowBlock) -> Option<u64> {
    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
    if over.load(Ordering::Relaxed) || !source.0.next(block) {
        return None;
    }
    source.1 += 1;
    Some(source.1 - 1)
}

#[cfg(test)]
mod tests;
