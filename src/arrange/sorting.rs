//! Which rows of a file are rows of the ledger, and which are titles, headings, totals or of no concern.

use super::columns::FieldNames;
use super::debts::{RowDraft, RowFaults};
use super::documents::{DocumentColumns, KindOfRow};
use super::filters::{RowWords, cell};
use super::groups::Headings;
use super::header::HeaderFound;
use super::left_out::{LeftOut, LeftOutRow, WhyLeftOut};
use super::merging;
use super::money_cells::{MoneyColumns, RowFigures};
use super::totals::TotalCheck;
use super::working_out::WorkingOut;
use super::{Arranged, TableRows};
use crate::finding::{Code, Finding};
use crate::ledger::reading::{Format, LooseFault, LooseRow, OriginRows, total_of};
use crate::project::{CsvFormat, FileLayout, GroupHeadings};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a file's rows are sorted by.
pub(super) struct Sorting<'a> {
    names: FieldNames<'a>,
    layout: &'a FileLayout,
    format: &'a Format,
    kind: TableRows,
    headings: Option<Headings>,
    only: RowWords,
    skip: RowWords,
    documents: Option<DocumentColumns>,
    money: MoneyColumns,
    /// Columns without which a row is none: its number and its dates.
    marks: Vec<usize>,
    /// Are rows of other widths than the header those that a spreadsheet has?
    is_sheet: bool,
}

/// A row, and what it is.
type SortedRow<'r> = (KindOfRow, RowDraft<'r>);

