//! Invoices in e-invoice formats as rows of a ledger: UBL 2.1, CII, XRechnung (which is either), and Factur-X and ZUGFeRD (CII in a PDF).
//!
//! Each file is one invoice. What comes out is CSV in the ledger's own columns, for the ordinary reader, a row for each invoice or instalment;
//! [`OriginRows`] knows the file and element of each cell, so that whatever is told of it later names the right place.

mod checked;
mod cii;
mod document;
mod pdf;
mod rows;
mod skonto;
mod text;
mod ubl;

pub use rows::EINVOICE_COLUMNS;

use crate::finding::{Code, Finding, quoted};
use crate::ledger::reading::{DateFormats, DecimalMark, Encoding, Format, LooseFault, OriginDocument, OriginRows, Report};
use crate::ledger::{Events, Instalments};
use crate::project::{CsvFormat, FileLayout, TermsSource};
use crate::xml::XmlElement;
use checked::EInvoiceFault;
use document::{EInvoiceDocument, TradeParty, XmlValue};
use rows::{EInvoiceRow, EInvoiceRules};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use text::RowText;

/// Elements that an invoice is not read for.
const PASSED_OVER: [&str; 7] = [
    "InvoiceLine",
    "CreditNoteLine",
    "IncludedSupplyChainTradeLineItem",
    "AdditionalDocumentReference",
    "AdditionalReferencedDocument",
    "UBLExtensions",
    "TaxTotal",
];

/// The files of some e-invoices as rows, while they are read one after the other.
pub struct EInvoices {
    rules: EInvoiceRules,
    text: RowText,
    origin: OriginRows,
    faults: Vec<(u32, Vec<LooseFault>)>,
    /// By id: the file that has it.
    known: HashMap<String, String>,
    split: Instalments,
    unread: BTreeSet<String>,
    seller: Option<(TradeParty, String)>,
}

/// CSV that an ordinary reader reads, how it is written, and what could not be made a row.
#[derive(Clone, Debug)]
pub struct EInvoiceRows {
    pub csv: Vec<u8>,
    pub format: Format,
    faults: Vec<(u32, Vec<LooseFault>)>,
    origin: Arc<OriginRows>,
    /// Invoices that became instalments, by their numbers: the ids of these.
    split: Instalments,
    unread: BTreeSet<String>,
}

impl EInvoiceRows {
    /// The customers of files that could not be used and may be credit notes.
    pub fn customers_of_bad_files(&self) -> impl Iterator<Item = &str> {
        self.unread.iter().map(String::as_str)
    }

    /// Events that name an invoice which became instalments: which of them is meant, nobody knows.
    pub fn unclear(&self, events: &Events) -> Vec<Finding> {
        self.split.unclear(events)
    }

    /// Tells of the files that could not be used.
    pub fn tell(&self, name: &str, report: &mut Report) {
        for (line, faults) in &self.faults {
            report.bad_loose_row(name, &self.origin, *line, faults);
        }
    }
}

impl EInvoices {
    /// For a project that says this of them.
    /// Error: what it says does not go with e-invoices.
    pub fn new(csv: &CsvFormat) -> Result<EInvoices, Finding> {
        let days = match csv.layout.due_date.as_ref().map(|due| &due.terms) {
            None => None,
            Some(TermsSource::Days(days)) => Some(*days),
            Some(TermsSource::Column(_)) => {
                let message = "`due_date.terms` must be a number of days for e-invoices: their terms are words";
                return Err(Finding::new(Code::KeyConflict, message).hint("write it as in `due_date: { terms: 30 }`"));
            }
        };
        if (FileLayout { due_date: None, ..csv.layout.clone() }) != FileLayout::default() {
            let message = "e-invoices have a format of their own, which needs no key for the layout of a file";
            let hint = "of the keys for reports keep `due_date` only; `columns` and `values` go with e-invoices, too";
            return Err(Finding::new(Code::KeyConflict, message).hint(hint));
        }
        let is_customer_mapped = csv.columns.iter().any(|(column, _)| column == "customer_id");
        let mut origin = OriginRows::of_text(b',', Encoding::Utf8);
        origin.header_line = 1;
        origin.add(1, b"file");
        let (rules, text) = (EInvoiceRules { days, is_customer_mapped }, RowText::new(&EINVOICE_COLUMNS));
        Ok(EInvoices {
            rules,
            text,
            origin,
            faults: Vec::new(),
            known: HashMap::new(),
            split: Instalments::default(),
            unread: BTreeSet::new(),
            seller: None,
        })
    }

