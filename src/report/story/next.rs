//! What comes next: on which day, or after which event.

use super::StoryView;
use super::naming::{all_named, dated, named};
use crate::plan::{Blocker, Blocking, Held, NextAction};
use crate::report::counted;
use crate::report::summary::capitalised;

/// What falls due by itself, then what somebody must do for more.
pub(super) fn lines(view: &StoryView<'_>) -> Vec<String> {
    let standing = &view.story.standing;
    let by_itself = standing.next.iter().flat_map(|(day, actions)| actions.iter().map(move |next| due_on(&day.to_string(), next)));
    let by_events = standing.blockers.iter().filter_map(|blocker| after(blocker, view));
    by_itself.chain(by_events).chain(onward(view)).collect()
}

fn due_on(day: &str, next: &NextAction) -> String {
    let action = &next.action;
    let what = format!("{day}: {} for {}, {}, if nothing happens until then", action.id, action.owner, action.channel);
    match next.held {
        None => format!("{what}."),
        Some((Held::UnappliedCash, _)) => {
            format!("{what}; it will still be withheld then, because the customer's cash covers it (unapplied-cash).")
        }
        Some((Held::UnreadRow, _)) => format!("{what}; it will be withheld until the row can be read (unread-row)."),
        Some((Held::OptedOut, Some(until))) => format!("{what}; it will be withheld until {until} (opted-out)."),
        Some((Held::OptedOut, None)) => format!("{what}; it will be withheld, because the customer wants none (opted-out)."),
        Some((Held::NoContact, _)) => format!("{what}; it will be withheld until there is another address (no-contact)."),
        Some((Held::ContactLimit, Some(free))) => format!("{what}; it will be withheld until {free} (contact-limit)."),
        Some((Held::ContactLimit, None)) => format!("{what}; it will be withheld (contact-limit)."),
    }
}

/// What follows when somebody takes away what is in the way.
fn after(blocker: &Blocker, view: &StoryView<'_>) -> Option<String> {
    match &blocker.what {
        Blocking::Disputed { reason, open: true, cooldown_days, stopped, .. } => {
            let which = match reason {
                Some(reason) => format!("A dispute_resolved, with the reason {reason} or with none,"),
                None => "A dispute_resolved".to_owned(),
            };
            let then = match cooldown_days {
                0 => "chasing may go on on that day".to_owned(),
                1 => "chasing may go on 1 day later (cooldown_days)".to_owned(),
                days => format!("chasing may go on {days} days later (cooldown_days)"),
            };
            let clock = view.story.standing.ageing.clock.filter(|_| *stopped);
            let clock = clock.map_or(String::new(), |clock| format!("; until then the clock stays on day {clock}"));
            Some(format!("{which} settles the dispute; {then}{clock}."))
        }
        Blocking::Paused { .. } if blocker.free_on.is_none() => {
            Some("A resume ends the pause, and chasing may go on on that day.".to_owned())
        }
        Blocking::SetAside { by, done: false, waiting } => {
            let done = format!("Once {} is recorded", named(by));
            Some(match waiting.as_slice() {
                [] => format!("{done}, the stage continues on the next day; nothing of it is waiting now."),
                waiting => format!("{done}, {} may follow from the next day.", all_named(waiting)),
            })
        }
        Blocking::SetAside { done: true, waiting, .. } if !waiting.is_empty() => {
            let verb = if waiting.len() == 1 { "follows" } else { "follow" };
            Some(format!("From tomorrow: {} {verb}.", all_named(waiting)))
        }
        Blocking::UnappliedCash => Some(
            "Once the cash is applied (as payments of the invoices, and a reversal for the customer), the invoices are chased for what is left."
                .to_owned(),
        ),
        _ => None,
    }
}

/// What lets a required stage go, and where to.
fn onward(view: &StoryView<'_>) -> Option<String> {
    let onward = view.story.standing.onward.as_ref()?;
    let on = dated(view, onward.on);
    Some(match onward.touch {
        Some((channel, days)) => {
            let days = counted(days, "day");
            let entered = view.story.position().and_then(|position| position.stage_entered_on).map_or(String::new(), |day| day.to_string());
            let stage = &onward.from;
            format!(
                "{} lets the invoice leave {days} later: one recorded on {} means {} on {on}. Any touch counts that is recorded with the stage {stage} or a later \
                 one, or since {entered} without a stage or for the whole customer.",
                capitalised(&format!("a {channel}").replace("a email", "an email").replace("a sms", "an sms")),
                view.story.as_of,
                onward.name,
            )
        }
        None => format!("The touch that {} waited for is recorded: the invoice goes on to {} on {on}.", onward.from, onward.name),
    })
}
