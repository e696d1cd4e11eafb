//! From rows of a file to rows of a ledger: signs, due dates, what was paid, and several rows that are one invoice.

use super::columns::FieldNames;
use super::debts::{MoneyDraft, OneSign, RowDraft, RowFaults};
use super::documents::{DocumentColumns, KindOfRow};
use super::figure::Figure;
use super::filters::cell;
use super::left_out::{LeftOut, WhyLeftOut};
use super::merging;
use super::money_cells::RowFigures;
use super::output;
use super::paid::PaidColumns;
use super::terms::PaymentTerms;
use super::{Arranged, TableRows};
use crate::calendar::Day;
use crate::finding::{Code, quoted};
use crate::ledger::Instalments;
use crate::ledger::reading::{Format, LooseFault, OriginRows};
use crate::project::{FileLayout, TermsSource};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) struct WorkingOut<'a> {
    pub names: &'a FieldNames<'a>,
    pub layout: &'a FileLayout,
    pub format: &'a Format,
    pub kind: TableRows,
    pub documents: Option<&'a DocumentColumns>,
    /// The field that stands for the amount.
    pub amount: Option<usize>,
    pub left_out: LeftOut,
    pub faults: RowFaults,
    /// What is in the column of `rows.by` in rows that cannot be arranged.
    pub lost: BTreeSet<String>,
    pub notes: Vec<String>,
    /// Totals that are not those of the rows above them.
    pub agreeing_totals: u32,
    pub odd: Vec<(u32, LooseFault)>,
}

impl<'a> WorkingOut<'a> {
    pub fn finish(mut self, mut sorted: Vec<(KindOfRow, RowDraft<'a>)>, origin: Arc<OriginRows>) -> Arranged {
        self.signs(&mut sorted);
        let rounded = sorted.iter().filter(|(_, draft)| draft.money.is_rounded).count();
        if rounded > 0 {
            self.notes.push(format!("the amounts of {rounded} row{} are rounded", if rounded == 1 { "" } else { "s" }));
        }
        let (mut drafts, mut money) = (Vec::new(), Vec::new());
        let ids: BTreeSet<String> =
            sorted.iter().filter(|(kind, _)| *kind == KindOfRow::Invoice).map(|(_, draft)| draft.id.clone()).collect();
        for (kind, draft) in sorted {
            if self.faults.has(draft.line()) {
                self.lost.extend(self.layout.rows.as_ref().map(|rows| merging::key(&rows.by, &draft.row.cells, self.names)));
                continue;
            }
            match kind {
                KindOfRow::Payment => self.money_of(draft, "payment", &ids, &mut money),
                KindOfRow::Credit if draft.id.is_empty() || self.credits_an_invoice(&draft, &ids) => {
                    self.money_of(draft, "credit", &ids, &mut money);
                }
                _ => drafts.push((kind, draft)),
            }
        }
        self.due_dates(&mut drafts);
        if let Some(paid) = PaidColumns::new(self.layout, self.names, self.format) {
            for (kind, draft) in &mut drafts {
                if *kind == KindOfRow::Invoice
                    && let Err(fault) = paid.apply(draft, self.names)
                {
                    self.faults.add(draft.line(), &draft.customer, fault);
                }
            }
        }
        for (kind, draft) in &drafts {
            if let Some(fault) = draft.is_open_below(*kind, self.names) {
                self.faults.add(draft.line(), &draft.customer, fault);
            }
        }
        let (credits, invoices): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|(kind, _)| *kind == KindOfRow::Credit);
        // Credit notes may have numbers of their own, from 1: they are no rows of invoices.
        let mut drafts: Vec<RowDraft<'a>> = Vec::new();
        let mut instalments = Instalments::default();
        for kind in [invoices, credits] {
            let of_kind: Vec<RowDraft<'a>> = kind.into_iter().map(|(_, draft)| draft).collect();
            drafts.extend(match &self.layout.rows {
                Some(rows) => merging::merged(of_kind, rows, self.names, self.format, &self.lost, (&mut self.faults, &mut instalments)),
                None => of_kind,
            });
        }
        drafts.sort_by_key(RowDraft::line);
        for draft in &mut drafts {
            money.append(&mut draft.paid);
            let RowDraft { money, set, .. } = draft;
            for (column, figure) in [("amount", &money.amount), ("open_amount", &money.open)] {
                if let Some(figure) = figure {
                    set.insert(column.to_owned(), figure.text(self.format.decimal));
                }
            }
        }
        drafts.retain(|draft| !self.faults.has(draft.line()));
        money.retain(|draft| !self.faults.has(draft.row.line));
        let terms = self.layout.due_date.as_ref().and_then(|due| match &due.terms {
            TermsSource::Column(name) => self.names.need(name, ""),
            TermsSource::Days(_) => self.names.need(&due.from, ""),
        });
        let from = output::ComputedColumns { amount: self.amount, terms, paid_on: self.layout.paid_on.as_deref() };
        let found = money.iter().map(|money| money.found(self.format.decimal)).collect();
        let rows = output::rows(&drafts, self.names, self.format, &origin, self.kind, &from);
        let events = (self.kind == TableRows::Invoices && self.layout.may_have_events())
            .then(|| output::events(&money, self.names, self.format, &origin, &from));
        Arranged {
            rows,
            events,
            money: found,
            left_out: self.left_out,
            notes: self.notes,
            faults: self.faults.into_list(),
            instalments,
            odd: self.odd,
            agreeing_totals: self.agreeing_totals,
            origin,
        }
    }

