//! Files of events among exports: the ledger's own, and lists of payments.

use super::doubt::Answers;
use super::invoices::{dates, decimal};
use super::names::{OF_PAYMENTS, PAYMENTS, of_invoices};
use super::survey::Survey;
use super::words::plain;
use crate::project::CsvFormat;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileHolds {
    /// Invoices: there is a day by which something is to be paid.
    Invoices,
    Events,
    Payments,
    Other,
}

impl Survey {
    pub fn holds(&self) -> FileHolds {
        let has = |column: &str| {
            of_invoices(column).is_some_and(|names| !names.places(&self.header, |place| self.may_be(column, place)).is_empty())
        };
        let is_there = |name: &str| self.place(name).is_some();
        if is_there("date") && is_there("type") && (is_there("invoice_id") || is_there("customer_id")) {
            return FileHolds::Events;
        }
        if has("due_date") {
            return if has("amount") || has("open_amount") { FileHolds::Invoices } else { FileHolds::Other };
        }
        let is_of_payments = |name: &str| OF_PAYMENTS.iter().any(|word| plain(name).contains(word));
        let tells = is_of_payments(&self.file) || self.header.iter().any(|name| is_of_payments(name));
        let finds = |column: &str| PAYMENTS.iter().find(|names| names.column == column).is_some_and(|names| self.only(names) != Ok(None));
        if tells && finds("date") && finds("amount") && finds("invoice_id") { FileHolds::Payments } else { FileHolds::Other }
    }
}

/// How a file of events is to be read: the ledger's own, or a list of payments.
/// Error: why it is not certain; what was answered of the invoices counts only where the file itself leaves it open.
pub fn events(survey: &Survey, answers: &Answers) -> Result<CsvFormat, String> {
    let mut csv = CsvFormat { delimiter: survey.delimiter, encoding: survey.encoding, ..CsvFormat::plain(&survey.file) };
    let (mut days, mut amounts) = (Vec::new(), Vec::new());
    if survey.holds() == FileHolds::Events {
        days.extend(["date", "until"].iter().filter_map(|name| survey.place(name)));
        amounts.extend(survey.place("amount"));
    } else {
        csv.kind = Some("payment".to_owned());
        let mut all_name_an_invoice = false;
        for names in &PAYMENTS {
            let found = survey.only(names).map_err(|several| format!("`{}` may be any of {}", names.column, several.join(", ")))?;
            let Some(place) = found else { continue };
            match names.column {
                "date" => days.push(place),
                "amount" => amounts.push(place),
                "invoice_id" => all_name_an_invoice = survey.columns[place].filled == survey.rows,
                // The customer is that of the invoice; a list of payments often has the name where the invoices have a number.
                "customer_id" if all_name_an_invoice => continue,
                _ => {}
            }
            if survey.header[place] != names.column {
                csv.columns.push((names.column.to_owned(), vec![survey.header[place].clone()]));
            }
        }
    }
    let open = Answers::default();
    let formats =
        dates(survey, &days, &open).or_else(|doubt| if answers.date_format.is_some() { dates(survey, &days, answers) } else { Err(doubt) });
    csv.date_formats = formats.map_err(|doubt| doubt.to_string())?.0;
    let mark = decimal(survey, &amounts, &open).or_else(|doubt| if answers.decimal.is_some() { Ok(answers.decimal) } else { Err(doubt) });
    csv.decimal = mark.map_err(|doubt| doubt.to_string())?.map_or(csv.decimal, |mark| mark.mark());
    Ok(csv)
}
