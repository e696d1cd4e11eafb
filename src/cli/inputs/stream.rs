//! A ledger goes by: events are gathered, and invoices pass the planners, block by block on all cores.

use super::blocks::{Worker, in_turn};
use crate::cli::progress::Progress;
use crate::cli::shares::cores;
use collect::ledger::reading::{Block, Blocks, EventBatch, EventParser, EventReader, InvoiceBatch, InvoiceOrder, InvoiceParser, Report};
use collect::plan::{Plan, Planner};
use std::io::Read;
use std::marker::PhantomData;

/// Reads a file of events on all cores: those gathered before, and these.
pub fn events<R: Read + Send>(
    blocks: Blocks<R>,
    parser: &EventParser,
    events: EventReader,
    progress: &Progress,
    report: &mut Report,
) -> EventReader {
    events_on(cores().get(), blocks, parser, events, progress, report)
}

/// Lets all invoices go by planners on all cores: the plans, and how many invoices there were.
pub fn plans<'w, R: Read + Send>(
    blocks: Blocks<R>,
    parser: &InvoiceParser,
    planners: impl Fn() -> Vec<Planner<'w>>,
    progress: &Progress,
    report: &mut Report,
) -> (Vec<Plan>, u64) {
    plans_on(cores().get(), blocks, parser, planners, progress, report)
}

/// As [`events`], on so many cores.
pub(super) fn events_on<R: Read + Send>(
    cores: usize,
    blocks: Blocks<R>,
    parser: &EventParser,
    events: EventReader,
    progress: &Progress,
    report: &mut Report,
) -> EventReader {
    let worker = || EventWorker { parser: parser.clone(), batch: EventBatch::default(), progress: progress.clone(), report: PhantomData };
    in_turn(blocks, (events, report), cores, worker).1.0
}

/// As [`plans`], on so many cores.
pub(super) fn plans_on<'w, R: Read + Send>(
    cores: usize,
    blocks: Blocks<R>,
    parser: &InvoiceParser,
    planners: impl Fn() -> Vec<Planner<'w>>,
    progress: &Progress,
    report: &mut Report,
) -> (Vec<Plan>, u64) {
    let worker = || InvoiceWorker {
        parser: parser.clone(),
        batch: parser.batch(),
        planners: planners(),
        progress: progress.clone(),
        report: PhantomData,
    };
    let (workers, (order, _)) = in_turn(blocks, (InvoiceOrder::default(), report), cores, worker);
    let mut workers = workers.into_iter().map(|worker| worker.planners);
    let mut planners = workers.next().unwrap_or_default();
    for others in workers {
        planners.iter_mut().zip(others).for_each(|(planner, other)| planner.join(other));
    }
    (planners.into_iter().map(Planner::finish).collect(), order.count())
}

struct EventWorker<'r> {
    parser: EventParser,
    batch: EventBatch,
    progress: Progress,
    report: PhantomData<&'r mut Report>,
}

impl<'r> Worker for EventWorker<'r> {
    type Order = (EventReader, &'r mut Report);

    fn block(&mut self) -> &mut Block {
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
    progress: Progress,
    report: PhantomData<&'r mut Report>,
}

impl<'r> Worker for InvoiceWorker<'r, '_> {
    type Order = (InvoiceOrder, &'r mut Report);

    fn block(&mut self) -> &mut Block {
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
        self.planners.iter_mut().for_each(|planner| planner.add_all(&invoices));
    }
}
