//! Limits that a change of a workflow must not pass: `touches > +10%`, `touches.ar-specialist > +5`, `newly > 0`.

use super::{ChangeKind, Diff};
use crate::money::Decimal;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A limit; the command fails if what it says is true.
#[derive(Clone, Debug)]
pub struct Gate {
    text: String,
    measure: GateMeasure,
    holds: Comparison,
    limit: Limit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum GateMeasure {
    Touches,
    OfOwner(String),
    OfStage(String),
    Changes(ChangeKind),
    Invoices,
    Customers,
}

/// Numbers are in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    Number(i128),
    /// How much more it is than that of the old.
    More(i128),
    /// How much more, in percent of that of the old.
    Percent(i128),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetGate {
    pub gate: String,
    /// `from 160 to 376, +216`
    pub found: String,
}

const MEASURES: &str = "touches, touches.OWNER, stage.STAGE, newly, no_more, earlier, later, reassigned, rechannelled, invoices, customers";
type Comparison = fn(&i128, &i128) -> bool;

const COMPARISONS: [(&str, Comparison); 4] = [(">=", i128::ge), ("<=", i128::le), (">", i128::gt), ("<", i128::lt)];
const WANTED: &str = "write MEASURE COMPARISON LIMIT, as in 'touches > +10%', 'touches.ar-specialist > +5' or 'newly > 0'";

impl FromStr for Gate {
    type Err = String;

    fn from_str(text: &str) -> Result<Gate, String> {
        let place = text.find(['<', '>']).ok_or_else(|| format!("there is no comparison: >, >=, < or <=; {WANTED}"))?;
        let (name, rest) = (text[..place].trim(), &text[place..]);
        let found = COMPARISONS.into_iter().find_map(|(sign, holds)| Some((rest.strip_prefix(sign)?, holds)));
        let (value, holds) = found.ok_or(WANTED)?;
        let measure = measure(name)?;
        let limit = limit(value.trim())?;
        if !matches!(measure, GateMeasure::Touches | GateMeasure::OfOwner(_) | GateMeasure::OfStage(_))
            && !matches!(limit, Limit::Number(_))
        {
            return Err(format!("{name} is a count of differences already: compare it with a plain number, as in '{name} > 0'"));
        }
        Ok(Gate { text: text.trim().to_owned(), measure, holds, limit })
    }
}

fn measure(name: &str) -> Result<GateMeasure, String> {
    if let Some(kind) = ChangeKind::ALL.into_iter().find(|kind| kind.name() == name.replace('-', "_")) {
        return Ok(GateMeasure::Changes(kind));
    }
    match name.split_once('.') {
        Some(("touches", owner)) if !owner.is_empty() => return Ok(GateMeasure::OfOwner(owner.to_owned())),
        Some(("stage", stage)) if !stage.is_empty() => return Ok(GateMeasure::OfStage(stage.to_owned())),
        _ => {}
    }
    match name {
        "touches" => Ok(GateMeasure::Touches),
        "invoices" => Ok(GateMeasure::Invoices),
        "customers" => Ok(GateMeasure::Customers),
        _ => Err(format!("{name:?} is not a measure: {MEASURES}")),
    }
}

fn limit(text: &str) -> Result<Limit, String> {
    let wanted = || format!("{text:?} is not a limit: write a number (120), how many more (+5) or fewer (-5), or a share (+10%)");
    let (number, percent) = text.strip_suffix('%').map_or((text, false), |number| (number.trim_end(), true));
    let signed = number.starts_with(['+', '-']);
    let decimals = if percent { 2 } else { 0 };
    let size: Decimal = number.strip_prefix('+').unwrap_or(number).parse().map_err(|_| wanted())?;
    if size.scale() > decimals || number.starts_with("+-") {
        return Err(wanted());
    }
    let size = size.units(2);
    match (percent, signed) {
        (true, true) => Ok(Limit::Percent(size)),
        (true, false) => Err(format!("{text:?} is not a limit: write how much more, +{text}, or less, -{text}")),
        (false, true) => Ok(Limit::More(size)),
        (false, false) => Ok(Limit::Number(size)),
    }
}

impl Gate {
    /// The owner or stage that it is about must be known; without `owners`, any owner may be.
    /// Error: what is not known.
    pub fn check(&self, owners: Option<&[&str]>, stages: &[&str]) -> Result<(), String> {
        let known = |what: &str, name: &String, known: &[&str]| {
            if known.contains(&name.as_str()) {
                return Ok(());
            }
            Err(format!("neither workflow has {what} {name:?}: there are {}", known.join(", ")))
        };
        match &self.measure {
            GateMeasure::OfOwner(owner) => owners.map_or(Ok(()), |owners| known("an owner", owner, owners)),
            GateMeasure::OfStage(stage) => known("a stage", stage, stages),
            _ => Ok(()),
        }
    }

    /// Does it hold for a comparison? Then what was found.
    pub fn holds(&self, diff: &Diff) -> Option<MetGate> {
        let (old, new) = self.measured(diff);
        let more = new - old;
        let (found, limit) = match self.limit {
            Limit::Number(limit) => (new * 100, limit),
            Limit::More(limit) => (more * 100, limit),
            // Of nothing, anything more is more than any share.
            Limit::Percent(limit) => (more * 10_000, limit * old),
        };
        let told = match self.limit {
            Limit::Number(_) => format!("it is {new}"),
            _ => format!("from {old} to {new}, {more:+}"),
        };
        (self.holds)(&found, &limit).then(|| MetGate { gate: self.text.clone(), found: told })
    }

    fn measured(&self, diff: &Diff) -> (i128, i128) {
        let pair = |(old, new): (usize, usize)| (old as i128, new as i128);
        match &self.measure {
            GateMeasure::Touches => pair(diff.touches),
            GateMeasure::OfOwner(owner) => diff.owners.iter().find(|pair| pair.owner == *owner).map_or((0, 0), |found| pair(found.touches)),
            GateMeasure::OfStage(stage) => diff.stages.iter().find(|pair| pair.stage == *stage).map_or((0, 0), |found| pair(found.touches)),
            GateMeasure::Changes(kind) => (0, diff.count(*kind) as i128),
            GateMeasure::Invoices => (0, diff.reach.0 as i128),
            GateMeasure::Customers => (0, diff.reach.1 as i128),
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests;
