//! Matches a file's columns to the ledger's columns.

use super::amount_names::speaks_of_payment;
use super::answers::{Answers, KEPT, PAID_AMOUNT};
use super::currency_columns;
use super::doubt::Doubt;
use super::invoices::Remark;
use super::money_columns;
use super::names::{ColumnNames, INVOICES, of_invoices};
use super::survey::{OpenAgain, Survey};
use super::words::plain;
use super::worked_out::{WorkedOut, bands};
use std::collections::BTreeMap;

const NEEDED: [&str; 4] = ["invoice_id", "customer_id", "due_date", "amount"];
const DATES: [&str; 4] = ["due_date", "issue_date", "settled_date", "open_on"];
const AMOUNTS: [&str; 2] = ["amount", "open_amount"];

/// What is owed, when, and whether it was paid: a column of such a name is read whatever is in it, and not passed over in silence. What is no
/// date or amount in it is then told row by row.
const SPEAKING: [&str; 4] = ["due_date", "amount", "open_amount", "settled_date"];

/// Where the ledger's columns stand in a file.
#[derive(Clone, Debug, Default)]
pub struct AssignedColumns {
    places: BTreeMap<&'static str, usize>,
    /// Columns that more than one of the file's may be, and that can be done without.
    pub left_open: Vec<(&'static str, Vec<String>)>,
    /// Is the customer known by the name only?
    pub by_name: bool,
    pub(super) worked_out: WorkedOut,
    /// Columns that somebody said are not read.
    kept: Vec<usize>,
    /// What is to be known of columns that are not read.
    pub unused: Vec<Remark>,
}

impl AssignedColumns {
    /// By their names, and by their values where the names do not say it: for these the file is read once more.
    pub fn of_invoices(survey: &Survey, answers: &Answers, open: &mut OpenAgain<'_>) -> (AssignedColumns, Vec<Doubt>) {
        let (mut assigned, mut doubts) = (AssignedColumns::default(), Vec::new());
        let mut taken = Vec::new();
        for (column, name) in &answers.columns {
            let names = INVOICES.iter().find(|names| names.column == column);
            if names.is_none() && column != KEPT && column != PAID_AMOUNT {
                continue;
            }
            match survey.place(name) {
                Some(place) => {
                    names.map(|names| assigned.places.insert(names.column, place));
                    assigned.kept.extend((column == KEPT).then_some(place));
                    taken.push(place);
                }
                None => doubts.push(Doubt::NoSuchColumn { name: name.clone(), header: survey.header.clone() }),
            }
        }
        for names in INVOICES.iter().filter(|names| !answers.columns.iter().any(|(column, _)| column == names.column)) {
            let mut found = names.places(&survey.header, |place| !taken.contains(&place) && survey.may_be(names.column, place));
            if found.is_empty() && SPEAKING.contains(&names.column) {
                found = names.places(&survey.header, |place| !taken.contains(&place));
            }
            if names.column == "customer_name" && found.len() > 1 {
                // `Customer` may be a number or a name: where another column has names, it is the number.
                found.retain(|place| Some(*place) != assigned.place("customer_id"));
            }
            match found.as_slice() {
                [] => {}
                [place] => drop(assigned.places.insert(names.column, *place)),
                several => {
                    let found = several.iter().map(|place| survey.header[*place].clone()).collect();
                    // What is no text is a number or a date that others are worked out from: a wrong one must not be taken in silence.
                    let matters = NEEDED.contains(&names.column) || DATES.contains(&names.column) || AMOUNTS.contains(&names.column);
                    if matters || names.column == "currency" {
                        doubts.push(Doubt::Column { column: names.column, found, header: survey.header.clone() });
                    } else {
                        assigned.left_open.push((names.column, found));
                    }
                }
            }
        }
        assigned.know_customers(&survey.header);
        if let Some(open) = assigned.place("open_amount")
            && assigned.place("amount").is_none()
            && !doubts.iter().any(|doubt| matches!(doubt, Doubt::Column { column: "amount", .. }))
        {
            // What is open is all that is known of the amount.
            assigned.places.insert("amount", open);
        }
        let (paid, more) = money_columns::read(survey, &mut assigned, &mut doubts, answers, open);
        assigned.unused = more;
        if !doubts.iter().any(|doubt| matches!(doubt, Doubt::Column { column: "currency" | "amount", .. })) {
            doubts.extend(currency_columns::read(survey, &mut assigned, answers, open).err());
        }
        if assigned.place("open_amount").is_some()
            && assigned.place("settled_date").is_some_and(|place| plain(&survey.header[place]) == "paymentdate")
        {
            // The day of a payment that may be a part of the invoice settles nothing.
            assigned.places.remove("settled_date");
        }
        assigned.worked_out =
            WorkedOut::of(survey, |column| assigned.place(column).is_some(), |place| assigned.is_free(place), paid, answers);
        if assigned.worked_out.paid_on.is_some_and(|place| assigned.place("settled_date") == Some(place)) {
            assigned.places.remove("settled_date");
        }
        doubts.extend(assigned.paid_dates(survey));
        let is_worked_out = |column: &str, worked_out: &WorkedOut| match column {
            "due_date" => worked_out.due_date.is_some(),
            "amount" => worked_out.amount.is_some(),
            _ => false,
        };
        let bands = bands(survey);
        let may_have_numbers = doubts.iter().any(|doubt| matches!(doubt, Doubt::Column { column: "invoice_id", .. }));
        let has_none = |column| assigned.place(column).is_none();
        if !bands.is_empty() && !may_have_numbers && ["invoice_id", "issue_date", "due_date"].into_iter().all(has_none) {
            return (assigned, vec![Doubt::Summary { bands }]);
        }
        for column in NEEDED {
            let is_in_headings = column == "customer_id" && survey.layout.group.is_some();
            if is_in_headings || is_worked_out(column, &assigned.worked_out) {
                continue;
            }
            let in_doubt = |doubt: &Doubt| matches!(doubt, Doubt::Column { column: other, .. } if *other == column);
            if assigned.place(column).is_none() && !doubts.iter().any(in_doubt) {
                doubts.push(Doubt::Column { column, found: Vec::new(), header: survey.header.clone() });
            }
        }
        (assigned, doubts)
    }

