//! A new export goes by, and each of its invoices is looked for in the book. Kept is only what is different.

use super::book_rows::{BookLayout, FirstSeen};
use super::changes::SyncChangeKind;
use super::elsewhere::OtherFiles;
use super::known::{CommonTexts, KnownInvoice, KnownInvoices, hash_of};
use super::status_words::{NewWords, WatchedColumns};
use super::sums::SyncSums;
use crate::calendar::Day;
use crate::ledger::{Columns, Event, Invoice, OpenAmount, Snapshot};
use crate::money::{Balance, Minor};

/// What the invoices of an export are compared with.
pub struct Export<'k> {
    pub(super) known: &'k KnownInvoices,
    pub(super) layout: BookLayout,
    pub(super) day: Day,
    /// The day of the export before.
    last: Option<Day>,
    texts: CommonTexts,
    /// Does the export have texts that the book does not have? Then every row of it is new in part.
    has_new_texts: bool,
    /// Has the export no open amounts? Then its amounts are what is open.
    amounts_are_open: bool,
    /// The payments and credits that the export itself has, if it has any.
    money: Option<&'k OtherFiles<'k>>,
    /// Has the file itself a column of what is open? Then a cell of it that is empty says nothing.
    has_balances: bool,
    watched: WatchedColumns,
    /// Says a word of one of those columns that the invoice is void?
    is_void: Option<&'k VoidWord<'k>>,
}

/// Is a word in the watched column of this number one of an invoice that is void?
pub type VoidWord<'k> = dyn Fn(usize, &str) -> bool + Sync + 'k;

/// Why an export is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFault {
    /// The invoice belongs to another customer than in the book.
    Customer { invoice: String, now: String },
    /// It is in another currency.
    Currency { invoice: String, now: String },
    /// Its open amount is of a day later than that of the export.
    Later { invoice: String, on: Day },
    /// It is of a day before that of the last export.
    Earlier { invoice: String, on: Day },
    /// Nobody knows what is open on it: its cell is empty, and others are not.
    NoBalance { invoice: String },
}

impl ExportFault {
    pub fn invoice(&self) -> &str {
        match self {
            ExportFault::Customer { invoice, .. }
            | ExportFault::Currency { invoice, .. }
            | ExportFault::Later { invoice, .. }
            | ExportFault::Earlier { invoice, .. }
            | ExportFault::NoBalance { invoice } => invoice,
        }
    }
}

/// What an export says of an invoice of the book.
#[derive(Clone, Debug)]
pub(super) struct ShownInvoice {
    /// `None` where the export has no amounts beside what is open.
    pub amount: Option<Minor>,
    pub open: Minor,
    pub due: Day,
    pub issued: Option<Day>,
    pub paid_on: Option<Day>,
    /// The texts of the layout, where one of them is another.
    pub texts: Option<Box<[String]>>,
}

/// What one thread has found.
#[derive(Default)]
pub struct ExportShare {
    /// A bit for each row of the book: is it in the export?
    pub(super) seen: Vec<u64>,
    pub(super) listed: Vec<(u32, ShownInvoice)>,
    /// The rows of new invoices by the number of their block.
    pub(super) new: Vec<(u64, Vec<u8>)>,
    pub(super) new_count: u64,
    pub(super) sums: SyncSums,
    /// By line.
    pub faults: Vec<(u32, ExportFault)>,
    /// Words of the columns that are watched which the book does not have.
    pub new_words: NewWords,
    /// Rows with a balance, and those without one, by line.
    balances: u64,
    no_balances: Vec<(u32, String)>,
    /// Invoices that are void, by their rows of the book: the watched column, and its word.
    pub void: Vec<(u32, usize, String)>,
    scratch: Vec<u8>,
    events: Vec<Event>,
}

