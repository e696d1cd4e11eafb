//! Where an invoice and its events come together, and the amounts of the events become amounts in its currency.

use super::event::{Event, Kind, Unit};
use super::events::{Events, Subject};
use super::invoice::Invoice;
use crate::finding::{Code, Finding, quoted};
use crate::money::Currency;

/// The events of an invoice or customer, with exact amounts in minor units of its currency.
#[derive(Debug, Default)]
pub struct Joined<'e> {
    /// Those that go with it, in the order in which they count.
    pub events: &'e [Event],
    /// Why the others do not: an error for each, which the report of the file takes.
    pub misfits: Vec<Finding>,
}

/// So many new due dates, at most, can an invoice be given: its journeys are counted in 16 bits.
const MOST_EXTENSIONS: usize = u16::MAX as usize - 1;

/// What to do about money in another currency than that of what it is for.
const CORRECT: &str = "correct the currency or the id";

impl Events {
    /// The events that name an invoice, as [`Events::joined`]; none where no event does.
    pub fn own<'s>(&self, invoice: &Invoice<'_>, scratch: &'s mut Vec<Event>) -> Joined<'s> {
        self.invoice(invoice.id()).map(|own| self.joined(own, invoice.terms.currency, scratch)).unwrap_or_default()
    }

    /// The events that name an invoice's customer and no invoice.
    pub fn of_customer<'s>(&self, invoice: &Invoice<'_>, scratch: &'s mut Vec<Event>) -> &'s [Event] {
        self.list(self.customer(invoice.customer()), scratch)
    }

    /// The events of an invoice in this currency. Where amounts already are what they should be, as they are when the currency has
    /// two decimals and no event names a currency, nobody looks at them.
    pub fn joined<'s>(&self, subject: Subject, currency: Currency, scratch: &'s mut Vec<Event>) -> Joined<'s> {
        if currency.decimals() == 2 && self.is_plain() && self.of(subject).len() <= MOST_EXTENSIONS {
            return Joined { events: self.list(Some(subject), scratch), misfits: Vec::new() };
        }
        let (mut misfits, mut extensions) = (Vec::new(), 0);
        scratch.clear();
        for event in self.of(subject) {
            let extends = matches!(event.kind, Kind::Extend { .. });
            extensions += usize::from(extends);
            if extends && extensions > MOST_EXTENSIONS {
                let message = format!("{} has too many new due dates: at most {MOST_EXTENSIONS} count", quoted(&self.id(subject)));
                misfits.push(Finding::new(Code::InvalidValue, message).hint("delete those that no longer apply").at(self.place(&event)));
                continue;
            }
            match self.settled(subject, &event, currency) {
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
        let owner = || format!("{} {}", if self.is_customer(subject) { "customer" } else { "invoice" }, quoted(&self.id(subject)));
        let misfit = |code, message: String| Finding::new(code, message).at(self.place(event));
        if let Some(named) = named.filter(|named| *named != currency) {
            let message = format!("the {} is in {named}, but {} is in {currency}", event.kind.name(), owner());
            return Err(misfit(Code::ConflictingCells, message).hint(CORRECT));
        }
        if let Some(sign) = self.sign(event).filter(|sign| !currency.may_be_written(sign)) {
            let message = format!("the amount is written with {}, but {} is in {currency}", quoted(sign), owner());
            return Err(misfit(Code::ConflictingCells, message).hint(CORRECT));
        }
        let (Some(amount), Some(written)) = (event.kind.amount(), decimals.map(u32::from)) else {
            return Ok(*event);
        };
        let wanted = currency.decimals();
        if written > wanted {
            let has = if written == 1 { "1 decimal".to_owned() } else { format!("{written} decimals") };
            let message = format!("the amount has {has}, but {} is in {currency}, which has {wanted}", owner());
            return Err(misfit(Code::BadAmount, message).hint("remove the extra decimals from the file"));
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
    use super::*;
    use crate::calendar::Day;
    use crate::store::EventsBuilder;

    #[test]
    fn journeys_beyond_those_that_can_be_counted_are_errors_and_not_told_as_the_last() {
        let eur = Currency::from_code("EUR").unwrap();
        let joined = |extensions: usize| {
            let mut builder = EventsBuilder::default();
            builder.begin_source("events.csv");
            for line in 0..extensions as u32 {
                builder.add_to_invoice("A", Day::FIRST, line + 2, Kind::Extend { until: Day::LAST });
            }
            builder.add_to_invoice("A", Day::FIRST, 1, Kind::Reply);
            let (events, mut scratch) = (builder.finish(), Vec::new());
            let subject = events.invoice("A").unwrap();
            let joined = events.joined(subject, eur, &mut scratch);
            (joined.events.len(), joined.misfits.iter().map(|misfit| misfit.place.as_ref().unwrap().line).collect::<Vec<_>>())
        };
        assert_eq!(joined(65_534), (65_535, vec![]));
        assert_eq!(joined(65_536), (65_535, vec![65_536, 65_537]));
    }
}
