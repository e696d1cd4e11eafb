//! What changed between two exports, for people and programs.

use super::column::{columns, objects};
use super::csv_sheet::CsvSheet;
use super::json::{Warning, line, pretty};
use super::markdown::escaped;
use super::simulation::many;
use super::summary::capitalised;
use super::{Cell, Listing, names};
use crate::calendar::Day;
use crate::finding::Finding;
use crate::ledger::Invoice;
use crate::money::{Balance, Currency, Minor, grouped, money};
use crate::sync::{BookHead, NewBook, SyncChange, SyncChangeKind, SyncTotals, SyncedKind};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::fmt::Write as _;
use std::io::{self, Write};

/// An export that was compared with the book, with all that it is told with.
#[derive(Clone, Copy, Debug)]
pub struct SyncView<'a> {
    pub book: &'a NewBook<'a>,
    /// Of the book that is written, and of the one before.
    pub head: BookHead,
    pub last: Option<BookHead>,
    /// So many changes of each kind are listed for people.
    pub limit: usize,
    pub warnings: &'a [Finding],
}

/// One thing that is different of an invoice.
pub struct SyncRow<'a>(SyncRowOf<'a>);

enum SyncRowOf<'a> {
    Known(&'a SyncChange),
    New(&'a Invoice<'a>, Minor),
}

columns! { SyncRow<'a> {
    change "Change": Word(|| SyncChangeKind::ALL.map(SyncChangeKind::name).into()), "`new`: never seen before; `paid`: less is open; `closed`: nothing is open any more; `overpaid`: more was paid than was open; `back`: open again; `more`: more is open; `moved`: another due date; `amount`: another amount; `column`: another text in a column by which the workflow chooses; `elsewhere`: other files say that less is open than the export" => |row| row.kind().name().into();
    invoice_id "Invoice": Text, "as in the ledger" => |row| row.invoice().into();
    customer_id "Customer": Text, "as in the ledger" => |row| row.customer().into();
    currency "Currency": Currency, "of the amounts" => |row| row.currency().code().into();
    column "Column": Text, "the column of the book that is different" => |row| row.known().map_or("open_amount", |change| &change.column).into();
    before "Before": Maybe(&Text), "what it said in the last export; empty for a new invoice" => |row| row.known().map(|change| change.before.as_str()).into();
    now "Now": Maybe(&Text), "what it says in this one; of `elsewhere` what is open by all files" => |row| row.now().into();
    event "Event": Maybe(&Word(|| vec!["payment", "credit", "reversal", "fee", "extend"])), "the type of the event that was written; empty if none was" => |row| row.event().map(|(kind, ..)| kind.name()).into();
    date "Date": Maybe(&Day), "its date" => |row| row.event().map(|(_, _, date)| date).into();
    amount "Amount": Maybe(&Exact), "its amount; empty for `extend`" => |row| row.event().filter(|(_, amount, _)| *amount != 0).map(|(_, amount, _)| Cell::amount(row.currency(), amount)).into();
    explained "Told before": Maybe(&Exact), "how much of the change other files had told already, so that it was not written again" => |row| row.known().filter(|change| change.explained != 0).map(|change| Cell::amount(change.currency, change.explained)).into();
    because "Because": Maybe(&Text), "the text for which the export's row is left out, such as `Status \"Void\"`; empty where it is not" => |row| row.known().map(|change| change.because.as_str()).filter(|because| !because.is_empty()).into();
} }

objects!(SyncRow<'_>);

impl<'a> SyncRow<'a> {
    fn known(&self) -> Option<&'a SyncChange> {
        if let SyncRowOf::Known(change) = self.0 { Some(change) } else { None }
    }

    fn kind(&self) -> SyncChangeKind {
        self.known().map_or(SyncChangeKind::New, |change| change.kind)
    }

    fn invoice(&self) -> &'a str {
        match self.0 {
            SyncRowOf::Known(change) => &change.invoice,
            SyncRowOf::New(invoice, _) => invoice.id(),
        }
    }

    fn customer(&self) -> &'a str {
        match self.0 {
            SyncRowOf::Known(change) => &change.customer,
            SyncRowOf::New(invoice, _) => invoice.customer(),
        }
    }

    fn currency(&self) -> Currency {
        match self.0 {
            SyncRowOf::Known(change) => change.currency,
            SyncRowOf::New(invoice, _) => invoice.terms.currency,
        }
    }

    fn now(&self) -> String {
        match self.0 {
            SyncRowOf::Known(change) => change.now.clone(),
            SyncRowOf::New(invoice, open) => invoice.terms.currency.plain(open.into()),
        }
    }

    fn event(&self) -> Option<(SyncedKind, Balance, Day)> {
        self.known()?.event.map(|event| (event.kind, event.amount, event.date))
    }

    fn told_event(&self) -> String {
        let because = self.known().map_or("", |change| &change.because);
        let told = self.told_event_alone();
        if because.is_empty() || told.is_empty() { told } else { format!("{told}: {because}") }
    }

    fn told_event_alone(&self) -> String {
        match self.event() {
            Some((SyncedKind::Extend(_), ..)) => "extend".to_owned(),
            Some((kind, amount, date)) => format!("{} {} of {date}", kind.name(), money(self.currency(), amount)),
            None if self.known().is_some_and(|change| change.explained != 0) => "told before by other files".to_owned(),
            None => String::new(),
        }
    }
}

