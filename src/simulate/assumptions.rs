//! What is assumed of the people who do the work.

use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::plan::{Contact, ContactWords, Doing};
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The days, and who does how much of what is due, and how late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumptions {
    pub from: Day,
    pub to: Day,
    /// Of the owners named here; all others do everything on its day.
    pub habits: Vec<Habit>,
    /// With another seed other actions are left undone, of the same number in the long run.
    pub seed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    pub owner: String,
    /// So many of 10,000 actions are done, the others never.
    pub share: u32,
    /// So many days after it was first due an action is done, or on the first day after that on which it may be.
    pub delay: u32,
}

/// All of something, in the unit of [`Habit::share`].
pub(super) const ALL: u32 = 10_000;

impl Assumptions {
    pub fn all_done(from: Day, to: Day) -> Assumptions {
        Assumptions { from, to, habits: Vec::new(), seed: 0 }
    }
}

impl Habit {
    /// Does the owner do this action at all? It depends on nothing but the action's id, the owner and the seed.
    fn does(&self, action_id: &ActionId, seed: u64) -> bool {
        let dice = xxh3_64_with_seed(format!("{action_id}\n{}", self.owner).as_bytes(), seed);
        dice % u64::from(ALL) < u64::from(self.share)
    }
}

/// When the work of one customer is done, by the assumptions.
pub(super) struct Decisions<'a> {
    assumptions: &'a Assumptions,
    /// What is done later, and when; `None` for never.
    later: HashMap<(ActionId, String), Option<Day>>,
}

impl<'a> Decisions<'a> {
    pub fn new(assumptions: &'a Assumptions) -> Decisions<'a> {
        Decisions { assumptions, later: HashMap::new() }
    }

    pub fn when(&mut self, contact: &Contact, words: ContactWords<'_>) -> Doing {
        let Assumptions { ref habits, seed, .. } = *self.assumptions;
        if habits.is_empty() {
            return Doing::Now;
        }
        let owner = words.owner(contact);
        let Some(habit) = habits.iter().find(|habit| habit.owner == owner) else { return Doing::Now };
        let action_id = words.action_id(contact);
        let done = habit.does(&action_id, seed).then(|| contact.day.plus(habit.delay as i32));
        match self.later.entry((action_id, owner.into_owned())).or_insert(done) {
            None => Doing::Never,
            Some(day) if *day <= contact.day => Doing::Now,
            Some(day) => Doing::From(*day),
        }
    }

    pub fn undone(&self) -> usize {
        self.later.values().filter(|day| day.is_none()).count()
    }
}
