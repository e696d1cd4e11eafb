//! What headings say of the rows below them.

use super::columns::FieldNames;
use super::debts::RowDraft;
use super::documents::KindOfRow;
use super::figure::Figure;
use super::groups::{HeadingCells, Headings};
use super::sections::RowSection;
use crate::finding::{Code, quoted};
use crate::ledger::reading::LooseFault;

impl Headings {
    /// The cells of a row that the headings above it fill: its customer and its currency.
    pub fn fill(&self, cells: &[String], names: &FieldNames<'_>) -> Result<HeadingCells, LooseFault> {
        let is_empty = |column: &str| !names.has(column) || names.cell(column, cells).is_empty();
        let mut filled = HeadingCells::new();
        match self.current() {
            Some(heading) => {
                filled.extend(heading.iter().filter(|(column, _)| is_empty(column)).map(|(column, text)| (column.clone(), text.clone())))
            }
            None if self.have_customers() && is_empty("customer_id") => {
                let hint = "if a total above it is no total, or the file is cut off, correct the file";
                return Err(LooseFault::new(Code::EmptyCell, None, "no heading with a customer stands above the row").hint(hint));
            }
            None => {}
        }
        if let Some(currency) = self.currency() {
            let own = names.value("currency", cells);
            if !own.is_empty() && own != currency.code() {
                let message = format!("the row is in {}, and stands below the heading of {currency}", quoted(&own));
                return Err(LooseFault::new(Code::ConflictingCells, names.field("currency"), message).hint("correct one of the two"));
            }
            filled.insert("currency".to_owned(), currency.code().to_owned());
        }
        Ok(filled)
    }
}

impl RowDraft<'_> {
    /// What is wrong with an invoice that stands below a heading of paid invoices, or of what nobody owes, and is read as open.
    pub fn is_open_below(&self, kind: KindOfRow, names: &FieldNames<'_>) -> Option<LooseFault> {
        let (section, text) = self.below.as_ref()?;
        let is_owed = self.money.amount.as_ref().is_some_and(|amount| !amount.is_negative());
        let is_paid =
            self.money.open.as_ref().is_some_and(Figure::is_zero) || !self.paid.is_empty() || !self.cell("settled_date", names).is_empty();
        if kind != KindOfRow::Invoice || !is_owed || (*section == RowSection::Paid && is_paid) {
            return None;
        }
        let says = match section {
            RowSection::Paid if self.money.open.is_some() => "something is open on it",
            RowSection::Paid => "no column says that it is paid",
            _ => "it would be read as an open invoice",
        };
        let message = format!("the row stands below the heading {}, and {says}", quoted(text));
        let hint = "export open invoices only, or remove this part of the file";
        Some(LooseFault::new(Code::ConflictingCells, None, message).hint(hint))
    }
}
