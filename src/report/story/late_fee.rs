//! How a late fee comes about, in lines and as JSON.

use super::StoryView;
use crate::calendar::Day;
use crate::money::{Balance, grouped};
use crate::plan::{LateFee, Segment};
use crate::report::Cell;
use crate::report::json::Each;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A line for each step.
pub(super) fn lines(view: &StoryView<'_>, fee: &LateFee) -> Vec<String> {
    let terms = view.invoice.terms;
    let (currency, decimals) = (terms.currency, terms.currency.decimals());
    let mut lines: Vec<String> = Vec::new();
    for segment in &fee.segments {
        let Segment { from, to, days, balance, percent, year, interest } = segment;
        let sum = grouped(&interest.shown(decimals).to_string());
        let days = if *days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        lines.push(format!("{from} to {to}: {} × {percent} % × {days} ÷ {year} = {sum} {currency}", view.money(*balance)));
    }
    let money = |amount: Balance| view.money(amount);
    if fee.segments.is_empty() {
        lines.push("No day bears interest".to_owned());
    } else {
        lines.push(format!("{}: the interest, rounded once", money(fee.interest)));
    }
    if fee.flat != 0 {
        lines.push(format!("+ {}: once", money(fee.flat)));
    }
    if let Some(least) = fee.minimum {
        lines.push(format!("{}: the minimum, which is more", money(least)));
    }
    if fee.charged != 0 {
        lines.push(format!("− {}: charged by fees since {}, and in the balance already", money(fee.charged), fee.entered_on));
    }
    let place = view.workflow.late_fee.as_ref().and_then(|terms| view.place(terms.line));
    let place = place.map_or(String::new(), |place| format!(" ({place})"));
    lines.push(format!("= {}: the late fee, which is not in the balance{place}", money(fee.open)));
    if fee.per_day != 0 {
        lines.push(format!("Each further day adds {}", money(fee.per_day)));
    }
    lines
}

/// The same as data.
pub(super) struct Fee<'a>(pub(super) &'a LateFee, pub(super) &'a StoryView<'a>);

impl Serialize for Fee<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Fee(fee, view) = *self;
        let day = |day: Day| Cell::day(Some(day));
        let amount = |amount: Balance| Cell::amount(view.invoice.terms.currency, amount);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("since", &day(fee.since))?;
        map.serialize_entry("entered_on", &day(fee.entered_on))?;
        map.serialize_entry("segments", &Each(|| fee.segments.iter().map(|segment| Row(segment, view))))?;
        map.serialize_entry("interest", &amount(fee.interest))?;
        map.serialize_entry("flat", &amount(fee.flat))?;
        map.serialize_entry("minimum", &fee.minimum.map_or(Cell::Empty, amount))?;
        map.serialize_entry("total", &amount(fee.total))?;
        map.serialize_entry("charged", &amount(fee.charged))?;
        map.serialize_entry("open", &amount(fee.open))?;
        map.serialize_entry("annual_percent", &Cell::Decimal(fee.percent.text()))?;
        map.serialize_entry("per_day", &amount(fee.per_day))?;
        map.end()
    }
}

struct Row<'a>(&'a Segment, &'a StoryView<'a>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Row(segment, view) = *self;
        let currency = view.invoice.terms.currency;
        serializer.collect_map([
            ("from", Cell::day(Some(segment.from))),
            ("to", Cell::day(Some(segment.to))),
            ("days", segment.days.into()),
            ("balance", Cell::amount(currency, segment.balance)),
            ("annual_percent", Cell::Decimal(segment.percent.text())),
            ("days_of_year", Cell::Integer(segment.year.into())),
            ("interest", Cell::Decimal(segment.interest.shown(currency.decimals()).text())),
        ])
    }
}
