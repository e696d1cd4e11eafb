//! The customers on credit hold, for the system that takes orders.

use super::column::{columns, objects};
use super::csv_sheet::CsvSheet;
use super::json::{Head, line, pretty};
use super::listing::Listing;
use super::markdown::escaped;
use super::{About, Cell, Warning, counted, names, title};
use crate::calendar::Day;
use crate::plan::{CreditStanding, OwedIn, Plan};
use crate::workflow::Workflow;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Write};

/// A customer, in one currency in which it owes.
#[derive(Clone, Debug)]
pub struct CreditRow<'a> {
    standing: &'a CreditStanding,
    owed: OwedIn,
    /// Where the rule stands, as in `net30.yaml:41`.
    rule: &'a str,
    change: Option<&'static str>,
}

columns! { CreditRow<'a> {
    customer_id "Customer": Text, "as in the ledger" => |row| row.standing.customer.as_str().into();
    customer_name "Name": Maybe(&Text), "empty if the ledger has none" => |row| row.standing.name.as_str().into();
    credit "Credit": Word(standings), "`hold` or `free`; the same in all rows of a customer" => |row| word(row.standing.is_held).into();
    rule "Rule": Maybe(&Text), "for `hold`: the file and line of `credit_hold`" => |row| row.standing.is_held.then_some(row.rule).into();
    currency "Currency": Currency, "of the amounts: the base currency if there are rates; else there is a row for each currency in which the customer owes" => |row| row.owed.currency.code().into();
    open "Open": Exact, "the balances of all open invoices" => |row| Cell::Decimal(row.owed.open);
    overdue "Overdue": Exact, "the balances of the overdue ones" => |row| Cell::Decimal(row.owed.overdue);
    oldest "Oldest": Maybe(&Number), "the days past due of the customer's oldest open invoice; negative if none is due yet, empty if none is open" => |row| row.standing.oldest.into();
    overdue_invoices "Overdue invoices": Count, "how many invoices of the customer are overdue" => |row| Cell::Integer(row.standing.overdue.into());
    change "Change": Maybe(&Word(changes)), "with `--since`: `held` or `released` since that day; else empty" => |row| row.change.into();
} }

objects!(CreditRow<'_>);

fn standings() -> Vec<&'static str> {
    vec!["hold", "free"]
}

fn changes() -> Vec<&'static str> {
    vec!["held", "released"]
}

fn word(is_held: bool) -> &'static str {
    if is_held { "hold" } else { "free" }
}

/// Which customers are on hold on a day, and what changed since an earlier one.
#[derive(Debug)]
pub struct CreditView<'a> {
    plan: &'a Plan,
    workflow: &'a Workflow,
    rule: String,
    /// The earlier day, with the customers that were on hold, or not.
    before: Option<(Day, HashMap<&'a str, bool>)>,
}

impl<'a> CreditView<'a> {
    /// `None` where the workflow has no rule.
    pub fn new(plan: &'a Plan, earlier: Option<&'a Plan>, workflow: &'a Workflow) -> Option<CreditView<'a>> {
        let line = workflow.credit_hold.as_ref()?.line;
        let before = earlier.map(|earlier| {
            let known = earlier.credit.iter().map(|standing| (standing.customer.as_str(), standing.is_held));
            (earlier.as_of, known.collect())
        });
        Some(CreditView { plan, workflow, rule: format!("{}:{line}", workflow.file), before })
    }

    pub fn rows(&self) -> impl Iterator<Item = CreditRow<'_>> {
        self.plan.credit.iter().flat_map(move |standing| {
            let change = self.change(standing);
            standing.owed.iter().map(move |owed| CreditRow { standing, owed: *owed, rule: &self.rule, change })
        })
    }

    fn change(&self, standing: &CreditStanding) -> Option<&'static str> {
        let (_, known) = self.before.as_ref()?;
        let was_held = known.get(standing.customer.as_str()).copied().unwrap_or(false);
        match (was_held, standing.is_held) {
            (false, true) => Some("held"),
            (true, false) => Some("released"),
            _ => None,
        }
    }

    pub fn title(&self) -> String {
        title("Credit hold on", self.plan.as_of, self.workflow)
    }

    /// `2 of 3 customers are on hold.`
    pub fn sentence(&self) -> String {
        let all = &self.plan.credit;
        let held = all.iter().filter(|standing| standing.is_held).count();
        let are = if held == 1 { "is" } else { "are" };
        let mut sentence = format!("{held} of {} {are} on hold.", counted(all.len(), "customer"));
        if let Some((day, _)) = &self.before {
            let count = |change| all.iter().filter(|standing| self.change(standing) == Some(change)).count();
            sentence += &format!(" Since {day}: {} held, {} released.", count("held"), count("released"));
        }
        sentence
    }

    pub fn listing(&self) -> Listing {
        Listing::new("Customers", CreditRow::COLUMNS, self.rows())
    }
}

pub fn credit_csv(view: &CreditView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(CreditRow::COLUMNS))?;
    view.rows().try_for_each(|row| sheet.row(&row))?;
    sheet.finish()
}

pub fn credit_jsonl(view: &CreditView<'_>, mut out: impl Write) -> io::Result<()> {
    view.rows().try_for_each(|row| line(&row, &mut out))
}

pub fn credit_markdown(view: &CreditView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut text = format!("# {}\n\n{}\n\n", escaped(&view.title()), escaped(&view.sentence()));
    view.listing().push_markdown(&mut text);
    out.write_all(text.as_bytes())
}

/// One object: `as_of`, `workflow`, `ledger`, `since`, `rule`, `customers`, `warnings`.
pub fn credit_json(view: &CreditView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let document = CreditDocument {
        head: Head::new(view.plan, view.workflow, about),
        since: view.before.as_ref().map(|(day, _)| day.to_string()),
        rule: &view.rule,
        customers: view.rows().collect(),
        warnings: about.warnings(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct CreditDocument<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    since: Option<String>,
    rule: &'a str,
    customers: Vec<CreditRow<'a>>,
    warnings: Vec<Warning<'a>>,
}
