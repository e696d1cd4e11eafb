//! Where an invoice and its events come together, and the amounts of the events become amounts in its currency.

use super::reading::{quoted, unit_fits};
use super::{Event, Events, Invoice, Invoices, Subject, Unit};
use crate::finding::{Code, Finding, Place};
use crate::money::Currency;

/// The events of an invoice or customer, with exact amounts in minor units of its currency.
#[derive(Debug)]
pub struct Joined<'e> {
    /// Those that go with it, in the order in which they count.
    pub events: &'e [Event],
    /// Why the others do not: an error for each, which [`super::reading::Report::misfit`] takes.
    pub misfits: Vec<Finding>,
}

/// What to do about money in another currency than that of what it is for.
const CORRECT: &str = "correct the currency or the id";

/// In which currency the money of a subject is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Nothing,
    One(Currency),
    Several,
}

impl Events {
    /// Turns the amounts of all events into minor units of the currency of the invoices and customers that they name. Events
    /// that do not go with theirs are taken out, an error each; what they name counts as named by a row that was not read.
    ///
    /// Events of customers that have several currencies, or of nobody in the ledger, stay as they are unless they name a currency.
    pub fn settle(&mut self, invoices: &Invoices) -> Vec<Finding> {
        let hundredths = |invoice: Invoice<'_>| invoice.terms.currency.decimals() == 2;
        if self.is_plain() && invoices.iter().all(hundredths) {
            return Vec::new();
        }
        let currencies = self.currencies(invoices);
        let mut misfits = Vec::new();
        let mut misfitting = Vec::new();
        self.keep(|events, subject, event| {
            let currency = match currencies[subject.index()] {
                In::One(currency) => Some(currency),
                In::Nothing | In::Several => event.unit.currency,
            };
            let Some(currency) = currency else { return Some(*event) };
            match events.settled(subject, event, currency) {
                Ok(event) => Some(event),
                Err(misfit) => {
                    misfits.push(misfit);
                    misfitting.push(subject);
                    None
                }
            }
        });
        misfitting.into_iter().for_each(|subject| self.note_unread(subject));
        misfits
    }

    fn currencies(&self, invoices: &Invoices) -> Vec<In> {
        let (of_invoices, of_customers) = self.subjects();
        let mut all = vec![In::Nothing; of_invoices + of_customers];
        for invoice in invoices.iter() {
            let currency = invoice.terms.currency;
            for subject in [self.invoice(invoice.id()), self.customer(invoice.customer())].into_iter().flatten() {
                let known = &mut all[subject.index()];
                *known = match *known {
                    In::Nothing => In::One(currency),
                    In::One(other) if other == currency => In::One(currency),
                    In::One(_) | In::Several => In::Several,
                };
            }
        }
        all
    }

    /// The events of an invoice in this currency. Nothing is copied where amounts already are what they should be, as
    /// they are when the currency has two decimals and no event names a currency.
    pub fn joined<'e>(&'e self, subject: Subject, currency: Currency, scratch: &'e mut Vec<Event>) -> Joined<'e> {
        let as_they_are = self.of(subject);
        let hundredths = currency.decimals() == 2;
        if hundredths && self.is_plain() {
            return Joined { events: as_they_are, misfits: Vec::new() };
        }
        let settled = |event: &Event| event.kind.amount().is_none() && event.unit.currency.is_none();
        if as_they_are.iter().all(settled) {
            return Joined { events: as_they_are, misfits: Vec::new() };
        }
        let mut misfits = Vec::new();
        scratch.clear();
        for event in as_they_are {
            match self.settled(subject, event, currency) {
                Ok(event) => scratch.push(event),
                Err(finding) => misfits.push(finding),
            }
        }
        Joined { events: scratch, misfits }
    }

