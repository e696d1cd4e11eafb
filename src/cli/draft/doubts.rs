//! Second thoughts before anything is drafted: was it drafted before, is it too much, was it chased elsewhere?

use super::DraftArguments;
use crate::cli::inputs::Inputs;
use crate::cli::outbox::{self, Earlier};
use anyhow::Result;
use collect::action_id::ActionId;
use collect::calendar::Day;
use collect::ledger::{Events, Invoice, InvoiceId, Kind};
use collect::outbox::Listed;
use collect::plan::{ActionKind, DueAction};
use collect::record::{is_on_record, is_recorded};
use collect::report::counted;
use collect::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// So many invoices with a past that is not on record are not worth a question.
const FEW: usize = 5;

/// What the outboxes say: what is told of those of other days, whose actions are taken out of the plan, and what earlier runs of the day drafted.
pub fn outboxes(inputs: &mut Inputs, folder: &Path, again: bool) -> Result<(Vec<String>, Earlier)> {
    if again {
        return Ok((Vec::new(), Earlier::default()));
    }
    let told = keep_back(inputs)?;
    let is_recorded = |listed: &Listed| is_recorded(listed, Some(inputs.plan.as_of), &inputs.events, &inputs.workflow);
    Ok((told, outbox::earlier(folder, &is_recorded)?))
}

/// Takes out of the plan what the outbox of another day has drafted and nobody has recorded: it may have been sent. Tells of each such outbox.
/// The task of a dispute is no message, and no touch ends it: it stays.
fn keep_back(inputs: &mut Inputs) -> Result<Vec<String>> {
    let others = outbox::of_other_days(&inputs.outbox, inputs.plan.as_of)?;
    // The latest outbox that has it is the one to look at.
    let mut drafted: BTreeMap<&ActionId, &Path> = BTreeMap::new();
    for outbox in &others {
        let ids = outbox.listed.iter().flat_map(|draft| draft.action_ids.iter().map(move |id| (draft, id)));
        // A call that nobody answered is on record and due again.
        let made_again = |draft: &Listed, id| {
            inputs.workflow.overrides.no_answer.is_some()
                && is_on_record(id, &draft.customer, Some(outbox.day), &inputs.events, &inputs.workflow)
        };
        drafted.extend(ids.filter(|(draft, id)| !made_again(draft, id)).map(|(_, id)| (id, outbox.folder.as_path())));
    }
    if drafted.is_empty() {
        return Ok(Vec::new());
    }
    let mut counts: BTreeMap<&Path, usize> = BTreeMap::new();
    let workflow = &inputs.workflow;
    let is_new = |action: &DueAction| {
        let names = || workflow.names_on(action.track, &action.id);
        let folder = (action.kind != ActionKind::Dispute).then(|| names().iter().filter_map(|name| drafted.get(name)).max()).flatten();
        if let Some(folder) = folder {
            *counts.entry(folder).or_default() += 1;
        }
        folder.is_none()
    };
    inputs.plan.change_actions(|actions| actions.retain(is_new));
    let told = counts.iter().map(|(folder, count)| {
        let (were, they) = if *count == 1 { ("was", "it is") } else { ("were", "they are") };
        let folder = folder.display();
        format!(
            "{} of this day {were} drafted in {folder} already and not recorded, so {they} not drafted again. If sent or done: \
             collect record {folder}. If not: collect record {folder} --none. To draft again anyway: --again",
            counted(*count, "action"),
        )
    });
    Ok(told.collect())
}

/// Why the day has more actions than are to be drafted without a question.
pub fn too_many(arguments: &DraftArguments, inputs: &Inputs) -> Option<String> {
    let count = inputs.plan.worklist.len();
    let (most, from) = match (arguments.max_actions, inputs.workflow.limits.max_actions) {
        (Some(typed), _) => (Some(typed), "--max-actions"),
        (None, limit) => (limit, "limits.max_actions"),
    };
    let most = most.filter(|most| u64::from(*most) < count as u64)?;
    Some(format!(
        "the plan for {} has {}, more than {from} ({most}): nothing was drafted. Check it with `collect plan`; if it is right, add \
         --max-actions {count}",
        inputs.plan.as_of,
        counted(count, "action"),
    ))
}

/// Why this may be the first run on an old ledger: most of the invoices that are due are past the first stage after their due date, and
/// nobody is on record to have touched them. Somebody probably did, and they are not to hear of a final notice first. Where there is
/// the outbox of any day, somebody has gone on before.
pub fn first_run(inputs: &Inputs) -> Option<String> {
    let plan = &inputs.plan;
    let mut due: BTreeSet<InvoiceId> = BTreeSet::new();
    let mut untouched: BTreeSet<InvoiceId> = BTreeSet::new();
    for action in plan.actions() {
        let invoice = plan.invoices.get(action.invoice);
        if due.insert(action.invoice)
            && is_past_the_first_stage(action, &inputs.workflow)
            && !was_touched(&inputs.events, &invoice, plan.as_of)
        {
            untouched.insert(action.invoice);
        }
    }
    if untouched.len() < FEW || untouched.len() * 2 <= due.len() || outbox::days(&inputs.outbox).is_ok_and(|days| !days.is_empty()) {
        return None;
    }
    Some(format!(
        "draft stopped: confirmation needed. Is this the first run on an old ledger? {} of the {} due on {} are past the first stage after their due \
         date without a recorded touch. Nothing was drafted. If they were chased before, add these touches to a file of events (docs/record.md \
         says how). Check them with `collect plan`; if they should begin at these stages, add --first-run",
        untouched.len(),
        counted(due.len(), "invoice"),
        plan.as_of,
    ))
}

fn is_past_the_first_stage(action: &DueAction, workflow: &Workflow) -> bool {
    let stages = workflow.stages_of(action.track);
    action.stage.is_some_and(|stage| stages[..stage.get()].iter().any(|earlier| earlier.day > 0))
}

fn was_touched(events: &Events, invoice: &Invoice<'_>, as_of: Day) -> bool {
    let subjects = events.invoice(invoice.id()).into_iter().chain(events.customer(invoice.customer()));
    subjects.flat_map(|subject| events.of(subject)).any(|event| event.date <= as_of && matches!(event.kind, Kind::Touch { .. }))
}
