//! Drawings of a report as SVG: bars that are told apart by pattern and label, not by colour alone. Whole numbers only: places are in
//! pixels of a drawing of a fixed width that the page scales.

use super::page::escaped;
use crate::money::{Balance, Currency, money};
use crate::overview::{AgeingRow, Band, BridgeRow, WeekRow};
use std::fmt::Write;

const WIDTH: i128 = 720;
const HEIGHT: i128 = 220;
/// Room above and below the bars, for labels.
const TOP: i128 = 24;
const BOTTOM: i128 = 40;

/// The parts of the patterns that bars are filled with, one for each band.
pub(super) const PATTERNS: &str = "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>\
<pattern id=\"p0\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"c0\" width=\"6\" height=\"6\"/></pattern>\
<pattern id=\"p1\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"c1\" width=\"6\" height=\"6\"/><path class=\"ink\" d=\"M0 6L6 0\"/></pattern>\
<pattern id=\"p2\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"c2\" width=\"6\" height=\"6\"/><path class=\"ink\" d=\"M0 3H6\"/></pattern>\
<pattern id=\"p3\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"c3\" width=\"6\" height=\"6\"/><path class=\"ink\" d=\"M0 6L6 0M0 0L6 6\"/></pattern>\
<pattern id=\"p4\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"c4\" width=\"6\" height=\"6\"/><circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.5\"/></pattern>\
</defs></svg>\n";

/// A drawing in the making.
struct Drawing {
    svg: String,
}

impl Drawing {
    fn new(title: &str) -> Drawing {
        let title = escaped(title);
        Drawing {
            svg: format!(
                "<svg class=\"drawing\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>\n"
            ),
        }
    }

    fn bar(&mut self, (x, y): (i128, i128), (width, height): (i128, i128), pattern: usize, told: &str) {
        if height > 0 && width > 0 {
            let told = escaped(told);
            let _ = writeln!(
                self.svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"url(#p{pattern})\" class=\"bar\"><title>{told}</title></rect>"
            );
        }
    }

    fn label(&mut self, x: i128, y: i128, text: &str) {
        let _ = writeln!(self.svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>", escaped(text));
    }

    fn line(&mut self, y: i128) {
        let _ = writeln!(self.svg, "<line x1=\"0\" x2=\"{WIDTH}\" y1=\"{y}\" y2=\"{y}\" class=\"axis\"/>");
    }

    fn finish(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }
}

/// A height that stands for an amount, where so much stands for the largest.
fn height(amount: Balance, largest: Balance) -> i128 {
    let room = HEIGHT - TOP - BOTTOM;
    if largest <= 0 { 0 } else { (amount.max(0) * room + largest / 2) / largest }
}

/// The age of what was owed, a bar for each day; in one currency.
pub(super) fn ageing(rows: &[&AgeingRow]) -> Option<String> {
    let currency = rows.first()?.currency;
    let largest = rows.iter().map(|row| row.total()).max().filter(|largest| *largest > 0)?;
    let mut drawing = Drawing::new(&format!("Ageing in {}", currency.code()));
    let each = WIDTH / rows.len() as i128;
    for (place, row) in rows.iter().enumerate() {
        let (x, mut y) = (each * place as i128 + each / 8, HEIGHT - BOTTOM);
        for band in Band::ALL {
            let amount = row.bands[band as usize];
            let tall = height(amount, largest);
            y -= tall;
            drawing.bar((x, y), (each * 3 / 4, tall), band as usize, &format!("{}, {}: {}", row.date, band.name(), told(currency, amount)));
        }
        let month = row.date.to_string();
        drawing.label(x + each * 3 / 8, HEIGHT - BOTTOM + 16, month.get(2..7).unwrap_or_default());
    }
    drawing.line(HEIGHT - BOTTOM);
    Some(drawing.finish() + &legend(Band::ALL.iter().map(|band| band.name())))
}

/// From opening to closing, a bar for each step; in one currency.
pub(super) fn bridge(row: &BridgeRow) -> Option<String> {
    let steps = row.steps();
    let last = steps.len() - 1;
    let mut level: Balance = 0;
    let spans: Vec<(Balance, Balance)> = steps
        .iter()
        .enumerate()
        .map(|(place, (_, change))| {
            let from = if place == last { 0 } else { level };
            let to = if place == last { *change } else { level + change };
            level = to;
            (from.min(to), from.max(to))
        })
        .collect();
    let (lowest, highest) = (spans.iter().map(|span| span.0).min()?.min(0), spans.iter().map(|span| span.1).max()?.max(0));
    let whole = Some(highest - lowest).filter(|whole| *whole > 0)?;
    let mut drawing = Drawing::new(&format!("From opening to closing in {}", row.currency.code()));
    let each = WIDTH / steps.len() as i128;
    for (place, ((name, change), (from, to))) in steps.iter().zip(spans).enumerate() {
        let x = each * place as i128 + each / 8;
        let (bottom, top) = (HEIGHT - BOTTOM - height(from - lowest, whole), HEIGHT - BOTTOM - height(to - lowest, whole));
        let pattern = if place == 0 || place == last {
            0
        } else if *change < 0 {
            1
        } else {
            2
        };
        drawing.bar(
            (x, top),
            (each * 3 / 4, (bottom - top).max(i128::from(*change != 0))),
            pattern,
            &format!("{name}: {}", told(row.currency, *change)),
        );
        drawing.label(x + each * 3 / 8, HEIGHT - BOTTOM + 16, name);
    }
    drawing.line(HEIGHT - BOTTOM - height(-lowest, whole));
    Some(drawing.finish() + &legend(["opening and closing", "less", "more"].into_iter()))
}

/// What may come in, three bars for each week; in one currency.
pub(super) fn weeks(rows: &[&WeekRow]) -> Option<String> {
    let currency = rows.first()?.currency;
    let largest = rows.iter().flat_map(|row| [row.contractual, row.promised, row.expected]).max().filter(|largest| *largest > 0)?;
    let mut drawing = Drawing::new(&format!("The next four weeks in {}", currency.code()));
    let each = WIDTH / rows.len() as i128;
    for (place, row) in rows.iter().enumerate() {
        let x = each * place as i128 + each / 8;
        let name = match (row.from, row.to) {
            (None, _) => "so far".to_owned(),
            (Some(_), None) => "later".to_owned(),
            (Some(from), Some(_)) => from.to_string().get(5..).unwrap_or_default().to_owned(),
        };
        for (which, (word, amount)) in
            [("due", row.contractual), ("promised", row.promised), ("expected", row.expected)].into_iter().enumerate()
        {
            let tall = height(amount, largest);
            let at = (x + each / 4 * which as i128, HEIGHT - BOTTOM - tall);
            drawing.bar(at, (each / 4 - 2, tall), which, &format!("{name}, {word}: {}", told(currency, amount)));
        }
        drawing.label(x + each * 3 / 8, HEIGHT - BOTTOM + 16, &name);
    }
    drawing.line(HEIGHT - BOTTOM);
    Some(drawing.finish() + &legend(["due", "promised", "expected"].into_iter()))
}

fn told(currency: Currency, amount: Balance) -> String {
    money(currency, amount)
}

/// Which pattern stands for what.
fn legend<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut list = "<ul class=\"legend\">".to_owned();
    for (pattern, name) in names.enumerate() {
        let _ = write!(
            list,
            "<li><svg width=\"14\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"14\" height=\"14\" fill=\"url(#p{pattern})\" class=\"bar\"/></svg> {}</li>",
            escaped(name)
        );
    }
    list + "</ul>\n"
}
