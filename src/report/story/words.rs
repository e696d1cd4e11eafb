//! What happened, in words.

use super::StoryView;
use super::conditions::unmet;
use super::naming::{all_named, carried_out, named, ordinal, short};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::Balance;
use crate::plan::{ActionKind, Effect, EnteredBy, Moment, Status, Task, What};
use crate::report::summary::capitalised;

/// A moment as a sentence, with who said what.
pub(super) fn sentence(moment: &Moment, view: &StoryView<'_>) -> String {
    let mut text = String::new();
    if moment.of_customer && !matches!(moment.what, What::Unapplied { .. }) {
        text.push_str("For the whole customer: ");
    }
    text.push_str(&head(moment, view));
    let effects = effects(moment);
    if !effects.is_empty() {
        text.push_str(": ");
        text.push_str(&effects.join(", and "));
    }
    text.push_str(&tail(moment, view));
    text.push('.');
    match (moment.by.as_str(), moment.note.as_str()) {
        ("", "") => {}
        ("", note) => text.push_str(&format!(" Note: {note}")),
        (by, "") => text.push_str(&format!(" By {by}.")),
        (by, note) => text.push_str(&format!(" {by}: {note}")),
    }
    text
}

fn effects(moment: &Moment) -> Vec<String> {
    let words = moment.effects.iter().map(|effect| match (effect, &moment.what) {
        (Effect::ClockStops, _) => "the clock stops".to_owned(),
        (Effect::ClockRuns, _) => "the clock runs on".to_owned(),
        (Effect::Blocks(Some(day)), What::Replied { .. }) => format!("nobody chases before {day} unless it is answered sooner"),
        (Effect::Blocks(Some(day)), _) => format!("nobody chases before {day}"),
        (Effect::Blocks(None), What::Disputed { .. } | What::PartsBlock { .. }) => "nobody chases until it is settled".to_owned(),
        (Effect::Blocks(None), What::Paused { .. }) => "nobody chases until a resume is recorded".to_owned(),
        (Effect::Blocks(None), _) => "nobody chases for now".to_owned(),
    });
    words.collect()
}

