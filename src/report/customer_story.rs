//! All of a customer on one day: the account, what happened across its invoices, what is due and what is in the way. The rules are those of
//! the stories of its invoices (`collect explain INVOICE`), and nothing is worked out here that they do not say.

mod account;
mod json;
mod timeline;

pub use account::CustomerBalance;
pub use json::customer_story_json;
pub use timeline::{AcrossInvoices, Shared};

use super::markdown::escaped;
use super::story::StoryView;
use super::{Dossier, customer, title};
use crate::ledger::{Columns, Field, Invoice};
use crate::money::{Balance, Currency};
use crate::plan::{Blocking, Plan, Position, Stories, Story};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The dossier of a customer as a page of Markdown.
pub fn customer_story_markdown(story: &CustomerStory<'_>, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}", escaped(&story.title()), Dossier::of_customer(story).markdown())
}

/// What e-invoices say of themselves, though it may be the same in all of them.
const OF_EINVOICES: [&str; 8] =
    ["document_type", "payment_terms", "payment_reference", "discount_until", "discount_percent", "prepaid_amount", "seller_name", "file"];

/// So many invoices are told of one customer: the open ones that were due first, then those closed or due last.
const MOST_INVOICES: usize = 100;

pub struct CustomerStory<'a> {
    stories: &'a Stories<'a>,
    /// Those that are told, each with its story.
    invoices: Vec<ToldInvoice<'a>>,
    /// How many the customer has.
    pub count: usize,
    balances: Vec<CustomerBalance>,
    /// The columns of the file of customers, if there is one.
    of_customers: &'a [String],
}

struct ToldInvoice<'a> {
    invoice: Invoice<'a>,
    story: Story,
}

impl ToldInvoice<'_> {
    fn is_open(&self) -> bool {
        self.story.position().is_some_and(|position| position.status.is_open())
    }
}

impl<'a> CustomerStory<'a> {
    /// `None` if the ledger, which must have all invoices of the customer, has none that is issued.
    pub fn new(stories: &'a Stories<'a>, customer: &str, of_customers: &'a [String]) -> Option<CustomerStory<'a>> {
        let plan: &Plan = &stories.plan;
        let mut positions: Vec<&Position> = stories.positions_of(customer).collect();
        let count = positions.len();
        positions.sort_by_key(|position| (!position.status.is_open(), Reverse(position.closed_on), position.due_date));
        let mut cash: BTreeMap<Currency, Balance> = BTreeMap::new();
        let mut invoices: Vec<ToldInvoice<'_>> = Vec::new();
        for (place, position) in positions.iter().enumerate() {
            let invoice = plan.invoices.get(position.invoice);
            let currency = invoice.terms.currency;
            let is_first = !cash.contains_key(&currency);
            if place >= MOST_INVOICES && !is_first {
                continue;
            }
            // What is due and in the way is asked of open invoices only, and what is on account of the first in each currency.
            let is_whole = is_first || position.status.is_open();
            let story = if is_whole { stories.whole(invoice.id()) } else { stories.past(invoice.id()) };
            let (Some(story), Some(invoice)) = (story, stories.invoice(invoice.id())) else { continue };
            if is_first {
                cash.insert(currency, story.evidence.cash.unapplied);
            }
            if place < MOST_INVOICES {
                invoices.push(ToldInvoice { invoice, story });
            }
        }
        let balances = account::balances(plan, stories.workflow, &cash, &positions);
        (!invoices.is_empty()).then_some(CustomerStory { stories, invoices, count, balances, of_customers })
    }

    /// `Pinecrest Hotels (C-108): the account on Tuesday 2026-03-31, workflow net30`
    pub fn title(&self) -> String {
        let of = customer::name_and_id(self.first());
        title(&format!("{of}: the account on"), self.stories.plan.as_of, self.stories.workflow)
    }

    fn first(&self) -> Invoice<'a> {
        let named = self.invoices.iter().map(|told| told.invoice).find(|invoice| !invoice.field(Field::CustomerName).is_empty());
        named.unwrap_or(self.invoices[0].invoice)
    }

