//! What the work costs, and what a decision is weighed by.

use crate::channel::Channel;
use crate::money::Decimal;

/// What a touch of each channel costs, in base currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// What the file says; other channels cost nothing.
    pub of: Vec<(Channel, Decimal)>,
    /// The line of the workflow; 0 where it says nothing.
    pub line: u32,
}

impl Costs {
    pub fn of(&self, channel: Channel) -> Decimal {
        self.of.iter().find(|(of, _)| *of == channel).map_or(Decimal::ZERO, |(_, cost)| *cost)
    }

    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}

/// One of the ways that a person may choose from when a task asks for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub name: String,
    /// What it costs whatever comes of it, in base currency.
    pub cost: Decimal,
    /// What it takes of the money that it brings in, in percent.
    pub cost_percent: Decimal,
    /// How likely it brings in the balance, in percent; else it brings in nothing.
    pub chance: Decimal,
}

impl Choice {
    /// What it may be expected to bring in, and what that costs: `value × chance` and `cost + what it takes of that`. Exact.
    pub fn weighed(&self, value: Decimal) -> (Decimal, Decimal) {
        let hundredth = Decimal::new(1, 2);
        let brings = value.times(self.chance).times(hundredth);
        (brings, self.cost.plus(brings.times(self.cost_percent).times(hundredth)))
    }
}
