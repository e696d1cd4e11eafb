//! `collect draft`: the messages and call sheets of a plan, as files.

use super::arguments::DraftArguments;
use super::inputs::{Inputs, Need};
use super::mailbox;
use super::outbox::{self, Changes};
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shares::{cores, shared_out};
use super::shell::Shell;
use super::table::drafts_table;
use collect::draft::{Composer, bundles, named};
use collect::plan::Positions;
use collect::report::counted;
use std::convert::Infallible;

pub fn run(arguments: &DraftArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let mut inputs = Inputs::load(&arguments.inputs, Need { since: None, positions: Positions::None, drafts: true, invoice: None }, shell)?;
    inputs.met(shell)?;
    let plan = &inputs.plan;
    if inputs.denied() {
        shell.error(&format!("{}: nothing was drafted", inputs.why_denied()));
        return Ok(Outcome::Findings);
    }
    let count = plan.actions.len();
    let (most, from) = match (arguments.max_actions, inputs.workflow.limits.max_actions) {
        (Some(typed), _) => (Some(typed), "--max-actions"),
        (None, limit) => (limit, "limits.max_actions"),
    };
    if let Some(most) = most.filter(|most| u64::from(*most) < count as u64) {
        shell.error(&format!(
            "the plan for {} has {}, more than {from} ({most}): nothing was drafted. Look at it with `collect plan`; \
             if it is right, go on with --max-actions {count}",
            plan.as_of,
            counted(count, "action"),
        ));
        return Ok(Outcome::Held);
    }
    let composer =
        Composer { plan, workflow: &inputs.workflow, events: &inputs.events, sender: &inputs.sender, templates: &inputs.templates };
    let bundles = bundles(&composer);
    let Ok(messages) = shared_out(&bundles, cores(), |bundle| Ok::<_, Infallible>(composer.compose(bundle)));
    let drafts = named(plan, &bundles, messages);
    let folder = inputs.outbox.join(plan.as_of.to_string());
    let changes = outbox::fill(&folder, &drafts)?;
    let boxes = mailbox::fill(arguments.mbox.as_deref(), arguments.maildir.as_deref(), plan.as_of, &folder, &drafts, &changes)?;
    for file in &changes.orphaned {
        shell.warn(&format!("{} was edited and is no longer due: it is kept, and is not a draft any more", folder.join(file).display()));
    }
    for file in &changes.strays {
        shell.warn(&format!(
            "{} is not a draft: the plan does not ask for it, and the manifest does not name it",
            folder.join(file).display()
        ));
    }
    for edited in &changes.edited {
        let although = if edited.outdated { ", although its text would be different now" } else { "" };
        shell.note(&format!("{} was edited: it is kept{although}", folder.join(&edited.file).display()));
    }
    if !plan.withheld.is_empty() {
        shell.note(&format!("withheld: {} (`collect plan -v` lists them)", counted(plan.withheld.len(), "action")));
    }
    for told in boxes {
        shell.note(&told);
    }
    let look = shell.look(None);
    let head = match told(drafts.len(), &changes) {
        told if told.is_empty() => format!("Nothing is due on {}: no drafts.", plan.as_of),
        told => format!("{}: {told}", folder.display()),
    };
    deliver(None, |out| out.write_all(drafts_table(&head, &drafts, look).as_bytes()))?;
    let left = changes.orphaned.len() + changes.strays.len();
    let denied = arguments.inputs.deny_warnings && left > 0;
    if denied {
        let are = if left == 1 { "is" } else { "are" };
        shell.error(&format!("there {are} {}, and warnings are denied: look at what lies among the drafts", counted(left, "warning")));
    }
    Ok(if denied { Outcome::Findings } else { inputs.outcome(shell) })
}

/// `12 drafts (10 written, 2 unchanged)`; empty if there are none and were none.
fn told(count: usize, changes: &Changes) -> String {
    let counts = [
        (changes.written, "written"),
        (changes.unchanged, "unchanged"),
        (changes.edited.len(), "edited and kept"),
        (changes.removed, "removed"),
    ];
    let parts: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if parts.is_empty() { String::new() } else { format!("{} ({})", counted(count, "draft"), parts.join(", ")) }
}
