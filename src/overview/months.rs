//! Months of the calendar.

use crate::calendar::Day;
use chrono::{Datelike, Months};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    /// From 1.
    month: u32,
}

impl Month {
    pub fn of(day: Day) -> Month {
        let date = day.date();
        Month { year: date.year(), month: date.month() }
    }

    pub fn first(self) -> Day {
        Day::from_ymd(self.year, self.month, 1).unwrap_or(Day::FIRST)
    }

    pub fn last(self) -> Day {
        let next = self.first().date().checked_add_months(Months::new(1)).and_then(Day::from_date);
        next.map_or(Day::LAST, |next| next.plus(-1))
    }

    pub fn days(self) -> i32 {
        self.last().since(self.first()) + 1
    }

    #[must_use]
    pub fn before(self) -> Month {
        if self.month == 1 { Month { year: self.year - 1, month: 12 } } else { Month { month: self.month - 1, ..self } }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::Month;
    use crate::calendar::Day;

    #[test]
    fn a_month_has_its_days() {
        let month = Month::of(Day::from_ymd(2024, 2, 29).unwrap());
        assert_eq!((month.to_string().as_str(), month.days()), ("2024-02", 29));
        assert_eq!(Month::of(month.first().plus(-1)), month.before());
        assert_eq!(Month::of(Day::from_ymd(2026, 1, 5).unwrap()).before().to_string(), "2025-12");
    }
}
