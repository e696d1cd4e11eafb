//! What goes into one message: one action or, where the workflow says so, all that is due of a customer.

use super::account::{CustomerAccount, accounts, address};
use super::composer::{Composer, template_for};
use super::placeholders::Placeholder;
use crate::action_id::AskedBy;
use crate::address::comparable;
use crate::channel::Channel;
use crate::ledger::{Invoice, InvoiceId};
use crate::money::Currency;
use crate::plan::{ActionKind, DueAction, Held, addressees, unreached};
use crate::report::party;
use crate::workflow::{Consolidate, Stage, columns_of};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

/// The column of addresses that get a copy of emails.
pub(super) const COPIES: &str = "cc";

#[derive(Clone, Debug)]
pub struct Bundle<'p> {
    /// The action that gives the message its template, its owner and its sender: of the highest stage that is due.
    pub lead: &'p DueAction,
    /// All that is done by it: first what it demands, then what it reminds of beside that, each by due date, then by id.
    pub actions: Vec<&'p DueAction>,
    /// Is it known that nothing arrives at the address?
    pub bounced: bool,
    demanded: usize,
    /// Addresses that get no copy: nothing arrives there, or they want none.
    pub(super) unreached: Arc<BTreeSet<String>>,
    /// What the customer owes us in its currency, and has with us.
    pub(super) account: Arc<CustomerAccount<'p>>,
    /// Is it the sheet of one call about all that the owner is to call the customer about?
    pub(super) one_call: bool,
    /// Of such a sheet: the customer's accounts in all currencies.
    pub(super) accounts: Vec<(Currency, Arc<CustomerAccount<'p>>)>,
}

impl<'p> Bundle<'p> {
    fn new(lead: &'p DueAction, actions: Vec<&'p DueAction>, bounced: bool) -> Bundle<'p> {
        Bundle {
            lead,
            demanded: actions.len(),
            actions,
            bounced,
            unreached: Arc::default(),
            account: Arc::default(),
            one_call: false,
            accounts: Vec::new(),
        }
    }

    /// What a statement is written from: somebody to write to, and the account.
    pub(super) fn of_statement(lead: &'p DueAction, account: Arc<CustomerAccount<'p>>, unreached: Arc<BTreeSet<String>>) -> Bundle<'p> {
        Bundle { account, unreached, ..Bundle::new(lead, vec![lead], false) }
    }

    /// What it demands: all are at the same point of the workflow as the lead.
    pub fn demand(&self) -> &[&'p DueAction] {
        &self.actions[..self.demanded]
    }

    /// What it reminds of beside the demand: what is at an earlier point.
    pub fn also_due(&self) -> &[&'p DueAction] {
        &self.actions[self.demanded..]
    }
}

/// Only what is alike in all of these shares a message.
#[derive(PartialEq, Eq, Hash)]
struct Likeness<'p> {
    party: &'p str,
    channel: Channel,
    /// Of calls: whose they are. All currencies come up in one call.
    owner: Option<&'p str>,
    currency: Option<Currency>,
    overdue: bool,
    address: String,
    copies: String,
    /// What somebody must approve is not put together with what goes out by itself, nor with what somebody else must.
    approver: Option<Cow<'p, str>>,
    bounced: bool,
    /// No message has two actions of one invoice: the second goes into another.
    layer: usize,
}

/// What goes into each message of a plan, in the order of the plan: what is due, then what is held back because nothing arrives, for
/// somebody must find an address.
pub fn bundles<'p>(composer: &Composer<'p>) -> Vec<Bundle<'p>> {
    let plan = composer.plan;
    let unreached = Arc::new(if composer.events.any_unreached() { unreached(composer.events, plan.as_of) } else { BTreeSet::new() });
    let held = plan.withheld.iter().filter(|held| held.reason == Held::NoContact).map(|held| (&held.action, true));
    let asked = plan.actions().iter().map(|action| (action, false)).chain(held);
    // Each stands where its first action does.
    let mut groups: Vec<Together<'p>> = Vec::new();
    let mut alike: HashMap<Likeness<'p>, usize> = HashMap::new();
    let mut layers: HashMap<(InvoiceId, Channel), usize> = HashMap::new();
    for (action, bounced) in asked {
        let invoice = plan.invoices.get(action.invoice);
        let is_shared = composer.workflow.drafts.consolidate != Consolidate::None && may_share(composer, action);
        let one_call = is_shared && action.channel == Channel::Call;
        if is_shared {
            let layer = layers.entry((action.invoice, action.channel)).and_modify(|layer| *layer += 1).or_default();
            let address = address_of(composer, action, &invoice, &unreached);
            let likeness = likeness(composer, action, invoice, (address, bounced), *layer);
            let place = *alike.entry(likeness).or_insert(groups.len());
            if place < groups.len() {
                groups[place].actions.push(action);
                continue;
            }
        }
        groups.push(Together { actions: vec![action], bounced, one_call });
    }
    let mut bundles: Vec<Bundle<'p>> = Vec::with_capacity(groups.len());
    for Together { actions, bounced, one_call } in groups {
        if one_call {
            bundles.push(call(composer, actions, bounced));
        } else if actions.len() == 1 {
            bundles.push(Bundle::new(actions[0], actions, bounced));
        } else {
            split(composer, actions, bounced, &mut bundles);
        }
    }
    bundles.iter_mut().for_each(|bundle| bundle.unreached = Arc::clone(&unreached));
    bundles
}

