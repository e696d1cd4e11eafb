//! A ledger goes by: events are gathered, and invoices pass the planners, block by block on all cores.

use super::blocks::{Worker, in_turn};
use crate::cli::progress::Progress;
use crate::cli::shares::Cores;
use collect::ledger::reading::{Blocks, EventBatch, EventParser, EventReader, InvoiceBatch, InvoiceOrder, InvoiceParser, Report, RowBlock};
use collect::ledger::{Columns, Invoices};
use collect::plan::{Plan, Planner};
use std::io::Read;
use std::marker::PhantomData;

/// What came of invoices that went by.
pub struct Planned {
    pub plans: Vec<Plan>,
    /// How many there were, and how many of them are in the slice.
    pub count: u64,
    pub inside: u64,
    /// All of them, if they are to be kept.
    pub kept: Invoices,
}

impl Planned {
    /// Of a file that could not be opened.
    pub fn of_nothing(planners: Vec<Planner<'_>>) -> Planned {
        Planned { plans: planners.into_iter().map(Planner::finish).collect(), count: 0, inside: 0, kept: Invoices::default() }
    }
}

/// Reads a file of events on so many cores: those gathered before, and these.
pub(super) fn events<R: Read + Send>(
    cores: impl FnOnce() -> usize,
    blocks: Blocks<R>,
    parser: &EventParser,
    events: EventReader,
    progress: &Progress,
    report: &mut Report,
) -> EventReader {
    let worker = || EventWorker { parser: parser.clone(), batch: EventBatch::default(), progress: progress.clone(), report: PhantomData };
    in_turn(blocks, (events, report), cores, worker).1.0
}

/// Lets all invoices go by planners on so many cores, and keeps them if the ledger's columns are given.
pub(super) fn plans<'w, R: Read + Send>(
    cores: impl FnOnce() -> usize,
    blocks: Blocks<R>,
    parser: &InvoiceParser,
    planners: Vec<Planner<'w>>,
    keep: Option<&Columns>,
    progress: &Progress,
    report: &mut Report,
) -> Planned {
    let worker = || InvoiceWorker {
        parser: parser.clone(),
        batch: parser.batch(),
        planners: planners.iter().map(Planner::beside).collect(),
        keep,
        kept: Vec::new(),
        progress: progress.clone(),
        report: PhantomData,
    };
    let (workers, (order, _)) = in_turn(blocks, (InvoiceOrder::default(), report), cores, worker);
    // Which ids there were is of no use any more, and takes memory.
    let count = order.count();
    drop(order);
    let (mut workers, parts): (Vec<_>, Vec<_>) = workers.into_iter().map(|worker| (worker.planners, worker.kept)).unzip();
    let mut parts: Vec<(u64, Invoices)> = parts.into_iter().flatten().collect();
    parts.sort_unstable_by_key(|(number, _)| *number);
    let mut kept = keep.map(|columns| Invoices::new(columns.clone())).unwrap_or_default();
    for (_, part) in parts {
        kept.append(part);
    }
    let mut workers = workers.drain(..);
    let mut planners = workers.next().unwrap_or_default();
    for others in workers {
        planners.iter_mut().zip(others).for_each(|(planner, other)| planner.join(other));
    }
    let inside = planners.first().map_or(0, Planner::inside);
    Planned { plans: planners.into_iter().map(|planner| planner.finish_by(&Cores)).collect(), count, inside, kept }
}

struct EventWorker<'r> {
    parser: EventParser,
    batch: EventBatch,
    progress: Progress,
    report: PhantomData<&'r mut Report>,
}

impl<'r> Worker for EventWorker<'r> {
    type Order = (EventReader, &'r mut Report);

    fn block(&mut self) -> &mut RowBlock {
        &mut self.batch.block
    }

    fn parse(&mut self) {
        self.parser.read(&mut self.batch);
        self.progress.rows(self.batch.rows());
    }

    fn admit(&mut self, (events, report): &mut Self::Order) -> bool {
        events.admit(&self.parser, &mut self.batch, report);
        !events.is_over()
    }

    fn work(&mut self, _number: u64) {}
}

struct InvoiceWorker<'r, 'w> {
    parser: InvoiceParser,
    batch: InvoiceBatch,
    planners: Vec<Planner<'w>>,
    /// The columns, if invoices are kept; and those of the blocks that were this worker's.
    keep: Option<&'w Columns>,
    kept: Vec<(u64, Invoices)>,
    progress: Progress,
    report: PhantomData<&'r mut Report>,
}

impl<'r> Worker for InvoiceWorker<'r, '_> {
    type Order = (InvoiceOrder, &'r mut Report);

    fn block(&mut self) -> &mut RowBlock {
        &mut self.batch.block
    }

    fn parse(&mut self) {
        self.parser.read(&mut self.batch);
        self.progress.rows(self.batch.rows());
    }

    fn admit(&mut self, (order, report): &mut Self::Order) -> bool {
        order.admit(&self.parser, &mut self.batch, report);
        !order.is_over()
    }

    fn work(&mut self, number: u64) {
        self.planners.iter_mut().for_each(|planner| planner.begin(number));
        let invoices: Vec<_> = self.batch.iter().collect();
        if let Some(columns) = self.keep {
            let mut kept = Invoices::new(columns.clone());
            for invoice in &invoices {
                kept.push(invoice);
            }
            self.kept.push((number, kept));
        }
        self.planners.iter_mut().for_each(|planner| planner.add_all(&invoices));
    }
}
