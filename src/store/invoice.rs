//! One invoice as the ledger has it, and many of them in little memory.

use super::columns::{Columns, Field};
use crate::calendar::Day;
use crate::money::{Currency, Minor};
use std::fmt;

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
    pub on: Day,
}

/// One invoice, borrowed from a ledger in memory or from the row just read.
#[derive(Clone, Copy, Debug)]
pub struct Invoice<'a> {
    /// What the engine computes with.
    pub terms: Terms,
    columns: &'a Columns,
    texts: InvoiceTexts<'a>,
}

/// Where the texts of an invoice's columns stand.
#[derive(Clone, Copy, Debug)]
enum InvoiceTexts<'a> {
    /// One after the other; where each ends is counted from where the first begins.
    Kept { text: &'a str, ends: &'a [u32] },
    /// In a row of a file.
    InRow(RowTexts<'a>),
}

/// The texts of a row where they stand in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowTexts<'a> {
    pub text: &'a str,
    /// Where the first field begins, and where each ends; a byte stands between two.
    pub first: u32,
    pub ends: &'a [u32],
    /// For each column of the ledger the field that it is.
    pub fields: &'a [u16],
}

impl<'a> RowTexts<'a> {
    #[inline(always)]
    fn column(&self, index: usize) -> &'a str {
        let Some(field) = self.fields.get(index).map(|field| usize::from(*field)) else { return "" };
        let start = if field == 0 { self.first } else { self.ends[field - 1] + 1 };
        tidy(&self.text[start as usize..self.ends[field] as usize])
    }
}

/// A cell as it stands in a row, without the quotation marks that may be around it and without the spaces around it.
#[inline(always)]
pub(crate) fn tidy(text: &str) -> &str {
    // Nearly no cell has either, and a look at both ends is cheaper than a search.
    let is_plain = |byte: &u8| *byte > b' ' && *byte < 0x80 && *byte != b'"';
    let bytes = text.as_bytes();
    if bytes.first().is_none_or(is_plain) && bytes.last().is_none_or(is_plain) { text } else { tidied(text) }
}

#[inline(never)]
fn tidied(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).trim()
}

