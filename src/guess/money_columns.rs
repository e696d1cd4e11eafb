//! What is open, what was paid, and the total itself, where the names of the columns do not say it: by the words in the names, and by the values.

use super::amount_names::{AmountName, said_by, speaks_of_payment};
use super::answers::{Answers, PAID_AMOUNT};
use super::beside_total::{BesideTotal, TotalsCompared};
use super::columns::AssignedColumns;
use super::currency_columns::{WhoseCurrency, whose};
use super::doubt::Doubt;
use super::invoices::{Remark, decimal};
use super::running_balance::RunningLook;
use super::survey::{OpenAgain, Survey};
use super::worked_out::{debit_and_credit, paid_amounts};
use crate::arrange::is_age_band;
use crate::ledger::reading::DecimalMark;

/// Assigns the column of what is open if its name and its values, or the arithmetic, say that it is. Gives the column of what was paid, and what is
/// to be known of columns that look like money and are not read; what is not certain becomes a doubt.
pub(super) fn read(
    survey: &Survey,
    assigned: &mut AssignedColumns,
    doubts: &mut Vec<Doubt>,
    answers: &Answers,
    open: &mut OpenAgain<'_>,
) -> (Option<usize>, Vec<Remark>) {
    if let Some(place) = assigned.place("open_amount").filter(|_| answers.column("open_amount").is_none()) {
        let sides = debit_and_credit(survey, |place| assigned.is_free(place));
        let mark = mark_of(survey, place, &[], answers);
        if RunningLook::of(survey, assigned, place, sides, mark, open).is_running() {
            assigned.forget("open_amount");
            // It was the amount only as nothing else was.
            if assigned.place("amount") == Some(place) {
                assigned.forget("amount");
            }
            assigned.keep(place);
        }
    }
    let answered = answers.column(PAID_AMOUNT).and_then(|name| survey.place(name));
    let named = paid_amounts(survey, |place| assigned.is_free(place));
    let only_named = if named.len() == 1 { named.first().copied() } else { None };
    let paid = answered.or(only_named);
    let candidates: Vec<usize> =
        (0..survey.header.len()).filter(|place| answered != Some(*place) && is_candidate(survey, assigned, *place)).collect();
    let named_open =
        assigned.place("open_amount").filter(|place| answers.column("open_amount").is_none() && assigned.place("amount") != Some(*place));
    let Some(total) = assigned.place("amount") else { return (paid, Vec::new()) };
    let mark = mark_of(survey, total, &candidates, answers);
    let compared: Vec<usize> =
        candidates.iter().copied().chain(paid.filter(|place| !candidates.contains(place))).chain(named_open).collect();
    let comparison = TotalsCompared::of(survey, assigned, &compared, mark, open);
    let look = MoneyLook { survey, total, comparison, candidates: &candidates };
    if answers.column("amount").is_none()
        && assigned.place("open_amount") != Some(total)
        && !doubts.iter().any(|doubt| matches!(doubt, Doubt::Column { column: "amount", .. }))
    {
        doubts.extend(look.other_totals());
    }
    doubts.extend(look.other_currency(assigned.place("currency"), answers));
    doubts.extend(look.other_balances(assigned.place("open_amount"), answers));
    doubts.extend(named_open.and_then(|place| look.too_much(place)));
    let asks_amount = doubts.iter().any(|doubt| matches!(doubt, Doubt::Column { column: "amount", .. }));
    if assigned.place("open_amount").is_none() && paid.is_none() && !asks_amount {
        doubts.extend(look.in_other_currency());
    }
    let in_doubt = doubts.iter().any(|doubt| matches!(doubt, Doubt::Column { column: "open_amount", .. }));
    if assigned.place("open_amount").is_some() || in_doubt {
        return (paid, Vec::new());
    }
    match look.open(paid, answered.is_some()) {
        Ok(Some(place)) => {
            assigned.assign("open_amount", place);
            (None, Vec::new())
        }
        Ok(None) if answered.is_some() => (paid, Vec::new()),
        Ok(None) => match look.paid(&named) {
            Ok(found) => {
                let unsure = look.by_values(found);
                let unused = look.unused(found, &unsure);
                doubts.extend(unsure);
                (found, unused)
            }
            Err(unsure) => {
                doubts.extend(unsure);
                (None, Vec::new())
            }
        },
        Err(unsure) => {
            doubts.extend(unsure);
            (None, Vec::new())
        }
    }
}

/// May the column be money that nobody has named?
fn is_candidate(survey: &Survey, assigned: &AssignedColumns, place: usize) -> bool {
    let (name, facts) = (&survey.header[place], &survey.columns[place]);
    let said = said_by(name);
    let speaks = matches!(said, AmountName::Open | AmountName::Paid | AmountName::Share);
    let are_numbers = facts.amounts.are_numbers() || (speaks && facts.amounts.is_plausible());
    let is_money = facts.filled > 0 && are_numbers && facts.dates.dates() * 2 < facts.filled;
    assigned.is_free(place) && is_money && !name.is_empty() && !is_age_band(name) && said != AmountName::Other
}

