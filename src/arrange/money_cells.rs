//! The amounts of a row: from one column or from two, with the signs that words give them, in cents or not.

use super::TableRows;
use super::columns::FieldNames;
use super::figure::Figure;
use super::filters::{WordSet, cell};
use crate::finding::{Code, quoted};
use crate::ledger::reading::{AmountError, DecimalMark, LooseFault};
use crate::money::Currency;
use crate::project::{FileLayout, SignWords};
use std::collections::BTreeSet;

/// Where the amounts of a file stand, and how they are written.
pub(super) struct MoneyColumns {
    amount: AmountColumns,
    open: Option<usize>,
    paid: Option<usize>,
    sign: Option<SignColumn>,
    minor_units: bool,
    round: bool,
    decimal: DecimalMark,
    default_currency: Option<Currency>,
}

enum AmountColumns {
    One(Option<usize>),
    /// What is added, and what is taken off.
    Two(usize, usize),
}

struct SignColumn {
    field: usize,
    minus: WordSet,
    plus: WordSet,
}

/// The amounts of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowFigures {
    pub amount: Option<Figure>,
    pub open: Option<Figure>,
    pub paid: Option<Figure>,
    pub currency: Option<Currency>,
    /// A word says that the amount is less than zero: does it have a minus besides?
    pub minus_twice: Option<bool>,
    /// Was anything lost when it was rounded?
    pub is_rounded: bool,
}

impl MoneyColumns {
    pub fn new(
        layout: &FileLayout,
        names: &FieldNames<'_>,
        kind: TableRows,
        decimal: DecimalMark,
        currency: Option<Currency>,
    ) -> MoneyColumns {
        let amount = match &layout.amount {
            None => AmountColumns::One(names.field("amount")),
            Some(sides) => {
                let of_amount = |name: &str| names.need(name, " of `amount`").unwrap_or_default();
                let (debit, credit) = (of_amount(&sides.debit), of_amount(&sides.credit));
                // Money that came in stands on the other side than what is owed.
                if kind == TableRows::Invoices { AmountColumns::Two(debit, credit) } else { AmountColumns::Two(credit, debit) }
            }
        };
        MoneyColumns {
            amount,
            open: names.field("open_amount"),
            paid: layout.paid_amount.as_deref().and_then(|name| names.need(name, " of `paid_amount`")),
            sign: layout.sign.as_ref().and_then(|sign| SignColumn::new(sign, names)),
            minor_units: layout.minor_units,
            round: layout.round,
            decimal,
            default_currency: currency,
        }
    }

    /// The field that is the amount; none where it is made of two.
    pub fn only_field(&self) -> Option<usize> {
        match self.amount {
            AmountColumns::One(field) => field,
            AmountColumns::Two(..) => None,
        }
    }

    /// The field that stands for the amount.
    pub fn field(&self) -> Option<usize> {
        match self.amount {
            AmountColumns::One(field) => field,
            AmountColumns::Two(field, _) => Some(field),
        }
    }

    /// The columns that hold amounts.
    pub fn fields(&self) -> impl Iterator<Item = usize> {
        let of_amount = match self.amount {
            AmountColumns::One(field) => [field, None],
            AmountColumns::Two(one, other) => [Some(one), Some(other)],
        };
        let fields: BTreeSet<usize> = of_amount.into_iter().chain([self.open, self.paid]).flatten().collect();
        fields.into_iter()
    }