/// The same for people; on a narrow screen the last columns go first.
struct ListedSync<'a>(SyncRow<'a>);

columns! { ListedSync<'a> {
    change "Change": Text => |row| words_of(&row.0).into();
    invoice_id "Invoice": Text => |row| row.0.invoice().into();
    customer_id "Customer": Text => |row| row.0.customer().into();
    before "Before": Exact => |row| row.0.known().map(|change| row.0.shown(&change.before)).into();
    now "Now": Exact => |row| row.0.shown(&row.0.now()).into();
    currency "": Text => |row| row.0.is_money().then(|| row.0.currency().code()).into();
    event "Event": Text => |row| row.0.told_event().into();
} }

impl SyncRow<'_> {
    fn shown(&self, text: &str) -> String {
        if self.is_money() { grouped(text) } else { text.to_owned() }
    }

    fn is_money(&self) -> bool {
        !matches!(self.kind(), SyncChangeKind::Moved | SyncChangeKind::Column)
    }
}

/// Of a credit note it is said otherwise: less that is open is used.
fn words_of(row: &SyncRow<'_>) -> &'static str {
    let (before, now) = (row.known().map_or("", |change| &change.before), row.now());
    match row.kind() {
        SyncChangeKind::Paid if now.starts_with('-') => "credit used in part",
        SyncChangeKind::Closed if before.starts_with('-') => "credit used",
        SyncChangeKind::More if now.starts_with('-') => "more credit",
        kind => words(kind),
    }
}

fn words(kind: SyncChangeKind) -> &'static str {
    match kind {
        SyncChangeKind::New => "new",
        SyncChangeKind::Paid => "paid in part",
        SyncChangeKind::Closed => "closed",
        SyncChangeKind::Overpaid => "overpaid",
        SyncChangeKind::Back => "back",
        SyncChangeKind::More => "more open",
        SyncChangeKind::Moved => "new due date",
        SyncChangeKind::Amount => "new amount",
        SyncChangeKind::Column => "may change the track",
        SyncChangeKind::Elsewhere => "your log says less is open",
    }
}

/// What is open in one currency before and after, and what leads from one to the other: what is paid is below zero, so that all adds up.
pub struct SyncTotalsRow(Currency, SyncTotals);

columns! { SyncTotalsRow {
    currency "Currency": Currency, "The currency." => |row| row.0.code().into();
    before "Before": Exact, "What was open by the last export." => |row| row.amount(row.1.before);
    new "New": Exact, "Open on invoices that were never seen before." => |row| row.amount(row.1.new);
    back "Back": Exact, "Open on invoices of which nothing was open before." => |row| row.amount(row.1.back);
    more "More": Exact, "What more is open on others." => |row| row.amount(row.1.more);
    paid "Paid in part": Exact, "What less is open on invoices of which something is left; below zero." => |row| row.amount(-row.1.paid);
    closed "Closed": Exact, "What was open on invoices of which nothing is left, and what was paid beyond that; below zero." => |row| row.amount(-row.1.closed);
    now "Now": Exact, "The sum of these, which is what the export adds up to." => |row| row.amount(row.1.now());
    elsewhere "Less by other files": Exact, "By how much other files say that less is open than the export." => |row| row.amount(row.1.elsewhere);
} }

impl SyncTotalsRow {
    fn amount(&self, amount: Balance) -> Cell<'static> {
        Cell::amount(self.0, amount)
    }
}

impl<'a> SyncView<'a> {
    /// `Export of 2026-04-01, after that of 2026-03-31`
    pub fn title(&self) -> String {
        let BookHead { day, number, .. } = self.head;
        let this = if number > 1 { format!("Export {number} of {day}") } else { format!("Export of {day}") };
        match self.last {
            None => format!("{this}, the first"),
            Some(last) if last.day == day => this,
            Some(last) => format!("{this}, after that of {}", last.day),
        }
    }

    /// `1 new, 2 paid in part, 12 closed: 14 events.`
    pub fn sentences(&self) -> Vec<String> {
        let count = |kind| if kind == SyncChangeKind::New { self.book.new as usize } else { self.book.changes.count(kind) };
        let kinds = SyncChangeKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
        let kinds: Vec<String> = kinds.map(|(kind, count)| format!("{} {}", grouped(&count.to_string()), words(kind))).collect();
        if kinds.is_empty() {
            return vec!["Nothing changed.".to_owned()];
        }
        let events = self.book.changes.list.iter().filter(|change| change.event.is_some()).count();
        let written = if events > 0 { format!(": {}", many(events, "event")) } else { String::new() };
        vec![format!("{}{written}.", capitalised(&kinds.join(", ")))]
    }

