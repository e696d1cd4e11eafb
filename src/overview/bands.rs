//! How old what is owed is: bands of days past due, and what moved between them.

use crate::calendar::Day;
use crate::money::{Balance, Currency, Decimal};
use crate::report::{Cell, columns, objects};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    NotDue,
    To30,
    To60,
    To90,
    Over90,
}

impl Band {
    pub const ALL: [Band; 5] = [Band::NotDue, Band::To30, Band::To60, Band::To90, Band::Over90];

    /// The band of a number of days past due; on its due date an invoice is not overdue.
    pub fn of(days_past_due: i32) -> Band {
        match days_past_due {
            ..=0 => Band::NotDue,
            1..=30 => Band::To30,
            31..=60 => Band::To60,
            61..=90 => Band::To90,
            91.. => Band::Over90,
        }
    }

    pub fn name(self) -> &'static str {
        ["not due", "1–30 days", "31–60 days", "61–90 days", "over 90 days"][self as usize]
    }

    /// The next older one.
    pub fn next(self) -> Option<Band> {
        Band::ALL.get(self as usize + 1).copied()
    }
}

/// What stands in each band.
pub(super) type Bands = [Balance; Band::ALL.len()];

/// What is owed on a day, by age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeingRow {
    pub date: Day,
    pub currency: Currency,
    pub bands: [Balance; Band::ALL.len()],
}

impl AgeingRow {
    pub fn total(&self) -> Balance {
        self.bands.iter().sum()
    }

    /// The share that is not overdue, in percent, to a tenth; `None` where nothing is owed.
    pub fn share_current(&self) -> Option<Decimal> {
        percent(self.bands[0], self.total())
    }

    fn cell(&self, band: Band) -> Cell<'static> {
        Cell::amount(self.currency, self.bands[band as usize])
    }
}

columns! { AgeingRow {
    date "On": Day, "the end of this day" => |row| row.date.into();
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    not_due "Not due": Exact, "what is not overdue" => |row| row.cell(Band::NotDue);
    overdue_1_30 "1–30 days": Exact, "1 to 30 days past due" => |row| row.cell(Band::To30);
    overdue_31_60 "31–60 days": Exact, "31 to 60" => |row| row.cell(Band::To60);
    overdue_61_90 "61–90 days": Exact, "61 to 90" => |row| row.cell(Band::To90);
    overdue_over_90 "Over 90 days": Exact, "more than 90" => |row| row.cell(Band::Over90);
    total "In all": Exact, "all that is owed" => |row| Cell::amount(row.currency, row.total());
    share_current "Not due, %": Maybe(&Exact), "`not_due` in percent of `total`; empty where nothing is owed" => |row| row.share_current().into();
} }

objects!(AgeingRow);

/// What stood in a band at the beginning and stands in another, or nowhere, at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedRow {
    pub currency: Currency,
    /// `None`: it was not owed at the beginning.
    pub from: Option<Band>,
    /// `None`: nothing of it is owed at the end.
    pub to: Option<Band>,
    pub invoices: usize,
    pub then: Balance,
    pub now: Balance,
}

columns! { MovedRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    from_band "From": Text, "how old it was at the beginning; `new` if it was not owed" => |row| row.from.map_or("new", Band::name).into();
    to_band "To": Text, "how old it is at the end; `gone` if nothing is owed any more" => |row| row.to.map_or("gone", Band::name).into();
    invoices "Invoices": Count, "how many" => |row| row.invoices.into();
    then "Then": Exact, "what was owed on them at the beginning" => |row| Cell::amount(row.currency, row.then);
    now "Now": Exact, "what is owed on them at the end" => |row| Cell::amount(row.currency, row.now);
} }

objects!(MovedRow);

/// Sums of what moved, by where from and where to: how many invoices, what was owed then and now.
pub(super) type Moves = BTreeMap<(Option<Band>, Option<Band>), (usize, Balance, Balance)>;

pub(super) fn moved_rows(currency: Currency, moves: &Moves) -> impl Iterator<Item = MovedRow> {
    moves.iter().map(move |(&(from, to), &(invoices, then, now))| MovedRow { currency, from, to, invoices, then, now })
}

/// What stands in the next band now of what stood in a band at the beginning, in percent to a tenth; `None` where nothing stood in it.
pub(super) fn roll_rate(moves: &Moves, from: Band) -> Option<Decimal> {
    let next = from.next()?;
    let stood = moves.iter().filter(|((of, _), _)| *of == Some(from)).map(|(_, (_, then, _))| then).sum();
    let rolled = moves.get(&(Some(from), Some(next))).map_or(0, |(_, _, now)| *now);
    percent(rolled, stood)
}

/// A part in percent of a whole, to a tenth; `None` of nothing.
pub(super) fn percent(part: Balance, whole: Balance) -> Option<Decimal> {
    Decimal::new(part * 100, 0).over(Decimal::new(whole, 0), 1)
}
