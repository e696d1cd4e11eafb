//! All that is known of an invoice and its customer, for whoever takes it over or decides about it: as Markdown, and as a page to print.
//!
//! What happened is told by the story of the invoice (`collect explain`), and by nothing else.

mod decision;
mod of_customer;
mod pages;

pub(crate) use pages::html;

use super::{StoryView, counted, money};
use crate::channel::Channel;
use crate::ledger::Field;
use crate::money::{Balance, Decimal, Fx, grouped};
use crate::plan::{DueAction, Plan, Position, Stories, What};

/// A dossier: chapters with sentences and tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// `INV-1042 of Pinecrest Hotels (C-108)` and the day.
    title: String,
    chapters: Vec<Chapter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    pub title: &'static str,
    pub lines: Vec<String>,
    /// The names of the columns, those that stand to the right marked, and the rows.
    pub table: Option<(Vec<ChapterColumn>, Vec<Vec<String>>)>,
}

type ChapterColumn = (&'static str, bool);

impl Chapter {
    fn of_lines(title: &'static str, lines: Vec<String>) -> Chapter {
        Chapter { title, lines, table: None }
    }
}

impl Dossier {
    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// The story of an invoice, as `collect explain` tells it.
    pub fn of_invoice(view: &StoryView<'_>) -> Dossier {
        let mut chapters = vec![history(view)];
        chapters.extend(view.sections().into_iter().map(|section| Chapter::of_lines(section.title, section.lines)));
        Dossier { title: view.title(), chapters }
    }

    /// The dossier for an action of a plan, from the stories of a ledger that has all invoices of its customer; `None` if it lacks the invoice.
    pub fn new(stories: &Stories<'_>, customer: &CustomerInvoices, whole: &Plan, action: &DueAction) -> Option<Dossier> {
        let id = whole.invoices.get(action.invoice).id();
        let (story, invoice) = (stories.past(id)?, stories.invoice(id)?);
        let view = StoryView { story: &story, invoice, workflow: stories.workflow, whole: None, earlier: None };
        let shown = view.sections_of_the_past().into_iter();
        let mut chapters: Vec<Chapter> = shown.map(|section| Chapter::of_lines(section.title, section.lines)).collect();
        chapters.extend(decision::chapter(&view, action, stories.fx()));
        chapters.extend(costs(&view, stories.fx()));
        chapters.push(customer.chapter.clone());
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
    lines.push(format!("= {} {currency}: the cost of the recorded work", written(sum, currency.decimals())));
    Some(Chapter::of_lines("The work so far", lines))
}

/// So many invoices of the customer stand in a dossier. A customer with thousands has as many dossiers.
const MOST_INVOICES: usize = 100;

/// The invoices of a customer, for all of its dossiers.
pub struct CustomerInvoices {
    chapter: Chapter,
}

impl CustomerInvoices {
    /// All of them in file order; of too many those that are open, the one that was due first before the others.
    pub fn new(stories: &Stories<'_>, customer: &str) -> CustomerInvoices {
        let plan = &stories.plan;
        let mut positions: Vec<&Position> = stories.positions_of(customer).collect();
        let mut lines = vec![format!("{} has {} in the ledger.", name(plan, &positions, customer), counted(positions.len(), "invoice"))];
        if positions.len() > MOST_INVOICES {
            positions.sort_by_key(|position| (!position.status.is_open(), position.due_date));
            positions.truncate(MOST_INVOICES);
            lines.push(format!("The list shows {MOST_INVOICES} of them: open ones first, by due date."));
        }
        let columns = INVOICE_COLUMNS.to_vec();
        let rows = positions.iter().map(|position| row(plan, position)).collect();
        CustomerInvoices { chapter: Chapter { title: "All invoices of the customer", lines, table: Some((columns, rows)) } }
    }
}

const INVOICE_COLUMNS: [ChapterColumn; 6] =
    [("Invoice", false), ("Due", false), ("Past due", true), ("Amount", true), ("Open", true), ("Status", false)];

fn name<'a>(plan: &'a Plan, positions: &[&Position], customer: &'a str) -> &'a str {
    let mut names = positions.iter().map(|position| plan.invoices.get(position.invoice).field(Field::CustomerName));
    names.find(|name| !name.is_empty()).unwrap_or(customer)
}

fn row(plan: &Plan, position: &Position) -> Vec<String> {
    let invoice = plan.invoices.get(position.invoice);
    let terms = invoice.terms;
    let past_due = if position.status.is_open() { position.days_past_due.to_string() } else { String::new() };
    let [amount, open] = [Balance::from(terms.amount), position.balance].map(|amount| money(terms.currency, amount));
    vec![invoice.id().to_owned(), position.due_date.to_string(), past_due, amount, open, position.status_in_words().to_owned()]
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
        return Chapter::of_lines("What happened", vec!["Nothing is recorded yet.".to_owned()]);
    }
    Chapter { title: "What happened", lines: Vec::new(), table: Some((columns, rows)) }
}

/// A number of a currency's decimals, grouped, a half to the even neighbour.
fn written(number: Decimal, decimals: u32) -> String {
    grouped(&number.rounded(decimals).to_string())
}
