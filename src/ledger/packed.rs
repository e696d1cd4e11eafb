//! An event as it lies in memory: in 24 bytes instead of 40, because there are millions of them.

#[cfg(test)]
mod tests;

use super::event::{Event, Kind, Reference, Sign, Unit};
use super::texts::TextId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::{Currency, Minor};
use std::num::NonZeroU8;

/// The words of an event: its day, its place in file order, what happened and in what its amount is (the tag), and three more for
/// the amount or the numbers of two texts, and a day. A list of zeros takes no memory before it is filled, which a list of anything
/// else would.
pub(super) type Words = [u32; 6];

/// An event, packed. Nothing of it is lost but the unit of an amount that it cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packed(pub Words);

const DATE: usize = 0;
const SEQUENCE: usize = 1;
const TAG: usize = 2;

/// The lowest bits of the tag: what happened, and whether there is an amount.
const CODE: u32 = 0x1f;
const PAID_ALL: u32 = 0;
const CREDITED_ALL: u32 = 1;
const WROTE_OFF_ALL: u32 = 2;
const PAYMENT: u32 = 3;
const CREDIT: u32 = 4;
const WRITE_OFF: u32 = 5;
const REVERSAL: u32 = 6;
const FEE: u32 = 7;
/// Up to here money moves.
const LAST_MONEY: u32 = FEE;
const PROMISED_ALL: u32 = 8;
const PROMISE: u32 = 9;
/// Up to here the tag's other bits are those of a unit.
const LAST_WITH_UNIT: u32 = PROMISE;
const DISPUTE: u32 = 10;
const DISPUTE_RESOLVED: u32 = 11;
const PAUSE: u32 = 12;
const RESUME: u32 = 13;
const REPLY: u32 = 14;
const TOUCH: u32 = 15;
const ESCALATE: u32 = 16;
const EXTEND: u32 = 17;
const BOUNCE: u32 = 18;
const OPT_OUT: u32 = 19;
const NOTE: u32 = 20;

/// Where the parts of a unit begin in the tag: the decimals and one, the number of the currency, that of the sign; nothing is 0.
const DECIMALS: u32 = 5;
const CURRENCY: u32 = 14;
const SIGN: u32 = 24;

/// Where in the tag of other events the channel begins (its place and one), the form of a reference, and the journey that it names.
const CHANNEL: u32 = 5;
const FORM: u32 = 8;
const OWN: u32 = 1;
const OTHER: u32 = 2;
const JOURNEY: u32 = 16;

impl Packed {
    /// An event in few bytes.
    pub fn new(event: &Event) -> Packed {
        let (tag, [one, two, three]) = match event.kind {
            Kind::Payment { amount } => with_amount(amount, PAYMENT, PAID_ALL),
            Kind::Credit { amount } => with_amount(amount, CREDIT, CREDITED_ALL),
            Kind::WriteOff { amount } => with_amount(amount, WRITE_OFF, WROTE_OFF_ALL),
            Kind::Reversal { amount } => with_amount(Some(amount), REVERSAL, REVERSAL),
            Kind::Fee { amount } => with_amount(Some(amount), FEE, FEE),
            Kind::Promise { until, amount } => {
                let (code, [low, high, _]) = with_amount(amount, PROMISE, PROMISED_ALL);
                (code, [low, high, day(Some(until))])
            }
            Kind::Dispute { reason } => (DISPUTE, [text(reason), 0, 0]),
            Kind::DisputeResolved { reason } => (DISPUTE_RESOLVED, [text(reason), 0, 0]),
            Kind::Pause { until } => (PAUSE, [0, 0, day(until)]),
            Kind::Resume => (RESUME, [0; 3]),
            Kind::Reply => (REPLY, [0; 3]),
            Kind::Touch { channel: how, stage, reference: of } => {
                let (form, of) = reference(of);
                (TOUCH | channel(Some(how)) | form, [text(stage), of, 0])
            }
            Kind::Escalate { stage } => (ESCALATE, [text(Some(stage)), 0, 0]),
            Kind::Extend { until } => (EXTEND, [0, 0, day(Some(until))]),
            Kind::Bounce { address } => (BOUNCE, [text(Some(address)), 0, 0]),
            Kind::OptOut { channel: how, address, until } => (OPT_OUT | channel(how), [text(address), 0, day(until)]),
            Kind::Note { reference: of } => {
                let (form, of) = reference(of);
                (NOTE | form, [0, of, 0])
            }
        };
        Packed([day(Some(event.date)), event.sequence, tag, one, two, three]).in_unit(event.unit)
    }

    /// The event.
    #[inline]
    pub fn event(self) -> Event {
        Event { date: self.date(), sequence: self.0[SEQUENCE], kind: self.kind(), unit: self.unit() }
    }

    /// The day on which it happened.
    #[inline]
    pub fn date(self) -> Day {
        day_of(self.0[DATE]).unwrap_or(Day::FIRST)
    }

    /// Of the events of one invoice or customer, those come first for which this is less.
    pub fn order(self) -> (u32, bool, u32) {
        (self.0[DATE], self.code() > LAST_MONEY, self.0[SEQUENCE])
    }

    /// Is it a payment or a credit?
    pub fn is_receipt(self) -> bool {
        matches!(self.code(), PAID_ALL | PAYMENT | CREDITED_ALL | CREDIT)
    }