    /// Adds a file under the name that messages give it.
    pub fn add(&mut self, file: &str, bytes: &[u8]) {
        let (mut number, mut may_be_credit_of) = (None, None);
        let (name, result) = match document(file, bytes) {
            Ok((name, document)) => {
                number = document.number.as_ref().map(|number| number.text.clone());
                may_be_credit_of = rows::may_be_credit_of(&document).map(str::to_owned);
                let rows = self.of_one_seller(&document, &name).and_then(|()| rows::rows(&document, self.rules));
                let rows = rows.and_then(|rows| if rows.is_empty() { Ok(rows) } else { self.new_ids(&name, rows) });
                (name, rows)
            }
            Err(fault) => (file.to_owned(), Err(vec![fault])),
        };
        match result {
            Ok(rows) => {
                if let (Some(number), true) = (number, rows.len() > 1) {
                    let ids = rows.iter().filter_map(|row| row.cells.get("invoice_id")).map(|(id, _)| id.clone());
                    self.split.add(number, ids.collect());
                }
                rows.into_iter().for_each(|row| self.push(&name, &row));
            }
            Err(faults) => {
                self.unread.extend(may_be_credit_of);
                let line = self.text.skip_line();
                let places = faults.iter().map(|fault| Some((fault.line, fault.column))).collect();
                self.origin.add_document(line, OriginDocument { file: name, cells: places });
                let loose =
                    |(place, fault): (usize, EInvoiceFault)| LooseFault::new(fault.code, Some(place), fault.message).hint(fault.hint);
                self.faults.push((line, faults.into_iter().enumerate().map(loose).collect()));
            }
        }
    }

    fn push(&mut self, file: &str, row: &EInvoiceRow) {
        let cell = |column: &&str| row.cells.get(*column).map_or("", |(text, _)| text.as_str());
        let cells: Vec<&str> = EINVOICE_COLUMNS.iter().map(|column| if *column == "file" { file } else { cell(column) }).collect();
        let line = self.text.add(&cells);
        let places = EINVOICE_COLUMNS.iter().map(|column| row.cells.get(*column).and_then(|(_, place)| *place)).collect();
        self.origin.add_document(line, OriginDocument { file: file.to_owned(), cells: places });
    }

    /// No two files are the same invoice.
    fn new_ids(&mut self, file: &str, rows: Vec<EInvoiceRow>) -> Result<Vec<EInvoiceRow>, Vec<EInvoiceFault>> {
        let ids: Vec<(String, (u32, u32))> =
            rows.iter().filter_map(|row| row.cells.get("invoice_id")).map(|(id, place)| (id.clone(), place.unwrap_or((1, 0)))).collect();
        if let Some((id, first, (line, column))) = ids.iter().find_map(|(id, place)| Some((id, self.known.get(id)?, *place))) {
            let message = format!("invoice {} is in two files, first in {first}", quoted(id));
            return Err(vec![EInvoiceFault {
                line,
                column,
                ..EInvoiceFault::new(Code::DuplicateInvoice, message, "keep one of the files")
            }]);
        }
        self.known.extend(ids.into_iter().map(|(id, _)| (id, file.to_owned())));
        Ok(rows)
    }

