//! The days that `simulate` and `diff` go over.

use super::slice::percent;
use crate::cli::today::AsOf;
use clap::Args;
use collect::simulate::Habit;

/// The days that are simulated, and how.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Simulation")]
pub struct DayRange {
    /// The first day: a date, or days from today such as -90d
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, requires = "to")]
    pub from: Option<AsOf>,
    /// The last day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, requires = "from", conflicts_with = "as_of")]
    pub to: Option<AsOf>,
    /// The share of due actions that an owner does, and how late: ar=80%, ar=80%+1d; can be given several times
    #[arg(long, value_name = "OWNER=SHARE[+DAYSd]", value_parser = habit, requires = "from")]
    pub done: Vec<Habit>,
    /// Seed for choosing which actions --done leaves undone
    #[arg(long, value_name = "NUMBER", default_value_t = 0, requires = "done")]
    pub seed: u64,
    /// Only this customer's invoices, by id; can be given several times
    #[arg(long, value_name = "CUSTOMER")]
    pub customer: Vec<String>,
}

fn habit(text: &str) -> Result<Habit, String> {
    let wanted = || "write an owner, a share and, if you like, a delay, as in ar=80% or ar=80%+1d".to_owned();
    let (owner, work) = text.rsplit_once('=').ok_or_else(wanted)?;
    let (share, delay) = work.split_once('+').unwrap_or((work, "0d"));
    let days = delay.strip_suffix('d').and_then(|days| days.parse::<u32>().ok()).filter(|days| *days <= 365).ok_or_else(wanted)?;
    let share = if share == "0%" { 0 } else { percent(share)? };
    if owner.is_empty() { Err(wanted()) } else { Ok(Habit { owner: owner.to_owned(), share, delay: days }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_habit_has_an_owner_a_share_and_a_delay() {
        assert_eq!(habit("ar=80%+1d"), Ok(Habit { owner: "ar".to_owned(), share: 8_000, delay: 1 }));
        assert_eq!(habit("ar=0%"), Ok(Habit { owner: "ar".to_owned(), share: 0, delay: 0 }));
        for text in ["ar", "ar=80", "=80%", "ar=80%+1", "ar=80%+400d", "ar=80%1d"] {
            assert!(habit(text).is_err(), "{text}");
        }
    }
}
