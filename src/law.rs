//! Late interest as laws give it: profiles of statutes, the base rates that they refer to, and how days are counted.
//!
//! The figures are data, in `profiles/`, each with its source. What the law of a claim is nobody decides here: the workflow names a profile.

mod base_rates;
mod day_count;
mod half_year;
mod profile;
mod reading;

pub use base_rates::BaseRates;
pub use day_count::DayCount;
pub use half_year::{CalendarMonth, HalfYear};
pub use profile::{FlatSums, LawProfile, RateMode, SizeBand};
pub use reading::{built_in_profiles, profile_of, rates, read_profile};