/// What may go together.
struct Together<'p> {
    actions: Vec<&'p DueAction>,
    bounced: bool,
    one_call: bool,
}

/// Is it an action of a stage, or a call for whatever reason, on a channel that can carry several, with a template that lists them? A dispute
/// is settled by itself.
fn may_share(composer: &Composer<'_>, action: &DueAction) -> bool {
    let kind = match action.channel {
        Channel::Call => action.kind != ActionKind::Dispute,
        channel => action.kind == ActionKind::Touch && channel.is_message(),
    };
    kind && lists(composer, action, Placeholder::Invoices)
}

fn lists(composer: &Composer<'_>, action: &DueAction, list: Placeholder) -> bool {
    template_for(action, composer.plan.languages.of(action.invoice), composer.templates)
        .is_some_and(|template| template.body.lists.contains(&list))
}

fn likeness<'p>(
    composer: &Composer<'p>,
    action: &'p DueAction,
    invoice: Invoice<'p>,
    (address, bounced): (String, bool),
    layer: usize,
) -> Likeness<'p> {
    let is_call = action.channel == Channel::Call;
    Likeness {
        party: party(composer.workflow, &invoice),
        channel: action.channel,
        owner: is_call.then_some(&*action.owner),
        currency: (!is_call).then_some(invoice.terms.currency),
        overdue: !is_call && action.days_past_due > 0,
        address,
        copies: if is_call { String::new() } else { copies_of(composer, action, &invoice) },
        approver: action.approver(composer.workflow, &invoice),
        bounced,
        layer: if is_call { 0 } else { layer },
    }
}

/// To whom an action goes, for comparing.
fn address_of(composer: &Composer<'_>, action: &DueAction, invoice: &Invoice<'_>, unreached: &BTreeSet<String>) -> String {
    let to = &action.recipients(composer.workflow).to;
    if action.channel != Channel::Email || to.is_empty() {
        return address(action.channel, invoice);
    }
    let found = addressees(to, invoice, |address| !unreached.contains(&comparable(address)));
    let shown = if found.to.is_empty() { found.dropped } else { found.to };
    shown.join(";").to_lowercase()
}

/// Who gets a copy of an action, for comparing: the cells of the columns, and what the action names beside them.
fn copies_of(composer: &Composer<'_>, action: &DueAction, invoice: &Invoice<'_>) -> String {
    let mut copies = invoice.column(COPIES).unwrap_or_default().to_lowercase();
    let (own, drafts) = (action.recipients(composer.workflow), &composer.workflow.drafts);
    if action.channel == Channel::Email && [&own.cc, &own.bcc, &drafts.cc, &drafts.bcc].iter().any(|list| !list.is_empty()) {
        let lists = [&own.cc, &own.bcc, &drafts.cc, &drafts.bcc];
        let columns = lists.into_iter().flat_map(|list| columns_of(list));
        let cells: Vec<&str> = columns.map(|column| invoice.column(column).unwrap_or_default()).collect();
        // Two actions that name others are not the same.
        let _ = write!(copies, "\n{}\n{:?}", cells.join("\n").to_lowercase(), (&own.cc, &own.bcc));
    }
    copies
}

