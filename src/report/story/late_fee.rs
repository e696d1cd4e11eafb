//! How a late fee comes about, in lines and as JSON.

use super::StoryView;
use crate::money::{Balance, grouped};
use crate::plan::{LateFee, MonthlyCharge, Segment};
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
    for MonthlyCharge { from, to, balance, percent, interest } in &fee.months {
        let sum = grouped(&interest.shown(decimals).to_string());
        lines.push(format!("{from} to {to}: {} × {percent} % for the month = {sum} {currency}", view.money(*balance)));
    }
    let terms = view.workflow.late_fee.as_ref();
    if let Some(profile) = terms.and_then(|terms| terms.profile.as_ref()) {
        lines.insert(0, format!("Profile {}: {}", profile.name, profile.statute));
    }
    for unknown in &fee.unknown {
        lines.push(format!("Not counted, because it is not known: {unknown}; {}", unknown.hint()));
    }
    let money = |amount: Balance| view.money(amount);
    if fee.segments.is_empty() && fee.months.is_empty() {
        lines.push("No day bears interest".to_owned());
    } else {
        lines.push(format!("{}: the interest, rounded once", money(fee.interest)));
    }
    if fee.flat != 0 {
        lines.push(format!("+ {}: once", money(fee.flat)));
    }
    for (stage, amount) in &fee.stage_fees {
        lines.push(format!("+ {}: the fee of stage {stage}", money(*amount)));
    }
    for notice in &fee.notices {
        let percent = terms.map_or(String::new(), |terms| format!("{} % of ", terms.notice_percent));
        lines.push(format!("+ {}: {percent}{}, for the message of {}", money(notice.amount), money(notice.balance), notice.day));
    }
    if let Some(least) = fee.minimum {
        lines.push(format!("{}: the minimum, which is more", money(least)));
    }
    if fee.charged != 0 {
        lines.push(format!("− {}: charged by fees since {}, and in the balance already", money(fee.charged), fee.entered_on));
    }
    if fee.paid != 0 {
        lines.push(format!("− {}: paid beyond the balance, after a message had asked for the late fee", money(fee.paid)));
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
    let month = |month: &MonthlyCharge| {
        json!({
            "from": month.from.to_string(),
            "to": month.to.to_string(),
            "balance": amount(month.balance),
            "monthly_percent": month.percent.to_string(),
            "interest": month.interest.shown(currency.decimals()).to_string(),
        })
    };
    json!({
        "since": fee.since.to_string(),
        "entered_on": fee.entered_on.to_string(),
        "segments": fee.segments.iter().map(segment).collect::<Vec<_>>(),
        "months": fee.months.iter().map(month).collect::<Vec<_>>(),
        "interest": amount(fee.interest),
        "flat": amount(fee.flat),
        "stage_fees": fee.stage_fees.iter().map(|(stage, fee)| json!({ "stage": stage, "amount": amount(*fee) })).collect::<Vec<_>>(),
        "notices": fee.notices.iter().map(|notice| json!({ "on": notice.day.to_string(), "balance": amount(notice.balance), "amount": amount(notice.amount) })).collect::<Vec<_>>(),
        "minimum": fee.minimum.map(amount),
        "total": amount(fee.total),
        "charged": amount(fee.charged),
        "paid": amount(fee.paid),
        "open": amount(fee.open),
        "annual_percent": fee.percent.map(|percent| percent.to_string()),
        "per_day": amount(fee.per_day),
        "unknown": fee.unknown.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
