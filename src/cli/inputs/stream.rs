//! Invoices go by the planners while the next are being read, on a thread of their own where there are many.

use collect::ledger::reading::{InvoiceReader, Report};
use collect::ledger::{Columns, Invoices};
use collect::plan::{Plan, Planner};
use std::io::Read;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

/// So many invoices are handed over at a time; a ledger of no more needs no second thread.
const BATCH: usize = 4096;
/// So many batches may wait to be planned, so that neither side waits for the other at every turn.
const WAITING: usize = 4;

/// Lets all invoices go by the planners, in the order of the file: the plans, and how many invoices there were.
pub fn plans<R: Read>(
    mut invoices: InvoiceReader<R>,
    columns: &Columns,
    mut planners: Vec<Planner<'_>>,
    report: &mut Report,
) -> (Vec<Plan>, u64) {
    let mut batch = Invoices::new(columns.clone());
    let more = fill(&mut batch, &mut invoices, report);
    if !more {
        go_by(&batch, &mut planners);
        return (planners.into_iter().map(Planner::finish).collect(), invoices.count());
    }
    let plans = thread::scope(|scope| {
        let (hand_over, handed_over) = sync_channel::<Invoices>(WAITING);
        let (give_back, given_back) = channel::<Invoices>();
        let planning = scope.spawn(move || {
            for mut batch in handed_over {
                go_by(&batch, &mut planners);
                batch.clear();
                // Nobody takes it back any more once all invoices are read.
                let _ = give_back.send(batch);
            }
            planners.into_iter().map(Planner::finish).collect()
        });
        let mut more = true;
        while hand_over.send(batch).is_ok() && more {
            batch = given_back.try_recv().unwrap_or_else(|_| Invoices::new(columns.clone()));
            more = fill(&mut batch, &mut invoices, report);
        }
        drop(hand_over);
        planning.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    (plans, invoices.count())
}

fn go_by(batch: &Invoices, planners: &mut [Planner<'_>]) {
    for invoice in batch.iter() {
        planners.iter_mut().for_each(|planner| planner.add(&invoice));
    }
}

/// Fills a batch; is there more?
fn fill<R: Read>(batch: &mut Invoices, invoices: &mut InvoiceReader<R>, report: &mut Report) -> bool {
    while batch.len() < BATCH {
        let Some(invoice) = invoices.next(report) else { return false };
        batch.push(&invoice);
    }
    true
}