    /// What is open before and after.
    pub fn totals(&self) -> Listing {
        let rows = self.book.sums.0.iter().map(|(currency, totals)| SyncTotalsRow(*currency, *totals));
        Listing::new("Open", SyncTotalsRow::COLUMNS, rows)
    }

    /// The same for people: without what is zero in every currency.
    pub fn shown_totals(&self) -> Listing {
        let mut listing = self.totals();
        let is_zero = |cell: &Cell<'_>| matches!(cell, Cell::Decimal(amount) if amount.is_zero());
        let always = ["currency", "before", "now"];
        let is_shown = |index: usize| always.contains(&listing.columns[index].name) || !listing.rows.iter().all(|row| is_zero(&row[index]));
        let shown: Vec<usize> = (0..listing.columns.len()).filter(|index| is_shown(*index)).collect();
        listing.columns = shown.iter().map(|index| listing.columns[*index]).collect();
        listing.rows = listing.rows.iter().map(|row| shown.iter().map(|index| row[*index].clone()).collect()).collect();
        listing
    }

    /// The changes that are listed for people: the first so many of each kind. New invoices of a first export are not.
    pub fn listed(&self) -> Listing {
        let mut listing = Listing::new("Changes", ListedSync::COLUMNS, std::iter::empty::<ListedSync<'_>>());
        let mut push = |row: SyncRow<'_>| {
            let row = ListedSync(row);
            listing.rows.push(ListedSync::COLUMNS.iter().map(|column| (column.read)(&row).owned()).collect());
        };
        let mut shown = 0;
        if self.last.is_some() {
            self.book.each_new(|invoice, open| {
                if shown < self.limit {
                    push(SyncRow(SyncRowOf::New(invoice, open)));
                }
                shown += 1;
                shown < self.limit
            });
        }
        for kind in SyncChangeKind::ALL {
            self.book.changes.of(kind).take(self.limit).for_each(|change| push(SyncRow(SyncRowOf::Known(change))));
        }
        listing
    }

    /// How many changes are not listed for people.
    pub fn rest(&self) -> Option<String> {
        let over = |count: usize| count.saturating_sub(self.limit);
        let new = if self.last.is_some() { over(self.book.new as usize) } else { 0 };
        let rest = new + SyncChangeKind::ALL.into_iter().map(|kind| over(self.book.changes.count(kind))).sum::<usize>();
        let are = if rest == 1 { "is" } else { "are" };
        (rest > 0).then(|| format!("{} more {are} not shown: --limit shows more, --format csv all.", grouped(&rest.to_string())))
    }

    /// Shows all changes: new invoices first, the others in the order of the book.
    fn each(&self, mut show: impl FnMut(SyncRow<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut shown = Ok(());
        self.book.each_new(|invoice, open| {
            shown = show(SyncRow(SyncRowOf::New(invoice, open)));
            shown.is_ok()
        });
        shown?;
        self.book.changes.list.iter().try_for_each(|change| show(SyncRow(SyncRowOf::Known(change))))
    }
}

pub fn sync_csv(view: &SyncView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(SyncRow::COLUMNS))?;
    view.each(|row| sheet.row(&row))?;
    sheet.finish()
}

pub fn sync_jsonl(view: &SyncView<'_>, mut out: impl Write) -> io::Result<()> {
    view.each(|row| line(&row, &mut out))
}

pub fn sync_markdown(view: &SyncView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut text = format!("# {}\n\n{}\n", escaped(&view.title()), escaped(&view.sentences().join(" ")));
    for listing in [view.listed(), view.shown_totals()].iter().filter(|listing| !listing.rows.is_empty()) {
        let _ = writeln!(text, "\n## {}\n", escaped(listing.title));
        listing.push_markdown(&mut text);
        text.pop();
    }
    if let Some(rest) = view.rest() {
        let _ = writeln!(text, "\n{}", escaped(&rest));
    }
    out.write_all(text.as_bytes())
}

/// What changed as one object: `as_of`, `export`, `last`, `changes`, `totals`, `warnings`.
pub fn sync_json(view: &SyncView<'_>, mut out: impl Write) -> io::Result<()> {
    let document = SyncDocument {
        as_of: view.head.day.to_string(),
        export: view.head.number,
        last: view.last.map(|last| last.day.to_string()),
        changes: AllChanges(view),
        totals: view.totals(),
        warnings: view.warnings.iter().map(Warning).collect(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct SyncDocument<'a> {
    as_of: String,
    export: u32,
    last: Option<String>,
    changes: AllChanges<'a>,
    totals: Listing,
    warnings: Vec<Warning<'a>>,
}

struct AllChanges<'a>(&'a SyncView<'a>);

impl Serialize for AllChanges<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut wrong = None;
        let each = self.0.each(|row| {
            list.serialize_element(&row).map_err(|error| {
                wrong = Some(error);
                io::Error::other("a change could not be written")
            })
        });
        match (each, wrong) {
            (_, Some(error)) => Err(error),
            _ => list.end(),
        }
    }
}