fn head(moment: &Moment, view: &StoryView<'_>) -> String {
    let terms = view.invoice.terms;
    match &moment.what {
        What::Issued if terms.amount < 0 => format!("Issued: a credit of {}", view.money(-Balance::from(terms.amount))),
        What::Issued => {
            let (due, counts) = (terms.due_date, view.workflow.calendar.due_on(terms.due_date));
            let rolled = if counts == due { String::new() } else { format!(", a day off: {counts} counts") };
            format!("Issued: {}, due on {due}{rolled}", view.money(Balance::from(terms.amount)))
        }
        What::FallsDue => "Due date".to_owned(),
        What::Snapshot { amount } => {
            format!("The export says that {} is open; this includes all money up to this day", view.money(Balance::from(*amount)))
        }
        What::Money { .. } | What::Settled { .. } | What::Unapplied { .. } => money(&moment.what, view),
        What::Closed { status, balance } => {
            let rest = if *balance > 0 { format!("; {} is left, too little to chase", view.money(*balance)) } else { String::new() };
            format!("The invoice is {}: nothing more is due{rest}", closed(*status))
        }
        What::Reopened { balance } => format!("The invoice is open again: {} is left to pay", view.money(*balance)),
        What::Bounced { address } => format!("An email to {address} did not arrive"),
        What::OptedOut { channel, address, until } => {
            let what = channel.map_or("messages and calls".to_owned(), in_plural);
            let address = address.as_ref().map_or_else(String::new, |address| format!(" at {address}"));
            let until = until.map_or_else(String::new, |until| format!(" until {until}"));
            format!("The customer wants no more {what}{address}{until}")
        }
        What::Disputed { reason, part, .. } => {
            let part = part.map_or_else(String::new, |part| format!(" in part, {}", view.money(Balance::from(part))));
            format!("Disputed{part}{}", bracketed(reason.as_deref()))
        }
        What::Resolved { reason, ended: false, .. } => {
            format!("Dispute settled{}, but there was no such open dispute: nothing changes", bracketed(reason.as_deref()))
        }
        What::Resolved { reason, .. } => format!("Dispute settled{}", bracketed(reason.as_deref())),
        What::Promised { date, amount: Some(amount), .. } => {
            format!("Promise to pay {} by {date}", view.money(Balance::from(*amount)))
        }
        What::Promised { date, amount: None, .. } => format!("Promise to pay by {date}"),
        What::NotPromised { date } => {
            format!("The customer promised to pay by {date}; this does not count for this invoice, which is closed or due later")
        }
        What::Kept { date } => format!("The promise to pay by {date} is kept"),
        What::PendingAgain { date, breaks_on } => {
            format!("The money for the promise to pay by {date} was taken back: the promise breaks on {breaks_on} unless it is kept")
        }
        What::Broken { date, after: 0 } => format!("The promise to pay by {date} is broken"),
        What::Broken { date, after } => {
            format!(
                "The promise to pay by {date} is broken, and the plan with it: {after} more {} no longer pending",
                if *after == 1 { "promise is" } else { "promises are" }
            )
        }
        What::Superseded => "The earlier promise no longer counts: this one replaces it".to_owned(),
        What::Paused { until: Some(day) } => format!("Paused until {day}"),
        What::Paused { until: None } => "Paused".to_owned(),
        What::Resumed { ended: true } => "Resumed: the pause is over".to_owned(),
        What::Resumed { ended: false } => "Resumed, but there was no pause: nothing changes".to_owned(),
        What::Replied { answered: false } => "The customer replied".to_owned(),
        What::Replied { answered: true } => "The customer replied; the payment of the same day answers it".to_owned(),
        What::Answered => "The reply is answered".to_owned(),
        What::BlockOver { was, .. } => over(*was).to_owned(),
        What::PartsLeave { asked } => format!("Only a part is in dispute; {} is asked for", view.money(*asked)),
        What::PartsBlock { parts, balance } => {
            format!("{} is in dispute, and only {} is left to pay", view.money(*parts), view.money(*balance))
        }
        What::Noted => "Note".to_owned(),
        What::ClockStops { because: Status::Paused } => "The clock stops from the due date on, because the invoice is paused".to_owned(),
        What::ClockStops { .. } => "The clock stops, because the invoice is disputed".to_owned(),
        What::ClockRuns => "The clock runs on".to_owned(),
        What::Extended { until, .. } => format!("New due date {until}: the clock and the stages start again"),
        what => of_stages(what).unwrap_or_else(|| of_tasks(what, moment.day)),
    }
}

/// What a channel brings, for sentences.
pub(super) fn in_plural(channel: Channel) -> String {
    let word = match channel {
        Channel::Email => "emails",
        Channel::Call => "calls",
        Channel::Letter => "letters",
        Channel::Sms => "text messages",
        Channel::Task => "tasks",
    };
    word.to_owned()
}

fn of_stages(what: &What) -> Option<String> {
    Some(match what {
        What::Entered { name, .. } => format!("Enters the stage {name}"),
        What::HeldBack { stage, from, until } => {
            let until = until.map_or_else(|| "a touch is recorded".to_owned(), |day| day.to_string());
            format!("The clock has reached {from}, but the stage {stage} is required: the invoice stays there until {until}")
        }
        What::NotEscalated { stage, known: false } => {
            format!("Escalated by hand to {stage}, but this invoice does not have that stage: nothing changes")
        }
        What::NotEscalated { stage, known: true } => {
            format!("Escalated by hand to {stage}: nothing changes, because the clock is there already or has not begun")
        }
        What::Jumped { stage, by: EnteredBy::Event, .. } => format!("Escalated by hand to {stage}"),
        What::Jumped { stage, by: EnteredBy::Rule(rule), .. } => format!("The rule {rule} escalates to {stage}"),
        What::Jumped { stage, .. } => format!("The broken promise escalates to {stage}"),
        What::RuleWithoutJump { rule, to } => {
            format!("The rule {rule} applies but changes nothing: the clock has passed the stage {to}, or this invoice does not have it")
        }
        _ => return None,
    })
}

