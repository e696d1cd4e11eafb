//! The language in which each customer is written to: that of the first row of the ledger that names one, for all of the customer's messages.

use crate::ledger::{Columns, Field, Invoice, InvoiceId, Invoices, language};
use crate::store::CustomerId;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct LanguageGathering {
    wanted: bool,
    /// The current row: the block of the file, and its place there.
    block: u64,
    row: u32,
    codes: Codes,
    cells: HashMap<String, Option<u16>>,
    /// By the customer's place: the first row that names a language, and which.
    first: HashMap<CustomerId, (u64, u32, u16)>,
}

/// So many cells that were understood are remembered: there are few languages.
const MOST_CELLS: usize = 1000;

const NONE: u16 = u16::MAX;

#[derive(Default)]
struct Codes {
    list: Vec<String>,
    places: HashMap<String, u16>,
}

impl Codes {
    /// The place of a code; [`NONE`] when there are too many to be languages.
    fn keep(&mut self, code: &str) -> u16 {
        if let Some(place) = self.places.get(code) {
            return *place;
        }
        let place = u16::try_from(self.list.len()).unwrap_or(NONE);
        if place < NONE {
            self.list.push(code.to_owned());
            self.places.insert(code.to_owned(), place);
        }
        place
    }
}

impl LanguageGathering {
    pub fn new(columns: &Columns) -> LanguageGathering {
        LanguageGathering { wanted: columns.position(Field::Language.name()).is_some(), ..LanguageGathering::default() }
    }

    /// For other rows of the same ledger.
    pub fn beside(&self) -> LanguageGathering {
        LanguageGathering { wanted: self.wanted, ..LanguageGathering::default() }
    }

    /// The rows that follow are those of the file's block with this number.
    pub fn begin(&mut self, block: u64) {
        (self.block, self.row) = (block, 0);
    }

    pub fn meet(&mut self, customer: CustomerId, invoice: &Invoice<'_>) {
        if !self.wanted {
            return;
        }
        self.row += 1;
        let cell = invoice.field(Field::Language);
        if cell.is_empty() {
            return;
        }
        let LanguageGathering { cells, codes, .. } = self;
        let understood = cells.get(cell).copied().unwrap_or_else(|| {
            let understood = language(cell).map(|code| codes.keep(&code));
            if cells.len() < MOST_CELLS {
                cells.insert(cell.to_owned(), understood);
            }
            understood
        });
        if let Some(code) = understood {
            self.offer(customer, (self.block, self.row, code));
        }
    }

    fn offer(&mut self, customer: CustomerId, named: (u64, u32, u16)) {
        let first = self.first.entry(customer).or_insert(named);
        *first = named.min(*first);
    }

    pub fn join(&mut self, other: LanguageGathering, place: impl Fn(CustomerId) -> CustomerId) {
        let moved: Vec<u16> = other.codes.list.iter().map(|code| self.codes.keep(code)).collect();
        for (customer, (block, row, code)) in other.first {
            self.offer(place(customer), (block, row, moved.get(usize::from(code)).copied().unwrap_or(NONE)));
        }
    }

    /// The languages of these invoices' customers, whose places are asked for by id.
    pub fn finish(self, invoices: &Invoices, place: impl Fn(&str) -> Option<CustomerId>) -> Languages {
        if self.first.is_empty() {
            return Languages::default();
        }
        let mut last: Option<(&str, u16)> = None;
        let of = (0..invoices.len() as u32).map(|index| {
            let customer = invoices.get(InvoiceId(index)).customer();
            match last {
                Some((same, code)) if same == customer => code,
                _ => {
                    let code = place(customer).and_then(|place| self.first.get(&place)).map_or(NONE, |(_, _, code)| *code);
                    last = Some((customer, code));
                    code
                }
            }
        });
        Languages { of: of.collect(), codes: self.codes.list }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages {
    codes: Vec<String>,
    /// By the invoice's place; nothing where no row names a language.
    of: Vec<u16>,
}

impl Languages {
    /// Those of the customers of some invoices, where these are all of the ledger.
    pub fn of_rows(invoices: &Invoices) -> Languages {
        let mut gathering = LanguageGathering::new(invoices.columns());
        let mut places: HashMap<&str, CustomerId> = HashMap::new();
        for index in 0..invoices.len() as u32 {
            let invoice = invoices.get(InvoiceId(index));
            let next = CustomerId(places.len() as u32);
            gathering.meet(*places.entry(invoice.customer()).or_insert(next), &invoice);
        }
        gathering.finish(invoices, |customer| places.get(customer).copied())
    }

    /// The code of the language in which an invoice's customer is written to, such as `de-AT`; empty where no row names one.
    pub fn of(&self, invoice: InvoiceId) -> &str {
        let code = self.of.get(invoice.0 as usize).copied().unwrap_or(NONE);
        self.codes.get(usize::from(code)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests;
