//! One invoice as the ledger has it, and many of them in little memory.

use crate::calendar::Day;
use crate::money::{Currency, Minor};

/// A column that the ledger's format knows and the engine does not compute with: ids, names, addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `invoice_id`
    InvoiceId,
    /// `customer_id`
    CustomerId,
    /// `customer_name`
    CustomerName,
    /// `contact`: the person to write to.
    Contact,
    /// `email`
    Email,
    /// `phone`
    Phone,
    /// `language`
    Language,
    /// `segment`
    Segment,
    /// `account_owner`
    AccountOwner,
    /// `payment_link`
    PaymentLink,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 10] = [
        Field::InvoiceId,
        Field::CustomerId,
        Field::CustomerName,
        Field::Contact,
        Field::Email,
        Field::Phone,
        Field::Language,
        Field::Segment,
        Field::AccountOwner,
        Field::PaymentLink,
    ];

    /// The column's name.
    pub fn name(self) -> &'static str {
        match self {
            Field::InvoiceId => "invoice_id",
            Field::CustomerId => "customer_id",
            Field::CustomerName => "customer_name",
            Field::Contact => "contact",
            Field::Email => "email",
            Field::Phone => "phone",
            Field::Language => "language",
            Field::Segment => "segment",
            Field::AccountOwner => "account_owner",
            Field::PaymentLink => "payment_link",
        }
    }
}

/// The text columns of a ledger: the known ones by their canonical names, then all others as the file names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    names: Vec<String>,
    known: [Option<u16>; Field::ALL.len()],
}

impl Columns {
    /// The columns of these names, in the order in which rows give their texts.
    pub fn new(names: Vec<String>) -> Columns {
        let place = |field: Field| names.iter().position(|name| name == field.name()).map(|index| index as u16);
        let known = Field::ALL.map(place);
        Columns { names, known }
    }

    /// The names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column of that name stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// Where a known column stands.
    pub fn field(&self, field: Field) -> Option<usize> {
        self.known[field as usize].map(usize::from)
    }
}

/// What the engine computes with. Amounts are in minor units of `currency`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The gross amount; zero or less for an open credit.
    pub amount: Minor,
    /// The currency of all amounts of the invoice.
    pub currency: Currency,
    /// Before this day the invoice does not exist; without one it always does.
    pub issue_date: Option<Day>,
    /// The day by which it is to be paid.
    pub due_date: Day,
    /// The day on which it was settled in full.
    pub settled_date: Option<Day>,
    /// What the exporting system says is open, and as of when.
    pub open_amount: Option<OpenAmount>,
}

impl Terms {
    /// The newest day on or before `as_of` on which the invoice is known to be settled, or its open amount was taken.
    pub fn newest_money(&self, as_of: Day) -> Option<Day> {
        [self.settled_date, self.open_amount.map(|open| open.on)].into_iter().flatten().filter(|day| *day <= as_of).max()
    }
}

/// The balance after all money dated on or before a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenAmount {
    /// The balance.
    pub amount: Minor,
    /// The day.
    pub on: Day,
}

/// One invoice, borrowed from a ledger in memory or from the row just read.
#[derive(Clone, Copy, Debug)]
pub struct Invoice<'a> {
    /// What the engine computes with.
    pub terms: Terms,
    columns: &'a Columns,
    text: &'a str,
    /// Where each column's text ends, counted from where the first begins.
    ends: &'a [u32],
}

impl<'a> Invoice<'a> {
    /// An invoice from the texts of its columns, one after the other, with the place where each ends.
    pub fn new(terms: Terms, columns: &'a Columns, text: &'a str, ends: &'a [u32]) -> Invoice<'a> {
        Invoice { terms, columns, text, ends }
    }

    /// The id a customer sees.
    pub fn id(&self) -> &'a str {
        self.field(Field::InvoiceId)
    }

    /// The customer's id.
    pub fn customer(&self) -> &'a str {
        self.field(Field::CustomerId)
    }

    /// The text of a known column; empty where the ledger does not have it.
    pub fn field(&self, field: Field) -> &'a str {
        self.columns.field(field).map_or("", |index| self.text_at(index))
    }

    /// The text of the column at this place; empty if there is none.
    pub fn text_at(&self, index: usize) -> &'a str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..*end as usize]
    }

    /// The text of the column of that name, if the ledger has it.
    pub fn column(&self, name: &str) -> Option<&'a str> {
        self.columns.position(name).map(|index| self.text_at(index))
    }

    /// The columns of its ledger.
    pub fn columns(&self) -> &'a Columns {
        self.columns
    }
}

/// The place of an invoice in an [`Invoices`], from 0 in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvoiceId(pub u32);

/// Invoices kept in memory: their numbers beside one long text.
#[derive(Clone, Debug, Default)]
pub struct Invoices {
    columns: Columns,
    terms: Vec<Terms>,
    text: String,
    /// Where each row's text begins.
    starts: Vec<usize>,
    /// For each row, where its columns' texts end.
    ends: Vec<u32>,
}

impl Invoices {
    /// No invoices yet, of a ledger with these columns.
    pub fn new(columns: Columns) -> Invoices {
        Invoices { columns, ..Invoices::default() }
    }

    /// Keeps a copy of an invoice of a ledger with the same columns.
    pub fn push(&mut self, invoice: &Invoice<'_>) -> InvoiceId {
        let id = InvoiceId(self.terms.len() as u32);
        self.terms.push(invoice.terms);
        self.starts.push(self.text.len());
        self.text.push_str(invoice.text);
        self.ends.extend_from_slice(invoice.ends);
        id
    }

    /// Keeps an invoice of which the texts of the columns are given one by one.
    #[inline]
    pub(super) fn push_texts<'t>(&mut self, terms: Terms, texts: impl Iterator<Item = &'t str>) {
        let start = self.text.len();
        self.terms.push(terms);
        self.starts.push(start);
        for text in texts {
            if !text.is_empty() {
                self.text.push_str(text);
            }
            // A row is at most 16 MiB long, and so are its cells, unless the project's own words for them are longer.
            self.ends.push(u32::try_from(self.text.len() - start).unwrap_or(u32::MAX));
        }
    }

    /// Takes over all invoices of another list of the same ledger; gives back how far their places have moved.
    pub fn append(&mut self, mut other: Invoices) -> u32 {
        let (moved, start) = (self.terms.len() as u32, self.text.len());
        self.terms.append(&mut other.terms);
        self.text.push_str(&other.text);
        self.starts.extend(other.starts.iter().map(|begin| start + begin));
        self.ends.append(&mut other.ends);
        moved
    }

    /// The invoice at a place.
    pub fn get(&self, id: InvoiceId) -> Invoice<'_> {
        let index = id.0 as usize;
        let width = self.columns.names.len();
        let ends = &self.ends[index * width..(index + 1) * width];
        let length = ends.last().copied().unwrap_or(0) as usize;
        let start = self.starts[index];
        Invoice::new(self.terms[index], &self.columns, &self.text[start..start + length], ends)
    }

    /// The numbers of the invoice at a place.
    pub fn terms(&self, id: InvoiceId) -> Terms {
        self.terms[id.0 as usize]
    }

    /// All of them, in the order in which they were kept.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Invoice<'_>> {
        (0..self.terms.len()).map(|index| self.get(InvoiceId(index as u32)))
    }

    /// Forgets all invoices and keeps the memory for others of the same ledger.
    pub fn clear(&mut self) {
        self.terms.clear();
        self.text.clear();
        self.starts.clear();
        self.ends.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The columns of the ledger.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }
}
