//! The totals of a report, held against the rows above them: a report that was read wrong seldom adds up.

use super::debts::RowDraft;
use super::documents::KindOfRow;
use super::figure::Figure;
use super::filters::cell;
use crate::finding::{Code, quoted};
use crate::ledger::reading::{DecimalMark, LooseFault};

/// Sums of a column, as it stands in the file and as it is read, up to each place where a total may begin.
pub(super) struct TotalCheck {
    columns: Vec<ColumnSums>,
    decimal: DecimalMark,
    /// The currency of the rows, and whether there are several: nobody adds those.
    currency: Option<String>,
    has_several: bool,
    /// The columns of ages, such as `1-30` and `90+`, and that of the amount that they are parts of.
    bands: Vec<usize>,
    whole: Option<usize>,
    /// How many totals are the sum of rows above them.
    pub agreeing: u32,
    pub odd: Vec<(u32, LooseFault)>,
}

struct ColumnSums {
    field: usize,
    /// Does it stand for the amount, whose sign may be that of a word or a kind?
    is_amount: bool,
    /// As it stands there, and as it is read; the last is that of all rows.
    sums: Vec<[Figure; 2]>,
    /// Is there a cell that is no number, or no total that could be checked?
    is_unknown: bool,
}

/// So many places are kept where a total may begin, besides the beginning.
const MOST: usize = 50;

impl TotalCheck {
    /// For the columns that hold amounts; `amount` stands for the amount alone, and the ages are parts of `whole`.
    pub fn new(
        fields: impl Iterator<Item = usize>,
        amount: Option<usize>,
        whole: Option<usize>,
        names: &[String],
        decimal: DecimalMark,
    ) -> TotalCheck {
        let bands: Vec<usize> = names.iter().enumerate().filter(|(_, name)| is_age_band(name)).map(|(field, _)| field).collect();
        let whole = whole.filter(|whole| bands.len() >= 2 && !bands.contains(whole));
        let column = |field| ColumnSums {
            field,
            is_amount: amount == Some(field),
            sums: vec![[Figure::zero(), Figure::zero()], [Figure::zero(), Figure::zero()]],
            is_unknown: false,
        };
        TotalCheck {
            columns: fields.map(column).collect(),
            decimal,
            currency: None,
            has_several: false,
            bands,
            whole,
            agreeing: 0,
            odd: Vec::new(),
        }
    }

    /// The parts of a row by age, if they are not its amount.
    fn ages(&mut self, line: u32, cells: &[String], names: &[String]) {
        let Some(whole) = self.whole else { return };
        let figures: Option<Vec<Figure>> = self.bands.iter().map(|field| number(cell(cells, *field), self.decimal)).collect();
        let (Some(parts), Some(amount)) = (figures, number(cell(cells, whole), self.decimal)) else { return };
        let sum = parts.iter().fold(Figure::zero(), |sum, part| sum.plus(part));
        let is_filled = self.bands.iter().any(|field| !cell(cells, *field).is_empty());
        if is_filled && !sum.equals(&amount) {
            let message =
                format!("the parts by age add up to {}, and {} is {}", sum.text(self.decimal), names[whole], quoted(cell(cells, whole)));
            let hint = "compare the row with the report";
            self.odd.push((line, LooseFault::new(Code::TotalDiffers, Some(whole), message).hint(hint)));
        }
    }

    /// A row of the list. `read` is what it is in the ledger, if it goes there.
    pub fn row(&mut self, (line, cells): (u32, &[String]), names: &[String], currency: &str, read: Option<&(KindOfRow, RowDraft<'_>)>) {
        self.ages(line, cells, names);
        self.has_several |= *self.currency.get_or_insert_with(|| currency.to_owned()) != currency;
        let decimal = self.decimal;
        for column in &mut self.columns {
            let text = cell(cells, column.field);
            let Some(figure) = number(text, decimal) else {
                column.is_unknown = true;
                continue;
            };
            let signed = match read.filter(|_| column.is_amount) {
                Some((KindOfRow::Credit | KindOfRow::Payment, _)) => figure.absolute().negated(),
                Some((_, draft)) => draft.money.amount.clone().unwrap_or_else(|| figure.clone()),
                None => figure.clone(),
            };
            if let Some([raw, read]) = column.sums.last_mut() {
                (*raw, *read) = (raw.plus(&figure), read.plus(&signed));
            }
        }
    }

    /// A heading, or the end of a total: another total may begin here.
    pub fn boundary(&mut self) {
        for column in &mut self.columns {
            if column.sums.len() > MOST {
                column.sums.remove(1);
            }
            column.sums.extend(column.sums.last().cloned());
        }
    }

    /// A total: told, if it is not that of rows above it. All of its columns add up the same rows.
    pub fn total(&mut self, line: u32, cells: &[String], names: &[String]) {
        let columns = if self.has_several { &[][..] } else { &self.columns };
        let checked: Vec<(&ColumnSums, Figure)> = columns
            .iter()
            .filter(|column| !column.is_unknown)
            .filter_map(|column| Some((column, Figure::parse(cell(cells, column.field), self.decimal).ok()?)))
            .collect();
        let beginnings = checked.iter().map(|(column, _)| column.sums.len() - 1).min().unwrap_or(0);
        let is_sum = |(column, total): &(&ColumnSums, Figure), from: usize| {
            let last = &column.sums[column.sums.len() - 1];
            (0..2).any(|way| last[way].minus(&column.sums[from][way]).equals(total))
        };
        let fits = |from: usize| checked.iter().filter(|column| is_sum(column, from)).count();
        // The rows for which most columns fit, the fewest of these.
        if let Some(from) = (0..beginnings).max_by_key(|from| (fits(*from), *from)) {
            for (column, _) in checked.iter().filter(|column| !is_sum(column, from)) {
                let last = &column.sums[column.sums.len() - 1];
                let (text, rows) = (cell(cells, column.field), last[1].minus(&column.sums[from][1]).text(self.decimal));
                let message = format!("the total of {} is {}, and the rows above it add up to {rows}", names[column.field], quoted(text));
                let hint = "rows may be read wrong: compare kinds, signs and what is left out with the report";
                self.odd.push((line, LooseFault::new(Code::TotalDiffers, Some(column.field), message).hint(hint)));
            }
            self.agreeing += u32::from(fits(from) == checked.len());
        }
        self.boundary();
    }
}

/// Is it the name of a column of ages, such as `1-30`, `> 90` or `Current`?
pub fn is_age_band(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.trim().trim_start_matches(['>', '<']).trim_end_matches('+').trim();
    let name = ["days", "tage", "jours", "dias", "giorni", "dagen"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name).trim();
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    match name.split_once(['-', '–']).or_else(|| name.split_once(" to ")).or_else(|| name.split_once(" bis ")) {
        Some((from, to)) => is_number(from.trim()) && is_number(to.trim()),
        None => is_number(name) || matches!(name, "current" | "over 90" | "over 60" | "90 and over" | "older"),
    }
}

/// The number of a cell; nothing where it is none.
fn number(text: &str, decimal: DecimalMark) -> Option<Figure> {
    match text {
        "" | "-" | "–" | "—" => Some(Figure::zero()),
        text => Figure::parse(text, decimal).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_told_from_other_columns() {
        for name in ["1-30", "1 - 30", "91+", "> 90", "Current", "31 to 60", "61-90 days", "0 bis 30 Tage", "over 90"] {
            assert!(is_age_band(name), "{name}");
        }
        for name in ["Total", "Invoice", "2026", "Due 30", "A-1", ""] {
            assert!(!is_age_band(name), "{name}");
        }
    }
}