impl<'k> Export<'k> {
    /// `of_book` are the columns of texts that the book has, none where there is no book yet.
    pub fn new(
        known: &'k KnownInvoices,
        of_book: &[(String, usize)],
        texts: CommonTexts,
        columns: &Columns,
        (last, day): (Option<Day>, Day),
    ) -> Export<'k> {
        let layout = BookLayout::new(of_book.iter().map(|(name, _)| name.as_str()), columns);
        Export {
            has_new_texts: layout.texts.len() > of_book.len(),
            layout,
            known,
            texts,
            last,
            day,
            amounts_are_open: columns.snapshot() == Snapshot::None,
            money: None,
            has_balances: false,
            watched: WatchedColumns::default(),
            is_void: None,
        }
    }

    /// The same for a file that has itself a column of what is open.
    #[must_use]
    pub fn with_balances(self, has_balances: bool) -> Export<'k> {
        Export { has_balances, ..self }
    }

    /// The same, with columns of which new words are noted. An invoice that one of them says is void, and of which nothing is open, counts
    /// as one that is not there: it was not paid.
    #[must_use]
    pub fn watching(self, watched: WatchedColumns, is_void: &'k VoidWord<'k>) -> Export<'k> {
        Export { watched, is_void: Some(is_void), ..self }
    }

    fn void_word<'i>(&self, invoice: &'i Invoice<'_>) -> Option<(usize, &'i str)> {
        let is_void = self.is_void?;
        self.watched.words(invoice).find(|(column, word)| is_void(*column, word))
    }

    /// The same for an export that has payments and credits beside the invoices: what they leave is open.
    #[must_use]
    pub fn with_money(self, money: Option<&'k OtherFiles<'k>>) -> Export<'k> {
        Export { amounts_are_open: self.amounts_are_open && money.is_none(), money, ..self }
    }

    /// The same, where one column of the export is both the amount and what is open of it: then a change of it is money.
    pub fn with_one_column(self, is_one: bool) -> Export<'k> {
        Export { amounts_are_open: self.amounts_are_open || is_one, ..self }
    }

    pub fn share(&self) -> ExportShare {
        ExportShare { seen: vec![0; self.known.len().div_ceil(64)], ..ExportShare::default() }
    }
}

