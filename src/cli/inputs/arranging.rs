//! Files that are arranged before they are read: reports, workbooks, and texts in encodings of two bytes. Each is arranged once.

use super::files;
use super::loader::Loader;
use super::reading::LedgerReading;
use super::sources::{LedgerFile, LedgerPart};
use crate::cli::shell::Shell;
use collect::arrange::{Arranged, ArrangedText, LeftOutRow, TableRows, arrange, is_foreign, is_needed, table_of};
use collect::finding::Finding;
use collect::ledger::Events;
use collect::ledger::reading::{BadRows, Format, Report};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Read};
use std::panic;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Once;

/// What came of files that were arranged, by their paths.
#[derive(Default)]
pub struct ArrangedFiles(RefCell<HashMap<(PathBuf, LedgerPart), ArrangedFile>>);

type ArrangedFile = Rc<Result<Arranged, Vec<Finding>>>;

/// Is the file to be arranged? Its first bytes may say so.
pub fn is_to_be_arranged(source: &LedgerFile, file: &mut dyn BufRead) -> io::Result<bool> {
    Ok(!source.is_log && source.kept.is_none() && (is_needed(&source.csv) || is_foreign(file.fill_buf()?)))
}

/// A workbook that is damaged may make its reader panic. That is caught and told as an error; what the reader itself would print is not.
fn without_words_of_the_reader() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |told| {
            if told.location().is_none_or(|place| !place.file().contains("calamine")) {
                usual(told);
            }
        }));
    });
}

impl LedgerFile {
    fn key(&self) -> (PathBuf, LedgerPart) {
        (self.path.clone(), if self.is_whole() { self.part } else { LedgerPart::Invoices })
    }
}

impl Loader {
    /// The rows of a file that is arranged; nothing, and errors in the report, where it cannot be. What is wrong with a file of invoices is
    /// told with its invoices.
    pub fn arranged(
        &self,
        source: &LedgerFile,
        mut file: Box<dyn BufRead + Send>,
        format: &Format,
        report: &mut Report,
    ) -> Option<(Box<dyn Read + Send>, Format)> {
        let kind = if source.part == LedgerPart::Events { TableRows::Events } else { TableRows::Invoices };
        let key = source.key();
        let mut bytes = Vec::new();
        if let Err(error) = file.read_to_end(&mut bytes) {
            report.add(files::unreadable(&source.path, &error));
            return None;
        }
        if source.part == LedgerPart::Customers {
            // They are read once.
            return match table_of(&bytes, &source.name(), &source.csv, format) {
                Ok(text) => Some((Box::new(Cursor::new(text.csv)), text.format)),
                Err(findings) => {
                    findings.into_iter().for_each(|finding| report.add(finding));
                    None
                }
            };
        }
        let arranged = self.arranged.0.borrow().get(&key).cloned();
        let arranged = arranged.unwrap_or_else(|| {
            without_words_of_the_reader();
            let instalments = self.instalments.clone().filter(|_| kind == TableRows::Invoices);
            let format = Format { instalments, ..format.clone() };
            let made = Rc::new(arrange(&bytes, &source.name(), &source.csv, &format, kind));
            self.arranged.0.borrow_mut().insert(key, made.clone());
            made
        });
        let of = |text: &ArrangedText| -> (Box<dyn Read + Send>, Format) { (Box::new(Cursor::new(text.csv.clone())), text.format.clone()) };
        match (&*arranged, source.part) {
            (Ok(arranged), LedgerPart::MoneyOfInvoices) => arranged.events.as_ref().map(of),
            (Ok(arranged), _) => {
                arranged.tell(&source.name(), report);
                Some(of(&arranged.rows))
            }
            (Err(_), LedgerPart::MoneyOfInvoices) => None,
            (Err(findings), _) => {
                findings.iter().for_each(|finding| report.add(finding.clone()));
                None
            }
        }
    }

    /// Calls with the customer of each row that cannot be arranged. Files of events were read before; of the invoices it is known only once
    /// they are arranged.
    pub fn each_unarranged(&self, mut take: impl FnMut(&str)) {
        if is_needed(&self.invoices.csv) {
            LedgerReading::new(self, BadRows::Skip).without_digest().open(&self.invoices);
        }
        if self.invoices.are_einvoices() {
            LedgerReading::new(self, BadRows::Skip).without_digest().open(&self.invoices);
            let read = self.einvoices_read.get().and_then(|read| read.as_ref().as_ref().ok());
            read.iter().flat_map(|rows| rows.customers_of_bad_files()).for_each(&mut take);
        }
        for file in self.arranged.0.borrow().values() {
            if let Ok(arranged) = &**file {
                arranged.customers_of_bad_rows().for_each(&mut take);
            }
        }
    }

    /// The rows of the invoices that are left out because of a text, and the invoices of which the instalments are others than before.
    pub fn rows_left_out(&self) -> (Vec<LeftOutRow>, Vec<(String, u32)>) {
        let files = self.arranged.0.borrow();
        let invoices = files.get(&self.invoices.key()).and_then(|file| file.as_ref().as_ref().ok());
        invoices.map(|arranged| (arranged.left_out.rows.clone(), arranged.instalments.replanned.clone())).unwrap_or_default()
    }

    /// Events that name an invoice of which the rows became instalments.
    pub fn unclear_of_report(&self, events: &Events) -> Vec<Finding> {
        let files = self.arranged.0.borrow();
        let invoices = files.get(&self.invoices.key()).and_then(|file| file.as_ref().as_ref().ok());
        invoices.map(|arranged| arranged.instalments.unclear(events)).unwrap_or_default()
    }

    /// Tells what of the files is not in the ledger, and why.
    pub fn tell_left_out(&self, shell: &Shell) {
        let arranged = self.arranged.0.borrow();
        for source in self.files() {
            let Some(file) = arranged.get(&source.key()) else { continue };
            let Ok(arranged) = &**file else { continue };
            let name = source.name();
            if !arranged.left_out.is_empty() {
                shell.note(&format!("{name}: left out: {}", arranged.left_out));
            }
            arranged.notes.iter().for_each(|note| shell.note(&format!("{name}: {note}")));
        }
    }
}