fn mark_of(survey: &Survey, total: usize, candidates: &[usize], answers: &Answers) -> DecimalMark {
    let all: Vec<usize> = candidates.iter().copied().chain([total]).collect();
    let read = decimal(survey, &[total], answers).ok().flatten();
    read.or_else(|| decimal(survey, &all, answers).ok().flatten()).unwrap_or(DecimalMark::Point)
}

struct MoneyLook<'a> {
    survey: &'a Survey,
    total: usize,
    comparison: TotalsCompared,
    candidates: &'a [usize],
}

impl MoneyLook<'_> {
    fn name(&self, place: usize) -> &str {
        &self.survey.header[place]
    }

    /// The columns that are written as the total is, each with what its name says.
    fn columns(&self) -> impl Iterator<Item = (&BesideTotal, AmountName)> {
        let is_money = |column: &&BesideTotal| {
            let is_share = said_by(self.name(column.place)) == AmountName::Share;
            column.has_decimals || !self.comparison.total_has_decimals || is_share
        };
        let columns = self.comparison.columns.iter().filter(|column| self.candidates.contains(&column.place)).filter(is_money);
        columns.map(|column| (column, said_by(self.name(column.place))))
    }

    fn named(&self, wanted: AmountName) -> Vec<&BesideTotal> {
        self.columns().filter(|(_, said)| *said == wanted).map(|(column, _)| column).collect()
    }

    fn money(&self, column: &BesideTotal) -> Doubt {
        Doubt::Money {
            column: self.name(column.place).to_owned(),
            total: self.name(self.total).to_owned(),
            fits: column.is_never_above() && said_by(self.name(column.place)) != AmountName::Share,
            example: if column.above > 0 { column.excess.clone() } else { column.example.clone() },
        }
    }

    fn one_of(&self, column: &'static str, places: impl Iterator<Item = usize>) -> Doubt {
        let found = places.map(|place| self.name(place).to_owned()).collect();
        Doubt::Column { column, found, header: self.survey.header.clone() }
    }

    /// Columns that may be what is owed as well as the total: in another currency, or with taxes.
    fn other_totals(&self) -> Option<Doubt> {
        let (rows, own) = (self.comparison.rows, said_by(self.name(self.total)));
        let mut others = self.columns().filter(|(column, said)| match said {
            AmountName::OtherCurrency => column.equal < rows && !speaks_of_balance(self.name(column.place)),
            AmountName::Gross => own != AmountName::Gross && column.above > 0,
            AmountName::Unknown => {
                column.below + column.nothing + column.opposite == 0 && column.above * 2 >= rows && column.far_above == 0
            }
            _ => false,
        });
        let others: Vec<usize> = others.by_ref().map(|(column, _)| column.place).collect();
        (!others.is_empty()).then(|| self.one_of("amount", std::iter::once(self.total).chain(others)))
    }

    /// A column that is named as what is open is, and is more than the total in some rows.
    fn too_much(&self, place: usize) -> Option<Doubt> {
        self.comparison.columns.iter().find(|column| column.place == place && column.above > 0).map(|column| self.money(column))
    }

    /// Is the column of currencies that of another amount? Asked once the amount was chosen.
    fn other_currency(&self, currency: Option<usize>, answers: &Answers) -> Option<Doubt> {
        let currency = currency.filter(|_| answers.column("amount").is_some() && answers.column("currency").is_none())?;
        let own = whose(self.name(self.total));
        if own == WhoseCurrency::Document || whose(self.name(currency)) != WhoseCurrency::Unsaid {
            return None;
        }
        let other = self
            .named(AmountName::OtherCurrency)
            .into_iter()
            .find(|column| column.equal < self.comparison.rows && whose(self.name(column.place)) == WhoseCurrency::Document)?;
        Some(Doubt::CurrencyOf {
            column: self.name(currency).to_owned(),
            amount: self.name(self.total).to_owned(),
            other: self.name(other.place).to_owned(),
        })
    }

    /// What is open in another currency, beside a column of open amounts.
    fn other_balances(&self, open: Option<usize>, answers: &Answers) -> Option<Doubt> {
        let open = open.filter(|_| answers.column("open_amount").is_none())?;
        let others: Vec<usize> = self
            .named(AmountName::OtherCurrency)
            .into_iter()
            .filter(|column| speaks_of_balance(self.name(column.place)) && column.equal < self.comparison.rows)
            .map(|column| column.place)
            .collect();
        (!others.is_empty()).then(|| self.one_of("open_amount", std::iter::once(open).chain(others)))
    }

    /// What is open or was paid by a name that speaks of a currency, where no other column says it.
    fn in_other_currency(&self) -> Vec<Doubt> {
        if !self.named(AmountName::Open).is_empty() || !self.named(AmountName::Paid).is_empty() {
            return Vec::new();
        }
        let speaks = |name: &str| speaks_of_balance(name) || speaks_of_payment(name);
        let found = self.named(AmountName::OtherCurrency).into_iter().filter(|column| speaks(self.name(column.place)));
        found.filter(|column| column.equal < self.comparison.rows).map(|column| self.money(column)).collect()
    }

    /// The column of what is open: of such a name and never above the total, or what the paid column leaves of it.
    fn open(&self, paid: Option<usize>, is_answered: bool) -> Result<Option<usize>, Vec<Doubt>> {
        let mut named = self.named(AmountName::Open);
        if named.iter().any(|column| column.is_never_above()) {
            // What is more than the total is what the customer owes in all.
            named.retain(|column| column.is_never_above());
        }
        if let [only] = named.as_slice()
            && only.is_never_above()
        {
            return Ok(Some(only.place));
        }
        if is_answered {
            return Ok(None);
        }
        let paid: Vec<usize> = self.named(AmountName::Paid).iter().map(|column| column.place).chain(paid).collect();
        let is_left = |column: &&BesideTotal| column.is_never_above() && self.comparison.add_up_with_any(column.place, &paid);
        match named.as_slice() {
            [] => {
                let unknown = self.named(AmountName::Unknown);
                Ok(unknown.iter().find(|column| is_left(column)).map(|column| column.place))
            }
            several => match several.iter().find(|column| is_left(column)) {
                Some(column) => Ok(Some(column.place)),
                None => Err(several.iter().map(|column| self.money(column)).collect()),
            },
        }
    }

    /// The column of what was paid: of a known name, or of a name with such a word and hardly ever above the total.
    fn paid(&self, listed: &[usize]) -> Result<Option<usize>, Vec<Doubt>> {
        if let [only] = listed {
            return Ok(Some(*only));
        }
        let named = self.named(AmountName::Paid);
        match named.as_slice() {
            [] => Ok(None),
            [only] if only.above * 5 <= self.comparison.rows => Ok(Some(only.place)),
            several => Err(several.iter().map(|column| self.money(column)).collect()),
        }
    }

    /// Columns whose names say nothing and whose values are those of an open or paid amount: never above the total, and as much in some rows or
    /// nothing.
    fn by_values(&self, paid: Option<usize>) -> Vec<Doubt> {
        let fits = |column: &&BesideTotal| {
            let is_partial = column.below > 0 || (column.nothing > 0 && column.equal > 0);
            column.is_never_above()
                && is_partial
                && column.equal > 0
                && column.equal + column.nothing + column.below == self.comparison.rows
        };
        let mut found: Vec<&BesideTotal> = self.named(AmountName::Share);
        found.extend(self.named(AmountName::Unknown).into_iter().filter(fits));
        if paid.is_some() {
            // The paid amount leaves the rest, and it is not this one.
            return Vec::new();
        }
        match found.as_slice() {
            // Two that come to the total are one question.
            [one, other, ..] if self.comparison.add_up(one.place, other.place) => vec![self.money(one)],
            found => found.iter().map(|column| self.money(column)).collect(),
        }
    }

    /// What looks like money and is not read.
    fn unused(&self, paid: Option<usize>, asked: &[Doubt]) -> Vec<Remark> {
        let rows = self.comparison.rows;
        let is_asked = |name: &str| asked.iter().any(|doubt| matches!(doubt, Doubt::Money { column, .. } if column == name));
        // Two that make up the total, and are never all of it, are its parts: net and tax.
        let is_part = |place: usize| self.columns().any(|(other, _)| self.comparison.add_up(place, other.place));
        let unused = self.columns().filter(|(column, _)| column.equal + column.nothing > 0 || !is_part(column.place));
        let unused = unused.filter(|(column, said)| {
            let is_said = matches!(said, AmountName::Other | AmountName::OtherCurrency | AmountName::Gross);
            let speaks = !is_said && Some(column.place) != paid && !is_asked(self.name(column.place));
            speaks && column.has_decimals && column.equal < rows && column.equal + column.below + column.above > 0
        });
        let told = |(column, _): (&BesideTotal, AmountName)| {
            let name = self.name(column.place);
            let text = format!(
                "column {name:?} looks like an amount and is not used: if it says what is open or what was paid, begin again with \
                 --column \"open_amount={name}\" or --column \"paid_amount={name}\""
            );
            Remark::new("columns", text)
        };
        unused.map(told).collect()
    }
}

fn speaks_of_balance(name: &str) -> bool {
    super::words::names_one_of(
        "open balance bal outstanding remaining due offen offener saldo solde restant pendiente residuo openstaand",
        name,
    )
}
