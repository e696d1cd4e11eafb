//! What stands in the way, in words.

use super::StoryView;
use super::naming::{all_named, dated, named};
use super::words::{closed, in_plural};
use crate::money::Balance;
use crate::plan::{Blocker, Blocking};
use crate::report::summary::capitalised;

/// The codes that stand behind sentences, because `collect help` has a page on each. The others are for programs.
pub const CODES_IN_WORDS: [&str; 10] = [
    "disputed",
    "paused",
    "promised",
    "replied",
    "required-stage",
    "unread-row",
    "opted-out",
    "unapplied-cash",
    "contact-limit",
    "no-contact",
];

pub(super) fn sentence(blocker: &Blocker, view: &StoryView<'_>) -> String {
    let free = blocker.free_on.map(|day| dated(view, day));
    let until = |unknown: &str| free.as_ref().map_or_else(|| unknown.to_owned(), |day| format!("until {day}"));
    match &blocker.what {
        Blocking::NotYetIssued => format!("The invoice does not exist yet: it is issued on {}", free.unwrap_or_default()),
        Blocking::OpenCredit => "It is a credit note: nothing is due on an open credit".to_owned(),
        Blocking::Closed { status, on: Some(on) } => format!("It was {} on {on}: nothing more is due", closed(*status)),
        Blocking::Closed { status, on: None } => format!("It is {}, according to the ledger: nothing is open", closed(*status)),
        Blocking::Disputed { since, reason, open: true, .. } => {
            let reason = reason.as_deref().map_or(String::new(), |reason| format!(" ({reason})"));
            format!("It has been disputed since {since}{reason}: nobody chases until the dispute is settled")
        }
        Blocking::Disputed { since, .. } => {
            format!("The dispute of {since} is settled; nobody chases {}, to give the customer time to pay", until("for now"))
        }
        Blocking::Paused { since } => format!("It has been paused since {since}: nobody chases {}", until("until a resume is recorded")),
        Blocking::Promised { date, amount } => {
            let what = amount.map_or("the customer promised to pay".to_owned(), |amount| {
                format!("the customer promised {}", view.money(Balance::from(amount)))
            });
            format!("A promise is pending: {what} by {date}; nobody chases {}", until("for now"))
        }
        Blocking::Replied { since } => {
            format!("Nobody has answered the reply of {since}: nobody chases until somebody does, at most {}", until("for now"))
        }
        Blocking::NotAWorkingDay => format!("{} is not a working day: nothing is due {}", view.story.as_of, until("on any day")),
        Blocking::RequiredStage { stage, from } => {
            format!("The clock has reached {from}, but {stage} is required: the invoice stays there {}", until("until a touch is recorded"))
        }
        Blocking::SetAside { by, done, waiting } => {
            let what = match waiting.as_slice() {
                [] => "the stage's actions".to_owned(),
                waiting => all_named(waiting),
            };
            let verb = if waiting.len() > 1 { "wait" } else { "waits" };
            let first = capitalised(&named(by));
            match done {
                true => format!("{first} was done on this day ({}): {what} {verb} until the next", by.id),
                false => format!("{first} comes first ({}): {what} {verb} until the day after it is done", by.id),
            }
        }
        Blocking::UnreadRow => "A row about the invoice or its customer could not be read: it may be the payment".to_owned(),
        Blocking::UnappliedCash => "The customer's unapplied cash covers it: apply the cash first".to_owned(),
        Blocking::ContactLimit { last, about } => {
            let about = about.as_ref().map_or(String::new(), |invoice| format!(" about {invoice}"));
            format!("The customer got a message on {last}{about}: no email, letter or sms {}", until("for now"))
        }
        Blocking::OptedOut { channels } => {
            let channels = channels.iter().map(|channel| in_plural(*channel)).collect::<Vec<_>>().join(" and ");
            format!("The customer wants no more {channels}: none is due {}", until("again"))
        }
        Blocking::NoContact { address, on } => {
            format!("An email to {address} did not arrive (recorded on {on}): `collect draft` writes a sheet to find another address")
        }
        Blocking::NotReached => format!("Nothing is due yet: the next action falls due on {}", free.unwrap_or_default()),
        Blocking::NothingLeft => "The workflow has no further action for this invoice: somebody must decide".to_owned(),
    }
}
