//! A ledger goes by: events are gathered, and invoices pass the planners, block by block on all cores.

use super::blocks::shared_blocks;
use crate::cli::progress::Progress;
use crate::cli::shares::Cores;
use collect::ledger::Invoices;
use collect::ledger::reading::{BadRows, Blocks, EventFile, EventParser, EventReader, InvoiceParser, InvoiceShare};
use collect::plan::{Keeping, Plan, Planner};
use std::collections::BTreeSet;
use std::io::Read;

/// What came of invoices that went by.
pub struct Planned {
    pub plans: Vec<Plan>,
    /// How many there were, and how many of them are in the slice.
    pub count: u64,
    pub inside: u64,
    /// All of them, if they are to be kept.
    pub kept: Invoices,
    /// The customers of rows that were skipped and may be payments.
    pub unread: BTreeSet<String>,
}

impl Planned {
    /// Of a file that could not be opened.
    pub fn of_nothing(planners: Vec<Planner<'_>>) -> Planned {
        Planned {
            plans: planners.into_iter().map(Planner::finish).collect(),
            count: 0,
            inside: 0,
            kept: Invoices::default(),
            unread: BTreeSet::new(),
        }
    }
}

/// Reads a file of events on so many cores.
pub(super) fn events<R: Read + Send>(
    cores: impl FnOnce() -> usize,
    blocks: Blocks<R>,
    parser: &EventParser,
    events: &mut EventReader,
    progress: &Progress,
    bad_rows: BadRows,
) -> EventFile {
    let worker = || (events.share(parser, bad_rows), progress.clone());
    let shares = shared_blocks(blocks, cores, worker, |(share, progress), _, block| {
        progress.rows(share.read(block));
        !share.is_over()
    });
    events.take(parser, shares.into_iter().map(|(share, _)| share).collect())
}

/// What the planners of one core are shown.
struct Showing<'w> {
    share: InvoiceShare,
    planners: Vec<Planner<'w>>,
    /// The invoices of each block, if they are kept.
    kept: Vec<(u64, Invoices)>,
    progress: Progress,
}

/// Lets all invoices go by planners on so many cores, and keeps of them what is wanted. The rows of some lines are none.
pub(super) fn plans<'w, R: Read + Send>(
    cores: impl FnOnce() -> usize,
    blocks: Blocks<R>,
    parser: &InvoiceParser,
    planners: Vec<Planner<'w>>,
    keep: Option<&Keeping>,
    progress: &Progress,
    (bad_rows, repeated): (BadRows, BTreeSet<u32>),
) -> (Planned, InvoiceShare) {
    let showing =
        |planners| Showing { share: parser.share(bad_rows, repeated.clone()), planners, kept: Vec::new(), progress: progress.clone() };
    let worker = || showing(planners.iter().map(Planner::beside).collect());
    let shown = shared_blocks(blocks, cores, worker, |Showing { share, planners, kept, progress }, number, block| {
        planners.iter_mut().for_each(|planner| planner.begin(number));
        let mut own = keep.map(Keeping::list);
        let rows = share.read(block, |invoices| {
            if let Some((keep, own)) = keep.zip(own.as_mut()) {
                invoices.iter().for_each(|invoice| _ = keep.keep(invoice, own));
            }
            planners.iter_mut().for_each(|planner| planner.add_all(invoices));
        });
        own.iter_mut().for_each(Invoices::shrink);
        kept.extend(own.map(|own| (number, own)));
        progress.rows(rows);
        !share.is_over()
    });
    let mut all = showing(planners);
    for one in shown {
        all.share.join(one.share);
        all.planners.iter_mut().zip(one.planners).for_each(|(planner, other)| planner.join(other));
        all.kept.extend(one.kept);
    }
    all.kept.sort_unstable_by_key(|(number, _)| *number);
    let mut kept = keep.map(Keeping::list).unwrap_or_default();
    for (_, part) in all.kept {
        kept.append(part);
    }
    all.planners.iter_mut().for_each(|planner| planner.keep_back(all.share.unread()));
    let inside = all.planners.first().map_or(0, Planner::inside);
    let plans = all.planners.into_iter().map(|planner| planner.finish_by(&Cores)).collect();
    (Planned { plans, count: all.share.count(), inside, kept, unread: all.share.unread().clone() }, all.share)
}
