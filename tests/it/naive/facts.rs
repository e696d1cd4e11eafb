//! The events that concern an invoice, in the order in which they count, with all texts as plain strings.

use collect::calendar::Day;
use collect::channel::Channel;
use collect::ledger::{CallOutcome, Event, Invoice, Kind, Ledger, Reference};
use collect::money::Minor;

/// One event, as it concerns one invoice.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The event's place in file order.
    pub sequence: u32,
    /// Its date.
    pub day: Day,
    /// Does it name the customer only?
    pub of_customer: bool,
    /// What happened.
    pub what: What,
}

/// What happened; amounts in minor units.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Payment(Option<i128>),
    /// Does it waive fees?
    Credit(Option<i128>, bool),
    Reversal(i128),
    Fee(i128),
    WriteOff(Option<i128>),
    /// With the part that is disputed; all of it without one.
    Dispute {
        reason: Option<String>,
        amount: Option<i128>,
    },
    Resolved(Option<String>),
    Promise {
        until: Day,
        amount: Option<i128>,
    },
    Pause(Option<Day>),
    Resume,
    Reply,
    Touch {
        channel: Channel,
        stage: Option<String>,
        reference: Option<String>,
        /// Did nobody answer the call?
        unanswered: bool,
    },
    Escalate(String),
    Extend(Day),
    Note(Option<String>),
    Bounce(String),
    OptOut {
        channel: Option<Channel>,
        address: Option<String>,
        until: Option<Day>,
    },
}

impl What {
    /// Of one day, these come first.
    pub fn is_money(&self) -> bool {
        matches!(self, What::Payment(_) | What::Credit(..) | What::Reversal(_) | What::Fee(_) | What::WriteOff(_))
    }

    /// Does it speak of all invoices of its customer, those issued later included?
    fn reaches_later_invoices(&self) -> bool {
        matches!(self, What::Pause(_) | What::Resume | What::Bounce(_) | What::OptOut { .. })
    }
}

/// What concerns the invoice up to a day: events that name it, and those that name its customer and no invoice, if the
/// invoice was issued by then.
pub fn of_invoice(ledger: &Ledger, invoice: &Invoice, as_of: Day) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(subject) = ledger.events.invoice(invoice.id()) {
        for event in ledger.events.of(subject) {
            facts.push(fact(ledger, &event, Some(invoice.id())));
        }
    }
    for fact in of_customer(ledger, invoice.customer(), as_of) {
        let issued = invoice.terms.issue_date.is_none_or(|issued| issued <= fact.day);
        if issued || fact.what.reaches_later_invoices() {
            facts.push(fact);
        }
    }
    facts.retain(|fact| fact.day <= as_of);
    facts.sort_by_key(|fact| (fact.day, !fact.what.is_money(), fact.sequence));
    facts
}

/// All events up to a day, whatever they name.
pub fn everywhere(ledger: &Ledger, as_of: Day) -> Vec<Fact> {
    let of = |subject| ledger.events.of(subject).filter(|event| event.date <= as_of);
    ledger.events.every_subject().flat_map(of).map(|event| fact(ledger, &event, None)).collect()
}

/// The events that name the customer and no invoice, up to a day.
pub fn of_customer(ledger: &Ledger, customer: &str, as_of: Day) -> Vec<Fact> {
    let Some(subject) = ledger.events.customer(customer) else { return Vec::new() };
    let known = ledger.events.of(subject).filter(|event| event.date <= as_of);
    // Money of zero is no event.
    let counts = |event: &Event| !event.kind.is_money() || event.kind.amount() != Some(0);
    known.filter(counts).map(|event| fact(ledger, &event, None)).collect()
}

fn fact(ledger: &Ledger, event: &Event, invoice: Option<&str>) -> Fact {
    let text = |id| ledger.events.text(id).to_owned();
    let filled = |id: Option<_>| id.map(text).filter(|text: &String| !text.is_empty());
    let reference = |reference: Option<Reference>| reference.map(|reference| reference_text(ledger, reference, invoice));
    let money = |amount: Option<Minor>| amount.map(i128::from);
    // Nothing is no part, and no amount that could be promised.
    let part = |amount: Option<Minor>| money(amount).filter(|amount| *amount != 0);
    let what = match event.kind {
        Kind::Payment { amount } => What::Payment(money(amount)),
        Kind::Credit { amount, waives_fees } => What::Credit(money(amount), waives_fees),
        Kind::Reversal { amount } => What::Reversal(i128::from(amount)),
        Kind::Fee { amount } => What::Fee(i128::from(amount)),
        Kind::WriteOff { amount } => What::WriteOff(money(amount)),
        Kind::Dispute { reason, amount } => What::Dispute { reason: filled(reason), amount: part(amount) },
        Kind::DisputeResolved { reason } => What::Resolved(filled(reason)),
        Kind::Promise { until, amount } => What::Promise { until, amount: part(amount) },
        Kind::Pause { until } => What::Pause(until),
        Kind::Resume => What::Resume,
        Kind::Reply => What::Reply,
        Kind::Touch { channel, stage, reference: of, outcome } => {
            let unanswered = channel == Channel::Call && outcome == Some(CallOutcome::NoAnswer);
            What::Touch { channel, stage: filled(stage), reference: reference(of), unanswered }
        }
        Kind::Escalate { stage } => What::Escalate(text(stage)),
        Kind::Extend { until } => What::Extend(until),
        Kind::Bounce { address } => What::Bounce(text(address)),
        Kind::OptOut { channel, address, until } => What::OptOut { channel, address: filled(address), until },
        Kind::Note { reference: of } => What::Note(reference(of)),
    };
    Fact { sequence: event.sequence, day: event.date, of_customer: invoice.is_none(), what }
}

/// A reference as its file has it.
fn reference_text(ledger: &Ledger, reference: Reference, invoice: Option<&str>) -> String {
    match (reference, invoice) {
        (Reference::Own { journey: 1, tail }, Some(invoice)) => format!("{invoice}/{}", ledger.events.text(tail)),
        (Reference::Own { journey, tail }, Some(invoice)) => format!("{invoice}@{journey}/{}", ledger.events.text(tail)),
        (Reference::Own { tail, .. }, None) => ledger.events.text(tail).to_owned(),
        (Reference::Other(text), _) => ledger.events.text(text).to_owned(),
    }
}
