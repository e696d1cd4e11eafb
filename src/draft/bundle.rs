//! What goes into one message: one action or, where the workflow says so, all that is due of a customer.

use super::compose::Composer;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Field, Invoice};
use crate::money::{Balance, Currency};
use crate::plan::{ActionKind, DueAction, Held, Position, Status};
use crate::workflow::Consolidate;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What goes into one message or sheet.
#[derive(Clone, Debug)]
pub struct Bundle<'p> {
    /// The action that gives the message its template, its owner and its sender.
    pub lead: &'p DueAction,
    /// All of them, in the order in which their invoices are listed: by due date, then by id.
    pub actions: Vec<&'p DueAction>,
    /// Is it known that nothing arrives at the address?
    pub bounced: bool,
    /// What else the customer has open that is not due yet, in the same order; only where the plan has positions.
    pub(super) others: Vec<&'p Position>,
}

/// Only what is alike in all of these shares a message.
#[derive(PartialEq, Eq, Hash)]
struct Likeness<'p> {
    customer: &'p str,
    channel: Channel,
    currency: Currency,
    overdue: bool,
    address: String,
    /// What somebody must approve is not put together with what goes out by itself, nor with what somebody else must.
    approver: Option<Cow<'p, str>>,
    bounced: bool,
}

/// What goes into each message of a plan, in the order of the plan: what is due, then what is held back because nothing arrives, for
/// somebody must find an address.
pub fn bundles<'p>(composer: &Composer<'p>) -> Vec<Bundle<'p>> {
    let plan = composer.plan;
    let held = plan.withheld.iter().filter(|held| held.reason == Held::NoContact).map(|held| (&held.action, true));
    let asked = plan.actions().iter().map(|action| (action, false)).chain(held);
    let mut bundles: Vec<Bundle<'p>> = Vec::new();
    let mut alike: HashMap<Likeness<'p>, Vec<usize>> = HashMap::new();
    for (action, bounced) in asked {
        let invoice = plan.invoices.get(action.invoice);
        if composer.workflow.drafts.consolidate == Consolidate::Customer && may_share(composer, action, &invoice) {
            let known = alike.entry(likeness(composer, action, invoice, bounced)).or_default();
            let place = known.iter().find(|place| bundles[**place].actions.iter().all(|other| other.invoice != action.invoice));
            if let Some(place) = place {
                bundles[*place].actions.push(action);
                continue;
            }
            known.push(bundles.len());
        }
        bundles.push(Bundle { lead: action, actions: vec![action], bounced, others: Vec::new() });
    }
    for bundle in &mut bundles {
        if bundle.actions.len() > 1 {
            let stage = |action: &DueAction| {
                action.stage.and_then(|index| composer.workflow.stages_of(action.track).get(index)).map_or(i32::MIN, |stage| stage.day)
            };
            let id = |action: &DueAction| plan.invoices.get(action.invoice).id().to_owned();
            let first = bundle.actions.iter().min_by_key(|action| (Reverse(stage(action)), Reverse(action.days_past_due), id(action)));
            bundle.lead = first.copied().unwrap_or(bundle.lead);
            bundle.actions.sort_by_cached_key(|action| (action.due_date, id(action)));
        }
    }
    add_others(composer, &mut bundles);
    bundles
}

/// Is it an action of a stage, on a channel that can carry several, with a template that lists them?
fn may_share(composer: &Composer<'_>, action: &DueAction, invoice: &Invoice<'_>) -> bool {
    action.kind == ActionKind::Touch
        && action.channel.is_message()
        && super::compose::template_for(action, invoice.field(Field::Language), composer.templates)
            .is_some_and(super::template::Template::lists_invoices)
}

fn likeness<'p>(composer: &Composer<'p>, action: &'p DueAction, invoice: Invoice<'p>, bounced: bool) -> Likeness<'p> {
    Likeness {
        customer: invoice.customer(),
        channel: action.channel,
        currency: invoice.terms.currency,
        overdue: action.days_past_due > 0,
        address: address(action.channel, &invoice),
        approver: action.approver(composer.workflow, &invoice),
        bounced,
    }
}

/// To whom it goes: nobody is shown what belongs to another.
fn address(channel: Channel, invoice: &Invoice<'_>) -> String {
    let field = match channel {
        Channel::Email => Field::Email,
        Channel::Sms | Channel::Call => Field::Phone,
        Channel::Letter | Channel::Task => Field::Contact,
    };
    invoice.field(field).trim().to_lowercase()
}

/// Finds what else each customer has open that is not due yet: nothing that is disputed, paused, promised, answered or doubtful.
fn add_others<'p>(composer: &Composer<'p>, bundles: &mut [Bundle<'p>]) {
    let plan = composer.plan;
    let unread = composer.events.unread();
    let is_other = |position: &&Position| {
        let invoice = plan.invoices.get(position.invoice);
        matches!(position.status, Status::Upcoming | Status::Active)
            && position.due_date >= plan.as_of
            && !unread.invoices.contains(invoice.id())
            && !unread.customers.contains(invoice.customer())
    };
    let mut of_customer: HashMap<&str, Vec<&'p Position>> = HashMap::new();
    for position in plan.positions.iter().filter(is_other) {
        of_customer.entry(plan.invoices.get(position.invoice).customer()).or_default().push(position);
    }
    if of_customer.is_empty() {
        return;
    }
    for bundle in bundles {
        let lead = plan.invoices.get(bundle.lead.invoice);
        let channel = bundle.lead.channel;
        let Some(open) = of_customer.get(lead.customer()) else { continue };
        let belongs = |position: &&&Position| {
            let invoice = plan.invoices.get(position.invoice);
            invoice.terms.currency == lead.terms.currency
                && address(channel, &invoice) == address(channel, &lead)
                && bundle.actions.iter().all(|action| action.invoice != position.invoice)
        };
        bundle.others = open.iter().filter(belongs).copied().collect();
        bundle.others.sort_by_cached_key(|position| (position.due_date, plan.invoices.get(position.invoice).id().to_owned()));
    }
}

/// An invoice in a list of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed<'a> {
    /// Its row.
    pub invoice: Invoice<'a>,
    /// What is left to pay.
    pub balance: Balance,
    /// The due date, after extensions.
    pub due_date: Day,
    /// Days past due.
    pub days_past_due: i32,
}
