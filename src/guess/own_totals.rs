//! The totals that a report itself has, next to what was read of it.

use super::worked_out::is_band;
use crate::arrange::names_of;
use crate::ledger::reading::{DecimalMark, Encoding, LooseRow, Report, TextRows, Written, total_of};
use crate::ledger::{Field, Invoice};
use crate::money::{Balance, Currency};
use crate::project::CsvFormat;
use std::collections::BTreeMap;

/// What a report says itself, and what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTotal {
    pub line: u32,
    /// What it is the total of: a customer, or all.
    pub of: TotalOf,
    pub currency: Currency,
    /// In minor units of the currency.
    pub said: Balance,
    pub read: Balance,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TotalOf {
    All,
    Customer(String),
    /// The bands of age of one row: they are the row's amount.
    Bands,
}

impl OwnTotal {
    pub fn agrees(&self) -> bool {
        self.said == self.read
    }
}

/// What was read of a file, in one currency: the amounts of the column that its totals are of.
#[derive(Clone, Debug, Default)]
pub(super) struct SumsRead {
    pub all: BTreeMap<Currency, Balance>,
    /// By the customer's id and by the name.
    pub customers: BTreeMap<String, Balance>,
}

impl SumsRead {
    pub fn add(&mut self, invoice: &Invoice<'_>) {
        let terms = invoice.terms;
        let amount = Balance::from(terms.open_amount.map_or(terms.amount, |open| open.amount));
        *self.all.entry(terms.currency).or_default() += amount;
        let name = invoice.field(Field::CustomerName);
        *self.customers.entry(invoice.customer().to_owned()).or_default() += amount;
        if !name.is_empty() && name != invoice.customer() {
            *self.customers.entry(name.to_owned()).or_default() += amount;
        }
    }

    /// Takes payments off, which were found among the invoices: CSV in the ledger's own columns.
    pub fn take_off(&mut self, payments: &[u8]) {
        let mut report = Report::default();
        let Some(table) = TextRows::open(payments, "", b',', Encoding::Utf8, &mut report) else { return };
        let mut are_all_known = true;
        let place = |column: &str| table.names().iter().position(|name| name == column);
        let (amount, currency, customer) = (place("amount"), place("currency"), place("customer_id"));
        table.each(&mut report, |row| {
            let text = |place: Option<usize>| place.map_or("", |place| row.field(place));
            let currency = Currency::from_code(text(currency)).or_else(|| self.all.keys().next().copied());
            let paid = |currency: Currency| Written::parse(text(amount), DecimalMark::Point).ok()?.minor(currency).ok();
            if let Some((currency, paid)) = currency.and_then(|currency| Some((currency, Balance::from(paid(currency)?)))) {
                *self.all.entry(currency).or_default() -= paid;
                match self.customers.get_mut(text(customer)) {
                    Some(sum) => *sum -= paid,
                    // It names an invoice only: then it is not known whose sum it lowers.
                    None => are_all_known = false,
                }
            }
        });
        if !are_all_known {
            self.customers.clear();
        }
    }
}

/// Compares the totals of a report with what was read of it. Nothing where it has none, or several currencies.
pub(super) fn own_totals(rows: &[LooseRow], csv: &CsvFormat, sums: &SumsRead) -> Vec<OwnTotal> {
    let (Some((currency, all)), 1) = (sums.all.first_key_value(), sums.all.len()) else { return Vec::new() };
    if csv.layout.minor_units || csv.layout.amount.is_some() {
        return Vec::new();
    }
    let Ok((names, behind)) = names_of(rows, &csv.path, csv.layout.header) else { return Vec::new() };
    let place = |column: &str| place_of(column, csv, &names);
    let Some(column) = place("open_amount").or_else(|| place("amount")) else { return Vec::new() };
    let id = place("invoice_id");
    let decimal = if csv.decimal == ',' { DecimalMark::Comma } else { DecimalMark::Point };
    let figure = |text: &str| Written::parse(text, decimal).ok()?.minor(*currency).ok().map(Balance::from);
    let mut found: Vec<OwnTotal> = Vec::new();
    let mut bare: Vec<(u32, Balance)> = Vec::new();
    let bands: Vec<usize> = names.iter().enumerate().filter(|(_, name)| is_band(name)).map(|(at, _)| at).collect();
    for row in &rows[behind..] {
        let Some(said) = row.cells.get(column).and_then(|cell| figure(cell)) else { continue };
        let has_id = id.and_then(|id| row.cells.get(id)).is_some_and(|id| !id.is_empty() && total_of(id).is_none());
        let Some(of) = row.cells.iter().find_map(|cell| total_of(cell)).filter(|_| !has_id) else {
            found.extend(of_bands(row, &bands, said, *currency, figure));
            continue;
        };
        match sums.customers.iter().find(|(name, _)| name.to_lowercase() == of) {
            Some((name, read)) => {
                found.push(OwnTotal { line: row.line, of: TotalOf::Customer(name.clone()), currency: *currency, said, read: *read });
            }
            None if of.is_empty() => bare.push((row.line, said)),
            None => {}
        }
    }
    if let Some((line, last)) = bare.last() {
        // Where each group ends with a total without a name, all is their sum, unless the last one is that already.
        let before: Balance = bare[..bare.len() - 1].iter().map(|(_, said)| *said).sum();
        let said = if bare.len() == 1 || before == *last { *last } else { before + *last };
        found.push(OwnTotal { line: *line, of: TotalOf::All, currency: *currency, said, read: *all });
    }
    found
}

