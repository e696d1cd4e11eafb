//! Reading ledgers: CSV files as other systems export them, row by row, with everything that is wrong told at once.
//!
//! Readers take bytes that are no longer compressed, under the name that the user knows the file by, a [`Format`] that says
//! how it is written, and a [`Report`] for what they find.

mod amount;
mod blocks;
mod cell;
mod column;
mod customers;
mod date;
mod encoding;
mod event_batch;
mod event_row;
mod event_search;
mod event_type;
mod events;
mod faults;
mod format;
mod found_rows;
mod grouping;
mod invoice_row;
mod invoice_search;
mod invoices;
mod loose_rows;
mod month_names;
mod opening;
mod origin;
mod place;
mod rejects;
mod report;
mod row;
mod row_index;
mod rows;
mod seen;
mod sheet;
mod sieve;
mod suspects;
mod text_rows;

pub use amount::{AmountError, DecimalMark, Written};
pub use blocks::{Blocks, LONGEST_ROW, RowBlock};
pub use cell::is_shortened;
pub use date::{BadDateFormat, DateError, DateFormats, Foreign};
pub use encoding::Encoding;
pub use event_batch::{EventParser, EventShare};
pub use event_search::EventSearch;
pub use event_type::EventType;
pub use events::{EventFile, EventReader, Wanted};
pub use format::{EVENT_COLUMNS, Format, LOG_COLUMNS, MORE_COLUMNS, TERM_COLUMNS, invoice_columns};
pub use found_rows::FoundRows;
pub use grouping::total_of;
pub use invoices::{InvoiceParser, InvoiceReader, InvoiceShare};
pub use loose_rows::{LooseFault, LooseRow, loose_rows};
pub use origin::{Origin, OriginColumn, OriginDocument, OriginRows};
pub use rejects::Rejects;
pub use report::{BadRows, Report, SHOWN, Told};
pub use rows::MOST_FIELDS;
pub use sieve::Sieve;
pub use text_rows::{TextRow, TextRows, pick_rows};