    /// The plan of the customer's invoices.
    pub fn plan(&self) -> &Plan {
        &self.stories.plan
    }

    pub fn is_cut(&self) -> bool {
        self.count > self.invoices.len()
    }

    fn views(&self) -> impl Iterator<Item = StoryView<'_>> {
        self.invoices.iter().map(|told| StoryView::plain(&told.story, told.invoice, self.stories.workflow))
    }

    /// What is known of the customer beside its invoices: columns in which all of its invoices say the same. What a single invoice says may be
    /// its own, unless the column is known to be the customer's.
    pub fn known(&self) -> Vec<(&'a str, &'a str)> {
        let columns: &Columns = self.first().columns();
        let own = [Field::InvoiceId, Field::CustomerId, Field::CustomerName, Field::PaymentLink].map(Field::name).into_iter();
        let own: Vec<&str> = own.chain(OF_EINVOICES).collect();
        let is_of_customers = |name: &String| {
            let is_known = Field::ALL.into_iter().any(|field| field.name() == name) || ["cc", "parent_id"].contains(&name.as_str());
            is_known || self.of_customers.contains(name) || self.invoices.len() > 1
        };
        let wanted = columns.names().iter().enumerate().filter(|(_, name)| !own.contains(&name.as_str()) && is_of_customers(name));
        let common = wanted.filter_map(|(index, name)| {
            let text = self.first().text_at(index);
            let is_common = self.invoices.iter().all(|told| told.invoice.text_at(index) == text);
            (!text.is_empty() && is_common).then_some((name.as_str(), text))
        });
        common.collect()
    }

    /// What the customer owes and has with us, a row for each currency.
    pub fn balances(&self) -> &[CustomerBalance] {
        &self.balances
    }

    /// Actions that are due, in the order of the plan.
    pub fn due(&self) -> Vec<Shared> {
        self.of_sections("Due now")
    }

    pub fn held(&self) -> Vec<Shared> {
        self.of_sections("Held back")
    }

    /// What keeps somebody from chasing, each with the invoices that it is about.
    pub fn in_the_way(&self) -> Vec<Shared> {
        let mut all = Vec::new();
        for view in self.views() {
            let is_told = |what: &Blocking| {
                !matches!(what, Blocking::NotYetIssued | Blocking::OpenCredit | Blocking::Closed { .. } | Blocking::NotReached)
            };
            for blocker in view.story.standing.blockers.iter().filter(|blocker| is_told(&blocker.what)) {
                timeline::share(&mut all, view.blocked_by(blocker), &view.story.invoice);
            }
        }
        all
    }

    pub fn next(&self) -> Vec<Shared> {
        let mut next = self.of_sections("Next");
        next.sort_by(|one, other| one.text.cmp(&other.text));
        next
    }

    fn of_sections(&self, title: &str) -> Vec<Shared> {
        let mut all = Vec::new();
        for (view, _) in self.views().zip(&self.invoices).filter(|(_, told)| told.is_open()) {
            for section in view.sections().into_iter().filter(|section| section.title == title) {
                section.lines.into_iter().for_each(|line| timeline::share(&mut all, line, &view.story.invoice));
            }
        }
        all
    }

    /// What happened, by day; what happened to several invoices at once is told once.
    pub fn timeline(&self) -> Vec<AcrossInvoices> {
        timeline::merged(self.views())
    }

    /// How the customer pays and answers, in sentences.
    pub fn habits(&self) -> Vec<String> {
        account::habits(&self.invoices[0].story.evidence, self.views())
    }

    /// What the stage of an open invoice is called; empty if it is in none.
    pub fn stage_of(&self, position: &Position) -> &str {
        let stage = position.stage.filter(|_| position.status.is_open());
        stage.and_then(|stage| self.stories.workflow.stages_of(position.track).get(stage.get())).map_or("", |stage| &stage.name)
    }

    /// The invoices that are told, open ones first.
    pub fn positions(&self) -> impl Iterator<Item = &Position> {
        self.invoices.iter().filter_map(|told| told.story.position())
    }
}
