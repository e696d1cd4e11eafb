//! Finding out how another system's export is written, so that it can be read as it is.
//!
//! A [`Survey`] is one look over a whole file; [`invoices`] and [`events()`] turn it into the format of a project file, or into
//! [`Doubt`]s where the file itself leaves something open: what two readings fit is asked for, never chosen. A [`ProjectPage`] is the project file as
//! text, and [`Proof`] what comes of reading the files with it.

mod amount_names;
mod amounts;
pub mod answers;
mod bank;
mod bank_doubt;
mod bank_names;
mod bank_page;
mod beginnings;
mod beside_total;
mod columns;
mod credits;
mod currency;
mod currency_columns;
mod dates;
mod doubt;
mod events;
mod heading_labels;
mod headings_found;
mod invoices;
mod kinds;
mod layout;
mod layout_page;
mod money_columns;
mod names;
mod page;
mod proof;
mod relations;
mod report_look;
mod running_balance;
mod short_years;
mod sides;
mod status_flags;
mod status_words;
mod statuses;
mod survey;
mod suspicions;
mod units;
mod words;
mod worked_out;
mod workflow;

pub use answers::{Answers, Suspicion};
pub use bank::bank_sheet;
pub use bank_doubt::{BankAnswers, BankDoubt};
pub use bank_page::bank_page;
pub use doubt::Doubt;
pub use events::{FileHolds, events};
pub use invoices::{Decision, GuessedInvoices, Remark, read as invoices};
pub use kinds::{RowKind, is_kinds_column, is_no_invoice};
pub use layout_page::layout_keys;
pub use names::is_currency_column;
pub use page::ProjectPage;
pub use proof::{OpenByCurrency, Proof, SAMPLE, Sampled};
pub use relations::RepeatedInvoice;
pub use statuses::{StatusMeans, is_status_column, status_means};
pub use survey::{OpenAgain, Survey};
pub use workflow::{scenarios_to_begin_with, to_begin_with};
