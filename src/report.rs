//! What people and programs read of a plan: CSV, JSON, Markdown, and the sentences that go with them.
//!
//! Each kind of row has one list of columns ([`ActionRow::COLUMNS`], [`PositionRow::COLUMNS`]) from which every format is
//! made. Writers take what they write to and know nothing of files or terminals.

mod action_row;
mod answer_row;
mod calendar_file;
mod cash;
mod cell;
mod column;
mod comparison;
mod credit_row;
mod credits;
mod csv_sheet;
mod customer;
mod customer_story;
mod dossier;
mod for_people;
mod json;
mod junit;
mod listing;
mod markdown;
mod match_json;
mod match_row;
mod on_account;
mod plan_view;
mod position_row;
mod simulation;
mod statement_row;
mod status_view;
mod story;
mod summary;
mod syncing;
mod visible;
mod workbook;

pub use action_row::ActionRow;
pub use answer_row::AnswerRow;
pub use calendar_file::plan_ics;
pub use cash::Cash;
pub use cell::Cell;
pub use column::{Column, GivesCells, Holds, TakesCells, names};
pub(crate) use column::{columns, objects};
pub use comparison::{ChangeRow, ComparedOwner, ComparedStage, DiffView, EditRow, diff_csv, diff_json, diff_markdown};
pub use credit_row::{CreditRow, CreditView, credit_csv, credit_json, credit_jsonl, credit_markdown};
pub use credits::{Credits, credits_told};
pub use csv_sheet::{CsvSheet, plan_csv, plan_csv_header, plan_csv_rows, status_csv};
pub use customer::{is_of, party, who_may_be_meant};
pub use customer_story::{AcrossInvoices, CustomerBalance, CustomerStory, Shared, customer_story_json, customer_story_markdown};
pub(crate) use dossier::html;
pub use dossier::{Chapter, CustomerInvoices, Dossier};
pub use for_people::{ShownAction, ShownWithheld, past_due};
pub(crate) use json::pretty;
pub use json::{TotalsRow, Warning, answer_jsonl, plan_json, plan_jsonl, plan_jsonl_rows, status_json, status_jsonl};
pub use junit::{Case, Cases, junit};
pub use listing::{Heading, Listing};
pub use markdown::{customer_heading, plan_markdown, status_markdown};
pub use match_json::{match_json, match_jsonl};
pub use match_row::{AccountRow, MatchRow, MatchView, match_csv, match_report_csv, reasons as match_reasons, told};
pub use on_account::{AccountCash, account_cash_told};
pub use plan_view::{PlanFilter, PlanView, Ranked};
pub use position_row::PositionRow;
pub use simulation::{NOT_KNOWN, OwnerLine, SimulationView, StageLine, StalledLine, TouchRow, WeekLine};
pub use simulation::{simulation_csv, simulation_json, simulation_jsonl, simulation_markdown};
pub use statement_row::{StatementPart, StatementRow, statement_csv};
pub use status_view::{StatusFilter, StatusView};
pub use story::{CODES_IN_WORDS, ChangedColumn, StoryRow, StorySection, StoryView, story_json, story_markdown};
pub use summary::{counted, listed, plan_summary, title};
pub use syncing::{SyncRow, SyncTotalsRow, SyncView, sync_csv, sync_json, sync_jsonl, sync_markdown};
pub use visible::{is_hidden, one_line};
pub use workbook::{MOST_SHEET_ROWS, plan_xlsx, status_xlsx, tables_xlsx};

use crate::finding::Finding;
pub use crate::money::money;
use serde::Serialize;

/// What a report was made from, beside the workflow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// How many there are, where all were read.
    pub invoices: Option<u64>,
    pub events: Option<u64>,
    /// BLAKE3, in hexadecimal, of the bytes of its files: the customers, those of events in their order, then the invoices.
    pub digest: String,
    #[serde(skip)]
    pub warnings: Vec<Finding>,
}

impl About {
    fn warnings(&self) -> Vec<Warning<'_>> {
        self.warnings.iter().map(Warning).collect()
    }
}
