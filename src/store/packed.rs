//! Events as they lie in memory: in 16 bytes each instead of 40, because there are millions of them.

#[cfg(test)]
pub(super) mod tests;

use super::call_outcome::CallOutcome;
use super::event::{Event, Kind, Reference, Sign, Unit};
use super::texts::TextId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::{Currency, Minor};
use std::collections::HashMap;
use std::num::NonZeroU8;

/// An event: its place in file order; its day, what is small, and what happened; and twice as much for an amount, texts or another day.
pub(super) type Packed = [u32; 4];

/// Packs events and unpacks them again. Only a unit may be lost, of an event without money, where it says nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Packing {
    /// The few in which something is so large that it does not fit, by their place in file order.
    aside: HashMap<u32, Event>,
}

/// What stands for what happened, in the lowest bits of the second word; with or without an amount.
const CODE: u32 = 0x1f;
const PAID_ALL: u32 = 0;
const CREDITED_ALL: u32 = 1;
const WAIVED_ALL: u32 = 2;
const WROTE_OFF_ALL: u32 = 3;
const PAYMENT: u32 = 4;
const CREDIT: u32 = 5;
const WAIVER: u32 = 6;
const WRITE_OFF: u32 = 7;
const REVERSAL: u32 = 8;
const FEE: u32 = 9;
/// Up to here money moves.
const LAST_MONEY: u32 = FEE;
const PROMISED_ALL: u32 = 10;
const PROMISE: u32 = 11;
const DISPUTE_IN_PART: u32 = 12;
/// Up to here an event has a unit.
const LAST_WITH_UNIT: u32 = DISPUTE_IN_PART;
const DISPUTE: u32 = 13;
const DISPUTE_RESOLVED: u32 = 14;
const PAUSE: u32 = 15;
const RESUME: u32 = 16;
const REPLY: u32 = 17;
const TOUCH: u32 = 18;
const ESCALATE: u32 = 19;
const EXTEND: u32 = 20;
const BOUNCE: u32 = 21;
const OPT_OUT: u32 = 22;
const NOTE: u32 = 23;
/// A touch with the first outcome; those with the others follow.
const WITH_OUTCOME: u32 = 24;
const LAST_WITH_OUTCOME: u32 = WITH_OUTCOME + CallOutcome::ALL.len() as u32;
/// The event is kept aside.
const ASIDE: u32 = CODE;

/// Above it what is small: the unit, or a channel, the form of a reference and the journey that it names. Above that the day.
const SMALL: u32 = 5;
const SMALLS: u32 = (1 << (DATE - SMALL)) - 1;
const DATE: u32 = 15;
/// The days from the first on that fit, which are more than a ledger may name.
const DAYS: u32 = 1 << (32 - DATE);

/// In the unit, up to here the number of the currency that an event names, then decimals and the number of a sign.
const WRITTEN: u32 = 1000;
const DECIMALS: u32 = 5;
const SIGNS: u32 = 4;

/// In what else is small: the channel (its place and one), then these.
const FORM: u32 = 3;
const OWN: u32 = 1;
const OTHER: u32 = 2;
const JOURNEY: u32 = 5;
const JOURNEYS: u16 = 32;

/// The bits of a promised amount, above which is the day until when.
const PROMISED: u32 = 47;

/// The bits of a disputed amount, above which is the reason.
const DISPUTED: u32 = 42;

impl Packing {
    /// The event in few bytes.
    pub fn pack(&mut self, event: &Event) -> Packed {
        packed(event).unwrap_or_else(|| {
            self.aside.insert(event.sequence, *event);
            [event.sequence, ASIDE, 0, 0]
        })
    }

    /// Takes over what another has packed.
    pub fn extend(&mut self, other: Packing) {
        self.aside.extend(other.aside);
    }

    /// The event as it was.
    #[inline]
    pub fn event(&self, packed: Packed) -> Event {
        let sequence = packed[0];
        if code(packed) == ASIDE {
            return self.aside.get(&sequence).copied().unwrap_or(Event::supposed(Day::FIRST, Kind::Resume));
        }
        Event { date: date(packed), sequence, kind: kind(packed), unit: unit(packed) }
    }

    /// Of the events of one invoice or customer, those come first for which this is less.
    pub fn order(&self, packed: Packed) -> (Day, bool, u32) {
        if code(packed) == ASIDE {
            let event = self.event(packed);
            return (event.date, !event.kind.is_money(), event.sequence);
        }
        (date(packed), code(packed) > LAST_MONEY, packed[0])
    }

    /// The day of a payment or credit.
    pub fn receipt(&self, packed: Packed) -> Option<Day> {
        match code(packed) {
            PAID_ALL | PAYMENT | CREDITED_ALL | CREDIT | WAIVED_ALL | WAIVER => Some(date(packed)),
            ASIDE => {
                let event = self.event(packed);
                matches!(event.kind, Kind::Payment { .. } | Kind::Credit { .. }).then_some(event.date)
            }
            _ => None,
        }
    }
}

