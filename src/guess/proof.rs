//! The proof of a guess: the files are read with the very project file that would be written.

use crate::arrange::{Arranged, LeftOut, TableRows, arrange, is_foreign, is_needed};
use crate::calendar::Day;
use crate::finding::{Code, Finding, any_error};
use crate::ledger::reading::{BadRows, EventReader, Format, InvoiceReader, Report};
use crate::ledger::{Columns, Invoice, Terms};
use crate::money::{Balance, Currency};
use crate::project::{self, CsvFormat, Project};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

/// How many invoices are shown as they were read.
pub const SAMPLE: usize = 5;

/// So many bytes tell what a file is.
const HEAD: u64 = 64;

/// Opens a file of the project, no longer compressed.
pub type OpenByCurrency<'a> = dyn FnMut(&str) -> io::Result<Box<dyn Read>> + 'a;

#[derive(Debug, Default)]
pub struct Proof {
    /// The file of the invoices, as the project names it.
    pub file: String,
    pub sample: Vec<Sampled>,
    /// How many invoices could be read, and how many rows are none.
    pub invoices: u64,
    pub bad_invoices: u64,
    /// The sum of the amounts, in minor units, by currency.
    pub totals: BTreeMap<Currency, Balance>,
    /// What of it is open: what the invoices say, and nothing where they are settled.
    pub open: BTreeMap<Currency, Balance>,
    pub due: Option<(Day, Day)>,
    /// Do the invoices say what is open, and when any was paid?
    pub has_open_amounts: bool,
    pub has_settled_dates: bool,
    /// Payments and credits among the rows of the invoices, how many of them name no invoice, and the sum of all.
    pub money: u64,
    pub on_account: u64,
    pub money_totals: BTreeMap<Currency, Balance>,
    /// Rows of the invoices' file that are not in the ledger.
    pub left_out: LeftOut,
    pub notes: Vec<String>,
    /// How many totals of the file itself are what was read, and how many differ.
    pub agreeing_totals: u32,
    pub differing_totals: usize,
    pub events: u64,
    pub bad_events: u64,
    pub report: Report,
}

#[derive(Clone, Debug)]
pub struct Sampled {
    pub terms: Terms,
    texts: Vec<String>,
    columns: Columns,
}

impl Sampled {
    fn of(invoice: &Invoice<'_>) -> Sampled {
        let columns = invoice.columns().clone();
        let texts = (0..columns.names().len()).map(|place| invoice.text_at(place).to_owned()).collect();
        Sampled { terms: invoice.terms, texts, columns }
    }

    /// The text of a column of the ledger's format; empty where the file has none.
    pub fn text(&self, column: &str) -> &str {
        self.columns.position(column).map_or("", |place| &self.texts[place])
    }
}

impl Proof {
    /// Reads the files of a project file, as any command would; `as_of` is the day on which it does.
    /// Error: what is wrong with the project file, or with a header.
    pub fn of(text: &str, file: &str, as_of: Day, open: &mut OpenByCurrency<'_>) -> Result<Proof, Vec<Finding>> {
        let reading = project::read(text, file);
        let Some(Project { ledger, .. }) = reading.value.filter(|_| !any_error(&reading.findings)) else { return Err(reading.findings) };
        let mut proof = Proof { report: Report::new(BadRows::Stop), ..Proof::default() };
        if let Some(csv) = &ledger.invoices {
            proof.invoices(csv, as_of, ledger.currency, open)?;
        }
        let mut events = EventReader::new(false);
        let bad = proof.report.bad_row_count();
        for csv in ledger.events.iter().flatten() {
            let format = csv.for_reading(as_of, ledger.currency).map_err(|wrong| vec![bad_format(&wrong.format)])?;
            let before = (proof.report.error_count(), proof.report.bad_row_count());
            match proof.arranged(csv, &format, TableRows::Events, open)? {
                Some(arranged) => events.read(&*arranged.rows.csv, &csv.path, &arranged.rows.format, &mut proof.report),
                None => events.read(opened(open, &csv.path)?, &csv.path, &format, &mut proof.report),
            }
            // A header without what is needed is no bad row.
            if proof.report.error_count() > before.0 && proof.report.bad_row_count() == before.1 {
                return Err(proof.report.errors().shown.to_vec());
            }
        }
        (proof.events, proof.bad_events) = (events.count(), proof.report.bad_row_count() - bad);
        Ok(proof)
    }

