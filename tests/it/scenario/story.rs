//! A story, and how one is made at random.

use super::events::{self, RawEvent};
use super::invoices::{self, Money, RawInvoices};
use super::recorded;
use super::workflows::{self, Policy};
use chrono::Weekday;
use collect::calendar::Day;
use collect::workflow::Workflow;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::fmt;

/// A workflow, a ledger and a day.
#[derive(Clone)]
pub struct Story {
    pub workflow: Workflow,
    /// The working days and holidays of its calendar, which does not tell them.
    pub week: Vec<Weekday>,
    pub holidays: Vec<Day>,
    /// The base currency, and what the others are worth in it.
    pub fx: Option<(String, Vec<(String, String)>)>,
    pub invoices: Vec<InvoiceSpec>,
    pub events: Vec<EventSpec>,
    /// Rows that could not be read: the invoice or the customer that each names.
    pub unread: Vec<(String, String)>,
    pub as_of: Day,
}

/// A row of the invoices file; amounts in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceSpec {
    pub id: String,
    pub customer: String,
    pub due: Option<Day>,
    pub amount: i64,
    pub currency: String,
    pub issued: Option<Day>,
    pub open: Option<(i64, Day)>,
    pub settled: Option<Day>,
    pub segment: String,
    pub region: String,
    pub account_owner: String,
    pub email: String,
    pub phone: String,
}

/// A row of the events file, column by column; what is empty is blank. Amounts in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventSpec {
    pub date: Option<Day>,
    pub kind: String,
    pub invoice: String,
    pub customer: String,
    pub amount: Option<i64>,
    pub currency: String,
    pub until: Option<Day>,
    pub reason: String,
    pub channel: String,
    pub stage: String,
    pub address: String,
    pub id: String,
    pub reference: String,
    pub outcome: String,
}

impl Story {
    /// The export of the promised date shows the first promise of an amount as kept.
    fn show_what_was_promised(&mut self) {
        let Some(promise) = self.events.iter().find(|event| event.kind == "promise" && event.amount.is_some()) else { return };
        let invoice = self.invoices.iter_mut().find(|invoice| invoice.id == promise.invoice && invoice.amount > 0);
        if let (Some(invoice), Some(promised), Some(on)) = (invoice, promise.amount, promise.until) {
            invoice.open = Some(((invoice.amount - promised).max(1), on));
        }
    }
}

impl EventSpec {
    /// What makes two rows with an id the same event.
    pub fn identity(&self) -> (String, String, String, String) {
        let customer = if self.invoice.is_empty() { self.customer.clone() } else { String::new() };
        (self.id.clone(), self.kind.clone(), self.invoice.clone(), customer)
    }
}

/// The day so many days after 2026-01-01, a Thursday.
pub fn day(number: i32) -> Day {
    Day::from_number(20_454 + number)
}

/// A failing story is printed as the files a user would have.
impl fmt::Debug for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n# as of {}", self.as_of)?;
        writeln!(f, "# collect.yaml\n{}", self.collect_yaml())?;
        writeln!(f, "# workflow.yaml\n{}", self.workflow_yaml())?;
        writeln!(f, "# invoices.csv\n{}", self.invoices_csv())?;
        writeln!(f, "# events.csv\n{}", self.events_csv())
    }
}

/// Stories of every feature, in a span of about five months.
pub fn random() -> impl Strategy<Value = Story> {
    // What an event changes on its own day and no other is seen only on that day.
    let of_an_event = option::weighted(0.3, any::<prop::sample::Index>());
    let day_of_plan = (prop_oneof![8 => 10..70, 3 => 70..190, 1 => -40..10], of_an_event);
    let recorded = vec((0..70, 0..4_u8), 0..=3);
    let unread = prop_oneof![15 => Just(None), 1 => (0..8_u8, any::<bool>()).prop_map(Some)];
    let is_shown = option::weighted(0.15, Just(())).prop_map(|shown| shown.is_some());
    let ledger = (invoices::random(), events::several(), recorded, unread, is_shown);
    // Boxed, for the trees of such strategies are large, and a test's stack is not.
    (workflows::random().boxed(), ledger.boxed(), day_of_plan).prop_map(|(policy, ledger, as_of)| assemble(policy, ledger, as_of))
}

type RawLedger = (RawInvoices, Vec<RawEvent>, Vec<(i32, u8)>, Option<(u8, bool)>, bool);

fn assemble(
    policy: Policy,
    (raw, raw_events, recorded, unread, is_shown): RawLedger,
    (as_of, of_event): (i32, Option<prop::sample::Index>),
) -> Story {
    let (money, invoices) = raw.resolve();
    let fx = (money == Money::WithRates)
        .then(|| ("USD".to_owned(), vec![("EUR".to_owned(), "1.25".to_owned()), ("JPY".to_owned(), "0.008".to_owned())]));
    let workflow = policy.resolve(money != Money::WithoutRates);
    let mut story = Story {
        workflow,
        week: policy.week,
        holidays: policy.holidays,
        fx,
        invoices,
        events: Vec::new(),
        unread: Vec::new(),
        as_of: day(as_of),
    };
    story.events = raw_events.iter().map(|event| event.resolve(&story)).collect();
    if is_shown {
        story.show_what_was_promised();
    }
    if let Some(event) = of_event.filter(|_| !story.events.is_empty()).map(|index| index.get(&story.events)) {
        story.as_of = event.date.unwrap_or(story.as_of);
    }
    if let Some((who, of_customer)) = unread {
        let invoice = &story.invoices[usize::from(who) % story.invoices.len()];
        story.unread.push(if of_customer { (String::new(), invoice.customer.clone()) } else { (invoice.id.clone(), String::new()) });
    }
    for (on, share) in recorded {
        recorded::record(&mut story, day(on), share);
    }
    story
}
