//! What is assumed of the people who do the work.

use crate::calendar::Day;
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

/// What an owner does of what is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// The owner's id, or the name from the ledger.
    pub owner: String,
    /// So many of 10,000 actions are done, the others never.
    pub share: u32,
    /// So many days after it was first due an action is done, or on the first day after that on which it may be.
    pub delay: u32,
}

/// All of something, in the unit of [`Habit::share`].
pub(super) const ALL: u32 = 10_000;

impl Assumptions {
    /// Everything is done on its day.
    pub fn all_done(from: Day, to: Day) -> Assumptions {
        Assumptions { from, to, habits: Vec::new(), seed: 0 }
    }

    /// How an owner works, if not everything is done on its day.
    pub(super) fn habit(&self, owner: &str) -> Option<&Habit> {
        self.habits.iter().find(|habit| habit.owner == owner)
    }

    /// Does the owner do this action at all? It depends on nothing but the action's id, the owner and the seed.
    pub(super) fn does(&self, habit: &Habit, action_id: &str) -> bool {
        let dice = xxh3_64_with_seed(format!("{action_id}\n{}", habit.owner).as_bytes(), self.seed);
        dice % u64::from(ALL) < u64::from(habit.share)
    }
}
