//! Actions and days by names that people use.

use super::StoryView;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::plan::{ActionKind, Task};
use crate::report::summary::listed;

/// What an action is: `the 2nd email of the stage Follow-up`, `the call about the broken promise`.
pub(super) fn named(task: &Task) -> String {
    let about = match task.kind {
        ActionKind::Touch => "",
        ActionKind::Dispute => " to settle the dispute",
        ActionKind::Reply => " to answer the reply",
        ActionKind::BrokenPromise => " about the broken promise",
        ActionKind::ShortPay => " about the short payment",
        ActionKind::Returned => " about the payment that came back",
    };
    match &task.of_stage {
        Some(of) => format!("the {} of the stage {}", short(task), of.stage),
        None => format!("the {}{about}", task.channel),
    }
}

/// The same without the stage: `2nd email`, `email offer-plan`.
pub(super) fn short(task: &Task) -> String {
    let channel = task.channel.name();
    let Some(of) = &task.of_stage else { return channel.to_owned() };
    let name = if of.action == channel { channel.to_owned() } else { format!("{channel} {}", of.action) };
    if of.repeats { format!("{} {name}", ordinal(task.occurrence)) } else { name }
}

/// Several actions of one stage: `the email and the call of the stage Reminder`.
pub(super) fn all_named(tasks: &[Task]) -> String {
    let stage = tasks.first().and_then(|task| task.of_stage.as_ref()).map_or("", |of| of.stage.as_str());
    let names: Vec<String> = tasks.iter().map(|task| format!("the {}", short(task))).collect();
    format!("{} of the stage {stage}", listed(&names))
}

/// `sent`, `made`, `done`
pub(super) fn carried_out(channel: Channel) -> &'static str {
    match channel {
        Channel::Email | Channel::Letter | Channel::Sms => "sent",
        Channel::Call => "made",
        Channel::Task => "done",
    }
}

pub(super) fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A day; where nobody works on it, with its name and the first one after it on which somebody does.
pub(super) fn dated(view: &StoryView<'_>, day: Day) -> String {
    let calendar = &view.workflow.calendar;
    if calendar.works_on(day) {
        return day.to_string();
    }
    let name = Day::with_weekday;
    match calendar.on_or_after(day) {
        Some(next) => format!("{}, which is not a working day; the first after it is {}", name(day), name(next)),
        None => format!("{}, which is not a working day, as no day is", name(day)),
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn numbers_in_order() {
        let told: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 22, 111].map(ordinal).to_vec();
        assert_eq!(told, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th"]);
    }
}
