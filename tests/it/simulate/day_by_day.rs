//! The slow way: a plan for each day, and a touch in the ledger for each thing that is done.

use crate::scenario::{EventSpec, Story};
use collect::calendar::Day;
use collect::plan::ActionKind;
use collect::simulate::Assumptions;
use std::collections::{BTreeMap, BTreeSet};

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Done {
    pub day: Day,
    pub action_id: String,
    pub owner: String,
    pub rest: String,
}

/// What is done when every day is planned and what its plan asks for is recorded.
pub fn day_by_day(story: &Story, assumptions: &Assumptions) -> Vec<Done> {
    let mut story = story.clone();
    // An id seen before is the same event, wherever it stands: that is decided before any row is left out.
    let mut seen = BTreeSet::new();
    story.events.retain(|event| event.id.is_empty() || seen.insert(event.identity()));
    let in_the_range = |event: &EventSpec| event.kind == "touch" && event.date.is_some_and(|day| day >= assumptions.from);
    story.events.retain(|event| !in_the_range(event));
    let (mut done, mut disputes) = (Vec::new(), BTreeSet::new());
    let mut decided: BTreeMap<(String, String), Option<Day>> = BTreeMap::new();
    let mut day = assumptions.from;
    while day <= assumptions.to {
        let plan = collect::plan::plan(&story.workflow, &story.ledger(), day);
        for action in plan.actions() {
            let by = (action.id.to_string(), action.owner.to_string());
            let when = *decided.entry(by.clone()).or_insert_with(|| first_done(assumptions, &by, day));
            let is_dispute = action.kind == ActionKind::Dispute;
            if when.is_none_or(|when| day < when) || (is_dispute && !disputes.insert(by)) {
                continue;
            }
            let invoice = plan.invoices.get(action.invoice).id().to_owned();
            let rest = format!(
                "{} {} {} {:?} {} {} {} {:?} {:?} {:?} {}",
                action.kind,
                action.channel,
                invoice,
                action.balance,
                action.due_date,
                action.clock,
                action.status,
                action.track,
                action.stage,
                action.template,
                action.scheduled_on
            );
            done.push(Done { day, action_id: action.id.to_string(), owner: action.owner.to_string(), rest });
            if !is_dispute {
                let (channel, reference) = (action.channel.name().to_owned(), action.id.to_string());
                story.events.push(EventSpec {
                    date: Some(day),
                    kind: "touch".to_owned(),
                    invoice,
                    channel,
                    reference,
                    ..EventSpec::default()
                });
            }
        }
        day = day.plus(1);
    }
    done.sort();
    done
}

/// The first day on which something may be done that is first due on a day; `None` for never.
fn first_done(assumptions: &Assumptions, (id, owner): &(String, String), day: Day) -> Option<Day> {
    let Some(habit) = assumptions.habits.iter().find(|habit| habit.owner == *owner) else { return Some(day) };
    let dice = xxhash_rust::xxh3::xxh3_64_with_seed(format!("{id}\n{owner}").as_bytes(), assumptions.seed) % 10_000;
    (dice < u64::from(habit.share)).then(|| day.plus(habit.delay as i32))
}