fn of_tasks(what: &What, today: Day) -> String {
    match what {
        What::Touched { channel, does, reference, outcome, .. } => {
            let name = channel_name(*channel);
            let outcome = outcome.map_or_else(String::new, |outcome| format!(", {}", outcome.words()));
            match (does.as_slice(), reference) {
                ([], Some(reference)) => format!("{name} recorded{outcome} ({reference})"),
                ([], None) => format!("{name} recorded{outcome}"),
                (ids, _) => format!("{name} recorded{outcome}: {} done by it", is_or_are(ids)),
            }
        }
        What::Done { id } => format!("{id} is done"),
        What::DoneBefore { task, on } if *on == today => format!("{} is done, by a touch of this day", task.id),
        What::DoneBefore { task, on } => format!("{} is done already, by the touch of {on}", task.id),
        What::Due { task, owner, again, since } => {
            let due = if *again { "is due again" } else { "falls due" };
            let since = since.map_or(String::new(), |day| format!("; it counts from {}, which is not a working day", day.with_weekday()));
            format!("{} {due} for {owner}{}: {}{since}", channel_name(task.channel), about(task), task.id)
        }
        What::Handed { task, to } => format!("It has taken too long: {} goes to {to}", task.id),
        What::Lapsed { task } => format!("{} was not {} in time, so it lapses", capitalised(&named(task)), carried_out(task.channel)),
        What::Overtaken { task, by, blocked: false } => {
            let place = ordinal(by.occurrence);
            format!("{} was not {}: the {place} replaces it", capitalised(&named(task)), carried_out(task.channel))
        }
        What::Overtaken { task, by, .. } => {
            format!("While the invoice was blocked, the clock reached {}: it replaces the {}", named(by), short(task))
        }
        What::LeftBehind { tasks, stage } => match tasks.as_slice() {
            [task] => {
                let (what, done) = (capitalised(&named(task)), carried_out(task.channel));
                format!("{what} was not {done}; it is no longer needed in the stage {stage}")
            }
            tasks => format!("{} were not carried out; they are no longer needed in the stage {stage}", capitalised(&all_named(tasks))),
        },
        What::Unwanted { task, unmet: conditions } => format!("{} is not due: {}", capitalised(&named(task)), unmet(conditions)),
        What::SetAside { task, by } => format!("{} waits: {} comes first", capitalised(&named(task)), named(by)),
        What::Void { task } => format!("{} is no longer due: the balance is no longer small", capitalised(&named(task))),
        _ => String::new(),
    }
}

/// What stands behind the effects.
fn tail(moment: &Moment, view: &StoryView<'_>) -> String {
    match &moment.what {
        What::Promised { too_many: Some(most), .. } => {
            let promises = if *most == 1 { "1 promise was".to_owned() } else { format!("{most} promises were") };
            format!("; {promises} broken already, so chasing goes on")
        }
        What::Promised { breaks_on, amount, .. } => {
            let unless = if amount.is_some() { "that much has come in" } else { "the invoice is paid" };
            format!("; it is broken on {breaks_on} unless {unless} by then")
        }
        What::Disputed { asked: Some(asked), .. } => format!("; {} is still asked for", view.money(*asked)),
        What::Resolved { still_open: true, ended: true, .. } => "; another dispute is still open".to_owned(),
        What::Resolved { cooldown: Some(day), ended: true, .. } => {
            format!("; nobody chases before {day}, to give the customer time to pay")
        }
        What::BlockOver { still: Some(status), .. } => format!("; the invoice is still {status}"),
        What::Entered { skipped, required, .. } => {
            let passed = if skipped.is_empty() { String::new() } else { format!("; skipped: {}", skipped.join(", ")) };
            let stays = if *required { "; it is required, so the invoice stays until a touch is recorded" } else { "" };
            format!("{passed}{stays}")
        }
        What::Jumped { from, .. } => match moment.clock {
            Some(to) => format!(": the clock jumps from day {from} to day {to}"),
            None => String::new(),
        },
        _ => after(moment, view),
    }
}

