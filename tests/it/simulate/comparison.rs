//! What holds for every comparison of two workflows.

use super::config;
use crate::scenario::{self, Story};
use collect::diff::{ChangeKind, Diff, DiffSums, Side, WorkflowComparison};
use collect::plan::{Contact, ContactWords, plan};
use collect::simulate::{Assumptions, simulate, weeks_between};
use collect::workflow::Workflow;
use proptest::prelude::*;

/// What two workflows do otherwise on the ledger of a story: on some days, or by the plan of one.
fn diff(old: &Workflow, new: &Workflow, story: &Story, ranged: bool) -> Diff {
    let ledger = story.ledger();
    let comparison = WorkflowComparison::new(old, new, &ledger.invoices);
    let days = Assumptions::all_done(story.as_of.plus(-20), story.as_of.plus(30));
    let side = |words: ContactWords<'_>| match ranged {
        true => Side::of_history(&simulate(words.workflow, &ledger, &days), words),
        false => Side::of_plan(&plan(words.workflow, &ledger, story.as_of), &ledger.invoices),
    };
    let mut sums = DiffSums::default();
    comparison.add(&mut sums, side(comparison.old), side(comparison.new));
    comparison.finish([sums], ranged.then(|| weeks_between(days.from, days.to)))
}

type Row = (ChangeKind, Option<Contact>, Option<Contact>);

/// What it is when old and new change places.
fn mirror(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::Newly => ChangeKind::NoMore,
        ChangeKind::NoMore => ChangeKind::Newly,
        ChangeKind::Earlier => ChangeKind::Later,
        ChangeKind::Later => ChangeKind::Earlier,
        same => same,
    }
}

/// The differences, in an order that does not depend on which side is which.
fn rows(diff: &Diff, mirrored: bool) -> Vec<String> {
    let row = |change: &collect::diff::Change| -> Row {
        let (old, new) = (change.old, change.new);
        if mirrored { (mirror(change.kind), new, old) } else { (change.kind, old, new) }
    };
    let mut rows: Vec<String> = diff.changes.iter().map(row).map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(config(80))]

    #[test]
    fn a_workflow_does_nothing_otherwise_than_itself(story in scenario::random(), ranged in any::<bool>()) {
        let diff = diff(&story.workflow, &story.workflow, &story, ranged);
        prop_assert_eq!(diff.changes, []);
        prop_assert_eq!(diff.edits, []);
        prop_assert!(diff.owners.iter().all(|pair| pair.touches.0 == pair.touches.1));
        prop_assert!(diff.stages.iter().all(|pair| pair.touches.0 == pair.touches.1 && pair.cash.values().all(|cash| cash.0 == cash.1)));
    }

    #[test]
    fn one_way_mirrors_the_other(story in scenario::random(), other in scenario::random(), ranged in any::<bool>()) {
        let (old, new) = (&story.workflow, &other.workflow);
        let (there, back) = (diff(old, new, &story, ranged), diff(new, old, &story, ranged));
        prop_assert_eq!(rows(&there, false), rows(&back, true));
        prop_assert_eq!(there.touches, (back.touches.1, back.touches.0));
        prop_assert_eq!(there.reach, back.reach);
        let owners = |diff: &Diff| diff.owners.iter().map(|pair| (pair.owner.clone(), pair.touches.0, pair.touches.1)).collect::<Vec<_>>();
        prop_assert_eq!(owners(&there), owners(&back).into_iter().map(|(owner, old, new)| (owner, new, old)).collect::<Vec<_>>());
    }

    /// Every difference is one of the counted kinds, and what is new less what is no more is the difference of the sums.
    #[test]
    fn the_kinds_add_up(story in scenario::random(), other in scenario::random()) {
        let diff = diff(&story.workflow, &other.workflow, &story, true);
        let count = |kind| diff.count(kind) as i64;
        prop_assert_eq!(ChangeKind::ALL.into_iter().map(count).sum::<i64>(), diff.changes.len() as i64);
        prop_assert_eq!(count(ChangeKind::Newly) - count(ChangeKind::NoMore), diff.touches.1 as i64 - diff.touches.0 as i64);
    }
}
