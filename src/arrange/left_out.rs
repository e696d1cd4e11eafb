//! What is not in the ledger although it is in the file: how many rows, and why.

use crate::calendar::Day;
use std::collections::BTreeMap;
use std::fmt;

/// Why a row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeftOut {
    Title,
    Heading,
    /// A heading that names no customer.
    Section,
    Header,
    Total,
    Remark,
    Where,
    Skip,
    Kind,
    Applied,
}

/// Rows that are left out, by reason; of those that a text decides, also how many have which text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    reasons: BTreeMap<WhyLeftOut, (u64, BTreeMap<String, u64>)>,
    /// Those that a text decides and that have a number.
    pub rows: Vec<LeftOutRow>,
}

/// A row that is left out because of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutRow {
    pub line: u32,
    pub invoice: String,
    pub customer: String,
    pub due: Option<Day>,
    /// The column of the file, and what it says.
    pub column: String,
    pub text: String,
}

impl LeftOut {
    pub(super) fn add(&mut self, why: WhyLeftOut) {
        self.reasons.entry(why).or_default().0 += 1;
    }

    /// A row that is left out because of its text.
    pub(super) fn add_for(&mut self, why: WhyLeftOut, row: LeftOutRow) {
        let (count, texts) = self.reasons.entry(why).or_default();
        *count += 1;
        *texts.entry(row.text.clone()).or_default() += 1;
        if !row.invoice.is_empty() {
            self.rows.push(row);
        }
    }

    pub fn count(&self) -> u64 {
        self.reasons.values().map(|(count, _)| count).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// `2 titles, 3 totals, 4 by where (Draft 3, Void 1)`
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 6;
        for (place, (why, (count, texts))) in self.reasons.iter().enumerate() {
            let many = |one: &str, several: &str| format!("{count} {}", if *count == 1 { one } else { several });
            let words = match why {
                WhyLeftOut::Title => many("line above the header", "lines above the header"),
                WhyLeftOut::Heading => many("heading", "headings"),
                WhyLeftOut::Section => many("heading of no customer", "headings of no customer"),
                WhyLeftOut::Header => many("repeated header", "repeated headers"),
                WhyLeftOut::Total => many("total", "totals"),
                WhyLeftOut::Remark => many("line without an invoice", "lines without an invoice"),
                WhyLeftOut::Where => format!("{count} by where"),
                WhyLeftOut::Skip => format!("{count} by skip"),
                WhyLeftOut::Kind => format!("{count} by kind"),
                WhyLeftOut::Applied => many("payment or credit of which nothing is left", "payments or credits of which nothing is left"),
            };
            write!(f, "{}{words}", if place > 0 { ", " } else { "" })?;
            let shown: Vec<String> = texts.iter().take(SHOWN).map(|(text, count)| format!("{} {count}", named(text))).collect();
            let more = if texts.len() > SHOWN { ", …" } else { "" };
            if !shown.is_empty() {
                write!(f, " ({}{more})", shown.join(", "))?;
            }
        }
        Ok(())
    }
}

fn named(text: &str) -> &str {
    if text.is_empty() { "empty" } else { text }
}
