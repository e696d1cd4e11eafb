//! One row of an invoices file.

use super::amount::{DecimalMark, Written};
use super::cell::Cells;
use super::column::{Header, InputColumn};
use super::date::DateFormats;
use super::format::{Format, invoice_columns};
use super::report::Report;
use super::row::Row;
use super::sheet::Sheet;
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::ledger::{Columns, CustomerTable, Field, OpenAmount, Snapshot, Terms};
use crate::money::Currency;
use crate::spreadsheet::unguarded;
use std::sync::Arc;

/// The columns of an invoices file, and how its cells are written.
#[derive(Clone)]
pub(super) struct InvoiceRow {
    /// The text columns, in the order of `columns`.
    texts: Vec<InputColumn>,
    /// Which of them are made of several fields.
    composite: Vec<usize>,
    /// The field of each, if every one is a cell as it stands in the file.
    pub plain: Option<Vec<u16>>,
    /// Are texts guarded against spreadsheets?
    guarded: bool,
    columns: Columns,
    id: usize,
    customer: usize,
    terms: TermColumns,
    filling: Option<CellFilling>,
    has_payments: bool,
}

/// What fills the cells that a row leaves empty.
#[derive(Clone)]
struct CellFilling {
    customers: Arc<CustomerTable>,
    /// For each column of the ledger, that of the customers, if they have it.
    places: Vec<Option<usize>>,
}

/// Where the terms of an invoice stand, and how they are written.
#[derive(Clone)]
struct TermColumns {
    amount: InputColumn,
    due_date: InputColumn,
    currency: Option<InputColumn>,
    issue_date: Option<InputColumn>,
    settled_date: Option<InputColumn>,
    open_amount: Option<InputColumn>,
    open_on: Option<InputColumn>,
    dates: DateFormats,
    decimal: DecimalMark,
    default_currency: Option<Currency>,
    default_open_on: Option<Day>,
    /// Neighbouring rows nearly always have the same currency.
    last_currency: Option<Currency>,
}

