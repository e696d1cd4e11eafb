//! The rows of a ledger that concern one invoice: those of its customer. They are looked for in the bytes of the files, so that the others
//! need not be taken apart.

use super::loader::Loader;
use super::picked::Called;
use super::reading::LedgerReading;
use super::sources::LedgerFile;
use collect::ledger::reading::{BadRows, EventSearch, Format, FoundRows, Wanted};
use collect::ledger::{Invoice, without_zeros};
use collect::plan::every_address;
use std::collections::BTreeSet;
use std::io::Read;

/// What was found of an invoice.
pub struct OneInvoice {
    pub customer: String,
    pub invoices: FoundRows,
    /// By file.
    pub events: Vec<FoundRows>,
    pub wanted: Wanted,
}

impl OneInvoice {
    /// Looks for an invoice; nothing where it is not found, or its row cannot be read. What is wrong with the files is told when the rows
    /// are read.
    pub fn find(loader: &Loader, id: &str) -> Option<OneInvoice> {
        let mut search = RowSearch { loader, invoices: FoundRows::default() };
        let mut customer = None;
        search.invoices([("invoice_id", id)], |invoice| {
            let is_it = invoice.id() == id;
            if is_it && customer.is_none() {
                customer = Some(invoice.customer().to_owned());
            }
            is_it
        });
        search.of(customer?)
    }

    /// Looks for a customer, by id or else by name; nothing where there is none, or several have the name.
    pub fn of_customer(loader: &Loader, word: &str) -> Option<OneInvoice> {
        let mut search = RowSearch { loader, invoices: FoundRows::default() };
        let mut is_id = false;
        search.invoices([("customer_id", word)], |invoice| {
            is_id |= invoice.customer() == word;
            false
        });
        match if is_id { Called::One(word.to_owned()) } else { loader.called(word) } {
            Called::One(customer) => search.of(customer),
            Called::Several(_) | Called::Nobody(_) => None,
        }
    }
}

struct RowSearch<'l> {
    loader: &'l Loader,
    invoices: FoundRows,
}

impl RowSearch<'_> {
    /// All rows that concern a customer.
    fn of(mut self, customer: String) -> Option<OneInvoice> {
        let loader = self.loader;
        let search = &mut self;
        let (mut ids, mut addresses) = (BTreeSet::new(), BTreeSet::new());
        search.invoices([("customer_id", &*customer)], |invoice| {
            let is_of_customer = invoice.customer() == customer;
            if is_of_customer {
                ids.insert(invoice.id().to_owned());
                addresses.extend(every_address(invoice).map(str::to_owned));
            }
            is_of_customer
        });
        let mut wanted = search.shortened(&ids, &customer);
        wanted.invoices.extend(ids);
        wanted.customers.insert(customer.clone());
        let mut events = EventSearch::new(wanted, addresses.iter().map(String::as_str));
        let mut found: Vec<FoundRows> = loader.events.iter().map(|_| FoundRows::default()).collect();
        while events.begin_round() {
            for (source, found) in loader.events.iter().zip(&mut found) {
                each(loader, source, |input, format| events.look(input, format, found));
            }
        }
        let (wanted, mut named) = events.finish();
        if !named.is_empty() {
            // Which of them the ledger has, an invoice of each tells.
            let texts: Vec<String> = named.iter().cloned().collect();
            search.invoices(texts.iter().map(|id| ("customer_id", id.as_str())), |invoice| named.remove(invoice.customer()));
        }
        Some(OneInvoice { customer, invoices: self.invoices, events: found, wanted })
    }

    /// Adds the invoices that are wanted, of those whose rows hold one of the texts.
    fn invoices<'t>(&mut self, texts: impl IntoIterator<Item = (&'static str, &'t str)>, is_wanted: impl FnMut(&Invoice<'_>) -> bool) {
        let RowSearch { loader, invoices } = self;
        if let Some((input, format)) = loader.invoices_again() {
            invoices.look_for_invoices(input, &format, texts, is_wanted);
        }
    }

    /// What a spreadsheet makes of ids that begin with zeros. Rows that name it are told as errors, unless the ledger has it, too.
    fn shortened(&mut self, ids: &BTreeSet<String>, customer: &str) -> Wanted {
        let mut invoices: BTreeSet<String> = ids.iter().filter_map(|id| without_zeros(id)).map(str::to_owned).collect();
        let mut customers: BTreeSet<String> = without_zeros(customer).map(str::to_owned).into_iter().collect();
        let column = |column: &'static str, ids: &BTreeSet<String>| ids.iter().map(|id| (column, id.clone())).collect::<Vec<_>>();
        let texts = [column("invoice_id", &invoices), column("customer_id", &customers)].concat();
        if !texts.is_empty() {
            self.invoices(texts.iter().map(|(column, id)| (*column, id.as_str())), |invoice| {
                invoices.remove(invoice.id());
                customers.remove(invoice.customer());
                false
            });
        }
        Wanted { invoices, customers }
    }
}

/// Reads a file, if it can be opened. Why it cannot is told when it is opened to be read.
fn each(loader: &Loader, source: &LedgerFile, look: impl FnOnce(Box<dyn Read + Send>, &Format)) {
    if let Some((input, _, format)) = LedgerReading::new(loader, BadRows::Stop).without_digest().open(source) {
        look(input, &format);
    }
}
