//! What a file of customers says of each: it fills the cells that their invoices leave empty.

use super::reading::TERM_COLUMNS;
use super::{language, without_zeros};
use crate::finding::{Code, Finding, Place};
use crate::store::{Field, IdKey};
use std::collections::{BTreeSet, HashMap};

/// The rows of a file of customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerTable {
    file: String,
    columns: Vec<String>,
    language: Option<usize>,
    rows: Vec<CustomerRow>,
    places: HashMap<IdKey, u32>,
    unread: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct CustomerRow {
    line: u32,
    /// All cells, one after the other, and where each ends.
    text: Box<str>,
    ends: Box<[u32]>,
    /// Does its cell name a language? Then it counts for all invoices, whatever they say.
    names_language: bool,
}

impl CustomerTable {
    /// No customers yet, of a file with these columns beside the customer's id.
    pub fn new(file: &str, columns: Vec<String>) -> CustomerTable {
        let language = columns.iter().position(|name| name == Field::Language.name());
        CustomerTable { file: file.to_owned(), columns, language, ..CustomerTable::default() }
    }

    /// May a column of that name fill cells of invoices? What an invoice says of itself stands in its own row only.
    pub fn may_fill(column: &str) -> bool {
        let own = [Field::InvoiceId, Field::CustomerId, Field::PaymentLink].map(Field::name);
        !own.contains(&column) && !TERM_COLUMNS.contains(&column)
    }

    /// Adds a customer, with the texts of the columns.
    /// Error: the line on which the same customer stands before.
    pub(super) fn add<'t>(&mut self, id: &str, line: u32, texts: impl Iterator<Item = &'t str>) -> Result<(), u32> {
        let next = self.rows.len() as u32;
        let place = *self.places.entry(IdKey::of(id)).or_insert(next);
        if place < next {
            return Err(self.rows[place as usize].line);
        }
        let (mut text, mut ends, mut names_language) = (String::new(), Vec::with_capacity(self.columns.len()), false);
        for (column, cell) in texts.enumerate() {
            names_language |= self.language == Some(column) && language(cell).is_some();
            text.push_str(cell);
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        self.rows.push(CustomerRow { line, text: text.into(), ends: ends.into(), names_language });
        Ok(())
    }

    /// A row that could not be read names this customer.
    pub(super) fn add_unread(&mut self, id: String) {
        self.unread.insert(id);
    }

    /// The customers that rows name which were skipped.
    pub fn unread(&self) -> &BTreeSet<String> {
        &self.unread
    }

    /// The columns that fill those of invoices.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn file(&self) -> &str {
        &self.file
    }

    /// Does it have this customer?
    pub fn has(&self, id: &str) -> bool {
        self.places.contains_key(&IdKey::of(id))
    }

    /// A customer of an invoice that is not here, but as a spreadsheet shortens it: the id that is here.
    pub(super) fn shortened<'i>(&self, id: &'i str) -> Option<&'i str> {
        without_zeros(id).filter(|short| self.has(short) && !self.has(id))
    }

    /// Says that a row lost the zeros of its id, which is another in the invoices.
    pub fn lost_zeros(&self, id: &str) -> Option<Finding> {
        let short = without_zeros(id)?;
        let row = &self.rows[*self.places.get(&IdKey::of(short))? as usize];
        let message = format!("customer {short:?} has no invoice, but {id:?} has: the leading zeros are gone");
        let hint = "export the file again; in a spreadsheet, import all columns as text";
        Some(Finding::new(Code::MangledId, message).at(Place::line(&self.file, row.line)).hint(hint))
    }

    /// What is known of a customer.
    pub(super) fn find(&self, id: &str) -> Option<CustomerCells<'_>> {
        let place = self.places.get(&IdKey::of(id))?;
        Some(CustomerCells { row: &self.rows[*place as usize], language: self.language })
    }

    /// The warning that the file names no customer of any invoice: then it fills nothing, and its ids are another system's.
    pub fn is_of_others(&self) -> Finding {
        let message = "no invoice is of a customer in this file, so it fills no cell";
        let hint = "map the column that has the customer_id of the invoices, as in `columns: { customer_id: Account }`";
        Finding::new(Code::NoCustomer, message).at(Place::line(&self.file, 1)).hint(hint)
    }
}

/// One customer's row.
#[derive(Clone, Copy)]
pub(super) struct CustomerCells<'t> {
    row: &'t CustomerRow,
    language: Option<usize>,
}

impl<'t> CustomerCells<'t> {
    /// What a cell of an invoice says, with the customer's own column for it.
    pub fn fill(&self, own: &'t str, column: usize) -> &'t str {
        let wins = self.language == Some(column) && self.row.names_language;
        if own.is_empty() || wins { self.cell(column) } else { own }
    }

    fn cell(&self, column: usize) -> &'t str {
        let start = if column == 0 { 0 } else { self.row.ends[column - 1] };
        &self.row.text[start as usize..self.row.ends[column] as usize]
    }
}
