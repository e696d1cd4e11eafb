//! Whether somebody may contact a customer agrees with the plan, and with the naive planner where no action asks.

use super::config;
use crate::naive;
use crate::scenario;
use collect::channel::Channel;
use collect::ledger::{Field, Invoice};
use collect::plan::{Barrier, Held, Permission, Plan, Planner, Positions, Status};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const CHANNELS: [Channel; 4] = [Channel::Email, Channel::Call, Channel::Letter, Channel::Sms];

/// Is the cell empty that the channel needs?
fn has_no_address(invoice: &Invoice<'_>, channel: Channel) -> bool {
    let cell = match channel {
        Channel::Email => invoice.field(Field::Email),
        Channel::Call | Channel::Sms => invoice.field(Field::Phone),
        _ => return false,
    };
    cell.trim().is_empty()
}

fn no(permission: &Permission) -> Option<Barrier> {
    match permission {
        Permission::No { barrier, .. } => Some(*barrier),
        _ => None,
    }
}

fn free_on(permission: &Permission) -> Option<collect::calendar::Day> {
    match permission {
        Permission::No { free_on, .. } => *free_on,
        _ => None,
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn it_agrees_with_the_plan_and_with_the_naive_planner(story in scenario::random()) {
        let ledger = story.ledger();
        let ids: BTreeSet<String> =
            ledger.invoices.iter().flat_map(|invoice| [invoice.id().to_owned(), invoice.customer().to_owned()]).collect();
        let columns = ledger.invoices.columns();
        let asked = |ids: &BTreeSet<String>| -> Plan {
            let planner = Planner::new(&story.workflow, ledger.fx.as_ref(), &ledger.events, columns, story.as_of, Positions::All);
            let mut planner = planner.asked_about(ids).for_rows();
            ledger.invoices.iter().for_each(|invoice| planner.add(&invoice));
            planner.finish()
        };
        let plan = asked(&ids);
        let may = |channel, id: &str| plan.permissions.may(channel, id);
        let invoices: BTreeMap<String, Invoice<'_>> = ledger.invoices.iter().map(|invoice| (invoice.id().to_owned(), invoice)).collect();

        // What is due, and not withheld, may be done; what is withheld may not, for the same reason.
        for action in plan.actions().iter().filter(|action| action.channel != Channel::Task) {
            let id = plan.invoices.get(action.invoice).id();
            let barrier = no(&may(action.channel, id));
            let missing = has_no_address(&invoices[id], action.channel);
            prop_assert_eq!(barrier, missing.then_some(Barrier::NoAddress), "{} is due", action.id);
        }
        for held in plan.withheld.iter().filter(|held| held.action.channel != Channel::Task) {
            let id = plan.invoices.get(held.action.invoice).id();
            let permission = may(held.action.channel, id);
            prop_assert_eq!(no(&permission), Some(Barrier::Held(held.reason)), "{} is withheld", held.action.id);
            if !has_no_address(&invoices[id], held.action.channel) {
                prop_assert_eq!(free_on(&permission), held.free_on, "{} is withheld", held.action.id);
            }
        }

        // On every channel, whether an action asks for it or not.
        let waits = naive::waits_on(&story.workflow, &ledger, story.as_of);
        let mut by_customer: BTreeMap<(String, Channel), bool> = BTreeMap::new();
        for position in &plan.positions {
            let invoice = plan.invoices.get(position.invoice);
            for channel in CHANNELS {
                let permission = may(channel, invoice.id());
                let found = waits.iter().find(|(id, of, _)| id == invoice.id() && *of == channel);
                let wait = found.and_then(|(.., wait)| wait.as_ref());
                let expected = match position.status {
                    Status::Active | Status::Upcoming => match wait {
                        Some(wait) => Held::ALL.into_iter().find(|held| held.name() == wait.reason).map(Barrier::Held),
                        None => has_no_address(&invoices[invoice.id()], channel).then_some(Barrier::NoAddress),
                    },
                    status => Some(Barrier::Status(status)),
                };
                prop_assert_eq!(no(&permission), expected, "{} by {}", invoice.id(), channel);
                if let (Some(free), Some(until)) = (free_on(&permission), position.blocked_until) {
                    prop_assert!(free >= until, "{} is blocked until {until}, but free on {free}", invoice.id());
                }
                let allows = expected.is_none() && position.days_past_due > 0;
                *by_customer.entry((invoice.customer().to_owned(), channel)).or_default() |= allows;
            }
        }
        // A customer may be contacted where an open, overdue invoice allows it. (An id that is an invoice's too is the invoice's.)
        for ((customer, channel), allowed) in by_customer.iter().filter(|((customer, _), _)| !invoices.contains_key(customer)) {
            let permission = may(*channel, customer);
            prop_assert_eq!(matches!(permission, Permission::Yes { .. }), *allowed, "{} by {}: {:?}", customer, channel, permission);
        }

        // Asked about one alone, the answer is the same.
        if let Some(id) = ids.first() {
            let alone = asked(&BTreeSet::from([id.clone()]));
            for channel in CHANNELS {
                prop_assert_eq!(alone.permissions.may(channel, id), may(channel, id), "{} by {}", id, channel);
            }
        }
    }
}
