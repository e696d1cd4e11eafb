//! What stands below the story: headings, and sentences under each.

use super::naming::dated;
use super::{StoryView, arithmetic, blocking, cash, late_fee, next};
use crate::plan::{Blocker, Blocking, DueAction, Status};
use crate::report::summary::capitalised;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySection {
    pub title: &'static str,
    /// The sentences; never none.
    pub lines: Vec<String>,
}

fn sections(parts: Vec<(&'static str, Vec<String>)>) -> Vec<StorySection> {
    let some = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    some.map(|(title, lines)| StorySection { title, lines }).collect()
}

impl StoryView<'_> {
    /// What changed, where it stands, what is due, what blocks it, what comes next, and the arithmetic; what there is nothing of is left
    /// out.
    pub fn sections(&self) -> Vec<StorySection> {
        let standing = &self.story.standing;
        let score = standing.score.as_ref().map(|score| arithmetic::score(self, score)).unwrap_or_default();
        let is_open = self.story.position().is_some_and(|position| position.status.is_open());
        let parts = [
            ("What changed", self.changed()),
            ("Where it stands", vec![self.stands()]),
            ("Due now", standing.due.iter().map(|action| self.due(action)).collect()),
            ("Held back", self.held()),
            (self.why_not(), self.blockers()),
            ("Next", next::lines(self)),
            ("Unapplied cash", cash::sums(self)),
            ("Balance", arithmetic::balance(self)),
            ("Late fee", self.late_fee()),
            ("Days", if is_open { arithmetic::ageing(self) } else { Vec::new() }),
            ("Rank", score),
        ];
        sections(parts.into())
    }

    /// Of these sections those that need nothing but the past of the invoice ([`crate::plan::Stories::past`]).
    pub fn sections_of_the_past(&self) -> Vec<StorySection> {
        sections(vec![("Where it stands", vec![self.stands()]), ("Balance", arithmetic::balance(self)), ("Late fee", self.late_fee())])
    }

    fn late_fee(&self) -> Vec<String> {
        self.story.late_fee.as_ref().map(|fee| late_fee::lines(self, fee)).unwrap_or_default()
    }

    fn changed(&self) -> Vec<String> {
        let shown = |cell: &super::Cell<'_>| if *cell == super::Cell::Empty { "nothing".into() } else { cell.shown().into_owned() };
        let changes: Vec<String> = self
            .changes()
            .iter()
            .map(|change| format!("{}: from {} to {}", change.name.replace('_', " "), shown(&change.before), shown(&change.after)))
            .collect();
        if self.earlier.is_some() && changes.is_empty() { vec!["Nothing".to_owned()] } else { changes }
    }

    fn stands(&self) -> String {
        let Some(position) = self.story.position() else { return "Not yet issued.".to_owned() };
        let mut text = match position.status {
            Status::WrittenOff => "Written off".to_owned(),
            Status::Credit => "An open credit".to_owned(),
            _ => capitalised(position.status_in_words()),
        };
        let stages = self.workflow.stages_of(position.track);
        if let (Some(stage), Some(on), true) = (position.stage, position.stage_entered_on, position.status.is_open()) {
            text.push_str(&format!(", in the stage {} since {on}", stages[stage].name));
        }
        if let Some(clock) = position.clock {
            text.push_str(&format!(", day {clock} on the clock"));
        }
        match (position.status, position.balance) {
            (Status::Credit, balance) => text.push_str(&format!(" of {}", self.money(-balance))),
            (_, ..0) => {
                let of_fee = self.story.late_fee.as_ref().map_or(0, |fee| fee.paid);
                if of_fee > 0 {
                    text.push_str(&format!("; {} beyond it paid the late fee", self.money(of_fee)));
                }
                if -position.balance > of_fee {
                    text.push_str(&format!("; overpaid by {}", self.money(-position.balance - of_fee)));
                }
            }
            _ => text.push_str(&format!("; {} is left to pay", self.money(position.balance))),
        }
        if !position.owner.is_empty() {
            text.push_str(&format!("; it belongs to {}", position.owner));
        }
        if let Some(track) = position.track {
            text.push_str(&format!("; track {}", self.workflow.track(track).id));
        }
        if position.stalled {
            text.push_str("; stalled: nothing is due now or later, or it has been blocked for more than 60 days");
        }
        text + "."
    }

    fn due(&self, action: &DueAction) -> String {
        let rank = self.rank(&action.id).map_or(String::new(), |(rank, all)| format!("; number {rank} of {all} in the plan"));
        format!(
            "{} for {}, {}, since {}{rank}: {}.",
            action.id,
            action.owner,
            action.channel,
            dated(self, action.scheduled_on),
            action.told()
        )
    }

    fn held(&self) -> Vec<String> {
        let held = self.story.standing.withheld.iter().map(|held| {
            let until = held.free_on.map_or(String::new(), |day| format!(", until {day}"));
            format!("{} for {}, {}: {}{until}.", held.action.id, held.action.owner, held.action.channel, held.reason)
        });
        held.collect()
    }

    fn blockers(&self) -> Vec<String> {
        let standing = &self.story.standing;
        let lines = standing.blockers.iter().map(|blocker| self.blocked_by(blocker));
        let free = standing.free_on.filter(|_| standing.blockers.len() > 1);
        lines.chain(free.map(|day| format!("None of these applies from {} on.", dated(self, day)))).collect()
    }

    /// A sentence about what is in the way.
    pub(in crate::report) fn blocked_by(&self, blocker: &Blocker) -> String {
        let code = blocking::CODES_IN_WORDS.into_iter().find(|code| *code == blocker.what.code());
        let behind: Vec<String> = code.map(str::to_owned).into_iter().chain(self.place(blocker.line)).collect();
        let behind = if behind.is_empty() { String::new() } else { format!(" ({})", behind.join(", ")) };
        format!("{}{behind}.", blocking::sentence(blocker, self))
    }

    /// What the blockers stand under: nothing is in the way of what needs nothing.
    fn why_not(&self) -> &'static str {
        let is_in_the_way = |what: &Blocking| {
            let needs_nothing = matches!(what, Blocking::NotYetIssued | Blocking::OpenCredit | Blocking::Closed { .. });
            !needs_nothing && !matches!(what, Blocking::NotReached | Blocking::NothingLeft)
        };
        if self.story.standing.blockers.iter().any(|blocker| is_in_the_way(&blocker.what)) { "In the way" } else { "Why nothing is due" }
    }
}