impl<'a> Invoice<'a> {
    /// An invoice from the texts of its columns, one after the other, with the place where each ends.
    pub fn new(terms: Terms, columns: &'a Columns, text: &'a str, ends: &'a [u32]) -> Invoice<'a> {
        Invoice { terms, columns, texts: InvoiceTexts::Kept { text, ends } }
    }

    pub(crate) fn in_row(terms: Terms, columns: &'a Columns, row: RowTexts<'a>) -> Invoice<'a> {
        Invoice { terms, columns, texts: InvoiceTexts::InRow(row) }
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
    #[inline]
    pub fn text_at(&self, index: usize) -> &'a str {
        match self.texts {
            InvoiceTexts::InRow(row) => row.column(index),
            InvoiceTexts::Kept { text, ends } => {
                let Some(end) = ends.get(index) else { return "" };
                let start = if index == 0 { 0 } else { ends[index - 1] };
                &text[start as usize..*end as usize]
            }
        }
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

/// Invoices kept in memory: their numbers beside long texts. They lie in segments, so that a list grows, and takes over others, without
/// moving what it has.
#[derive(Clone, Default)]
pub struct Invoices {
    columns: Columns,
    segments: Vec<TextSegment>,
    /// The place of the first invoice of each segment: few numbers beside each other, as they are looked through for each invoice.
    firsts: Vec<u32>,
    count: u32,
}

/// Some invoices that follow each other.
#[derive(Clone, Debug, Default)]
struct TextSegment {
    terms: Vec<Terms>,
    text: String,
    /// Where each row's text begins.
    starts: Vec<u32>,
    /// For each row, where its columns' texts end, counted from where the first begins.
    ends: Vec<u32>,
}

/// The invoices; in which segments they lie makes no difference.
impl fmt::Debug for Invoices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A segment with more text than this is full: twice as much as a block of a file has, which therefore is one segment.
const SEGMENT: usize = 512 << 10;

impl Invoices {
    /// No invoices yet, of a ledger with these columns.
    pub fn new(columns: Columns) -> Invoices {
        Invoices { columns, ..Invoices::default() }
    }

    /// The segment that has room for one more.
    #[inline]
    fn open(&mut self) -> &mut TextSegment {
        if self.segments.last().is_none_or(|last| last.text.len() > SEGMENT) {
            self.segments.push(TextSegment::default());
            self.firsts.push(self.count);
        }
        self.count += 1;
        let last = self.segments.len() - 1;
        &mut self.segments[last]
    }

    /// Keeps a copy of an invoice of a ledger with the same columns.
    pub fn push(&mut self, invoice: &Invoice<'_>) -> InvoiceId {
        let columns = self.columns.names().len();
        self.push_texts(invoice.terms, (0..columns).map(|column| invoice.text_at(column)))
    }

    /// Keeps an invoice of which the texts of the columns are given one by one.
    #[inline]
    pub(crate) fn push_texts<'t>(&mut self, terms: Terms, texts: impl Iterator<Item = &'t str>) -> InvoiceId {
        let id = InvoiceId(self.count);
        let segment = self.open();
        let start = segment.text.len();
        segment.terms.push(terms);
        segment.starts.push(start as u32);
        for text in texts {
            if !text.is_empty() {
                segment.text.push_str(text);
            }
            // A row is at most 16 MiB long, and so are its cells, unless the project's own words for them are longer.
            segment.ends.push(u32::try_from(segment.text.len() - start).unwrap_or(u32::MAX));
        }
        id
    }

    /// Takes over all invoices of another list of the same ledger; gives back how far their places have moved.
    pub fn append(&mut self, other: Invoices) -> u32 {
        let moved = self.count;
        for (segment, first) in other.segments.into_iter().zip(other.firsts).filter(|(segment, _)| !segment.terms.is_empty()) {
            self.segments.push(segment);
            self.firsts.push(moved + first);
        }
        self.count += other.count;
        moved
    }

    /// Gives back memory that was set aside for more invoices.
    pub fn shrink(&mut self) {
        for TextSegment { terms, text, starts, ends } in &mut self.segments {
            terms.shrink_to_fit();
            text.shrink_to_fit();
            starts.shrink_to_fit();
            ends.shrink_to_fit();
        }
    }

    /// The segment of an invoice, and its place there.
    #[inline]
    fn find(&self, id: InvoiceId) -> (&TextSegment, usize) {
        let segment = self.segment_of(id.0);
        (&self.segments[segment], (id.0 - self.firsts[segment]) as usize)
    }

    /// Segments are of about the same length: so the right one is near to where it would stand if they were.
    #[inline]
    fn segment_of(&self, place: u32) -> usize {
        const NEAR: usize = 8;
        let firsts = &self.firsts;
        if firsts.len() == 1 {
            return 0;
        }
        let guess = (u64::from(place) * firsts.len() as u64 / u64::from(self.count.max(1))) as usize;
        let (from, to) = (guess.saturating_sub(NEAR), firsts.len().min(guess + NEAR));
        if let Some(near) = firsts.get(from..to)
            && near.first().is_some_and(|first| *first <= place)
            && (to == firsts.len() || firsts[to] > place)
        {
            return from + near.partition_point(|first| *first <= place) - 1;
        }
        firsts.partition_point(|first| *first <= place) - 1
    }

    /// The invoice at a place.
    #[inline]
    pub fn get(&self, id: InvoiceId) -> Invoice<'_> {
        let (segment, index) = self.find(id);
        let width = self.columns.names().len();
        let ends = &segment.ends[index * width..(index + 1) * width];
        let length = ends.last().copied().unwrap_or(0) as usize;
        let start = segment.starts[index] as usize;
        Invoice::new(segment.terms[index], &self.columns, &segment.text[start..start + length], ends)
    }

    /// The numbers of the invoice at a place.
    pub fn terms(&self, id: InvoiceId) -> Terms {
        let (segment, index) = self.find(id);
        segment.terms[index]
    }

    /// All of them, in the order in which they were kept.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Invoice<'_>> {
        (0..self.count as usize).map(|index| self.get(InvoiceId(index as u32)))
    }

    /// Forgets all invoices and keeps the memory for others of the same ledger.
    pub fn clear(&mut self) {
        self.count = 0;
        self.segments.truncate(1);
        self.firsts.truncate(1);
        for TextSegment { terms, text, starts, ends } in &mut self.segments {
            terms.clear();
            text.clear();
            starts.clear();
            ends.clear();
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The columns of the ledger.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn invoices_keep_their_places_over_segments_and_lists() {
        let columns = Columns::new(vec!["invoice_id".to_owned(), "note".to_owned()]);
        let due_date = Day::from_number(20_000);
        let currency = Currency::from_code("EUR").unwrap();
        let list = |ids: std::ops::Range<i64>| {
            let mut list = Invoices::new(columns.clone());
            for id in ids {
                let terms = Terms { amount: id, currency, issue_date: None, due_date, settled_date: None, open_amount: None };
                let note = "x".repeat(SEGMENT / 3);
                list.push_texts(terms, [id.to_string().as_str(), &note].into_iter());
            }
            list.shrink();
            list
        };
        let mut all = list(0..10);
        assert!(all.segments.len() > 2);
        assert_eq!((all.append(list(10..10)), all.append(list(10..14))), (10, 10));
        let copied = all.push(&list(14..15).get(InvoiceId(0)));
        assert_eq!((copied, all.len()), (InvoiceId(14), 15));
        for (place, invoice) in all.iter().enumerate() {
            assert_eq!((invoice.id(), invoice.terms.amount), (place.to_string().as_str(), place as i64));
            assert_eq!(all.terms(InvoiceId(place as u32)), invoice.terms);
        }
        all.clear();
        assert_eq!((all.len(), all.iter().count()), (0, 0));
    }
}
