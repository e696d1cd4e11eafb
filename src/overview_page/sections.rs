//! What stands on a report: its sections and tables in order, each with what it says.

use crate::overview::{
    AgeingRow, BridgeRow, CallRow, DisputeRow, ExceptionRow, ExpectationRow, LargestRow, MeasureRow, MonthRow, MovedRow, Overview,
    OwnerCashRow, PromiseRow, StageRow, WeekRow, WorkRow,
};
use crate::report::{Cash, Cell};

/// A table, whatever it is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportTable {
    /// In JSON, and the name of its sheet.
    pub name: &'static str,
    pub title: &'static str,
    pub columns: Vec<ReportColumn>,
    pub rows: Vec<Vec<Cell<'static>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportColumn {
    pub name: &'static str,
    pub title: &'static str,
    pub is_numeric: bool,
    /// As Markdown.
    pub meaning: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSection {
    pub name: &'static str,
    pub title: &'static str,
    /// What it says, in a sentence or two.
    pub about: &'static str,
    pub tables: Vec<ReportTable>,
}

macro_rules! table {
    ($name:literal, $title:literal, $row:ident, $rows:expr) => {
        ReportTable {
            name: $name,
            title: $title,
            columns: $row::COLUMNS
                .iter()
                .map(|column| ReportColumn {
                    name: column.name,
                    title: column.title,
                    is_numeric: column.holds.is_numeric(),
                    meaning: column.meaning,
                })
                .collect(),
            rows: $rows.iter().map(|row: &$row| row.cells().map(|(_, cell)| cell.owned()).collect()).collect(),
        }
    };
}

impl Overview {
    pub fn sections(&self) -> Vec<ReportSection> {
        let section = |name, title, about, tables| ReportSection { name, title, about, tables };
        vec![
            section(
                "bridge",
                "From opening to closing",
                "What customers owed at the end of the first day, what changed it, and what they owe at the end of the last day. Payments, \
                 credits and cash on account count on their own dates.",
                vec![
                    table!("bridge", "What changed what customers owe", BridgeRow, self.bridge),
                    table!("moved", "Who moved between the bands of age", MovedRow, self.moved),
                ],
            ),
            section(
                "cash",
                "Where the cash is",
                "All that is open on the last day, as `collect status` says: what is due, overdue, disputed, promised, paused and at risk.",
                vec![table!("cash", "Open invoices", Cash, self.cash)],
            ),
            section(
                "weeks",
                "The next four weeks",
                "When what is open may come in: by its due dates, as customers promised, and as they usually pay. The first row is what is due or \
                 overdue already.",
                vec![
                    table!("weeks", "What may come in", WeekRow, self.weeks),
                    table!("expectations", "What was expected at the beginning, and what came in", ExpectationRow, self.expectations),
                ],
            ),
            section(
                "ageing",
                "Ageing",
                "What was owed on invoices at the ends of the last months and on the last day, by days past due.",
                vec![table!("ageing", "By days past due", AgeingRow, self.ageing)],
            ),
            section(
                "stages",
                "Stages",
                "How well each stage works, by what really happened. Money counts for the stage in which the invoice was on the morning it came \
                 in, not necessarily because of it.",
                vec![table!("stages", "Stage by stage", StageRow, self.stages)],
            ),
            section(
                "measures",
                "Measures",
                "How long money takes, and how much of what could be collected was. A measure that the ledger cannot tell is empty, with the reason.",
                vec![
                    table!("measures", "Measures", MeasureRow, self.measures),
                    table!("months", "Collection effectiveness by month", MonthRow, self.months),
                    table!("promises", "Promises", PromiseRow, self.promises),
                    table!("disputes", "Disputes by reason", DisputeRow, self.disputes),
                ],
            ),
            section(
                "largest",
                "The ten largest",
                "The customers who owe the most that is overdue, and what is to be done next.",
                vec![table!("largest", "Largest overdue customers", LargestRow, self.largest)],
            ),
            section(
                "exceptions",
                "Exceptions",
                "What needs a look: broken promises, disputes on which nothing happened for 14 days, cash on no invoice, invoices that nobody will \
                 touch again, and what is held back.",
                vec![table!("exceptions", "What needs a look", ExceptionRow, self.exceptions)],
            ),
            section(
                "work",
                "Work",
                "What was done and by whom, what came in meanwhile, and what is due next week. Owners are those of the stages that invoices were in.",
                vec![
                    table!("work", "Touches by owner", WorkRow, self.work),
                    table!("owner_cash", "Money by owner", OwnerCashRow, self.owner_cash),
                    table!("calls", "Calls by outcome", CallRow, self.calls),
                ],
            ),
        ]
    }
}