    /// The event of an invoice, or of a customer whose money is in this currency, with its amount in minor units of it.
    ///
    /// # Errors
    ///
    /// The event names another currency, or its amount has more decimals than the currency.
    pub fn settled(&self, subject: Subject, event: &Event, currency: Currency) -> Result<Event, Finding> {
        let Unit { decimals, currency: named, .. } = event.unit;
        let owner = || format!("{} {}", if self.is_customer(subject) { "customer" } else { "invoice" }, quoted(self.id(subject)));
        let misfit = |code, message: String| Finding::new(code, message).at(Place::line(self.source(event), event.line));
        if let Some(named) = named.filter(|named| *named != currency) {
            let message = format!("the {} is in {named}, {} is in {currency}", event.kind.name(), owner());
            return Err(misfit(Code::ConflictingCells, message).hint(CORRECT));
        }
        if let Some(sign) = self.sign(event).filter(|sign| !unit_fits(sign, currency)) {
            let message = format!("the amount is written with {}, {} is in {currency}", quoted(sign), owner());
            return Err(misfit(Code::ConflictingCells, message).hint(CORRECT));
        }
        let (Some(amount), Some(written)) = (event.kind.amount(), decimals.map(u32::from)) else {
            return Ok(*event);
        };
        let wanted = currency.decimals();
        if written > wanted {
            let has = if written == 1 { "1 decimal".to_owned() } else { format!("{written} decimals") };
            let message = format!("the amount has {has}, {} is in {currency}, which has {wanted}", owner());
            return Err(misfit(Code::BadAmount, message).hint("leave the surplus decimals out of the file"));
        }
        // Digits are only cut off where the file wrote none, and amounts are read so small that none is lost in front.
        let kept = written.max(2);
        let exact = match wanted.checked_sub(kept) {
            Some(more) => 10_i64.checked_pow(more).and_then(|unit| amount.checked_mul(unit)),
            None => 10_i64.checked_pow(kept - wanted).and_then(|unit| amount.checked_div(unit)),
        };
        let Some(exact) = exact else {
            return Err(misfit(Code::BadAmount, "the amount is larger than an amount can be".to_owned()));
        };
        Ok(Event { kind: event.kind.with_amount(exact), unit: Unit { decimals: None, ..event.unit }, ..*event })
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::{BadRows, EventReader, Format, Report};
    use super::*;
    use crate::ledger::Kind;

    fn events(csv: &str) -> Events {
        let mut report = Report::new(BadRows::Stop);
        let mut reader = EventReader::new(false);
        reader.read(csv.as_bytes(), "events.csv", &Format::default(), &mut report);
        assert_eq!(report.error_count(), 0, "{}", report.errors());
        reader.finish()
    }

    fn invoices(csv: &str) -> Invoices {
        let mut report = Report::new(BadRows::Stop);
        let invoices = Invoices::read(csv.as_bytes(), "invoices.csv", &Format::default(), &mut report);
        assert_eq!(report.error_count(), 0, "{}", report.errors());
        invoices
    }

    fn amounts(events: &Events, subject: Option<Subject>) -> Vec<Option<i64>> {
        events.of(subject.unwrap()).iter().map(|event| event.kind.amount()).collect()
    }

    #[test]
    fn amounts_become_minor_units_of_what_they_name() {
        let invoices = invoices(
            "invoice_id,customer_id,due_date,amount,currency\n\
             Y,C1,2026-01-01,5000,JPY\nK,C2,2026-01-01,1.000,KWD\nU,C1,2026-01-01,10.00,USD\n",
        );
        let mut events = events(
            "date,type,invoice_id,customer_id,amount,currency\n\
             2026-01-02,payment,Y,,1200,\n2026-01-02,payment,K,,0.125,\n2026-01-03,payment,K,,0.5,\n\
             2026-01-02,payment,U,,2.50,\n2026-01-02,payment,,C2,1,\n2026-01-02,payment,,C1,7,JPY\n2026-01-04,reply,Y,,,\n",
        );
        assert_eq!(events.settle(&invoices), []);
        assert_eq!(amounts(&events, events.invoice("Y")), [Some(1200), None]);
        assert_eq!(amounts(&events, events.invoice("K")), [Some(125), Some(500)]);
        assert_eq!(amounts(&events, events.invoice("U")), [Some(250)]);
        assert_eq!(amounts(&events, events.customer("C2")), [Some(1000)]);
        assert_eq!(amounts(&events, events.customer("C1")), [Some(7)]);
    }

    #[test]
    fn what_does_not_go_with_its_invoice_is_taken_out_and_told() {
        let invoices = invoices("invoice_id,customer_id,due_date,amount,currency\nY,C1,2026-01-01,5000,JPY\nU,C2,2026-01-01,10.00,USD\n");
        let mut events = events(
            "date,type,invoice_id,amount,currency\n2026-01-02,payment,Y,12.50,\n2026-01-03,payment,Y,100,\n2026-01-02,payment,U,5,EUR\n",
        );
        let misfits = events.settle(&invoices);
        let told: Vec<String> = misfits.iter().map(Finding::to_string).collect();
        assert_eq!(
            told,
            [
                "events.csv:2: the amount has 2 decimals, invoice \"Y\" is in JPY, which has 0; leave the surplus decimals out of the file",
                "events.csv:4: the payment is in EUR, invoice \"U\" is in USD; correct the currency or the id",
            ]
        );
        assert_eq!(
            events.of(events.invoice("Y").unwrap()).iter().map(|event| event.kind).collect::<Vec<_>>(),
            [Kind::Payment { amount: Some(100) }]
        );
        assert_eq!(events.of(events.invoice("U").unwrap()), []);
        assert_eq!(events.unread().invoices.iter().collect::<Vec<_>>(), ["U", "Y"]);
    }
}
