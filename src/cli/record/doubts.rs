//! What is odd about recording some actions of an outbox.

use crate::cli::inputs::Books;
use crate::cli::today::today;
use anyhow::Result;
use collect::action_id::ActionId;
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::Events;
use collect::record::DraftedAction;
use collect::report::counted;
use collect::workflow::Workflow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// All doubts about the actions that are new to the log, of all that the outbox lists; with the date that they get, and the day of the ledger.
pub fn doubts(
    new: &[&DraftedAction],
    actions: &[DraftedAction],
    (events, workflow): (&Events, &Workflow),
    (folder, drafted): (&Path, Option<Day>),
    (date, as_of): (Day, Day),
) -> Vec<String> {
    let mut doubts = Vec::new();
    doubts.extend(gone(new, folder));
    if date > as_of && !new.is_empty() {
        doubts.push(format!("the touches are dated {date}, which is after {as_of}: they count from that day on"));
    }
    doubts.extend(maybe_twice(new, events, date));
    doubts.extend(sent_with_them(new, actions, (events, workflow), (folder, drafted)));
    doubts
}

/// A day that has not come, by the clock: what is to be done was not done yet.
pub fn not_come(new: &[&DraftedAction], date: Day, books: &Books) -> Result<Option<String>> {
    if new.is_empty() || date > books.as_of {
        return Ok(None);
    }
    let now = today(books.workflow.timezone)?;
    // Where the zone had to be guessed, it may be tomorrow already.
    let is_ahead = date > now.day.plus(i32::from(now.note.is_some()));
    Ok(is_ahead.then(|| format!("the touches are dated {date}, which has not come: today is {}; they count from that day on", now.day)))
}

/// Messages that cannot be sent as they were drafted, and that somebody has named all the same.
pub fn completed(new: &[&DraftedAction], untouched: &BTreeSet<&str>) -> Option<String> {
    let files: BTreeSet<&str> = new.iter().map(|action| action.file.as_str()).filter(|file| untouched.contains(file)).collect();
    let first = files.first()?;
    let (count, more) = (counted(files.len(), "message"), if files.len() > 1 { ", …" } else { "" });
    Some(format!(
        "{count} of these cannot be sent without being completed: {first}{more}; if it was not sent, take it back with `collect undo`"
    ))
}

/// Messages that cannot be sent, and that nobody has completed: they are taken as not sent.
pub fn incomplete(incomplete: &[&DraftedAction], folder: &Path) -> Option<String> {
    let files: BTreeSet<&str> = incomplete.iter().map(|action| action.file.as_str()).collect();
    let first = files.first()?;
    let more = if files.len() > 1 { ", …" } else { "" };
    let (was, it, is) = if files.len() == 1 { ("was", "it was", "it is") } else { ("were", "they were", "they are") };
    Some(format!(
        "{} {was} not recorded, because {is} not complete: {first}{more}. `collect draft` writes again what is due. If {it} completed and \
         sent: collect record {} --only {}",
        counted(files.len(), "message"),
        folder.display(),
        files.iter().copied().collect::<Vec<_>>().join(" ")
    ))
}

fn gone(new: &[&DraftedAction], folder: &Path) -> Option<String> {
    let gone = new.iter().filter(|action| !folder.join(&action.file).exists()).count();
    (gone > 0).then(|| {
        format!(
            "the draft of {} is no longer in {}; it is recorded anyway. If it was not sent, take it back with `collect undo ACTION`",
            counted(gone, "action"),
            folder.display()
        )
    })
}

/// Actions that somebody may have recorded by hand, without their ids. What has an id is told apart; here only a person can say.
fn maybe_twice(new: &[&DraftedAction], events: &Events, date: Day) -> Vec<String> {
    const MOST_TOLD: usize = 3;
    let alike: Vec<_> = new.iter().filter_map(|action| Some((action, action.maybe_recorded(events, date)?))).collect();
    let told = alike.iter().take(MOST_TOLD).map(|(action, event)| {
        let (place, channel) = (events.place(event), action.channel);
        format!(
            "{}: {}:{} has a touch of {date} by {channel} already, without an action. If it was for this action, take one of the two back \
             with `collect undo`",
            action.id, place.file, place.line
        )
    });
    let rest = alike.len().saturating_sub(MOST_TOLD);
    told.chain((rest > 0).then(|| format!("{} more may be recorded twice in the same way", counted(rest, "action")))).collect()
}

/// Actions that are not recorded although the message was: it went out with all that it is about.
fn sent_with_them(
    new: &[&DraftedAction],
    actions: &[DraftedAction],
    (events, workflow): (&Events, &Workflow),
    (folder, drafted): (&Path, Option<Day>),
) -> Vec<String> {
    let files: BTreeSet<&str> = new.iter().map(|action| action.file.as_str()).collect();
    let ids: BTreeSet<&ActionId> = new.iter().map(|action| &action.id).collect();
    let left_out = |action: &&DraftedAction| {
        let is_new = ids.contains(&action.id);
        files.contains(action.file.as_str()) && !is_new && !action.is_dispute() && !action.is_recorded(drafted, events, workflow)
    };
    let mut by_file: BTreeMap<(&str, Channel), Vec<&str>> = BTreeMap::new();
    for action in actions.iter().filter(left_out) {
        by_file.entry((action.file.as_str(), action.channel)).or_default().push(action.id.as_str());
    }
    let told = by_file.iter().map(|((file, channel), ids)| {
        let (folder, ids) = (folder.display(), ids.join(", "));
        match channel {
            // In a call not everything may come up.
            Channel::Call => format!(
                "{file} is also about {ids}, which are still to be called about; if the call was about all of it: collect record {folder} --only {file}"
            ),
            _ => format!("{file} is also about {ids}, and was sent with it: collect record {folder} --only {file}"),
        }
    });
    told.collect()
}
