//! Which rows of a file are rows of the ledger, and which are titles, headings, totals or of no concern.

use super::asides::Asides;
use super::columns::FieldNames;
use super::debts::{RowDraft, RowFaults};
use super::documents::{DocumentColumns, KindOfRow};
use super::filters::{RowWords, cell};
use super::groups::{Headings, HeadingsBy};
use super::header::HeaderFound;
use super::left_out::{LeftOut, LeftOutRow, WhyLeftOut};
use super::merging;
use super::money_cells::{MoneyColumns, RowFigures};
use super::totals::TotalCheck;
use super::working_out::WorkingOut;
use super::{Arranged, TableRows};
use crate::finding::{Code, Finding, quoted};
use crate::ledger::reading::{Format, LooseFault, LooseRow, OriginRows};
use crate::money::Currency;
use crate::project::{CsvFormat, FileLayout};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a file's rows are sorted by.
pub(super) struct Sorting<'a> {
    names: FieldNames<'a>,
    layout: &'a FileLayout,
    format: &'a Format,
    kind: TableRows,
    asides: Asides,
    only: RowWords,
    skip: RowWords,
    documents: Option<DocumentColumns>,
    money: MoneyColumns,
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
        let headings = Headings::new(HeadingsBy::new(layout.group.as_ref(), &names, &marks));
        let asides = Asides::new(headings, marks, money.fields().collect(), Some(format.decimal));
        names.sound()?;
        Ok(Sorting { names, layout, format, kind, asides, only, skip, documents, money, is_sheet })
    }

    /// Sorts the rows and works out those of the ledger.
    pub fn sort(mut self, rows: &[LooseRow], header: &HeaderFound, origin: Arc<OriginRows>) -> Arranged {
        let (mut left_out, mut faults) = (LeftOut::default(), RowFaults::default());
        let mut sorted: Vec<SortedRow<'_>> = Vec::new();
        for row in &rows[..header.before] {
            left_out.add(self.asides.headings.title(&row.cells));
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
                self.asides.headings.forget_title(was_heading);
                was_heading = false;
                left_out.add(WhyLeftOut::Header);
                continue;
            }
            let why = self.asides.why(&row.cells);
            was_heading = why == Some(WhyLeftOut::Heading);
            if let Some(why) = why {
                left_out.add(why);
                match why {
                    WhyLeftOut::Total => totals.total(row.line, &row.cells, self.names.names),
                    WhyLeftOut::Heading | WhyLeftOut::Section | WhyLeftOut::Remark => totals.boundary(),
                    _ => {}
                }
                continue;
            }
            let read = self.row(row, &mut left_out);
            let currency = self.currency(&row.cells);
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
        let heading = self.asides.headings.current().and_then(|heading| heading.get("customer_id"));
        if own.is_empty() { heading.cloned().unwrap_or_default() } else { own }
    }

    /// The currency of a row: its own, or that of a heading above it.
    fn currency(&self, cells: &[String]) -> String {
        let own = self.names.value("currency", cells);
        if own.is_empty() { self.asides.headings.currency().map_or("", Currency::code).to_owned() } else { own }
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
        let set = self.asides.headings.fill(cells, &self.names).map_err(|fault| vec![fault])?;
        let mut faults: Vec<LooseFault> = self.incomplete_ids(cells).chain(self.ids_that_are_dates(row)).collect();
        let money = self.money.read(cells, &self.names, self.asides.headings.currency()).unwrap_or_else(|wrong| {
            faults.extend(wrong);
            RowFigures::default()
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        let id = self.names.value("invoice_id", cells);
        let customer = self.customer(cells);
        let below = self.asides.headings.not_open();
        Ok(Some((kind, RowDraft { row, id, customer, money, set, below, paid: Vec::new() })))
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

    /// Numbers of invoices, or customers, of which a spreadsheet has made dates: `3-12` became the third of December.
    fn ids_that_are_dates(&self, row: &LooseRow) -> impl Iterator<Item = LooseFault> {
        let ids = ["invoice_id", "customer_id"].into_iter().filter_map(|column| Some((column, self.names.field(column)?)));
        ids.filter(|(_, field)| row.dates.contains(field)).map(|(column, field)| {
            let message = format!(
                "{} is a date in the workbook, {}: a spreadsheet has made it of another text",
                self.names.title(column),
                quoted(cell(&row.cells, field))
            );
            let hint = "export the file again; in a spreadsheet, make the column text before numbers come into it";
            LooseFault::new(Code::MangledId, Some(field), message).hint(hint)
        })
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