impl InvoiceRow {
    /// Finds the columns; nothing, and errors told, where one is missing.
    pub fn new(sheet: &Sheet, format: &Format, report: &mut Report) -> Option<InvoiceRow> {
        let mut header = Header::new(sheet, format);
        let id = header.need(Field::InvoiceId.name());
        let customer = header.need(Field::CustomerId.name());
        let (due_date, amount) = (header.need("due_date"), header.need("amount"));
        let currency = match format.currency {
            None => header.need("currency"),
            Some(_) => header.find("currency"),
        };
        let (issue_date, settled_date) = (header.find("issue_date"), header.find("settled_date"));
        let (open_amount, open_on) = (header.find("open_amount"), header.find("open_on"));
        if open_amount.is_some() && open_on.is_none() && format.open_on.is_none() {
            let hint = "add the column open_on, or set `open_on` for the file in the project file, to as_of or a date";
            header.add(Finding::new(Code::MissingColumn, "open_amount needs its day (open_on)").hint(hint));
        }
        let more_fields = Field::ALL.into_iter().filter(|field| !matches!(field, Field::InvoiceId | Field::CustomerId));
        let mut texts = vec![(Field::InvoiceId.name().to_owned(), id), (Field::CustomerId.name().to_owned(), customer)];
        texts.extend(more_fields.map(|field| (field.name().to_owned(), header.find(field.name()))));
        let known: Vec<&str> = invoice_columns().collect();
        let mut mapped: Vec<&str> = known.clone();
        for name in format.columns.keys().filter(|name| !known.contains(&name.as_str())) {
            texts.push((name.clone(), header.need(name)));
            mapped.push(name);
        }
        texts.extend(header.others(&mapped).into_iter().map(|column| (column.name.clone(), Some(column))));
        header.tell(report).then_some(())?;
        let of_customers = format.customers.iter().flat_map(|customers| customers.columns());
        let is_new = |name: &&String| !texts.iter().any(|(own, column)| own == *name && column.is_some());
        let added: Vec<String> = of_customers.filter(is_new).cloned().collect();
        texts.extend(added.into_iter().map(|name| (name, Some(InputColumn::default()))));
        let (names, texts): (Vec<String>, Vec<InputColumn>) = texts.into_iter().filter_map(|(name, column)| Some((name, column?))).unzip();
        let snapshot = match (&open_amount, &open_on) {
            _ if let Some(day) = format.book_of => Snapshot::Book(day),
            (None, _) => Snapshot::None,
            (Some(_), None) if format.is_of_run => Snapshot::OfRun,
            (Some(_), _) => Snapshot::Dated,
        };
        let columns = Columns::new(names).with_open_amounts(snapshot);
        let filling = format.customers.as_ref().map(|customers| {
            let place = |name: &String| customers.columns().iter().position(|column| column == name);
            CellFilling { customers: Arc::clone(customers), places: columns.names().iter().map(place).collect() }
        });
        Some(InvoiceRow {
            id: columns.field(Field::InvoiceId)?,
            customer: columns.field(Field::CustomerId)?,
            guarded: format.guarded,
            columns,
            composite: (0..texts.len()).filter(|column| texts[*column].is_composite()).collect(),
            plain: match filling {
                Some(_) => None,
                None => texts.iter().map(|column| column.plain().and_then(|field| u16::try_from(field).ok())).collect(),
            },
            filling,
            has_payments: format.has_payments,
            texts,
            terms: TermColumns {
                amount: amount?,
                due_date: due_date?,
                currency,
                issue_date,
                settled_date,
                open_amount,
                open_on,
                dates: format.dates.clone(),
                decimal: format.decimal,
                default_currency: format.currency,
                default_open_on: format.open_on,
                last_currency: None,
            },
        })
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The field at which the invoice's id begins.
    pub fn id_field(&self) -> Option<usize> {
        self.texts[self.id].field()
    }

    /// Puts composite ids of the row together; the other functions speak of the row that was prepared last.
    #[inline]
    pub fn prepare(&mut self, row: &Row<'_>) {
        for column in &self.composite {
            self.texts[*column].prepare(row);
        }
    }

    pub fn id<'a>(&'a self, row: &Row<'a>) -> &'a str {
        self.bare(self.texts[self.id].cell(row))
    }

    fn bare<'a>(&self, cell: &'a str) -> &'a str {
        if self.guarded { unguarded(cell) } else { cell }
    }

    /// Are all texts of a row what stands in the file?
    #[inline]
    pub fn is_as_written(&self, row: &Row<'_>) -> bool {
        self.plain.is_some() && !(self.guarded && memchr::memchr(b'\'', row.raw.bytes).is_some())
    }

    /// The customer of a row that cannot be read, if it may lower what the customer owes: a credit note, or a payment among the invoices.
    pub fn lowers(&self, row: &Row<'_>) -> Option<String> {
        let amount = self.terms.amount.cell_alone(row);
        let is_debt =
            Written::parse(&amount, self.terms.decimal).is_ok_and(|written| written.without_currency().is_ok_and(|(amount, _)| amount > 0));
        let may_lower = self.has_payments || !is_debt;
        Some(self.texts[self.customer].cell_alone(row)).filter(|customer| may_lower && !customer.is_empty())
    }

    /// The row's due date as it is written.
    pub fn due_date<'a>(&'a self, row: &Row<'a>) -> &'a str {
        self.terms.due_date.cell(row)
    }

    /// What the engine computes with, or problems.
    pub fn terms(&mut self, cells: &mut Cells<'_, '_>) -> Option<Terms> {
        let (id, customer) = (cells.id(&self.texts[self.id]), cells.id(&self.texts[self.customer]));
        let good = id.is_some() && customer.is_some();
        self.terms.read(cells).filter(|_| good)
    }

    #[inline]
    pub fn texts<'a>(&'a self, row: &'a Row<'a>) -> impl Iterator<Item = &'a str> {
        let filling = self.filling.as_ref().and_then(|filling| {
            let cells = filling.customers.find(self.bare(self.texts[self.customer].cell(row)))?;
            Some((cells, &filling.places))
        });
        self.texts.iter().enumerate().map(move |(index, column)| match filling {
            Some((cells, places)) => {
                let cell = self.bare(column.cell(row));
                places[index].map_or(cell, |place| cells.fill(cell, place))
            }
            None => self.bare(column.cell(row)),
        })
    }

    /// The row's customer, if the file of customers has it without its zeros only.
    pub fn customer_without_zeros<'a>(&self, row: &Row<'a>) -> Option<&'a str>
    where
        Self: 'a,
    {
        let customers = &self.filling.as_ref()?.customers;
        let id = self.texts[self.customer].plain().map(|field| row.field(field))?;
        customers.shortened(id).map(|_| id)
    }

    /// Does the file of customers, if there is one, have the row's customer?
    pub fn is_of_known_customer(&self, row: &Row<'_>) -> bool {
        self.filling.as_ref().is_some_and(|filling| filling.customers.has(self.bare(self.texts[self.customer].cell(row))))
    }
}