    /// A column of dates whose name speaks of payment and that is not known: it may be when invoices were settled, if nothing else says it.
    fn paid_dates(&self, survey: &Survey) -> Option<Doubt> {
        let is_said = self.place("open_amount").is_some() || self.place("settled_date").is_some() || self.worked_out.paid_amount.is_some();
        let may_be = |place: &usize| {
            let facts = &survey.columns[*place];
            let are_dates = facts.filled > 0 && facts.dates.dates() * 2 >= facts.filled;
            self.is_free(*place) && are_dates && speaks_of_payment(&survey.header[*place])
        };
        let found: Vec<String> = (0..survey.header.len()).filter(may_be).map(|place| survey.header[place].clone()).collect();
        let is_there = !found.is_empty() && !is_said;
        is_there.then(|| Doubt::Column { column: "settled_date", found, header: survey.header.clone() })
    }

    fn know_customers(&mut self, header: &[String]) {
        if let Some(name) = self.place("customer_name") {
            self.places.entry("customer_id").or_insert(name);
        } else if let Some(id) = self.place("customer_id")
            && of_invoices("customer_name").is_some_and(|names| names.has(&header[id]))
        {
            self.places.insert("customer_name", id);
        }
        self.by_name = self.place("customer_id").is_some() && self.place("customer_id") == self.place("customer_name");
    }

    pub fn place(&self, column: &str) -> Option<usize> {
        self.places.get(column).copied()
    }

    pub fn dates(&self) -> Vec<usize> {
        DATES.iter().filter_map(|column| self.place(column)).chain(self.worked_out.paid_on).collect()
    }

    /// The columns of amounts, those among them from which an amount is worked out.
    pub fn amounts(&self, survey: &Survey) -> Vec<usize> {
        let worked_out = self.worked_out.amount.iter().flat_map(|amount| [&amount.debit, &amount.credit]);
        let worked_out = worked_out.filter_map(|name| survey.place(name)).chain(self.worked_out.paid_amount);
        AMOUNTS.iter().filter_map(|column| self.place(column)).chain(worked_out).collect()
    }

    /// Is the column of the file one of the ledger's?
    pub fn has(&self, place: usize) -> bool {
        self.places.values().any(|found| *found == place)
    }

    /// May the column of the file be something else than a column of the ledger?
    pub fn is_free(&self, place: usize) -> bool {
        !self.has(place) && !self.kept.contains(&place)
    }

    pub(super) fn assign(&mut self, column: &'static str, place: usize) {
        self.places.insert(column, place);
    }

    pub(super) fn keep(&mut self, place: usize) {
        self.kept.push(place);
    }

    pub(super) fn forget(&mut self, column: &str) {
        self.places.remove(column);
    }

    /// What the file's column is taken for: columns of the ledger.
    pub fn taken_for(&self, place: usize) -> impl Iterator<Item = &'static str> {
        self.places.iter().filter(move |(_, found)| **found == place).map(|(column, _)| *column)
    }

    /// The columns as a project file names them, in the order of the ledger's format; those that have the ledger's name already are left out.
    pub fn named(&self, survey: &Survey) -> Vec<(String, Vec<String>)> {
        let named = INVOICES.iter().filter_map(|names| Some((names.column, &survey.header[self.place(names.column)?])));
        named.filter(|(column, name)| column != name).map(|(column, name)| (column.to_owned(), vec![name.clone()])).collect()
    }
}

impl Survey {
    pub fn may_be(&self, column: &str, place: usize) -> bool {
        let Some(facts) = self.columns.get(place) else { return false };
        match column {
            column if DATES.contains(&column) || column == "date" => facts.dates.is_plausible(),
            column if AMOUNTS.contains(&column) => facts.amounts.is_plausible(),
            // A web shop calls the number of an order its name.
            "invoice_id" if plain(&self.header[place]) == "name" => self.is_number(place),
            "customer_name" if plain(&self.header[place]) == "name" => !self.is_number(place),
            _ => true,
        }
    }

    /// Has every cell of the column a digit, and is one word?
    fn is_number(&self, place: usize) -> bool {
        let is_one_word = |text: &String| !text.contains(' ');
        self.columns
            .get(place)
            .is_some_and(|facts| facts.filled > 0 && facts.numbered == facts.filled && facts.first.iter().all(is_one_word))
    }

    /// The one column that it can be, by name and content.
    pub fn only(&self, names: &ColumnNames) -> Result<Option<usize>, Vec<String>> {
        match names.places(&self.header, |place| self.may_be(names.column, place)).as_slice() {
            [] => Ok(None),
            [place] => Ok(Some(*place)),
            several => Err(several.iter().map(|place| self.header[*place].clone()).collect()),
        }
    }
}