    /// Credits and payments lower what is owed, whichever sign the file gives them.
    fn signs(&mut self, sorted: &mut [(KindOfRow, RowDraft<'a>)]) {
        let (mut by_word, mut credits, mut payments) = (OneSign::default(), OneSign::default(), OneSign::default());
        for (kind, draft) in sorted.iter() {
            if let Some(has_minus) = draft.money.minus_twice {
                by_word.add(draft, has_minus);
            }
            if let Some(amount) = draft.money.amount.as_ref().filter(|amount| !amount.is_zero()) {
                match kind {
                    KindOfRow::Credit => credits.add(draft, amount.is_negative()),
                    KindOfRow::Payment => payments.add(draft, amount.is_negative()),
                    _ => {}
                }
            }
        }
        for (rows, what) in [
            (&by_word, "a word says that the amount is less than zero, and it has no minus as others with such a word have"),
            (&credits, "the credit has no minus, and other credits have one"),
            (&payments, "the payment has no minus, and other payments have one"),
        ] {
            let hint = "money that goes back is no payment: correct the row, or leave it out with `skip`";
            for (line, customer) in rows.odd() {
                self.faults.add(line, customer, LooseFault::new(Code::ConflictingCells, self.amount, what).hint(hint));
            }
        }
        // What was paid may stand with a minus; on a credit note it has one anyway.
        let is_debt = |money: &RowFigures| money.amount.as_ref().is_some_and(|amount| !amount.is_negative());
        let paid = sorted.iter().filter(|(_, draft)| is_debt(&draft.money)).filter_map(|(_, draft)| draft.money.paid.as_ref());
        let mut paid = paid.filter(|paid| !paid.is_zero()).peekable();
        let is_paid_negative = paid.peek().is_some() && paid.all(Figure::is_negative);
        for (kind, RowDraft { money, .. }) in sorted {
            if is_paid_negative && is_debt(money) {
                money.paid = money.paid.take().map(|paid| paid.absolute());
            }
            if *kind == KindOfRow::Credit {
                money.amount = money.amount.take().map(|amount| amount.absolute().negated());
                money.open = money.open.take().map(|open| open.absolute().negated());
            }
        }
    }

    /// Is it a credit that names an invoice of the file, and not one that is open itself?
    fn credits_an_invoice(&self, draft: &RowDraft<'_>, ids: &BTreeSet<String>) -> bool {
        let reference = self.documents.map_or("", |documents| documents.reference(&draft.row.cells));
        draft.money.open.is_none() && ids.contains(reference)
    }

    /// A payment or credit that is no invoice. What is open of it is the customer's.
    fn money_of(&mut self, draft: RowDraft<'a>, kind: &'static str, ids: &BTreeSet<String>, money: &mut Vec<MoneyDraft<'a>>) {
        let currency = draft.currency(self.names, self.format.currency);
        let RowDraft { row, id, customer, money: amounts, .. } = draft;
        let is_open = amounts.open.is_some();
        let Some(amount) = amounts.open.or(amounts.amount).map(|amount| amount.absolute()) else {
            self.faults.add(row.line, &customer, LooseFault::new(Code::EmptyCell, self.amount, format!("a {kind} needs an amount")));
            return;
        };
        if amount.is_zero() {
            self.left_out.add(WhyLeftOut::Applied);
            return;
        }
        let date = self.names.cell("issue_date", &row.cells);
        if date.is_empty() {
            let fault = LooseFault::new(Code::EmptyCell, self.names.field("issue_date"), format!("a {kind} needs a date"));
            self.faults.add(row.line, &customer, fault.hint("map its column to `issue_date`, and fill it in"));
            return;
        }
        let reference = self.documents.map_or("", |documents| documents.reference(&row.cells));
        if !is_open && names_several(reference, ids) {
            let field = self.documents.and_then(|documents| documents.reference);
            let what = format!("the {kind} names several invoices: {}", quoted(reference));
            let hint = "write a row with its part for each of them, or empty the cell: then it is cash of the customer";
            self.faults.add(row.line, &customer, LooseFault::new(Code::ConflictingCells, field, what).hint(hint));
            return;
        }
        let invoice = match () {
            () if is_open => "",
            () if !reference.is_empty() => reference,
            () if ids.contains(&id) => &id,
            () => "",
        };
        money.push(MoneyDraft {
            row,
            kind,
            date,
            invoice: invoice.to_owned(),
            // Beside an invoice, too: one of another customer is told.
            customer,
            amount: amount.text(self.format.decimal),
            currency,
            note: id.clone(),
        });
    }

    /// Due dates of rows that have none: of invoices by their terms, of credits that of the document, as nothing is due on them.
    fn due_dates(&mut self, drafts: &mut [(KindOfRow, RowDraft<'a>)]) {
        let mut month_ends: BTreeMap<(String, String), u64> = BTreeMap::new();
        for (kind, draft) in drafts {
            let cells = &draft.row.cells;
            if *kind == KindOfRow::Credit && self.names.cell("due_date", cells).is_empty() {
                let issued = self.names.cell("issue_date", cells);
                let day = if issued.is_empty() { self.format.open_on.map(|day| day.to_string()) } else { Some(issued) };
                draft.set.extend(day.map(|day| ("due_date".to_owned(), day)));
                continue;
            }
            let Some(due) = self.layout.due_date.as_ref().filter(|_| self.names.cell("due_date", cells).is_empty()) else { continue };
            let (Some(from), terms) = (self.names.need(&due.from, ""), &due.terms) else { continue };
            let read = match terms {
                TermsSource::Days(days) => Ok((PaymentTerms::parse(&days.to_string()), None)),
                TermsSource::Column(name) => self.names.need(name, "").map_or(Ok((None, None)), |field| terms_of(cells, field)),
            };
            let worked_out = read.and_then(|(terms, text)| {
                let text = text.map(str::to_owned);
                let Some(terms) = terms else { return Ok(()) };
                let Some(day) = self.day(cells, from)? else { return Ok(()) };
                let out_of_range = || LooseFault::new(Code::BadDate, Some(from), "the due date is outside the years 1970 to 2200");
                draft.set.insert("due_date".to_owned(), terms.due(day).ok_or_else(out_of_range)?.to_string());
                if let Some((percent, until)) = &terms.discount {
                    draft.set.insert("discount_percent".to_owned(), percent.clone());
                    draft.set.extend(until.day(day).map(|until| ("discount_until".to_owned(), until.to_string())));
                }
                if let Some((meant, text)) = terms.explained().zip(text) {
                    *month_ends.entry((text, meant)).or_default() += 1;
                }
                Ok(())
            });
            if let Err(fault) = worked_out {
                self.faults.add(draft.line(), &draft.customer, fault);
            }
        }
        let told = |((text, meant), count): ((String, String), u64)| {
            format!("{} is read as {meant} ({count} row{})", quoted(&text), if count == 1 { "" } else { "s" })
        };
        self.notes.extend(month_ends.into_iter().map(told));
    }

    /// The day of a cell; nothing where it is empty, which the ordinary reader tells.
    fn day(&self, cells: &[String], field: usize) -> Result<Option<Day>, LooseFault> {
        let text = cell(cells, field);
        if text.is_empty() {
            let message = format!("{} is empty, and the due date is counted from it", self.names.names[field]);
            return Err(LooseFault::new(Code::EmptyCell, Some(field), message));
        }
        let dates = self.format.dates.clone().or_plain();
        dates.parse(text).map(Some).map_err(|error| {
            let message = format!("{} {} {error}", self.names.names[field], quoted(text));
            LooseFault { hint: error.hint(text), ..LooseFault::new(Code::BadDate, Some(field), message) }
        })
    }
}

/// The terms of a cell, and its text.
fn terms_of(cells: &[String], field: usize) -> Result<(Option<PaymentTerms>, Option<&str>), LooseFault> {
    let text = cell(cells, field);
    if text.is_empty() {
        let hint = "fill them in, or fill in the due date";
        return Err(LooseFault::new(Code::EmptyCell, Some(field), "the row has no due date and no terms").hint(hint));
    }
    let terms = PaymentTerms::parse(text).ok_or_else(|| {
        let hint = "terms are days, or words such as Net 30, 30 days EOM, 2/10 net 30, Due on receipt";
        LooseFault::new(Code::InvalidValue, Some(field), format!("{} is not known as terms of payment", quoted(text))).hint(hint)
    })?;
    Ok((Some(terms), Some(text)))
}

/// Are there several invoices in a cell that is to name one?
fn names_several(reference: &str, ids: &BTreeSet<String>) -> bool {
    let parts: Vec<&str> = reference.split([',', ';', '+', '&', '/', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.len() > 1 && !ids.contains(reference) && parts.iter().any(|part| ids.contains(*part))
}