fn packed(event: &Event) -> Option<Packed> {
    let days = u32::try_from(event.date.number()).ok().filter(|days| *days < DAYS)?;
    let (code, mut small, [one, two]) = match event.kind {
        Kind::Payment { amount } => with_amount(amount, PAYMENT, PAID_ALL),
        Kind::Credit { amount, waives_fees: false } => with_amount(amount, CREDIT, CREDITED_ALL),
        Kind::Credit { amount, waives_fees: true } => with_amount(amount, WAIVER, WAIVED_ALL),
        Kind::WriteOff { amount } => with_amount(amount, WRITE_OFF, WROTE_OFF_ALL),
        Kind::Reversal { amount } => with_amount(Some(amount), REVERSAL, REVERSAL),
        Kind::Fee { amount } => with_amount(Some(amount), FEE, FEE),
        Kind::Promise { until, amount: None } => (PROMISED_ALL, 0, [0, day(Some(until))]),
        Kind::Promise { until, amount: Some(amount) } => {
            let until = u32::try_from(until.number()).ok().filter(|days| *days < DAYS)?;
            let amount = u64::try_from(amount).ok().filter(|amount| *amount < 1 << PROMISED)?;
            (PROMISE, 0, halves(u64::from(until) << PROMISED | amount))
        }
        Kind::Dispute { reason, amount: None } => (DISPUTE, 0, [text(reason), 0]),
        Kind::Dispute { reason, amount: Some(amount) } => {
            let reason = u64::from(text(reason));
            let amount = u64::try_from(amount).ok().filter(|amount| *amount < 1 << DISPUTED && reason < 1 << (64 - DISPUTED))?;
            (DISPUTE_IN_PART, 0, halves(reason << DISPUTED | amount))
        }
        Kind::DisputeResolved { reason } => (DISPUTE_RESOLVED, 0, [text(reason), 0]),
        Kind::Pause { until } => (PAUSE, 0, [0, day(until)]),
        Kind::Resume => (RESUME, 0, [0, 0]),
        Kind::Reply => (REPLY, 0, [0, 0]),
        Kind::Touch { channel: how, stage, reference: of, outcome } => {
            let (form, of) = reference(of)?;
            let code = outcome.map_or(TOUCH, |outcome| WITH_OUTCOME + outcome as u32);
            (code, channel(Some(how)) | form, [text(stage), of])
        }
        Kind::Escalate { stage } => (ESCALATE, 0, [text(Some(stage)), 0]),
        Kind::Extend { until } => (EXTEND, 0, [0, day(Some(until))]),
        Kind::Bounce { address } => (BOUNCE, 0, [text(Some(address)), 0]),
        Kind::OptOut { channel: how, address, until } => (OPT_OUT, channel(how), [text(address), day(until)]),
        Kind::Note { reference: of } => {
            let (form, of) = reference(of)?;
            (NOTE, form, [0, of])
        }
    };
    if code <= LAST_WITH_UNIT {
        small = small_unit(event.unit)?;
    }
    Some([event.sequence, days << DATE | small << SMALL | code, one, two])
}

fn code(packed: Packed) -> u32 {
    packed[1] & CODE
}

fn small(packed: Packed) -> u32 {
    packed[1] >> SMALL & SMALLS
}

fn date(packed: Packed) -> Day {
    Day::from_number((packed[1] >> DATE) as i32)
}

