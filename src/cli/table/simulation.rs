//! A simulation on a screen: what it comes to, the work over time as bars, and tables.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, push_wrapped};
use anstyle::Style;
use collect::calendar::Day;
use collect::money::grouped;
use collect::report::{Listing, SimulationView};
use collect::simulate::week_of;
use collect::workflow::{OwnerKind, OwnerSource};
use std::collections::BTreeMap;

/// The width of a chart in a file, and the largest on a screen.
const CHART: usize = 60;

pub fn simulation_text(view: &SimulationView<'_>, look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(view.title(), Style::new().bold()), 0, look, &mut out);
    out.push('\n');
    view.sentences().iter().for_each(|sentence| push_wrapped(&Span::new(sentence), 0, look, &mut out));
    push_chart(view, look, &mut out);
    view.listings().iter().for_each(|listing| push_listing(listing, look, &mut out));
    out.push('\n');
    view.not_known().iter().for_each(|sentence| push_wrapped(&Span::styled(sentence, Style::new().dimmed()), 0, look, &mut out));
    out
}

/// A heading and a table; nothing where there are no rows. Columns without any value are left out.
pub fn push_listing(listing: &Listing, look: Look, out: &mut String) {
    if listing.rows.is_empty() {
        return;
    }
    let is_used = |column: &usize| listing.rows.iter().any(|row| !row[*column].shown().is_empty());
    let used: Vec<usize> = (0..listing.columns.len()).filter(is_used).collect();
    let last = used.len();
    let column = |(order, index): (usize, &usize)| ScreenColumn {
        title: listing.columns[*index].title,
        right: listing.columns[*index].right,
        // The first columns say what a row is about; of the others the last go first.
        fit: if order < 3 { Fit::Shrinks { least: 10, most: 36 } } else { Fit::Goes { order: (last - order) as u8, least: super::WHOLE } },
    };
    let columns = used.iter().enumerate().map(column).collect();
    let cells = |row: &Vec<collect::report::Cell<'static>>| used.iter().map(|index| Span::new(row[*index].shown())).collect();
    let lines = listing.rows.iter().map(|row| Line::Row { cells: cells(row), below: Span::default() }).collect();
    out.push('\n');
    push_wrapped(&Span::styled(listing.title, Style::new().bold()), 0, look, out);
    out.push('\n');
    Table { columns, lines }.render(look, out);
}

/// The touches over time: those of people, then those of programs.
fn push_chart(view: &SimulationView<'_>, look: Look, out: &mut String) {
    let (period, bars) = bars(view);
    let most = bars.values().map(|(people, programs)| people + programs).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let numbers = grouped(&most.to_string()).len();
    let label = bars.keys().map(String::len).max().unwrap_or(0);
    let room = look.width.unwrap_or(CHART + label + numbers + 3).saturating_sub(label + numbers + 3).clamp(5, CHART);
    out.push('\n');
    push_wrapped(&Span::styled(format!("Touches by {period} (█ by people, ░ by programs)"), Style::new().bold()), 0, look, out);
    out.push('\n');
    for (name, (people, programs)) in bars {
        // Something is never drawn as nothing.
        let length = |count: usize| if count == 0 { 0 } else { (count * room / most).max(1) };
        let (people_drawn, drawn) = (length(people), length(people + programs));
        let bar = format!("{}{}", "█".repeat(people_drawn), "░".repeat(drawn.saturating_sub(people_drawn)));
        let count = grouped(&(people + programs).to_string());
        out.push_str(format!("{name:label$}  {count:>numbers$} {bar}").trim_end());
        out.push('\n');
    }
}

/// What a bar stands for, and the bars in order: touches of people and of programs. Weeks without touches have a bar, too.
fn bars(view: &SimulationView<'_>) -> (&'static str, BTreeMap<String, (usize, usize)>) {
    let (from, to) = (view.assumptions.from, view.assumptions.to);
    let days = to.since(from) as usize + 1;
    type Name = fn(Day) -> String;
    let (period, name): (&str, Name) = match days {
        0..=14 => ("day", |day| day.to_string()),
        15..=140 => ("week", |day| week_of(day).to_string()),
        141..=610 => ("month", |day| day.to_string()[..7].to_owned()),
        611..=1830 => ("quarter", |day| {
            let date = day.to_string();
            let month: u32 = date[5..7].parse().unwrap_or(1);
            format!("{} Q{}", &date[..4], (month - 1) / 3 + 1)
        }),
        _ => ("year", |day| day.to_string()[..4].to_owned()),
    };
    let mut bars: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    (0..days).for_each(|day| _ = bars.entry(name(from.plus(day as i32))).or_default());
    let automated = |owner: &str| {
        let declared = view.workflow.owner_named(owner).map(|id| &view.workflow.owner(id).source);
        matches!(declared, Some(OwnerSource::Declared { kind: OwnerKind::Automated, .. }))
    };
    for (day, owners) in &view.summary.days {
        let (people, programs) = bars.entry(name(*day)).or_default();
        owners.iter().for_each(|(owner, touches)| *if automated(owner) { &mut *programs } else { &mut *people } += touches);
    }
    (period, bars)
}
