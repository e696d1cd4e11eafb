//! What `sync` asks, and what it warns of.

use super::{WHOLE, of};
use crate::cli::inputs::{Comparing, Half};
use collect::report::counted;
use collect::sync::{SyncChange, SyncChangeKind, SyncChanges};

/// So many invoices are named.
const MOST_NAMED: usize = 20;
const MOST_EXAMPLES: usize = 3;

/// Asked where an export has too few of the open invoices: a broken export must not close a ledger.
pub fn half(Half { open, left }: Half, min_share: u32, comparing: &Comparing) -> Option<String> {
    if u128::from(left) * u128::from(WHOLE) >= u128::from(open) * u128::from(min_share) {
        return None;
    }
    let last = comparing.last.map_or(comparing.day, |last| last.day);
    let share = percent_below(left, open);
    Some(format!(
        "only {} invoices that were open on {last} are in the export of {}: is it complete? If it is, run it again with --min-share {share}; \
         nothing was written",
        of(left, open),
        comparing.day
    ))
}

/// A percentage that is no more than the share: `12%`.
fn percent_below(left: u64, open: u64) -> String {
    format!("{}%", u128::from(left) * 100 / u128::from(open.max(1)))
}

/// Asked where invoices have left the export and nobody said what that means.
pub fn gone(asked: &[SyncChange], comparing: &Comparing) -> Vec<String> {
    let mut lines: Vec<String> = asked
        .iter()
        .take(MOST_NAMED)
        .map(|change| {
            format!(
                "{} of {} is not in the export any more: {} {} was open",
                change.invoice, change.customer, change.before, change.currency
            )
        })
        .collect();
    if asked.len() > MOST_NAMED {
        lines.push(format!("and {} more", asked.len() - MOST_NAMED));
    }
    lines.push(format!(
        "were these paid or credited? Log those that were credited, as in `collect log credit {} --on {}`; then run it again with --gone payment \
         for the others. Nothing was written",
        asked.first().map_or("INVOICE", |change| &change.invoice),
        comparing.day
    ));
    lines
}

/// What somebody should look at, each with its first examples.
pub fn warnings(changes: &SyncChanges) -> Vec<String> {
    let examples = |kind: SyncChangeKind, told: fn(&SyncChange) -> String| {
        let mut some: Vec<String> = changes.of(kind).take(MOST_EXAMPLES).map(told).collect();
        if changes.count(kind) > MOST_EXAMPLES {
            some.push("…".to_owned());
        }
        some.join(", ")
    };
    let both = |change: &SyncChange| format!("{} from {} to {}", change.invoice, change.before, change.now);
    let mut warnings = Vec::new();
    if changes.count(SyncChangeKind::Amount) > 0 {
        let count = counted(changes.count(SyncChangeKind::Amount), "invoice");
        let named = examples(SyncChangeKind::Amount, both);
        warnings.push(format!("the amount of {count} is another than before: {named}; it was taken over as a fee or credit"));
    }
    if changes.count(SyncChangeKind::Column) > 0 {
        let count = counted(changes.count(SyncChangeKind::Column), "cell");
        let named = examples(SyncChangeKind::Column, |change| {
            format!("{} {} from {:?} to {:?}", change.invoice, change.column, change.before, change.now)
        });
        warnings.push(format!("{count} changed by which the workflow chooses tracks, actions or owners: {named}"));
    }
    if changes.count(SyncChangeKind::Elsewhere) > 0 {
        let count = counted(changes.count(SyncChangeKind::Elsewhere), "invoice");
        let named = examples(SyncChangeKind::Elsewhere, |change| {
            format!("{} has {} {} open in the export and {} by all files", change.invoice, change.before, change.currency, change.now)
        });
        warnings.push(format!(
            "other files say something else than the export of {count}: {named}; if the accounting system books it later, nothing is to be \
             done; if not, take the row back with `collect undo`"
        ));
    }
    warnings
}