    fn invoices(
        &mut self,
        csv: &CsvFormat,
        as_of: Day,
        currency: Option<Currency>,
        open: &mut OpenByCurrency<'_>,
    ) -> Result<(), Vec<Finding>> {
        let format = csv.for_reading(as_of, currency).map_err(|wrong| vec![bad_format(&wrong.format)])?;
        self.file.clone_from(&csv.path);
        let (input, format): (Box<dyn Read>, Format) = match self.arranged(csv, &format, TableRows::Invoices, open)? {
            Some(arranged) => {
                (self.agreeing_totals, self.differing_totals) = (arranged.agreeing_totals, arranged.differing_totals());
                if let Some(money) = &arranged.events {
                    let mut events = EventReader::new(false);
                    events.read(&*money.csv, &csv.path, &money.format, &mut self.report);
                    self.money = events.count();
                }
                self.on_account = arranged.money.iter().filter(|money| !money.names_invoice).count() as u64;
                for (currency, amount) in arranged.money.iter().filter_map(|money| money.amount) {
                    *self.money_totals.entry(currency).or_default() += Balance::from(amount);
                }
                self.left_out = arranged.left_out;
                self.notes = arranged.notes;
                (Box::new(Cursor::new(arranged.rows.csv)), arranged.rows.format)
            }
            None => (opened(open, &csv.path)?, format),
        };
        let Some(mut reader) = InvoiceReader::open(input, &csv.path, &format, &mut self.report) else {
            return Err(self.report.errors().shown.to_vec());
        };
        while let Some(invoice) = reader.next(&mut self.report) {
            let terms = invoice.terms;
            *self.totals.entry(terms.currency).or_default() += Balance::from(terms.amount);
            let open = terms.open_amount.map_or(terms.amount, |open| open.amount);
            *self.open.entry(terms.currency).or_default() += if terms.settled_date.is_some() { 0 } else { Balance::from(open) };
            let (first, last) = self.due.unwrap_or((terms.due_date, terms.due_date));
            self.has_open_amounts |= terms.open_amount.is_some();
            self.has_settled_dates |= terms.settled_date.is_some();
            self.due = Some((first.min(terms.due_date), last.max(terms.due_date)));
            if self.sample.len() < SAMPLE {
                self.sample.push(Sampled::of(&invoice));
            }
        }
        (self.invoices, self.bad_invoices) = (reader.count(), self.report.bad_row_count());
        Ok(())
    }

    /// Do the files say when money came in? Cash on account says so of no invoice.
    pub fn has_history(&self) -> bool {
        self.has_settled_dates || self.events > 0 || self.money > self.on_account
    }

    /// What is open by the file of invoices: on the invoices, less the payments and credits among them. Nothing where other files have events, or
    /// nothing says what is open.
    pub fn still_open(&self) -> Option<BTreeMap<Currency, Balance>> {
        let is_said = self.has_open_amounts || self.has_settled_dates || self.money > 0;
        let mut open = self.open.clone();
        for (currency, amount) in &self.money_totals {
            *open.entry(*currency).or_default() -= amount;
        }
        (is_said && self.events == 0).then_some(open)
    }

    /// A file that must be arranged before it is read. Rows that could not be arranged are told.
    fn arranged(
        &mut self,
        csv: &CsvFormat,
        format: &Format,
        kind: TableRows,
        open: &mut OpenByCurrency<'_>,
    ) -> Result<Option<Arranged>, Vec<Finding>> {
        let mut input = opened(open, &csv.path)?;
        let mut bytes = Vec::new();
        let unreadable = |error: io::Error| vec![Finding::new(Code::UnreadableFile, format!("cannot read {}: {error}", csv.path))];
        if !is_needed(csv) {
            input.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(unreadable)?;
            if !is_foreign(&bytes) {
                return Ok(None);
            }
        }
        input.read_to_end(&mut bytes).map_err(unreadable)?;
        let arranged = arrange(&bytes, &csv.path, csv, format, kind)?;
        arranged.tell(&csv.path, &mut self.report);
        Ok(Some(arranged))
    }

    /// Could most rows be read? If not, the mapping is wrong, not the rows. Headings and totals do not count: no mapping makes them invoices.
    pub fn is_convincing(&self) -> bool {
        self.invoices > self.bad_invoices - self.totals_and_headings() && self.events >= self.bad_events
    }

    /// How many rows of the invoices look like headings or totals of a grouped list.
    pub fn totals_and_headings(&self) -> u64 {
        self.report.total_row_count()
    }
}

fn bad_format(format: &str) -> Finding {
    Finding::new(Code::InvalidValue, format!("{format:?} is not a format of dates"))
}

fn opened(open: &mut OpenByCurrency<'_>, path: &str) -> Result<Box<dyn Read>, Vec<Finding>> {
    open(path).map_err(|error| vec![Finding::new(Code::UnreadableFile, format!("cannot read {path}: {error}"))])
}
