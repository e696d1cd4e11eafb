//! A plan as a calendar file (iCalendar, RFC 5545): what is due today, promised dates, and when the next action of each invoice falls due. All
//! entries are of a whole day, with the owner as their category.

use super::{PlanView, customer, one_line};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::Invoice;
use crate::money::{Balance, money};
use crate::plan::Position;
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use std::io::{self, Write};

/// Writes the entries of a plan with the positions of open invoices. `owners` and `customers` narrow down the positions; the actions are those of
/// the view. The same plan gives the same bytes.
pub fn plan_ics(view: &PlanView<'_>, owners: &[String], customers: &[String], mut out: impl Write) -> io::Result<()> {
    let plan = view.plan;
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//collect//collections as code//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name("Receivables");
    let stamp = stamp(plan.as_of);
    for row in view.rows() {
        let action = &row.action;
        let verb = match action.channel {
            Channel::Call => "Call",
            Channel::Task => "Task:",
            Channel::Email => "Email",
            Channel::Letter => "Letter to",
            Channel::Sms => "Text",
        };
        let title = format!("{verb} {}", about(row.invoice, action.balance));
        calendar.push(entry(action.id.as_str(), plan.as_of, &title, &action.why.text(), &action.owner, stamp));
    }
    let is_meant = |position: &&Position| {
        position.status.is_open()
            && (owners.is_empty() || owners.contains(&position.owner))
            && customer::is_of(customers, plan.invoices.get(position.invoice))
    };
    for position in plan.positions.iter().filter(is_meant) {
        let invoice = plan.invoices.get(position.invoice);
        if let Some(promise) = position.promise {
            let amount = promise.amount.map_or(position.balance, Balance::from);
            let title = format!("Promised by {}", about(invoice, amount));
            let why = format!("{} is open on the invoice.", money(invoice.terms.currency, position.balance));
            calendar.push(entry(&format!("{}/promise", invoice.id()), promise.date, &title, &why, &position.owner, stamp));
        }
        if let Some(day) = position.next_on {
            let title = format!("Next action: {}", about(invoice, position.balance));
            calendar.push(entry(&format!("{}/next", invoice.id()), day, &title, "If nothing happens until then.", &position.owner, stamp));
        }
    }
    write!(out, "{calendar}")
}

/// `Acme, INV-1, 100.00 EUR`
fn about(invoice: Invoice<'_>, amount: Balance) -> String {
    format!("{}, {}, {}", one_line(customer::name(invoice)), one_line(invoice.id()), money(invoice.terms.currency, amount))
}

fn entry(id: &str, day: Day, title: &str, why: &str, owner: &str, stamp: DateTime<Utc>) -> Event {
    let mut event = Event::new();
    // An id of an invoice may have any character; its digest is the same for the same entry.
    let id = format!("{}@collect", &blake3::hash(id.as_bytes()).to_hex()[..32]);
    event.uid(&id).summary(title).description(&one_line(why)).all_day(day.date()).timestamp(stamp);
    if !owner.is_empty() {
        event.add_property("CATEGORIES", one_line(owner));
    }
    // Nobody is busy because of it.
    event.add_property("TRANSP", "TRANSPARENT");
    event.done()
}

/// The time that each entry says it was made: the day of the plan.
fn stamp(as_of: Day) -> DateTime<Utc> {
    as_of.date().and_time(chrono::NaiveTime::MIN).and_utc()
}
