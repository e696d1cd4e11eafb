//! A story's ledger as the library's types.

use super::story::{EventSpec, InvoiceSpec, Story};
use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::{
    CallOutcome, Columns, Event, EventLine, EventsBuilder, Invoice, Invoices, Kind, Ledger, OpenAmount, Subject, Terms, Unit,
};
use collect::money::{Currency, Fx};
use std::collections::BTreeSet;

impl Story {
    /// What reading the story's files gives.
    pub fn ledger(&self) -> Ledger {
        let fx = self.fx.as_ref().map(|(base, rates)| {
            let rates = rates.iter().map(|(code, rate)| (currency(code), rate.parse().unwrap())).collect();
            Fx::new(currency(base), rates)
        });
        Ledger { invoices: invoices(&self.invoices), events: self.gathered_events().finish(), fx }
    }

    /// Does an open amount of a later day say of a promise whether it was kept, and money that comes in between this day and that one say why? Whether
    /// such a promise was kept is known only afterwards, so that no plan of the days between says what a replay from the end says.
    pub fn is_explained_after(&self, day: Day) -> bool {
        let ledger = self.ledger();
        ledger.invoices.iter().any(|invoice| {
            let open = invoice.terms.open_amount.filter(|open| open.on > day);
            let events = |subject: Option<Subject>| subject.into_iter().flat_map(|subject| ledger.events.of(subject));
            let own = ledger.events.invoice(invoice.id());
            let mut all = events(own).chain(events(ledger.events.customer(invoice.customer())));
            let is_money = |event: &Event| event.kind.is_money() && open.is_some_and(|open| event.date > day && event.date <= open.on);
            all.any(|event| matches!(event.kind, Kind::Promise { .. })) && events(own).any(|event| is_money(&event))
        })
    }

    fn gathered_events(&self) -> EventsBuilder {
        let mut builder = EventsBuilder::default();
        builder.begin_source("events.csv");
        let mut seen = BTreeSet::new();
        for (index, row) in self.events.iter().enumerate() {
            if row.id.is_empty() || seen.insert(row.identity()) {
                add(&mut builder, row, index as u32 + 2);
            }
        }
        for (invoice, customer) in &self.unread {
            builder.skipped(invoice, customer);
        }
        builder
    }
}

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn invoices(rows: &[InvoiceSpec]) -> Invoices {
    let names = ["invoice_id", "customer_id", "segment", "region", "account_owner", "email", "phone"];
    let columns = Columns::new(names.map(str::to_owned).to_vec());
    let mut invoices = Invoices::new(columns.clone());
    for row in rows {
        let mut text = String::new();
        let mut ends = Vec::new();
        for part in [&row.id, &row.customer, &row.segment, &row.region, &row.account_owner, &row.email, &row.phone] {
            text.push_str(part);
            ends.push(text.len() as u32);
        }
        let terms = Terms {
            amount: row.amount,
            currency: currency(&row.currency),
            issue_date: row.issued,
            due_date: row.due.unwrap_or(Day::FIRST),
            settled_date: row.settled,
            open_amount: row.open.map(|(amount, on)| OpenAmount { amount, on }),
        };
        invoices.push(&Invoice::new(terms, &columns, &text, &ends));
    }
    invoices
}

fn add(builder: &mut EventsBuilder, row: &EventSpec, line: u32) {
    let date = row.date.unwrap_or(Day::FIRST);
    let kind = kind(builder, row);
    let named = (!row.currency.is_empty()).then(|| currency(&row.currency));
    let customer = if row.invoice.is_empty() { row.customer.as_str() } else { "" };
    let unit = Unit { currency: named, ..Unit::default() };
    builder.add(&EventLine { line, date, kind, unit, invoice: &row.invoice, customer });
}

fn kind(builder: &mut EventsBuilder, row: &EventSpec) -> Kind {
    let amount = row.amount;
    let invoice = (!row.invoice.is_empty()).then_some(row.invoice.as_str());
    let reference = (!row.reference.is_empty()).then(|| builder.reference(&row.reference, invoice));
    let stage = (!row.stage.is_empty()).then(|| builder.text(&row.stage));
    let outcome = CallOutcome::from_cell(&row.outcome).filter(|_| row.channel == "call");
    let address = row.address.trim();
    let address = (!address.is_empty()).then(|| builder.text(address));
    let reason = (!row.reason.is_empty()).then(|| builder.text(&row.reason));
    match row.kind.as_str() {
        "payment" => Kind::Payment { amount },
        "credit" => Kind::Credit { amount, waives_fees: row.reason == "fee" },
        "reversal" => Kind::Reversal { amount: amount.unwrap() },
        "fee" => Kind::Fee { amount: amount.unwrap() },
        "write_off" => Kind::WriteOff { amount },
        "dispute" => Kind::Dispute { reason, amount },
        "dispute_resolved" => Kind::DisputeResolved { reason },
        "promise" => Kind::Promise { until: row.until.unwrap(), amount },
        "pause" => Kind::Pause { until: row.until },
        "resume" => Kind::Resume,
        "reply" => Kind::Reply,
        "touch" => Kind::Touch { channel: Channel::from_name(&row.channel).unwrap(), stage, reference, outcome },
        "escalate" => Kind::Escalate { stage: stage.unwrap() },
        "extend" => Kind::Extend { until: row.until.unwrap() },
        "bounce" => Kind::Bounce { address: address.unwrap() },
        "opt_out" => Kind::OptOut { channel: Channel::from_name(&row.channel), address, until: row.until },
        "note" => Kind::Note { reference },
        other => panic!("no event is a {other:?}"),
    }
}