/// Where a column of the ledger stands in the file.
fn place_of(column: &str, csv: &CsvFormat, names: &[String]) -> Option<usize> {
    let mapped = csv.columns.iter().find(|(known, _)| known == column).and_then(|(_, names)| names.first());
    let name = mapped.map_or(column, String::as_str);
    names.iter().position(|found| found == name)
}

fn of_bands(
    row: &LooseRow,
    bands: &[usize],
    amount: Balance,
    currency: Currency,
    figure: impl Fn(&str) -> Option<Balance>,
) -> Option<OwnTotal> {
    let cells = || bands.iter().filter_map(|at| row.cells.get(*at)).filter(|cell| !cell.is_empty());
    if bands.len() < 2 || cells().next().is_none() {
        return None;
    }
    let said = cells().map(|cell| figure(cell)).sum::<Option<Balance>>()?;
    (said != amount).then_some(OwnTotal { line: row.line, of: TotalOf::Bands, currency, said, read: amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(report: &str, columns: &[(&str, &str)], all: Balance, customers: &[(&str, Balance)]) -> Vec<(u32, bool, Balance)> {
        let columns = columns.iter().map(|(column, name)| ((*column).to_owned(), vec![(*name).to_owned()])).collect();
        let csv = CsvFormat { columns, ..CsvFormat::plain("x.csv") };
        let rows = crate::arrange::rows_of(report.as_bytes(), "x.csv", &csv).unwrap();
        let customers = customers.iter().map(|(name, sum)| ((*name).to_owned(), *sum)).collect();
        let sums = SumsRead { all: [(Currency::from_code("EUR").unwrap(), all)].into(), customers };
        own_totals(&rows, &csv, &sums).into_iter().map(|total| (total.line, total.agrees(), total.said)).collect()
    }

    const COLUMNS: [(&str, &str); 2] = [("invoice_id", "No"), ("amount", "Open")];

    #[test]
    fn totals_of_customers_and_of_all_are_compared() {
        let report = "Customer,No,Open\nAlpha,1,10.00\nAlpha,2,5.50\nTotal Alpha,,15.50\nBeta,3,7.00\nTotal Beta,,7.00\nTOTAL,,22.50\n";
        let right = compared(report, &COLUMNS, 2250, &[("Alpha", 1550), ("Beta", 700)]);
        assert_eq!(right, [(4, true, 1550), (6, true, 700), (7, true, 2250)]);
        // A row was not read.
        let wrong = compared(report, &COLUMNS, 2200, &[("Alpha", 1500), ("Beta", 700)]);
        assert_eq!(wrong, [(4, false, 1550), (6, true, 700), (7, false, 2250)]);
    }

    #[test]
    fn totals_without_names_are_added_up() {
        let report = "Customer,No,Open\nAlpha,1,10.00\nTotal:,,10.00\nBeta,2,7.00\nTotal:,,7.00\n";
        assert_eq!(compared(report, &COLUMNS, 1700, &[]), [(5, true, 1700)]);
        let report = format!("{report}Grand total,,17.00\n");
        assert_eq!(compared(&report, &COLUMNS, 1700, &[]), [(6, true, 1700)]);
    }

    #[test]
    fn bands_of_age_are_the_amount() {
        let report = "Customer,No,Open,Current,1-30\nAlpha,1,10.00,10.00,0.00\nBeta,2,7.00,0.00,6.00\n";
        assert_eq!(compared(report, &COLUMNS, 1700, &[]), [(3, false, 600)]);
    }

    #[test]
    fn an_invoice_for_a_total_loss_is_no_total() {
        let report = "No,Text,Open\n1,Total loss of a pump,10.00\n";
        assert_eq!(compared(report, &COLUMNS, 1000, &[]), []);
    }
}
