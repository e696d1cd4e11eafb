//! What was paid on an invoice, as columns of its own row tell it.

use super::columns::FieldNames;
use super::debts::{MoneyDraft, RowDraft};
use super::figure::Figure;
use super::filters::{RowWords, cell};
use crate::finding::{Code, quoted};
use crate::ledger::reading::{DecimalMark, Format, LooseFault};
use crate::money::Currency;
use crate::project::FileLayout;

pub(super) struct PaidColumns {
    has_amount: bool,
    on: Option<usize>,
    settled_when: RowWords,
    decimal: DecimalMark,
    currency: Option<Currency>,
}

impl PaidColumns {
    /// Nothing where the file has no such columns.
    pub fn new(layout: &FileLayout, names: &FieldNames<'_>, format: &Format) -> Option<PaidColumns> {
        let paid = PaidColumns {
            has_amount: layout.paid_amount.is_some(),
            on: layout.paid_on.as_deref().and_then(|name| names.need(name, " of `paid_on`")),
            settled_when: RowWords::new(&layout.settled_when, "settled_when", names),
            decimal: format.decimal,
            currency: format.currency,
        };
        (paid.has_amount || paid.on.is_some() || !paid.settled_when.is_empty()).then_some(paid)
    }

    /// Works out what is open on an invoice, or when it was paid.
    pub fn apply(&self, draft: &mut RowDraft<'_>, names: &FieldNames<'_>) -> Result<(), LooseFault> {
        let cells = &draft.row.cells;
        let on = self.on.map(|field| (field, cell(cells, field))).filter(|(_, text)| !text.is_empty());
        let settled = self.settled_when.found(cells);
        let settled_date = names.cell("settled_date", cells);
        let open_is_left = draft.money.open.as_ref().is_some_and(|open| !open.is_zero());
        if let Some((field, text)) = settled {
            if open_is_left {
                let message = format!("{} says that the row is settled, and its open amount is not zero", quoted(text));
                return Err(LooseFault::new(Code::ConflictingCells, Some(field), message).hint("correct one of the two"));
            }
            if !settled_date.is_empty() {
                return Ok(());
            }
            match on {
                Some((_, date)) => _ = draft.set.insert("settled_date".to_owned(), date.to_owned()),
                None => draft.money.open = Some(Figure::zero()),
            }
            return Ok(());
        }
        if !self.settled_when.is_empty() && !settled_date.is_empty() {
            let field = names.field("settled_date");
            let message = format!("{} is filled, but `settled_when` does not say that the row is settled", names.title("settled_date"));
            return Err(LooseFault::new(Code::ConflictingCells, field, message)
                .hint("correct one of the two, or add the row's text to `settled_when`"));
        }
        let paid = draft.money.paid.clone().filter(|paid| !paid.is_zero());
        match (paid, on) {
            (Some(paid), Some((_, date))) => {
                let payment = MoneyDraft {
                    row: draft.row,
                    kind: "payment",
                    date: date.to_owned(),
                    invoice: draft.id.clone(),
                    customer: String::new(),
                    amount: paid.text(self.decimal),
                    currency: draft.currency(names, self.currency),
                    note: String::new(),
                };
                draft.paid.push(payment);
            }
            (Some(paid), None) => draft.money.open = draft.money.amount.as_ref().map(|amount| amount.minus(&paid)),
            (None, Some((_, date))) if !self.has_amount => {
                if !open_is_left {
                    draft.set.insert("settled_date".to_owned(), date.to_owned());
                }
            }
            (None, Some((field, date))) => {
                let message = format!("{} is {}, but nothing was paid", names.names[field], quoted(date));
                return Err(LooseFault::new(Code::ConflictingCells, Some(field), message).hint("correct one of the two"));
            }
            (None, None) if self.has_amount && self.on.is_none() => draft.money.open = draft.money.amount.clone(),
            (None, None) => {}
        }
        Ok(())
    }
}