    /// The amounts of a row, or what is wrong with its cells. `heading` is the currency of a heading above it.
    pub fn read(&self, cells: &[String], names: &FieldNames<'_>, heading: Option<Currency>) -> Result<RowFigures, Vec<LooseFault>> {
        let mut faults = Vec::new();
        let mut money = RowFigures::default();
        let code = names.value("currency", cells);
        money.currency = if code.is_empty() { heading.or(self.default_currency) } else { Currency::from_code(&code) };
        let mut noted = |read: Result<Option<Figure>, LooseFault>| read.map_err(|fault| faults.push(fault)).ok().flatten();
        let (currency, mut is_rounded) = (money.currency, false);
        let mut figure = |field: Option<usize>| noted(self.figure(field, cells, names, (currency, &mut is_rounded)));
        money.amount = match self.amount {
            AmountColumns::One(field) => figure(field),
            AmountColumns::Two(plus, minus) => match (figure(Some(plus)), figure(Some(minus))) {
                (Some(plus), Some(minus)) => Some(plus.minus(&minus)),
                (plus, minus) => plus.or(minus.map(|minus| minus.negated())),
            },
        };
        money.open = figure(self.open);
        money.paid = figure(self.paid);
        money.is_rounded = is_rounded;
        if let Some(sign) = &self.sign {
            match sign.of(cells, self.field()) {
                Ok(false) => {}
                Ok(true) => {
                    money.minus_twice = money.amount.as_ref().filter(|amount| !amount.is_zero()).map(Figure::is_negative);
                    money.amount = money.amount.map(|amount| amount.absolute().negated());
                    money.open = money.open.map(|open| open.absolute().negated());
                }
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(money) } else { Err(faults) }
    }

    fn figure(
        &self,
        field: Option<usize>,
        cells: &[String],
        names: &FieldNames<'_>,
        (currency, is_rounded): (Option<Currency>, &mut bool),
    ) -> Result<Option<Figure>, LooseFault> {
        let Some(field) = field else { return Ok(None) };
        let whole = cell(cells, field);
        let text = self.sign.as_ref().and_then(|sign| sign.without_words(whole, field)).unwrap_or(whole);
        // A dash alone is how reports write nothing.
        if text.is_empty() || matches!(text, "-" | "–" | "—") {
            return Ok(None);
        }
        let figure = Figure::parse(text, self.decimal).map_err(|error| bad_amount(&names.names[field], whole, field, error))?;
        let Some(currency) = currency else { return Ok(Some(figure)) };
        if self.minor_units {
            return figure.of_minor_units(currency).map(Some).ok_or_else(|| {
                let message =
                    format!("{} {} has decimals, and the amounts of the file are in minor units", names.names[field], quoted(whole));
                LooseFault::new(Code::BadAmount, Some(field), message).hint("remove `minor_units` if the file's amounts are not in cents")
            });
        }
        if self.round {
            let (rounded, is_changed) = figure.rounded(currency);
            *is_rounded |= is_changed;
            return Ok(Some(rounded));
        }
        Ok(Some(figure))
    }
}

fn bad_amount(name: &str, text: &str, field: usize, error: AmountError<'_>) -> LooseFault {
    let fault = LooseFault::new(Code::BadAmount, Some(field), format!("{name} {} {error}", quoted(text)));
    LooseFault { hint: error.hint(), ..fault }
}

impl SignColumn {
    fn new(words: &SignWords, names: &FieldNames<'_>) -> Option<SignColumn> {
        let field = names.need(&words.column, " of `sign`")?;
        Some(SignColumn { field, minus: WordSet::new(&words.minus), plus: WordSet::new(&words.plus) })
    }

    /// Does a row say that its amount is less than zero?
    fn of(&self, cells: &[String], amount: Option<usize>) -> Result<bool, LooseFault> {
        let text = cell(cells, self.field);
        if Some(self.field) == amount {
            return Ok(self.minus.around(text).is_some());
        }
        if self.minus.has(text) {
            return Ok(true);
        }
        if self.plus.is_empty() || self.plus.has(text) {
            return Ok(false);
        }
        let message = format!("{} is no word of `sign`", quoted(text));
        let hint = "add it to `minus` or `plus` under `sign` in the project file";
        Err(LooseFault::new(Code::ConflictingCells, Some(self.field), message).hint(hint))
    }

    /// An amount without the word that stands with it.
    fn without_words<'c>(&self, text: &'c str, field: usize) -> Option<&'c str> {
        (field == self.field).then(|| self.minus.around(text).or_else(|| self.plus.around(text)))?
    }
}
