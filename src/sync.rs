//! What changed between two exports of open items: the events that say so, and the book that keeps what was seen.
//!
//! An export says what is open on its day and nothing of what happened before. The *book* has every invoice that any export had, with its open
//! amount on the day on which it was first seen, and what the last export said of it. A new export is compared with the book, invoice by
//! invoice ([`compare`]); what changed, and what no other file tells, becomes events in a file beside the book. A plan reads both as any ledger.
//!
//! The events are written first, and the book says how many of their rows count ([`BookHead`]): so both are old or both are new.

mod book;
mod book_rows;
mod cells;
mod changes;
mod comparison;
mod counted_rows;
mod doubts;
mod elsewhere;
mod export;
mod known;
mod left_out_invoices;
mod new_book;
mod open_share;
mod renamed;
mod rewriting;
mod status_words;
mod sums;
mod synced;
mod telling;

pub use book::{BOOK_COLUMNS, BadBook, BookColumns, BookHead};
pub use changes::{LostMoney, SyncChange, SyncChangeKind, SyncChanges};
pub use comparison::{ChangeReason, Comparison, Elsewhere, GoneAs, LastSeen, NowSeen, SyncedEvent, SyncedKind, compare};
pub use counted_rows::CountedRows;
pub use doubts::{AskedAbout, ExportDoubts, SyncDoubtKind, WhyDoubted};
pub use elsewhere::OtherFiles;
pub use export::{Export, ExportFault, ExportShare, VoidWord};
pub use known::{CommonTexts, KnownBlock, KnownInvoices};
pub use left_out_invoices::{LeftOutInvoice, LeftOutInvoices};
pub use new_book::NewBook;
pub use open_share::OpenShare;
pub use renamed::RenamedInvoices;
pub use rewriting::{ForeseenBook, Rewriting};
pub use status_words::{KnownWords, NewWord, NewWords, WatchedColumns};
pub use sums::{SyncSums, SyncTotals};
pub use synced::synced_rows;
