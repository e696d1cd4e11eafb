//! The tables of a simulation.

use super::SimulationView;
use crate::money::{Balance, Currency, Decimal};
use crate::report::{Cell, Listing};
use crate::simulate::{Stop, Summary, weeks_between};
use std::collections::BTreeMap;

/// A stage in each row; one more for each further currency that came in on it.
pub(super) fn stages(summary: &Summary) -> Listing {
    let mut listing = Listing::new(
        "stages",
        "By stage",
        &[
            ("track", "Track"),
            ("stage", "Stage"),
            ("touches", "Touches"),
            ("entered", "Invoices"),
            ("received", "Collected"),
            ("currency", "Currency"),
            ("mean_days", "Days in it"),
            ("median_days", "Median"),
            ("left", "Left"),
            ("remaining", "At the end"),
        ],
    );
    for sum in &summary.stages {
        let mut money: Vec<(Cell<'static>, Cell<'static>)> = received(&sum.received).collect();
        if money.is_empty() {
            money.push((Cell::Empty, Cell::Empty));
        }
        for (index, (amount, currency)) in money.into_iter().enumerate() {
            let once = |cell: Cell<'static>| if index == 0 { cell } else { Cell::Empty };
            listing.rows.push(vec![
                text(sum.track.as_deref()),
                text(Some(sum.stage.as_deref().unwrap_or("(before the first)"))),
                once(sum.touches.into()),
                once(sum.entered.into()),
                amount,
                currency,
                once(decimal(sum.mean_days)),
                once(decimal(sum.median_days)),
                once(sum.left.into()),
                once(sum.remaining.into()),
            ]);
        }
    }
    listing
}

fn received(by_currency: &BTreeMap<Currency, Balance>) -> impl Iterator<Item = (Cell<'static>, Cell<'static>)> {
    by_currency.iter().map(|(currency, amount)| (Cell::amount(*currency, *amount), Cell::text(currency.code())))
}

/// An owner and a channel in each row.
pub(super) fn owners(view: &SimulationView<'_>) -> Listing {
    let weeks = weeks_between(view.assumptions.from, view.assumptions.to);
    let columns = [
        ("owner", "Owner"),
        ("channel", "Channel"),
        ("touches", "Touches"),
        ("per_week", "A week"),
        ("busiest", "Busiest week"),
        ("busiest_week", "From"),
    ];
    let mut listing = Listing::new("owners", "By owner", &columns);
    listing.rows.extend(view.summary.owners.iter().map(|load| {
        vec![
            text(Some(&load.owner)),
            Cell::text(load.channel.name()),
            load.touches.into(),
            decimal(Decimal::new(load.touches as i128, 0).over(weeks, 1)),
            load.busiest.0.into(),
            Cell::day(Some(load.busiest.1)),
        ]
    }));
    listing
}

/// A stage, what its invoices wait for, and a currency in each row.
pub(super) fn stalled(summary: &Summary) -> Listing {
    let columns = [
        ("track", "Track"),
        ("stage", "Stage"),
        ("disputed", "Disputed"),
        ("paused", "Paused"),
        ("nothing_left", "Nothing left to do"),
        ("balance", "Balance"),
        ("currency", "Currency"),
    ];
    let mut listing = Listing::new("stalled", "Where invoices stall: nobody will touch these again", &columns);
    for sum in summary.stages.iter().filter(|sum| !sum.stalled.is_empty()) {
        let count = |stop: Stop| Cell::from(sum.stalled.get(&stop).copied().unwrap_or(0));
        for (index, (amount, currency)) in received(&sum.stalled_balance).enumerate() {
            let counts = [Stop::Disputed, Stop::Paused, Stop::NothingLeft].map(|stop| if index == 0 { count(stop) } else { Cell::Empty });
            let [disputed, paused, nothing_left] = counts;
            let stage = sum.stage.as_deref().unwrap_or("(before the first)");
            listing.rows.push(vec![text(sum.track.as_deref()), text(Some(stage)), disputed, paused, nothing_left, amount, currency]);
        }
    }
    listing
}

/// A week, an owner and a channel in each row.
pub(super) fn weeks(summary: &Summary) -> Listing {
    let columns = [("week", "Week of"), ("owner", "Owner"), ("channel", "Channel"), ("touches", "Touches")];
    let mut listing = Listing::new("weeks", "By week", &columns);
    listing.rows.extend(
        summary
            .weeks
            .iter()
            .map(|load| vec![Cell::day(Some(load.week)), text(Some(&load.owner)), Cell::text(load.channel.name()), load.touches.into()]),
    );
    listing
}

fn text(text: Option<&str>) -> Cell<'static> {
    text.map_or(Cell::Empty, |text| Cell::text(text.to_owned()))
}

fn decimal(decimal: Option<Decimal>) -> Cell<'static> {
    decimal.map_or(Cell::Empty, |decimal| Cell::Decimal(decimal.text()))
}
