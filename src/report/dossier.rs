//! All that is known of an invoice and its customer, for whoever takes it over or decides about it: as Markdown, and as a page to print.
//!
//! What happened is told by the story of the invoice (`collect explain`), and by nothing else.

mod decision;
mod pages;

use super::{StoryView, counted, money};
use crate::channel::Channel;
use crate::ledger::{Field, Ledger};
use crate::money::{Balance, Decimal, Fx, grouped};
use crate::plan::{DueAction, Plan, What, story};
use crate::workflow::Workflow;

/// A dossier: chapters with sentences and tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// `INV-1042 of Pinecrest Hotels (C-108)` and the day.
    title: String,
    chapters: Vec<Chapter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Chapter {
    title: &'static str,
    lines: Vec<String>,
    /// The names of the columns, those that stand to the right marked, and the rows.
    table: Option<(Vec<Column>, Vec<Vec<String>>)>,
}

type Column = (&'static str, bool);

impl Chapter {
    fn of_lines(title: &'static str, lines: Vec<String>) -> Chapter {
        Chapter { title, lines, table: None }
    }
}

impl Dossier {
    /// The dossier for an action of a plan. The ledger must have all invoices of the action's customer; `None` if it lacks the invoice.
    pub fn new(workflow: &Workflow, ledger: &Ledger, whole: &Plan, action: &DueAction) -> Option<Dossier> {
        let id = whole.invoices.get(action.invoice).id();
        let story = story(workflow, ledger, id, whole.as_of)?;
        let invoice = ledger.invoices.iter().find(|invoice| invoice.id() == id)?;
        let view = StoryView { story: &story, invoice, workflow, whole, earlier: None };
        let shown = view.sections().into_iter().filter(|section| ["Where it stands", "Balance", "Late fee"].contains(&section.title));
        let mut chapters: Vec<Chapter> = shown.map(|section| Chapter::of_lines(section.title, section.lines)).collect();
        chapters.extend(decision::chapter(&view, action, ledger.fx.as_ref()));
        chapters.extend(costs(&view, ledger.fx.as_ref()));
        chapters.push(customer(&view));
        chapters.push(history(&view));
        Some(Dossier { title: view.title(), chapters })
    }
}

/// What the recorded work has cost so far.
fn costs(view: &StoryView<'_>, fx: Option<&Fx>) -> Option<Chapter> {
    let costs = &view.workflow.costs;
    if costs.is_empty() {
        return None;
    }
    let currency = fx.map_or(view.invoice.terms.currency, Fx::base);
    let mut lines = Vec::new();
    let mut sum = Decimal::ZERO;
    for channel in Channel::ALL {
        let touches = view.story.moments.iter().filter(|moment| matches!(moment.what, What::Touched { channel: of, .. } if of == channel));
        let count = touches.count();
        if count > 0 {
            let cost = costs.of(channel).times(Decimal::from(count as i64));
            sum = sum.plus(cost);
            lines.push(format!("{}: {count} × {} = {}", channel.name(), costs.of(channel), written(cost, currency.decimals())));
        }
    }
    lines.push(format!("= {} {currency}: what the work on record has cost", written(sum, currency.decimals())));
    Some(Chapter::of_lines("The work so far", lines))
}

/// All invoices of the customer.
fn customer(view: &StoryView<'_>) -> Chapter {
    let columns = vec![("Invoice", false), ("Due", false), ("Past due", true), ("Amount", true), ("Open", true), ("Status", false)];
    let plan = &view.story.plan;
    let rows: Vec<Vec<String>> = plan
        .positions
        .iter()
        .map(|position| {
            let invoice = plan.invoices.get(position.invoice);
            let terms = invoice.terms;
            let past_due = if position.status.is_open() { position.days_past_due.to_string() } else { String::new() };
            let amounts = [Balance::from(terms.amount), position.balance].map(|amount| money(terms.currency, amount));
            let [amount, open] = amounts;
            vec![invoice.id().to_owned(), position.due_date.to_string(), past_due, amount, open, position.status.name().to_owned()]
        })
        .collect();
    let name = view.invoice.field(Field::CustomerName);
    let of = if name.is_empty() { view.invoice.customer() } else { name };
    let lines = vec![format!("{of} has {} in the ledger.", counted(rows.len(), "invoice"))];
    Chapter { title: "All invoices of the customer", lines, table: Some((columns, rows)) }
}

/// What happened, as the story tells it.
fn history(view: &StoryView<'_>) -> Chapter {
    let columns = vec![("Date", false), ("Day", true), ("What happened", false), ("Row of the ledger", false)];
    let rows: Vec<Vec<String>> = view
        .rows()
        .map(|row| {
            let clock = row.moment.clock.map_or(String::new(), |clock| clock.to_string());
            vec![row.moment.day.to_string(), clock, row.text(), row.source().unwrap_or_default()]
        })
        .collect();
    if rows.is_empty() {
        return Chapter::of_lines("What happened", vec!["Nothing is on record yet.".to_owned()]);
    }
    Chapter { title: "What happened", lines: Vec::new(), table: Some((columns, rows)) }
}

/// A number of a currency's decimals, grouped, a half to the even neighbour.
fn written(number: Decimal, decimals: u32) -> String {
    grouped(&number.rounded(decimals).to_string())
}