impl ExportShare {
    /// Looks at the invoices of some rows of a block.
    pub fn read(&mut self, export: &Export<'_>, block: u64, invoices: &[Invoice<'_>], lines: &[u32]) {
        for (invoice, line) in invoices.iter().zip(lines) {
            let listed = ShownInvoice::of(invoice, export, &mut self.events);
            self.sums.of(invoice.terms.currency).export += Balance::from(listed.open);
            if let Some(on) = invoice.terms.open_amount.map(|open| open.on) {
                if on > export.day {
                    self.faults.push((*line, ExportFault::Later { invoice: invoice.id().to_owned(), on }));
                } else if export.last.is_some_and(|last| on < last) {
                    self.faults.push((*line, ExportFault::Earlier { invoice: invoice.id().to_owned(), on }));
                }
            }
            if export.has_balances && invoice.terms.settled_date.is_none() {
                match invoice.terms.open_amount {
                    Some(_) => self.balances += 1,
                    None => self.no_balances.push((*line, invoice.id().to_owned())),
                }
            }
            let known = export.known.row(invoice.id());
            if let Some(row) = known.filter(|_| listed.open == 0)
                && let Some((column, word)) = export.void_word(invoice)
            {
                self.void.push((row, column, word.to_owned()));
                continue;
            }
            let was_open = known.is_some_and(|row| export.known.list[row as usize].last_seen().open != 0);
            if listed.open != 0 || was_open {
                for (column, word) in export.watched.words(invoice).filter(|(column, word)| !export.known.words.has(*column, word)) {
                    self.new_words.add(column, word, (*line, invoice.id()), listed.open != 0);
                }
            }
            match known {
                Some(row) => self.compare(export, row, invoice, listed, *line),
                None => self.push_new(export, block, invoice, &listed),
            }
        }
    }

    fn compare(&mut self, export: &Export<'_>, row: u32, invoice: &Invoice<'_>, mut listed: ShownInvoice, line: u32) {
        let known = &export.known.list[row as usize];
        self.seen[row as usize / 64] |= 1 << (row % 64);
        if !known.is_of(invoice.terms.currency) {
            let now = invoice.terms.currency.code().to_owned();
            self.faults.push((line, ExportFault::Currency { invoice: invoice.id().to_owned(), now }));
            return;
        }
        if known.customer != hash_of(invoice.customer()) {
            let fault = ExportFault::Customer { invoice: invoice.id().to_owned(), now: invoice.customer().to_owned() };
            self.faults.push((line, fault));
            return;
        }
        let has_other_texts = export.has_new_texts || known.texts != export.texts.of_export(invoice, &mut self.scratch);
        if has_other_texts || listed.differs_from(known) || export.known.elsewhere.contains_key(&row) {
            if has_other_texts {
                let texts = export.layout.texts.iter().map(|(_, place)| place.map_or("", |place| invoice.text_at(place)).to_owned());
                listed.texts = Some(texts.collect());
            }
            self.listed.push((row, listed));
        }
    }

    fn push_new(&mut self, export: &Export<'_>, block: u64, invoice: &Invoice<'_>, listed: &ShownInvoice) {
        let terms = &invoice.terms;
        let is_settled = terms.open_amount.is_none() && listed.paid_on.is_some();
        let today = OpenAmount { amount: if export.money.is_some() { listed.open } else { terms.amount }, on: export.day };
        let open_amount = terms.open_amount.or((!is_settled || export.money.is_some()).then_some(today));
        if self.new.last().is_none_or(|(number, _)| *number != block) {
            self.new.push((block, Vec::new()));
        }
        if let Some((_, rows)) = self.new.last_mut() {
            export.layout.push_new(invoice, export.day, &FirstSeen { open: listed.open, open_amount }, rows);
        }
        self.new_count += 1;
        self.sums.add(terms.currency, SyncChangeKind::New, 0, listed.open.into());
    }

    /// Takes over what another thread has found.
    pub fn join(&mut self, other: ExportShare) {
        self.seen.iter_mut().zip(other.seen).for_each(|(seen, others)| *seen |= others);
        self.listed.extend(other.listed);
        self.new.extend(other.new);
        self.new_count += other.new_count;
        self.sums.join(&other.sums);
        self.faults.extend(other.faults);
        self.new_words.join(other.new_words);
        self.balances += other.balances;
        self.no_balances.extend(other.no_balances);
        self.void.extend(other.void);
    }

    /// What can be told only of all rows together: in a column of balances, an empty cell among others that are filled is none.
    pub fn finish(&mut self, is_first: bool) {
        let no_balances = std::mem::take(&mut self.no_balances);
        // Of a first export that has none at all, the amounts are what is open.
        if self.balances > 0 || !is_first {
            self.faults.extend(no_balances.into_iter().map(|(line, invoice)| (line, ExportFault::NoBalance { invoice })));
        }
    }
}

impl ShownInvoice {
    fn of(invoice: &Invoice<'_>, export: &Export<'_>, scratch: &mut Vec<Event>) -> ShownInvoice {
        let terms = &invoice.terms;
        let settled = terms.settled_date.filter(|settled| *settled <= export.day);
        let open = match (terms.open_amount, settled) {
            (_, Some(_)) => 0,
            (Some(open), None) => open.amount,
            (None, None) => terms.amount,
        };
        let (open, settled) = match export.money.map(|money| money.leave_open(invoice, scratch)) {
            Some((left, newest)) => {
                // Of a part it is the newest payment only if it came after the last export.
                let is_new = |day: &Day| left == 0 || export.last.is_none_or(|last| *day > last);
                (left, settled.or(newest.filter(is_new)))
            }
            None => (open, settled),
        };
        let amount = (!export.amounts_are_open).then_some(terms.amount);
        ShownInvoice { amount, open, due: terms.due_date, issued: terms.issue_date, paid_on: settled, texts: None }
    }

    pub fn differs_from(&self, known: &KnownInvoice) -> bool {
        known.gone
            || self.open != known.open
            || self.due != known.due
            || self.amount.is_some_and(|amount| amount != known.amount)
            || self.issued.is_some_and(|issued| known.issued != Some(issued))
    }
}
