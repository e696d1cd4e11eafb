//! What earlier runs of the day drafted: which of it may have been sent, and which this run does not look at.

use super::composed;
use crate::cli::arguments;
use crate::cli::inputs::Inputs;
use crate::cli::outbox::{self, Earlier};
use anyhow::Result;
use collect::action_id::ActionId;
use collect::draft::{Draft, Drafting};
use collect::outbox::Listed;
use collect::plan::DueAction;
use collect::report::Dossier;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

/// Takes out of the plan what a message of an earlier run of the day is about, where that may have been sent and would be another message now, or is not
/// there any more. Gives back those messages, and the drafts of the rest if they were composed for that.
pub fn hold_back(
    inputs: &mut Inputs,
    dossiers: &BTreeMap<ActionId, Dossier>,
    earlier: Earlier,
    folder: &Path,
) -> Result<(Vec<Listed>, Option<Vec<Draft>>)> {
    let Earlier { listed, outdated: mut held } = earlier;
    if listed.is_empty() && held.is_empty() {
        return Ok((held, None));
    }
    let listed = listed.into_iter().filter(|draft| !held.iter().any(|held| held.file == draft.file));
    let (mut waiting, gone): (Vec<Listed>, Vec<Listed>) = listed.partition(|draft| folder.join(&draft.file).exists());
    held.extend(gone);
    loop {
        let names: BTreeSet<ActionId> =
            held.iter().flat_map(|draft| &draft.action_ids).flat_map(|id| inputs.workflow.names_of(id)).collect();
        let is_free = |action: &DueAction| !action.channel.is_message() || !names.contains(&action.id);
        inputs.plan.change_actions(|actions| actions.retain(is_free));
        let drafts = composed(&Drafting::new(inputs.composer(dossiers)));
        let messages = || drafts.iter().filter(|draft| draft.channel.is_message() && !draft.action_ids.is_empty());
        let places: HashMap<&ActionId, &Draft> = messages().flat_map(|draft| draft.action_ids.iter().map(move |id| (id, draft))).collect();
        let at: HashMap<&str, &Draft> = messages().map(|draft| (draft.file.as_str(), draft)).collect();
        let (mut new, mut rest) = (Vec::new(), Vec::new());
        for draft in waiting {
            let names: Vec<ActionId> = draft.action_ids.iter().flat_map(|id| inputs.workflow.names_of(id)).collect();
            let is_elsewhere = names.iter().any(|name| places.get(name).is_some_and(|now| now.file != draft.file));
            let is_about_others =
                |now: &Draft| now.action_ids.len() != draft.action_ids.len() || now.action_ids.iter().any(|id| !names.contains(id));
            let changed = at.get(draft.file.as_str()).is_some_and(|now| is_about_others(now));
            let is_other = is_elsewhere || changed && outbox::is_edited(folder, &draft)?;
            if is_other { new.push(draft) } else { rest.push(draft) }
        }
        waiting = rest;
        if new.is_empty() {
            return Ok((held, Some(drafts)));
        }
        held.extend(new);
    }
}

/// What is told of a message that is held back.
pub fn maybe_sent(draft: &Listed, folder: &Path) -> String {
    let (place, day) = (folder.join(&draft.file), folder.display());
    let about: Vec<&str> = draft.action_ids.iter().map(ActionId::as_str).collect();
    let why = match (place.exists(), folder.join(outbox::SENT).join(&draft.file).exists()) {
        (true, _) => format!("The message would be different now, so the old one is moved to {day}/outdated"),
        (false, true) => format!("It is in {day}/sent, but what was recorded of it was taken back"),
        (false, false) => "The file is gone".to_owned(),
    };
    format!(
        "may have been sent already: {}, drafted by an earlier run of this day. {why}, and its actions ({}) are not drafted again. If it was \
         sent: collect record {day}. If not: collect draft --again",
        place.display(),
        about.join(", ")
    )
}

/// The drafts of the day that are about invoices outside of the slice that was typed: this run says nothing of them.
pub fn outside(typed: &arguments::InputArguments, inputs: &Inputs, folder: &Path) -> Result<Vec<Listed>> {
    if typed.slice.slice().is_whole() {
        return Ok(Vec::new());
    }
    let listed = outbox::on_the_day(folder)?;
    let customers: HashSet<&str> = listed.iter().map(|draft| draft.customer.as_str()).collect();
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let mut are_inside: HashMap<String, bool> = HashMap::new();
    inputs.loader.each_invoice(|invoice| {
        if customers.contains(invoice.customer()) {
            are_inside.insert(invoice.id().to_owned(), inputs.loader.is_in_slice(invoice));
        }
    });
    let is_outside = |draft: &Listed| {
        let mut found = draft.action_ids.iter().filter_map(|id| are_inside.get(id.invoice())).peekable();
        found.peek().is_some() && found.all(|is_inside| !is_inside)
    };
    let mut keeps = false;
    let stays = |draft: &Listed| {
        // A page goes with the draft before it.
        keeps = if draft.action_ids.is_empty() { keeps } else { is_outside(draft) };
        keeps
    };
    Ok(listed.into_iter().filter(stays).collect())
}
