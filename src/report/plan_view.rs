//! A plan as somebody asked to see it.

use super::{ActionRow, ShownWithheld, customer};
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::InvoiceId;
use crate::money::Balance;
use crate::plan::{DueAction, Plan, Totals, Withheld};
use crate::workflow::Workflow;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Which actions are asked for. Of several values of one kind any will do; nothing at all asks for everything.
#[derive(Clone, Debug, Default)]
pub struct PlanFilter<'a> {
    pub owners: Vec<String>,
    /// Customers, by id or by name; capital letters make no difference.
    pub customers: Vec<String>,
    pub stages: Vec<String>,
    pub channels: Vec<Channel>,
    /// Only what this earlier plan of the same ledger did not have already.
    pub unlike: Option<&'a Plan>,
}

impl PlanFilter<'_> {
    fn is_empty(&self) -> bool {
        self.owners.is_empty() && self.customers.is_empty() && self.stages.is_empty() && self.channels.is_empty() && self.unlike.is_none()
    }

    fn admits(&self, row: &ActionRow<'_>) -> bool {
        any(&self.owners, |owner| **owner == *row.action.owner)
            && customer::is_of(&self.customers, row.invoice)
            && any(&self.stages, |stage| Some(stage.as_str()) == row.stage())
            && any(&self.channels, |channel| *channel == row.action.channel)
    }
}

fn any<T>(wanted: &[T], is: impl FnMut(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(is)
}

/// An action by its place in the whole plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub rank: u32,
}

impl Ranked {
    fn place(self) -> usize {
        self.rank as usize - 1
    }

    fn of<'a>(self, plan: &'a Plan) -> Cow<'a, DueAction> {
        plan.action(self.place())
    }

    fn subject(self, plan: &Plan) -> (InvoiceId, Balance) {
        plan.subject(self.place())
    }

    fn party<'a>(&self, plan: &'a Plan, workflow: &Workflow) -> &'a str {
        customer::party(workflow, &plan.invoices.get(self.subject(plan).0))
    }
}

/// Some of a plan's actions, with their ranks in the whole.
#[derive(Clone, Debug)]
pub struct PlanView<'a> {
    pub plan: &'a Plan,
    pub workflow: &'a Workflow,
    pub actions: Vec<Ranked>,
    pub withheld: Vec<&'a Withheld>,
    /// What the actions asked for add up to. How many invoices are disputed, promised, paused and replied is always
    /// counted over the whole ledger.
    pub totals: Vec<Totals>,
    /// Is it less than the whole plan?
    pub filtered: bool,
    /// How many actions a limit cut off; the totals count them.
    pub cut: usize,
    /// The next day on which something is due, where nothing is and somebody looked.
    pub next_on: Option<Day>,
}

impl<'a> PlanView<'a> {
    pub fn new(plan: &'a Plan, workflow: &'a Workflow, filter: &PlanFilter<'_>) -> PlanView<'a> {
        let mut actions: Vec<Ranked> = (1..=plan.worklist.len() as u32).map(|rank| Ranked { rank }).collect();
        let mut withheld: Vec<_> = plan.withheld.iter().collect();
        let mut totals = plan.totals.clone();
        if !filter.is_empty() {
            let due: HashSet<&ActionId> = filter.unlike.iter().flat_map(|old| old.actions()).map(|action| &action.id).collect();
            let waiting: HashSet<&ActionId> = filter.unlike.iter().flat_map(|old| &old.withheld).map(|held| &held.action.id).collect();
            let admits = |action| filter.admits(&ActionRow::new(None, action, plan, workflow));
            actions.retain(|ranked| {
                let action = ranked.of(plan);
                !due.contains(&action.id) && admits(action)
            });
            withheld.retain(|held| !waiting.contains(&held.action.id) && admits(Cow::Borrowed(&held.action)));
            totals = recounted(plan, &actions, &withheld);
        }
        PlanView { plan, workflow, actions, withheld, totals, filtered: !filter.is_empty(), cut: 0, next_on: None }
    }

    /// The same with a customer's actions together, or where the workflow says so with those of all customers of a parent; whoever has the
    /// best rank comes first.
    #[must_use]
    pub fn by_customer(mut self) -> PlanView<'a> {
        let mut best: HashMap<&str, u32> = HashMap::new();
        for ranked in &self.actions {
            best.entry(ranked.party(self.plan, self.workflow)).or_insert(ranked.rank);
        }
        let (plan, workflow) = (self.plan, self.workflow);
        self.actions.sort_by_cached_key(|ranked| best[ranked.party(plan, workflow)]);
        self
    }

    /// The same with the first so many actions only.
    #[must_use]
    pub fn limited(mut self, limit: Option<usize>) -> PlanView<'a> {
        if let Some(limit) = limit {
            self.cut = self.actions.len().saturating_sub(limit);
            self.actions.truncate(limit);
        }
        self
    }

    pub fn rows(&self) -> impl Iterator<Item = ActionRow<'a>> {
        self.actions.iter().map(|ranked| self.row(*ranked))
    }

    pub fn row_count(&self) -> usize {
        self.actions.len()
    }

    pub fn rows_in(&self, places: Range<usize>) -> impl Iterator<Item = ActionRow<'a>> {
        self.actions.get(places).unwrap_or_default().iter().map(|ranked| self.row(*ranked))
    }

    pub fn withheld_rows(&self) -> impl Iterator<Item = ShownWithheld<'a>> {
        self.withheld.iter().map(|held| ShownWithheld::new(held, self.plan, self.workflow))
    }

    fn row(&self, ranked: Ranked) -> ActionRow<'a> {
        ActionRow::new(Some(ranked.rank as usize), ranked.of(self.plan), self.plan, self.workflow)
    }

    /// Runs of rows of one customer or parent, for a view made by [`PlanView::by_customer`].
    pub fn groups(&self) -> Vec<Vec<ActionRow<'a>>> {
        let mut groups: Vec<Vec<ActionRow<'a>>> = Vec::new();
        let party = |row: &ActionRow<'a>| customer::party(self.workflow, &row.invoice);
        for row in self.rows() {
            match groups.last_mut() {
                Some(group) if party(&group[0]) == party(&row) => group.push(row),
                _ => groups.push(vec![row]),
            }
        }
        groups
    }
}

fn recounted(plan: &Plan, actions: &[Ranked], withheld: &[&Withheld]) -> Vec<Totals> {
    let mut totals: BTreeMap<_, _> = plan
        .totals
        .iter()
        .map(|whole| (whole.currency, Totals { actions: 0, invoices: 0, balance: 0, withheld: 0, ..whole.clone() }))
        .collect();
    let currency = |invoice: InvoiceId| plan.invoices.terms(invoice).currency;
    let mut seen: BTreeSet<InvoiceId> = BTreeSet::new();
    for (invoice, balance) in actions.iter().map(|ranked| ranked.subject(plan)) {
        if let Some(total) = totals.get_mut(&currency(invoice)) {
            total.actions += 1;
            if seen.insert(invoice) {
                total.invoices += 1;
                total.balance += balance;
            }
        }
    }
    for held in withheld {
        if let Some(total) = totals.get_mut(&currency(held.action.invoice)) {
            total.withheld += 1;
        }
    }
    totals.into_values().collect()
}