impl<'a> Sorting<'a> {
    pub fn new(
        names: FieldNames<'a>,
        csv: &'a CsvFormat,
        format: &'a Format,
        kind: TableRows,
        is_sheet: bool,
    ) -> Result<Sorting<'a>, Vec<Finding>> {
        let layout = &csv.layout;
        let (only, skip) = (RowWords::new(&layout.only, "where", &names), RowWords::new(&layout.skip, "skip", &names));
        let documents = layout.documents.as_ref().map(|kinds| DocumentColumns::new(kinds, &names));
        let money = MoneyColumns::new(layout, &names, kind, format.decimal, format.currency);
        let of_rows = ["invoice_id", "issue_date", "due_date", "date"];
        let marks: Vec<usize> = of_rows.iter().filter_map(|column| names.fields(column)).flatten().copied().collect();
        let headings = layout.group.as_ref().map(|group| Headings::new(group, &names, &marks));
        names.sound()?;
        Ok(Sorting { names, layout, format, kind, headings, only, skip, documents, money, marks, is_sheet })
    }

    /// Sorts the rows and works out those of the ledger.
    pub fn sort(mut self, rows: &[LooseRow], header: &HeaderFound, origin: Arc<OriginRows>) -> Arranged {
        let (mut left_out, mut faults) = (LeftOut::default(), RowFaults::default());
        let mut sorted: Vec<SortedRow<'_>> = Vec::new();
        for row in &rows[..header.before] {
            let is_heading = matches!(self.layout.group, Some(GroupHeadings::Labels(_)))
                && self.headings.as_mut().is_some_and(|headings| headings.look(&row.cells, false).is_some());
            left_out.add(if is_heading { WhyLeftOut::Heading } else { WhyLeftOut::Title });
        }
        let whole = self.names.field("open_amount").or_else(|| self.names.field("amount"));
        let only = self.money.only_field();
        let mut totals = TotalCheck::new(self.money.fields(), only, whole, self.names.names, self.format.decimal);
        let (mut was_heading, mut lost) = (false, BTreeSet::new());
        for row in &rows[header.behind..] {
            if let Some(fault) = &row.fault {
                faults.add(row.line, "", fault.clone());
                continue;
            }
            if header.is_repeated(&row.cells) {
                self.headings.iter_mut().for_each(|headings| headings.forget_title(was_heading));
                was_heading = false;
                left_out.add(WhyLeftOut::Header);
                continue;
            }
            let why = self.no_row(&row.cells);
            was_heading = why == Some(WhyLeftOut::Heading);
            if let Some(why) = why {
                left_out.add(why);
                match why {
                    WhyLeftOut::Total => totals.total(row.line, &row.cells, self.names.names),
                    WhyLeftOut::Heading => totals.boundary(),
                    _ => {}
                }
                continue;
            }
            let read = self.row(row, &mut left_out);
            let currency = self.names.value("currency", &row.cells);
            totals.row((row.line, &row.cells), self.names.names, &currency, read.as_ref().ok().and_then(Option::as_ref));
            match read {
                Ok(Some(row)) => sorted.push(row),
                Ok(None) => {}
                Err(wrong) => {
                    let customer = self.customer(&row.cells);
                    wrong.into_iter().for_each(|fault| faults.add(row.line, &customer, fault));
                    lost.extend(self.layout.rows.as_ref().map(|rows| merging::key(&rows.by, &row.cells, &self.names)));
                }
            }
        }
        for (line, fault) in self.documents.iter().flat_map(DocumentColumns::faults) {
            let row = rows.binary_search_by_key(&line, |row| row.line);
            let customer = row.map(|place| self.names.value("customer_id", &rows[place].cells)).unwrap_or_default();
            faults.add(line, &customer, fault);
        }
        let working_out = WorkingOut {
            names: &self.names,
            layout: self.layout,
            format: self.format,
            kind: self.kind,
            documents: self.documents.as_ref(),
            amount: self.money.field(),
            left_out,
            faults,
            lost,
            notes: Vec::new(),
            agreeing_totals: totals.agreeing,
            odd: totals.odd,
        };
        working_out.finish(sorted, origin)
    }

    /// The customer of a row: its own, or that of the heading above it.
    fn customer(&self, cells: &[String]) -> String {
        let own = self.names.value("customer_id", cells);
        let heading = self.headings.as_ref().and_then(Headings::current).and_then(|heading| heading.get("customer_id"));
        if own.is_empty() { heading.cloned().unwrap_or_default() } else { own }
    }

    /// Why a row is none of the list, if it is not.
    fn no_row(&mut self, cells: &[String]) -> Option<WhyLeftOut> {
        let first = cells.iter().position(|cell| !cell.is_empty())?;
        // A total has its word where numbers may stand.
        let has_mark = |cells: &[String], but: usize| self.marks.iter().any(|field| *field != but && !cell(cells, *field).is_empty());
        let is_row = has_mark(cells, usize::MAX);
        let is_alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if let Some(headings) = &mut self.headings {
            let of_list = self.marks.iter().any(|field| *field != first && !cell(cells, *field).is_empty());
            if let Some(why) = headings.look(cells, if self.marks.contains(&first) { of_list && !is_alone } else { is_row }) {
                return Some(why);
            }
        }
        let word = cells.iter().position(|cell| total_of(cell).is_some());
        if let Some(word) = word
            && !has_mark(cells, word)
            && (word == first || self.has_only_amounts_beside(cells, word))
        {
            return Some(WhyLeftOut::Total);
        }
        if !is_row && self.has_only_amounts_beside(cells, usize::MAX) {
            return Some(WhyLeftOut::Total);
        }
        if is_alone {
            return Some(WhyLeftOut::Remark);
        }
        if is_row {
            return None;
        }
        let has_amount = cells.iter().enumerate().any(|(field, cell)| !cell.is_empty() && self.money.is_amount(field));
        (!has_amount).then_some(WhyLeftOut::Remark)
    }

    /// Has the row nothing but numbers, apart from one cell?
    fn has_only_amounts_beside(&self, cells: &[String], but: usize) -> bool {
        let is_number = |text: &str| super::figure::Figure::parse(text, self.format.decimal).is_ok();
        let mut filled = cells.iter().enumerate().filter(|(field, cell)| *field != but && !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|(_, cell)| is_number(cell))
    }

    /// What a row of the list is; nothing where it does not go to the ledger.
    fn row<'r>(&mut self, row: &'r LooseRow, left_out: &mut LeftOut) -> Result<Option<SortedRow<'r>>, Vec<LooseFault>> {
        let cells = &row.cells;
        self.width(cells).map_err(|fault| vec![fault])?;
        if let Some((field, _)) = self.only.other(cells) {
            left_out.add_for(WhyLeftOut::Where, self.left_out(row, field));
            return Ok(None);
        }
        if let Some((field, _)) = self.skip.found(cells) {
            left_out.add_for(WhyLeftOut::Skip, self.left_out(row, field));
            return Ok(None);
        }
        let kind = match &mut self.documents {
            Some(documents) => documents.kind(row.line, cells),
            None => KindOfRow::Invoice,
        };
        if kind == KindOfRow::Skip {
            let field = self.documents.as_ref().map_or(0, |documents| documents.field);
            left_out.add_for(WhyLeftOut::Kind, self.left_out(row, field));
        }
        if matches!(kind, KindOfRow::Skip | KindOfRow::Unknown) {
            return Ok(None);
        }
        let mut set = BTreeMap::new();
        if let Some(headings) = &self.headings {
            let own = self.names.cell("customer_id", cells);
            match headings.current() {
                Some(heading) => {
                    let fills = |column: &&String| !self.names.has(column) || self.names.cell(column, cells).is_empty();
                    set.extend(heading.iter().filter(|(column, _)| fills(column)).map(|(column, text)| (column.clone(), text.clone())));
                }
                None if own.is_empty() => {
                    let hint = "if a total above it is no total, or the file is cut off, correct the file";
                    return Err(vec![LooseFault::new(Code::EmptyCell, None, "no heading with a customer stands above the row").hint(hint)]);
                }
                None => {}
            }
        }
        let mut faults: Vec<LooseFault> = self.incomplete_ids(cells).collect();
        let money = self.money.read(cells, &self.names).unwrap_or_else(|wrong| {
            faults.extend(wrong);
            RowFigures::default()
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        let id = self.names.value("invoice_id", cells);
        let customer = self.customer(cells);
        Ok(Some((kind, RowDraft { row, id, customer, money, set, paid: Vec::new() })))
    }

    /// A row that is left out because of what stands in this field.
    fn left_out(&self, row: &LooseRow, field: usize) -> LeftOutRow {
        let cells = &row.cells;
        let dates = self.format.dates.clone().or_plain();
        LeftOutRow {
            line: row.line,
            invoice: self.names.value("invoice_id", cells),
            customer: self.customer(cells),
            due: dates.parse(&self.names.cell("due_date", cells)).ok(),
            column: self.names.names.get(field).cloned().unwrap_or_default(),
            text: cell(cells, field).to_owned(),
        }
    }

    /// Rows of text have as many fields as the header; those of sheets end where nothing more is filled.
    fn width(&self, cells: &[String]) -> Result<(), LooseFault> {
        let (has, wanted) = (cells.len(), self.names.names.len());
        let is_empty_beyond = cells.iter().skip(wanted).all(String::is_empty);
        if is_empty_beyond && (has >= wanted || self.is_sheet) {
            return Ok(());
        }
        let message = format!("the row has {has} field{}, the header has {wanted}", if has == 1 { "" } else { "s" });
        let hint = if has > wanted {
            "a field with the delimiter in it needs quotation marks around it"
        } else {
            "a field or its delimiter is missing"
        };
        Err(LooseFault::new(Code::MalformedRow, (has > wanted).then_some(wanted), message).hint(hint))
    }

    /// Ids of which a part is empty.
    fn incomplete_ids(&self, cells: &[String]) -> impl Iterator<Item = LooseFault> {
        let parts = self.names.mapped().filter(|(_, fields)| fields.len() > 1);
        parts.filter_map(move |(column, fields)| {
            let is_empty = |field: &&usize| cell(cells, **field).is_empty();
            let missing = fields.iter().find(is_empty).filter(|_| !fields.iter().all(|field| is_empty(&field)))?;
            Some(LooseFault::new(Code::EmptyCell, Some(*missing), format!("a part of {} is empty", self.names.title(column))))
        })
    }
}