#[inline]
fn kind(packed: Packed) -> Kind {
    let [_, _, one, two] = packed;
    let both = u64::from(two) << 32 | u64::from(one);
    let amount = both as Minor;
    // Zero stands for nothing. Where there must be something, there is.
    let (some_text, some_day) = (|| text_of(one).unwrap_or(TextId::FIRST), || day_of(two).unwrap_or(Day::FIRST));
    match code(packed) {
        PAID_ALL => Kind::Payment { amount: None },
        CREDITED_ALL => Kind::Credit { amount: None, waives_fees: false },
        WAIVED_ALL => Kind::Credit { amount: None, waives_fees: true },
        WROTE_OFF_ALL => Kind::WriteOff { amount: None },
        PAYMENT => Kind::Payment { amount: Some(amount) },
        CREDIT => Kind::Credit { amount: Some(amount), waives_fees: false },
        WAIVER => Kind::Credit { amount: Some(amount), waives_fees: true },
        WRITE_OFF => Kind::WriteOff { amount: Some(amount) },
        REVERSAL => Kind::Reversal { amount },
        FEE => Kind::Fee { amount },
        PROMISED_ALL => Kind::Promise { until: some_day(), amount: None },
        PROMISE => {
            let amount = (both & ((1 << PROMISED) - 1)) as Minor;
            Kind::Promise { until: Day::from_number((both >> PROMISED) as i32), amount: Some(amount) }
        }
        DISPUTE_IN_PART => {
            let amount = (both & ((1 << DISPUTED) - 1)) as Minor;
            Kind::Dispute { reason: text_of((both >> DISPUTED) as u32), amount: Some(amount) }
        }
        DISPUTE => Kind::Dispute { reason: text_of(one), amount: None },
        DISPUTE_RESOLVED => Kind::DisputeResolved { reason: text_of(one) },
        PAUSE => Kind::Pause { until: day_of(two) },
        RESUME => Kind::Resume,
        REPLY => Kind::Reply,
        code @ (TOUCH | WITH_OUTCOME..=LAST_WITH_OUTCOME) => {
            let channel = channel_of(packed).unwrap_or(Channel::Email);
            Kind::Touch { channel, stage: text_of(one), reference: reference_of(packed), outcome: outcome_of(code) }
        }
        ESCALATE => Kind::Escalate { stage: some_text() },
        EXTEND => Kind::Extend { until: some_day() },
        BOUNCE => Kind::Bounce { address: some_text() },
        OPT_OUT => Kind::OptOut { channel: channel_of(packed), address: text_of(one), until: day_of(two) },
        _ => Kind::Note { reference: reference_of(packed) },
    }
}

#[inline]
fn unit(packed: Packed) -> Unit {
    match small(packed) {
        _ if code(packed) > LAST_WITH_UNIT => Unit::default(),
        0 => Unit::default(),
        number if number < WRITTEN => Unit { currency: Currency::from_number(number as u16), ..Unit::default() },
        number => {
            let (sign, decimals) = ((number - WRITTEN) / DECIMALS, (number - WRITTEN) % DECIMALS);
            Unit { decimals: Some(decimals as u8), sign: NonZeroU8::new(sign as u8).map(Sign), currency: None }
        }
    }
}

/// A unit as it nearly always is: a currency that the event names or, where it names none, the decimals that are written and one of
/// few signs.
fn small_unit(Unit { decimals, currency, sign }: Unit) -> Option<u32> {
    let sign = sign.map_or(0, |Sign(number)| u32::from(number.get()));
    match (decimals.map(u32::from), currency) {
        (None, None) if sign == 0 => Some(0),
        (None, Some(currency)) if sign == 0 => Some(u32::from(currency.number())),
        (Some(decimals), None) if decimals < DECIMALS && sign < SIGNS => Some(WRITTEN + sign * DECIMALS + decimals),
        _ => None,
    }
}

fn with_amount(amount: Option<Minor>, code: u32, without: u32) -> (u32, u32, [u32; 2]) {
    amount.map_or((without, 0, [0, 0]), |amount| (code, 0, halves(amount as u64)))
}

fn halves(both: u64) -> [u32; 2] {
    [both as u32, (both >> 32) as u32]
}

fn text(id: Option<TextId>) -> u32 {
    id.map_or(0, TextId::number)
}

fn text_of(word: u32) -> Option<TextId> {
    TextId::from_number(word)
}

/// A day in a word of its own may be any: it is counted from so far before the first that none is 0.
const LOWEST: u32 = 1 << 31;

fn day(day: Option<Day>) -> u32 {
    day.map_or(0, |day| day.number() as u32 ^ LOWEST)
}

fn day_of(word: u32) -> Option<Day> {
    (word != 0).then(|| Day::from_number((word ^ LOWEST) as i32))
}

fn channel(channel: Option<Channel>) -> u32 {
    channel.map_or(0, |channel| channel as u32 + 1)
}

fn channel_of(packed: Packed) -> Option<Channel> {
    let place = (small(packed) & ((1 << FORM) - 1)).checked_sub(1)?;
    Channel::ALL.get(place as usize).copied()
}

fn outcome_of(code: u32) -> Option<CallOutcome> {
    let place = code.checked_sub(WITH_OUTCOME)?;
    Some(CallOutcome::ALL.get(place as usize).copied().unwrap_or(CallOutcome::Other))
}

fn reference(reference: Option<Reference>) -> Option<(u32, u32)> {
    match reference {
        None => Some((0, 0)),
        Some(Reference::Own { journey, tail }) => {
            (journey < JOURNEYS).then(|| (OWN << FORM | u32::from(journey) << JOURNEY, tail.number()))
        }
        Some(Reference::Other(text)) => Some((OTHER << FORM, text.number())),
    }
}

fn reference_of(packed: Packed) -> Option<Reference> {
    let (small, text) = (small(packed), text_of(packed[3])?);
    let is_own = small >> FORM & (OWN | OTHER) == OWN;
    Some(if is_own { Reference::Own { journey: (small >> JOURNEY) as u16, tail: text } } else { Reference::Other(text) })
}
