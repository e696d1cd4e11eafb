//! What the book says, invoice by invoice, in little memory: what is compared with an export, and no texts.

use super::book::{BadBook, BookColumns};
use super::comparison::{Elsewhere, LastSeen};
use super::elsewhere::OtherFiles;
use super::status_words::{KnownWords, WatchedColumns};
use super::sums::SyncSums;
use crate::calendar::Day;
use crate::ledger::{Columns, Event, Invoice};
use crate::money::{Balance, Currency, Minor};
use crate::store::IdKey;
use hashbrown::HashTable;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// One invoice of the book. Its customer and its texts are told from others by their hashes.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownInvoice {
    key: IdKey,
    pub customer: u64,
    pub texts: u64,
    pub amount: Minor,
    pub open: Minor,
    pub due: Day,
    pub issued: Option<Day>,
    pub contained: Option<Day>,
    currency: u16,
    pub gone: bool,
    pub came_last: bool,
    pub left_last: bool,
}

impl KnownInvoice {
    pub fn is_of(&self, currency: Currency) -> bool {
        self.currency == currency.number()
    }

    pub fn currency_number(&self) -> u16 {
        self.currency
    }

    pub fn last_seen(&self) -> LastSeen {
        let [amount, open] = [self.amount, self.open].map(Balance::from);
        LastSeen { amount, open: if self.gone { 0 } else { open }, due: self.due, contained: self.contained }
    }
}

/// Texts that a book and an export both have, the ids apart: where each has them.
#[derive(Clone, Debug, Default)]
pub struct CommonTexts(Vec<(usize, usize)>);

impl CommonTexts {
    pub fn new(book: &BookColumns, export: &Columns) -> CommonTexts {
        CommonTexts(book.texts().iter().filter_map(|(name, place)| Some((*place, export.position(name)?))).collect())
    }

    fn of_book(&self, invoice: &Invoice<'_>, scratch: &mut Vec<u8>) -> u64 {
        hashed(self.0.iter().map(|(place, _)| invoice.text_at(*place)), scratch)
    }

    pub(super) fn of_export(&self, invoice: &Invoice<'_>, scratch: &mut Vec<u8>) -> u64 {
        hashed(self.0.iter().map(|(_, place)| invoice.text_at(*place)), scratch)
    }
}

fn hashed<'t>(texts: impl Iterator<Item = &'t str>, scratch: &mut Vec<u8>) -> u64 {
    /// A byte that is in no text.
    const BETWEEN: u8 = 0xff;
    scratch.clear();
    for text in texts {
        scratch.extend_from_slice(text.as_bytes());
        scratch.push(BETWEEN);
    }
    xxh3_64(scratch)
}

pub(super) fn hash_of(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// The invoices of one block of the book's file.
#[derive(Default)]
pub struct KnownBlock {
    list: Vec<KnownInvoice>,
    elsewhere: Vec<(u32, Elsewhere)>,
    moved_last: Vec<(u32, Balance)>,
    /// Rows that say nothing that could be, by their lines.
    pub faults: Vec<(u32, BadBook)>,
    watched: WatchedColumns,
    words: KnownWords,
    scratch: Vec<u8>,
    events: Vec<Event>,
}

impl KnownBlock {
    /// One that also collects the words of some columns.
    pub fn watching(watched: WatchedColumns) -> KnownBlock {
        KnownBlock { watched, ..KnownBlock::default() }
    }

    /// Takes in the invoices of some rows.
    pub fn read(&mut self, invoices: &[Invoice<'_>], lines: &[u32], columns: &BookColumns, texts: &CommonTexts, others: &OtherFiles<'_>) {
        for (invoice, line) in invoices.iter().zip(lines) {
            let cells = match columns.cells(invoice) {
                Ok(cells) => cells,
                Err(wrong) => {
                    self.faults.push((*line, wrong));
                    continue;
                }
            };
            let known = KnownInvoice {
                key: IdKey::of(invoice.id()),
                customer: hash_of(invoice.customer()),
                texts: texts.of_book(invoice, &mut self.scratch),
                amount: cells.amount,
                open: cells.open,
                due: cells.due,
                issued: invoice.terms.issue_date,
                contained: invoice.terms.open_amount.map(|open| open.on),
                currency: invoice.terms.currency.number(),
                gone: cells.gone,
                came_last: cells.came_last,
                left_last: cells.left_last,
            };
            self.watched.words(invoice).for_each(|(column, word)| self.words.add(column, word));
            if let Some(found) = others.say_of(invoice, &known.last_seen(), &mut self.events) {
                self.elsewhere.push((self.list.len() as u32, found));
            }
            let less = if known.gone { 0 } else { others.synced_on(invoice, columns.head.day, &mut self.events) };
            if less != 0 {
                self.moved_last.push((self.list.len() as u32, less));
            }
            self.list.push(known);
        }
    }
}

/// All invoices of the book, in the order of its rows.
#[derive(Default)]
pub struct KnownInvoices {
    pub(super) list: Vec<KnownInvoice>,
    index: HashTable<u32>,
    pub(super) elsewhere: HashMap<u32, Elsewhere>,
    /// By how much less was open with the last export, where something is left.
    pub(super) moved_last: HashMap<u32, Balance>,
    /// The words of the columns that are watched.
    pub words: KnownWords,
}

impl KnownInvoices {
    /// Those of all blocks, in the order of the file.
    pub fn new(blocks: Vec<KnownBlock>) -> KnownInvoices {
        let mut known = KnownInvoices::default();
        known.list.reserve_exact(blocks.iter().map(|block| block.list.len()).sum());
        for block in blocks {
            let before = known.list.len() as u32;
            known.elsewhere.extend(block.elsewhere.into_iter().map(|(row, found)| (before + row, found)));
            known.moved_last.extend(block.moved_last.into_iter().map(|(row, less)| (before + row, less)));
            known.list.extend(block.list);
            known.words.join(block.words);
        }
        let KnownInvoices { list, index, .. } = &mut known;
        index.reserve(list.len(), |row| list[*row as usize].key.hash());
        for (row, invoice) in (0..).zip(list.iter()) {
            index.insert_unique(invoice.key.hash(), row, |row| list[*row as usize].key.hash());
        }
        known
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The row of the invoice of that id.
    pub(super) fn row(&self, id: &str) -> Option<u32> {
        let key = IdKey::of(id);
        self.index.find(key.hash(), |row| self.list[*row as usize].key == key).copied()
    }

    /// What was open by the last export.
    pub(super) fn sums(&self) -> SyncSums {
        let mut by_number: HashMap<u16, Balance> = HashMap::new();
        let mut last = (0, 0);
        for invoice in &self.list {
            if invoice.currency != last.0 {
                *by_number.entry(last.0).or_default() += std::mem::take(&mut last.1);
                last.0 = invoice.currency;
            }
            last.1 += invoice.last_seen().open;
        }
        *by_number.entry(last.0).or_default() += last.1;
        let mut sums = SyncSums::default();
        for (number, open) in by_number {
            if let Some(currency) = Currency::from_number(number).filter(|_| open != 0) {
                sums.of(currency).before = open;
            }
        }
        sums
    }
}
