//! Files of events among exports: the ledger's own, and lists of payments.

use super::answers::Answers;
use super::invoices::{dates, decimal};
use super::names::{OF_PAYMENTS, PAYMENTS, of_invoices};
use super::statuses::StatusMeans;
use super::survey::Survey;
use super::words::{lists, plain};
use crate::ledger::reading::EventType;
use crate::project::{CsvFormat, RowFilter};

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
        // A list of invoices may have columns of these names, too: the types tell.
        let are_events = || self.place("type").is_some_and(|place| self.words(place).any(|(word, _)| EventType::from_name(word).is_some()));
        let is_log = is_there("date") && is_there("type") && (is_there("invoice_id") || is_there("customer_id"));
        if is_log && (are_events() || !has("due_date")) {
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
    if csv.kind.is_some() {
        csv.layout.skip = failed(survey, answers)?;
    }
    let open = Answers::default();
    let formats =
        dates(survey, &days, &open).or_else(|doubt| if answers.date_format.is_some() { dates(survey, &days, answers) } else { Err(doubt) });
    csv.date_formats = formats.map_err(|doubt| doubt.to_string())?.0;
    let mark = decimal(survey, &amounts, &open).or_else(|doubt| if answers.decimal.is_some() { Ok(answers.decimal) } else { Err(doubt) });
    csv.decimal = mark.map_err(|doubt| doubt.to_string())?.map_or(csv.decimal, |mark| mark.mark());
    Ok(csv)
}

/// Payments that came in, and payments that did not (yet).
const RECEIVED: &str = "succeeded success successful paid completed complete settled cleared received posted captured approved confirmed \
                        reconciled authorised authorized deposited applied active bezahlt gebucht eingegangen abgeschlossen paye recu \
                        effectue encaisse pagado pagada pago recibido cobrado pagato ricevuto betaald ontvangen paidout partiallyapplied";
const NOT_RECEIVED: &str = "failed failure pending processing declined rejected returned bounced cancelled canceled void voided deleted reversed \
                            refunded draft expired disputed chargeback chargedback inprogress open submitted pendingsubmission created \
                            fehlgeschlagen offen abgelehnt storniert zuruckgegeben echoue refuse annule enattente fallido rechazado anulado \
                            pendiente fallito rifiutato annullato mislukt geannuleerd openstaand";

/// Rows of a list of payments that are none.
/// Error: a status that nobody has explained.
fn failed(survey: &Survey, answers: &Answers) -> Result<Vec<RowFilter>, String> {
    let is_status =
        |place: &usize| lists("status state paymentstatus statut estado stato zahlungsstatus etat", &plain(&survey.header[*place]));
    let mut found = Vec::new();
    for place in (0..survey.header.len()).filter(is_status) {
        let mut texts = Vec::new();
        for (word, count) in survey.words(place).filter(|(word, _)| !word.is_empty()) {
            let answered = answers.statuses.iter().find(|(answered, _)| answered == word).map(|(_, means)| *means);
            let is_known = |list| lists(list, &plain(word));
            match answered {
                Some(StatusMeans::Skip) => texts.push(word.to_owned()),
                Some(_) => {}
                None if is_known(RECEIVED) => {}
                None if is_known(NOT_RECEIVED) => texts.push(word.to_owned()),
                None => {
                    return Err(format!(
                        "column {:?} has {word:?} in {count} rows, which may be payments or not: add --status \"{word}=paid\" or \
                         --status \"{word}=skip\"",
                        survey.header[place]
                    ));
                }
            }
        }
        if !texts.is_empty() {
            found.push(RowFilter { column: survey.header[place].clone(), texts });
        }
    }
    Ok(found)
}