    fn code(self) -> u32 {
        self.0[TAG] & CODE
    }

    #[inline]
    fn kind(self) -> Kind {
        let [.., tag, one, two, three] = self.0;
        let amount = || (u64::from(two) << 32 | u64::from(one)) as Minor;
        // Zero stands for nothing. Where there must be something, there is.
        let (some_text, some_day) = (|| text_of(one).unwrap_or(TextId::FIRST), || day_of(three).unwrap_or(Day::FIRST));
        match self.code() {
            PAID_ALL => Kind::Payment { amount: None },
            CREDITED_ALL => Kind::Credit { amount: None },
            WROTE_OFF_ALL => Kind::WriteOff { amount: None },
            PAYMENT => Kind::Payment { amount: Some(amount()) },
            CREDIT => Kind::Credit { amount: Some(amount()) },
            WRITE_OFF => Kind::WriteOff { amount: Some(amount()) },
            REVERSAL => Kind::Reversal { amount: amount() },
            FEE => Kind::Fee { amount: amount() },
            PROMISED_ALL => Kind::Promise { until: some_day(), amount: None },
            PROMISE => Kind::Promise { until: some_day(), amount: Some(amount()) },
            DISPUTE => Kind::Dispute { reason: text_of(one) },
            DISPUTE_RESOLVED => Kind::DisputeResolved { reason: text_of(one) },
            PAUSE => Kind::Pause { until: day_of(three) },
            RESUME => Kind::Resume,
            REPLY => Kind::Reply,
            TOUCH => {
                let channel = channel_of(tag).unwrap_or(Channel::Email);
                Kind::Touch { channel, stage: text_of(one), reference: reference_of(tag, two) }
            }
            ESCALATE => Kind::Escalate { stage: some_text() },
            EXTEND => Kind::Extend { until: some_day() },
            BOUNCE => Kind::Bounce { address: some_text() },
            OPT_OUT => Kind::OptOut { channel: channel_of(tag), address: text_of(one), until: day_of(three) },
            _ => Kind::Note { reference: reference_of(tag, two) },
        }
    }

    /// In what its amount is.
    #[inline]
    pub fn unit(self) -> Unit {
        let parts = self.0[TAG] >> DECIMALS;
        if parts == 0 || self.code() > LAST_WITH_UNIT {
            return Unit::default();
        }
        let part = |from: u32, bits: u32| self.0[TAG] >> from & ((1 << bits) - 1);
        Unit {
            decimals: part(DECIMALS, 9).checked_sub(1).map(|decimals| decimals as u8),
            currency: Some(part(CURRENCY, 10)).filter(|number| *number > 0).and_then(|number| Currency::from_number(number as u16)),
            sign: NonZeroU8::new(part(SIGN, 8) as u8).map(Sign),
        }
    }

    /// The same with its amount in another unit. That of an event without money says nothing, and is not kept.
    #[must_use]
    pub fn in_unit(mut self, unit: Unit) -> Packed {
        let code = self.code();
        if code <= LAST_WITH_UNIT {
            let decimals = unit.decimals.map_or(0, |decimals| u32::from(decimals) + 1);
            let currency = unit.currency.map_or(0, |currency| u32::from(currency.number()));
            let sign = unit.sign.map_or(0, |Sign(number)| u32::from(number.get()));
            self.0[TAG] = code | decimals << DECIMALS | currency << CURRENCY | sign << SIGN;
        }
        self
    }
}

fn with_amount(amount: Option<Minor>, code: u32, without: u32) -> (u32, [u32; 3]) {
    amount.map_or((without, [0; 3]), |amount| (code, [amount as u32, (amount >> 32) as u32, 0]))
}

fn text(id: Option<TextId>) -> u32 {
    id.map_or(0, TextId::number)
}

fn text_of(word: u32) -> Option<TextId> {
    TextId::from_number(word)
}

/// Days are numbered from far before the first, so that none is 0 and later ones are larger.
const LOWEST: u32 = 1 << 31;

fn day(day: Option<Day>) -> u32 {
    day.map_or(0, |day| day.number() as u32 ^ LOWEST)
}

fn day_of(word: u32) -> Option<Day> {
    (word != 0).then(|| Day::from_number((word ^ LOWEST) as i32))
}

fn channel(channel: Option<Channel>) -> u32 {
    channel.map_or(0, |channel| channel as u32 + 1) << CHANNEL
}

fn channel_of(tag: u32) -> Option<Channel> {
    let place = (tag >> CHANNEL & 7).checked_sub(1)?;
    Channel::ALL.get(place as usize).copied()
}

fn reference(reference: Option<Reference>) -> (u32, u32) {
    match reference {
        None => (0, 0),
        Some(Reference::Own { journey, tail }) => (OWN << FORM | u32::from(journey) << JOURNEY, tail.number()),
        Some(Reference::Other(text)) => (OTHER << FORM, text.number()),
    }
}

fn reference_of(tag: u32, word: u32) -> Option<Reference> {
    let text = text_of(word)?;
    Some(if tag >> FORM & 3 == OWN { Reference::Own { journey: (tag >> JOURNEY) as u16, tail: text } } else { Reference::Other(text) })
}