impl TermColumns {
    fn read(&mut self, cells: &mut Cells<'_, '_>) -> Option<Terms> {
        self.last_currency = self.currency_of(cells);
        let (this, currency) = (&*self, self.last_currency);
        let amount = this.minor(Some(&this.amount), true, currency, cells);
        let issue_date = cells.day(this.issue_date.as_ref(), &this.dates);
        let settled_date = cells.day(this.settled_date.as_ref(), &this.dates);
        let open_on = cells.day(this.open_on.as_ref(), &this.dates);
        let due_date = this.due_date(amount, issue_date.or(open_on).or(this.default_open_on), cells);
        let open_on_is_empty = cells.text(this.open_on.as_ref()).is_empty();
        let open = this.minor(this.open_amount.as_ref(), false, currency, cells);
        let open_amount = match (open, open_on.or(this.default_open_on)) {
            (Some(amount), Some(on)) => Some(OpenAmount { amount, on }),
            (Some(_), None) if open_on_is_empty => {
                let column = this.open_on.as_ref().or(this.open_amount.as_ref())?;
                let hint = "fill it in, or set `open_on` for the file in the project file, to as_of or a date".to_owned();
                let message = "open_on is empty, but the row has an open_amount".to_owned();
                cells.problem(Code::ConflictingCells, column, message, Some(hint));
                None
            }
            _ => None,
        };
        Some(Terms { amount: amount?, currency: currency?, issue_date, due_date: due_date?, settled_date, open_amount })
    }

    /// The due date. Nothing is due on a credit: it needs none, if it has any other day.
    fn due_date(&self, amount: Option<i64>, other: Option<Day>, cells: &mut Cells<'_, '_>) -> Option<Day> {
        let is_credit = amount.is_some_and(|amount| amount < 0);
        if is_credit && other.is_some() && cells.text(Some(&self.due_date)).is_empty() {
            return other;
        }
        let text = cells.filled(&self.due_date)?;
        cells.day_of(&self.due_date, text, &self.dates)
    }

    fn currency_of(&self, cells: &mut Cells<'_, '_>) -> Option<Currency> {
        let text = cells.text(self.currency.as_ref());
        if let Some(last) = self.last_currency.filter(|last| last.code() == text) {
            return Some(last);
        }
        match (&self.currency, self.default_currency) {
            (Some(column), None) => cells.filled(column).and_then(|_| cells.currency(Some(column))),
            (_, default) if text.is_empty() => default,
            (column, _) => cells.currency(column.as_ref()),
        }
    }

    fn minor(&self, column: Option<&InputColumn>, needed: bool, currency: Option<Currency>, cells: &mut Cells<'_, '_>) -> Option<i64> {
        let column = column?;
        let text = if needed { cells.filled(column)? } else { cells.given(Some(column))?.1 };
        let written = cells.amount_of(column, text, self.decimal)?;
        // Without a currency, that is the problem, and it is told already.
        written.minor(currency?).map_err(|error| cells.bad_amount(column, error)).ok()
    }
}
