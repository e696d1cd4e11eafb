//! Looking for all rows of events that say something of some invoices and their customer, wherever they stand.

use super::blocks::RowBlock;
use super::event_batch::EventParser;
use super::event_row::EventCells;
use super::event_type::EventType;
use super::events::Wanted;
use super::format::Format;
use super::found_rows::FoundRows;
use super::report::Report;
use super::rows::{Parts, Rows};
use super::sieve::Sieve;
use crate::address::comparable;
use hashbrown::HashSet;
use std::collections::BTreeSet;
use std::io::Read;

/// The types of rows that say something of an address, for whomever it stands.
const OF_ADDRESSES: [EventType; 2] = [EventType::Bounce, EventType::OptOut];

/// A search in rounds: rows that were found have ids, and rows with these ids, or rows that take them back, are looked for in the next
/// round, until there are none. Each round goes through all files.
#[derive(Debug)]
pub struct EventSearch {
    wanted: Wanted,
    /// As they are compared.
    addresses: BTreeSet<String>,
    /// Ids of rows whose fate matters: what else has them, and what takes them back. Those that no round has looked for yet, those that this
    /// round looks for, and all but the first.
    new_ids: HashSet<String>,
    sought: HashSet<String>,
    ids: HashSet<String>,
    /// The customers that rows of wanted invoices name.
    named: BTreeSet<String>,
    rounds: usize,
}

impl EventSearch {
    /// For what is wanted, and for what is said of these addresses and numbers.
    pub fn new<'a>(wanted: Wanted, addresses: impl IntoIterator<Item = &'a str>) -> EventSearch {
        let addresses = addresses.into_iter().map(comparable).filter(|address| !address.is_empty()).collect();
        let none = HashSet::new;
        EventSearch { wanted, addresses, new_ids: none(), sought: none(), ids: none(), named: BTreeSet::new(), rounds: 0 }
    }

    /// Begins another round; false where nothing is left to look for.
    pub fn begin_round(&mut self) -> bool {
        self.sought = std::mem::take(&mut self.new_ids).into_iter().filter(|id| !self.ids.contains(id)).collect();
        self.ids.extend(self.sought.iter().cloned());
        self.rounds += 1;
        self.rounds == 1 || !self.sought.is_empty()
    }

    /// Looks through a file, which is no longer compressed. What is wrong with it is told when the rows that were found are read.
    pub fn look(&mut self, input: impl Read, format: &Format, found: &mut FoundRows) {
        let sieve = self.sieve(format);
        let Some((blocks, mut parser)) = EventParser::open(input, "", format, &mut Report::default()) else { return };
        let (mut block, mut parts) = (RowBlock::default(), Parts::default());
        found.gather(blocks, &sieve, |line, row| {
            block.hold(line, row);
            let mut matters = false;
            let broken = Rows::new(&block, &mut parts, format.delimiter, format.encoding).each(|row| {
                // Whom a row is about that cannot be read, nobody knows.
                matters |= parser.cells(row, &mut Vec::new()).is_none_or(|cells| self.matters(&cells));
            });
            matters || broken.is_some()
        });
    }

    fn sieve(&self, format: &Format) -> Sieve {
        if self.rounds > 1 {
            let ids = || self.sought.iter().map(String::as_str);
            return Sieve::new(format, ids().map(|id| ("id", id)).chain(ids().map(|id| ("ref", id))));
        }
        if format.kind.is_some_and(|kind| OF_ADDRESSES.contains(&kind)) {
            return Sieve::everything(format);
        }
        let invoices = self.wanted.invoices.iter().map(|id| ("invoice_id", id.as_str()));
        let customers = self.wanted.customers.iter().map(|id| ("customer_id", id.as_str()));
        Sieve::new(format, invoices.chain(customers).chain(OF_ADDRESSES.map(|kind| ("type", kind.name()))))
    }

    /// Does a row matter? What else is to be looked for because of it is kept in mind.
    fn matters(&mut self, cells: &EventCells<'_>) -> bool {
        let is_named = match cells.invoice {
            "" => self.wanted.customers.contains(cells.customer),
            invoice => self.wanted.invoices.contains(invoice),
        };
        let is_of_an_address = OF_ADDRESSES.contains(&cells.kind) && self.addresses.contains(&comparable(cells.address));
        let is_undo = cells.kind == EventType::Undo;
        let matters = is_named || is_of_an_address || self.ids.contains(cells.id) || is_undo && self.ids.contains(cells.reference);
        if matters {
            let reference = Some(cells.reference).filter(|_| is_undo);
            self.new_ids.extend([Some(cells.id), reference].into_iter().flatten().filter(|id| !id.is_empty()).map(str::to_owned));
            if is_named && !cells.customer.is_empty() && !self.wanted.customers.contains(cells.customer) {
                self.named.insert(cells.customer.to_owned());
            }
        }
        matters
    }

    /// What was wanted, and the customers that rows of wanted invoices name, which are not.
    pub fn finish(self) -> (Wanted, BTreeSet<String>) {
        (self.wanted, self.named)
    }
}
