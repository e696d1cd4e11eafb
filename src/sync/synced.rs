//! The rows that are added to the file of events.

use super::book::BookHead;
use super::changes::SyncChanges;
use super::comparison::{ChangeReason, SyncedKind};
use crate::ledger::reading::EventType;
use crate::money::money;
use crate::record::Entry;

/// Who did it, in the column `by`.
const BY: &str = "collect sync";

/// The events of all changes as rows, in the order of the book. Each has an id of its own: its invoice, the day, the number of the export
/// among those of its day, and the type.
pub fn synced_rows(changes: &SyncChanges, head: &BookHead) -> Vec<Entry> {
    let of_change = |change: &super::SyncChange| {
        let event = change.event?;
        let kind = EventType::from_name(event.kind.name())?;
        let told = |minor| money(change.currency, minor);
        let note = match event.why {
            ChangeReason::Gone { before } if !change.because.is_empty() => {
                format!("not owed any more, because of {}; {} was open", change.because, told(before))
            }
            ChangeReason::Open { before, now } => format!("open in the export: {}, before {}", told(now), told(before)),
            ChangeReason::Gone { before } => format!("it has left the export, {} was open", told(before)),
            ChangeReason::Amount { before, now } => format!("amount in the export: {}, before {}", told(now), told(before)),
            ChangeReason::Due { before } => format!("due date in the export, before {before}"),
        };
        let entry = Entry::new(event.date, kind)
            .with("invoice_id", &change.invoice)
            .with("by", BY)
            .with("note", note)
            .with("id", format!("{}/{}/{}/{}", change.invoice, head.day, head.number, event.kind.name()));
        Some(match event.kind {
            SyncedKind::Extend(until) => entry.with("until", until.to_string()),
            _ => entry.with("amount", change.currency.plain(event.amount)).with("currency", change.currency.code()),
        })
    };
    changes.list.iter().filter_map(of_change).collect()
}