/// Makes messages of what goes to the same address. What a message demands is all at the same point of the workflow, the furthest: nothing
/// is threatened that an invoice by itself would not bring. The others stand in it, too, if its template lists them.
fn split<'p>(composer: &Composer<'p>, actions: Vec<&'p DueAction>, bounced: bool, bundles: &mut Vec<Bundle<'p>>) {
    let mut rest = actions;
    while let Some(lead) = furthest(composer, &rest) {
        let point = Point::of(composer, lead);
        let (demand, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|action| point.is_that_of(&Point::of(composer, action)));
        let mut bundle = Bundle::new(lead, sorted(composer, demand), bounced);
        rest = if lists(composer, lead, Placeholder::AlsoDue) {
            bundle.actions.extend(sorted(composer, others));
            Vec::new()
        } else {
            others
        };
        bundles.push(bundle);
    }
}

/// The sheet of one call about all of these.
fn call<'p>(composer: &Composer<'p>, actions: Vec<&'p DueAction>, bounced: bool) -> Bundle<'p> {
    let lead = furthest(composer, &actions).unwrap_or(actions[0]);
    Bundle { one_call: true, ..Bundle::new(lead, sorted(composer, actions), bounced) }
}

fn sorted<'p>(composer: &Composer<'p>, mut actions: Vec<&'p DueAction>) -> Vec<&'p DueAction> {
    let invoice = |action: &DueAction| composer.plan.invoices.get(action.invoice);
    actions.sort_by(|a, b| (a.due_date, invoice(a).id()).cmp(&(b.due_date, invoice(b).id())));
    actions
}

fn furthest<'p>(composer: &Composer<'p>, actions: &[&'p DueAction]) -> Option<&'p DueAction> {
    let invoice = |action: &DueAction| composer.plan.invoices.get(action.invoice);
    let how_far = |action: &&&'p DueAction| {
        let point = Point::of(composer, action);
        (point.day, point.clock, action.days_past_due, Reverse(invoice(action).id()))
    };
    actions.iter().max_by_key(how_far).copied()
}

/// How far an action is in its workflow.
struct Point<'p> {
    day: i32,
    /// Days of the clock since that was entered.
    clock: u64,
    stage: Option<&'p Stage>,
    template: Option<&'p str>,
}

impl<'p> Point<'p> {
    fn of(composer: &Composer<'p>, action: &'p DueAction) -> Point<'p> {
        let stage = action.stage.and_then(|index| composer.workflow.stages_of(action.track).get(index.get()));
        let (id, occurrence) = match action.id.asked_by() {
            AskedBy::Stage { action, occurrence, .. } => (action, occurrence),
            AskedBy::Override { .. } => ("", 1),
        };
        let own = stage.and_then(|stage| stage.actions.iter().find(|own| own.id == id));
        let before = u64::from(occurrence.saturating_sub(1));
        let every = own.and_then(|own| own.repeat).map_or(0, |repeat| u64::from(repeat.every));
        Point {
            day: stage.map_or(i32::MIN, |stage| stage.day),
            clock: own.map_or(0, |own| u64::from(own.after)) + before * every,
            stage,
            template: action.template.as_deref(),
        }
    }

    /// Would the customer read the same of both?
    fn is_that_of(&self, other: &Point<'_>) -> bool {
        let is_same = match (self.stage, other.stage) {
            (Some(one), Some(two)) => one.id == two.id && one.day == two.day,
            (one, two) => one.is_none() && two.is_none(),
        };
        is_same && self.template == other.template
    }
}

pub(super) fn add_accounts<'p>(composer: &Composer<'p>, bundles: &mut [Bundle<'p>]) {
    if composer.plan.positions.is_empty() {
        return;
    }
    let key = |bundle: &Bundle<'p>| {
        let invoice = composer.plan.invoices.get(bundle.lead.invoice);
        (party(composer.workflow, &invoice), invoice.terms.currency)
    };
    let called: HashSet<&str> = bundles.iter().filter(|bundle| bundle.one_call).map(|bundle| key(bundle).0).collect();
    let accounts = accounts(composer, bundles.iter().map(key), &called);
    let mut of_party: HashMap<&str, Vec<(Currency, Arc<CustomerAccount<'p>>)>> = HashMap::new();
    for ((party, currency), account) in accounts.iter().filter(|((party, _), _)| called.contains(party)) {
        of_party.entry(party).or_default().push((*currency, Arc::clone(account)));
    }
    of_party.values_mut().for_each(|accounts| accounts.sort_by_key(|(currency, _)| currency.code()));
    for bundle in bundles {
        let key = key(bundle);
        if let Some(account) = accounts.get(&key) {
            bundle.account = Arc::clone(account);
        }
        if bundle.one_call {
            bundle.accounts = of_party.get(key.0).cloned().unwrap_or_default();
        }
    }
}
