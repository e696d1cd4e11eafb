//! How a late fee comes about, in lines and as JSON.

use super::StoryView;
use crate::money::{Balance, grouped};
use crate::plan::{LateFee, Segment};
use crate::report::{Cell, counted};
use serde_json::{Value, json};

pub(super) fn lines(view: &StoryView<'_>, fee: &LateFee) -> Vec<String> {
    let terms = view.invoice.terms;
    let (currency, decimals) = (terms.currency, terms.currency.decimals());
    let mut lines: Vec<String> = Vec::new();
    for segment in &fee.segments {
        let Segment { from, to, days, balance, percent, year, interest } = segment;
        let sum = grouped(&interest.shown(decimals).to_string());
        let days = counted(days, "day");
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

pub(super) fn json(view: &StoryView<'_>, fee: &LateFee) -> Value {
    let currency = view.invoice.terms.currency;
    let amount = |amount: Balance| Cell::amount(currency, amount);
    let segment = |segment: &Segment| {
        json!({
            "from": segment.from.to_string(),
            "to": segment.to.to_string(),
            "days": segment.days,
            "balance": amount(segment.balance),
            "annual_percent": segment.percent.to_string(),
            "days_of_year": segment.year,
            "interest": segment.interest.shown(currency.decimals()).to_string(),
        })
    };
    json!({
        "since": fee.since.to_string(),
        "entered_on": fee.entered_on.to_string(),
        "segments": fee.segments.iter().map(segment).collect::<Vec<_>>(),
        "interest": amount(fee.interest),
        "flat": amount(fee.flat),
        "minimum": fee.minimum.map(amount),
        "total": amount(fee.total),
        "charged": amount(fee.charged),
        "open": amount(fee.open),
        "annual_percent": fee.percent.to_string(),
        "per_day": amount(fee.per_day),
    })
}