fn after(moment: &Moment, view: &StoryView<'_>) -> String {
    match &moment.what {
        What::Money { balance, counts: true, .. } => match *balance {
            0 => "; nothing is left to pay".to_owned(),
            ..0 => format!("; overpaid by {}", view.money(-*balance)),
            1.. => format!("; {} is left to pay", view.money(*balance)),
        },
        What::Money { counts: false, .. } | What::Settled { counts: false, .. } => match view.invoice.terms.open_amount {
            Some(open) => format!("; it does not count: the export's open amount of {} is said to have it", open.on),
            None => "; it does not count: the export's open amount is said to have it".to_owned(),
        },
        _ => String::new(),
    }
}

fn money(what: &What, view: &StoryView<'_>) -> String {
    match what {
        What::Money { kind, change, amount, .. } => {
            let name = money_name(kind);
            match amount {
                Some(amount) => format!("{name} of {}", view.money(Balance::from(*amount))),
                None if *change == 0 => format!("{name} of the whole balance"),
                None => format!("{name} of the whole balance, {}", view.money(-*change)),
            }
        }
        What::Settled { change, .. } => {
            format!("Settled on this day, according to the invoice's row: a payment of {}", view.money(-*change))
        }
        What::Unapplied { kind: "reversal", amount } => {
            format!("Reversal{} of the customer's unapplied cash", amount_of(amount))
        }
        What::Unapplied { kind, amount } => {
            format!("{}{} for the customer, not applied to an invoice yet", money_name(kind), amount_of(amount))
        }
        _ => String::new(),
    }
}

fn amount_of(amount: &Option<(i64, crate::money::Currency)>) -> String {
    amount.map_or(String::new(), |(amount, currency)| format!(" of {}", super::money(currency, Balance::from(amount))))
}

/// The event that moves money, by its type.
pub(super) fn money_name(kind: &str) -> &'static str {
    match kind {
        "payment" => "Payment",
        "credit" => "Credit",
        "reversal" => "Reversal",
        "fee" => "Fee",
        "write_off" => "Write-off",
        _ => "Settled date",
    }
}

pub(super) fn closed(status: Status) -> &'static str {
    match status {
        Status::Credited => "credited",
        Status::WrittenOff => "written off",
        _ => "paid",
    }
}

fn over(status: Status) -> &'static str {
    match status {
        Status::Disputed => "The days after the dispute are over",
        Status::Paused => "The pause is over",
        _ => "Nobody has answered the reply, but it no longer pauses chasing",
    }
}

/// What an action is about, where no stage asks for it.
pub(super) fn about(task: &Task) -> &'static str {
    match task.kind {
        ActionKind::Touch => "",
        ActionKind::Dispute => ", to settle the dispute",
        ActionKind::Reply => ", to answer the reply",
        ActionKind::BrokenPromise => ", about the broken promise",
        ActionKind::ShortPay => ", to ask about the short payment",
        ActionKind::Returned => ", about the payment that came back",
    }
}

fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "Email",
        Channel::Call => "Call",
        Channel::Letter => "Letter",
        Channel::Sms => "Sms",
        Channel::Task => "Task",
    }
}

fn is_or_are(ids: &[String]) -> String {
    format!("{} {}", ids.join(" and "), if ids.len() == 1 { "is" } else { "are" })
}

fn bracketed(reason: Option<&str>) -> String {
    reason.map_or(String::new(), |reason| format!(" ({reason})"))
}