    /// All files are those of one seller: others are bills to us.
    fn of_one_seller(&mut self, document: &EInvoiceDocument, file: &str) -> Result<(), Vec<EInvoiceFault>> {
        let Some((seller, first)) = &self.seller else {
            self.seller = Some((document.seller.clone(), file.to_owned()));
            return Ok(());
        };
        let (one, other) = (keys(seller), keys(&document.seller));
        let compared = one.iter().zip(&other).find_map(|(one, other)| one.zip(*other));
        let Some((one, other)) = compared.filter(|(one, other)| bare(&one.text) != bare(&other.text)) else { return Ok(()) };
        let message = format!("the seller is {}, but that of {first} is {}", shown(&document.seller, other), shown(seller, one));
        let hint = "take out what is not yours: bills of suppliers are not invoices to customers";
        Err(vec![EInvoiceFault::new(Code::ConflictingCells, message, hint).at(other)])
    }

    /// What came of all files. `format` is how the currency of the project and its columns are known.
    pub fn finish(self, format: &Format) -> EInvoiceRows {
        let origin = Arc::new(self.origin);
        let columns = EINVOICE_COLUMNS.map(str::to_owned);
        let format = Format {
            delimiter: b',',
            encoding: Encoding::Utf8,
            dates: DateFormats::default(),
            decimal: DecimalMark::Point,
            origin: Some(Arc::new(OriginRows::with_titles(&origin, columns))),
            ..format.clone()
        };
        EInvoiceRows { csv: self.text.into_bytes(), format, faults: self.faults, origin, split: self.split, unread: self.unread }
    }
}

/// A number or name without what is written in more than one way.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// By what sellers are compared: the first that both have.
fn keys(party: &TradeParty) -> [Option<&XmlValue>; 5] {
    [&party.vat_id, &party.registration, &party.identifier, &party.electronic_address, &party.name].map(Option::as_ref)
}

fn shown(party: &TradeParty, key: &XmlValue) -> String {
    match &party.name {
        Some(name) if name.text != key.text => format!("{} ({})", name.text, key.text),
        _ => key.text.clone(),
    }
}

/// What a file says, and the name of that which says it: a PDF has its invoice in a file of its own.
fn document(file: &str, bytes: &[u8]) -> Result<(String, EInvoiceDocument), EInvoiceFault> {
    let wrong = |message: String| EInvoiceFault::new(Code::UnreadableFile, message, "correct the file, or take it out");
    let of_pdf = |message: String| EInvoiceFault {
        hint: "take it out, or name only the others, as in `path: invoices/*.xml`".to_owned(),
        ..wrong(message)
    };
    let embedded = if pdf::is_pdf(bytes) { Some(pdf::embedded(bytes).map_err(of_pdf)?) } else { None };
    let (name, bytes) = match &embedded {
        Some((name, bytes)) => (format!("{file} ({name})"), bytes.as_slice()),
        None => (file.to_owned(), bytes),
    };
    let root = XmlElement::parse(bytes, &PASSED_OVER).map_err(|fault| {
        let message = format!("the file cannot be read as XML: {}", fault.message);
        EInvoiceFault { line: fault.line, column: fault.column, ..wrong(message) }
    })?;
    let is_of = |namespace: &str| root.attributes.iter().any(|(name, value)| name == "xmlns" && value.starts_with(namespace));
    match root.name.as_str() {
        "Invoice" | "CreditNote" if is_of(ubl::NAMESPACE) => Ok((name, ubl::read(&root))),
        "CrossIndustryInvoice" if is_of(cii::NAMESPACE) => Ok((name, cii::read(&root))),
        "CrossIndustryDocument" => Err(wrong("the file is ZUGFeRD 1.0, which is not read; ZUGFeRD 2 and Factur-X are".to_owned())),
        other => Err(wrong(format!(
            "the file begins with the element {other}, and an e-invoice with Invoice, CreditNote or CrossIndustryInvoice"
        ))),
    }
}
