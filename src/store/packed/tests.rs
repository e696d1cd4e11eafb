use super::*;
use proptest::prelude::*;

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![any::<i32>(), 0..84_370, Just(i32::MIN), Just(i32::MAX)].prop_map(Day::from_number)
}

fn text() -> impl Strategy<Value = TextId> {
    prop_oneof![1..=u32::MAX, Just(1), Just(u32::MAX)].prop_map(|number| TextId::from_number(number).unwrap())
}

fn amount() -> impl Strategy<Value = Minor> {
    prop_oneof![any::<Minor>(), 0..=Minor::MAX, Just(0), Just(Minor::MAX), Just(Minor::from(u32::MAX))]
}

fn channel() -> impl Strategy<Value = Channel> {
    prop::sample::select(&Channel::ALL[..])
}

fn outcome() -> impl Strategy<Value = CallOutcome> {
    prop_oneof![prop::sample::select(&CallOutcome::ALL[..]), Just(CallOutcome::Other)]
}

fn reference() -> impl Strategy<Value = Reference> {
    let own = (any::<u16>(), text()).prop_map(|(journey, tail)| Reference::Own { journey, tail });
    prop_oneof![own, text().prop_map(Reference::Other)]
}

fn with_amount() -> impl Strategy<Value = Kind> {
    let (maybe, until) = (|| prop::option::of(amount()), day());
    prop_oneof![
        maybe().prop_map(|amount| Kind::Payment { amount }),
        (maybe(), any::<bool>()).prop_map(|(amount, waives_fees)| Kind::Credit { amount, waives_fees }),
        amount().prop_map(|amount| Kind::Reversal { amount }),
        amount().prop_map(|amount| Kind::Fee { amount }),
        maybe().prop_map(|amount| Kind::WriteOff { amount }),
        (until, maybe()).prop_map(|(until, amount)| Kind::Promise { until, amount }),
        (prop::option::of(text()), amount()).prop_map(|(reason, amount)| Kind::Dispute { reason, amount: Some(amount) }),
    ]
}

fn without_amount() -> impl Strategy<Value = Kind> {
    use prop::option::of;
    prop_oneof![
        of(text()).prop_map(|reason| Kind::Dispute { reason, amount: None }),
        of(text()).prop_map(|reason| Kind::DisputeResolved { reason }),
        of(day()).prop_map(|until| Kind::Pause { until }),
        Just(Kind::Resume),
        Just(Kind::Reply),
        (channel(), of(text()), of(reference()), of(outcome())).prop_map(|(channel, stage, reference, outcome)| Kind::Touch {
            channel,
            stage,
            reference,
            outcome
        }),
        text().prop_map(|stage| Kind::Escalate { stage }),
        day().prop_map(|until| Kind::Extend { until }),
        text().prop_map(|address| Kind::Bounce { address }),
        (of(channel()), of(text()), of(day())).prop_map(|(channel, address, until)| Kind::OptOut { channel, address, until }),
        of(reference()).prop_map(|reference| Kind::Note { reference }),
    ]
}

/// Whatever can happen.
pub(in crate::store) fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![with_amount(), without_amount()]
}

fn currencies() -> Vec<Currency> {
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(|one| letters().flat_map(move |two| letters().map(move |three| [one, two, three])));
    codes.filter_map(|code| Currency::from_code(str::from_utf8(&code).unwrap())).collect()
}

/// What rows are read as: the currency is named or, where not, the amount is written with decimals and perhaps a sign.
fn usual_unit() -> impl Strategy<Value = Unit> {
    let named = prop::sample::select(currencies()).prop_map(|currency| Unit { currency: Some(currency), ..Unit::default() });
    let sign = (0..SIGNS as u8).prop_map(|number| NonZeroU8::new(number).map(Sign));
    let written = (0..DECIMALS as u8, sign).prop_map(|(decimals, sign)| Unit { decimals: Some(decimals), currency: None, sign });
    prop_oneof![Just(Unit::default()), named, written]
}

fn unit() -> impl Strategy<Value = Unit> {
    let sign = any::<u8>().prop_map(|number| NonZeroU8::new(number).map(Sign));
    (any::<Option<u8>>(), prop::option::of(prop::sample::select(currencies())), sign).prop_map(|(decimals, currency, sign)| Unit {
        decimals,
        currency,
        sign,
    })
}

fn has_unit(kind: &Kind) -> bool {
    kind.is_money() || matches!(kind, Kind::Promise { .. } | Kind::Dispute { amount: Some(_), .. })
}

/// An event of which most has a size that is usual, so that all that fits is tried, and all that does not.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let days = || prop_oneof![9 => (0..84_371).prop_map(Day::from_number), 1 => day()];
    let kind = kind();
    let one = (days(), kind, prop_oneof![Just(Unit::default()), usual_unit(), unit()]);
    prop::collection::vec(one, 1..40).prop_map(|all| {
        let event = |(sequence, (date, kind, unit)): (u32, (Day, Kind, Unit))| Event {
            date,
            sequence,
            kind,
            unit: if has_unit(&kind) { unit } else { Unit::default() },
        };
        (0..).zip(all).map(event).collect()
    })
}

proptest! {
    #[test]
    fn every_event_comes_back_as_it_was(events in events()) {
        let mut packing = Packing::default();
        let packed: Vec<Packed> = events.iter().map(|event| packing.pack(event)).collect();
        for (event, packed) in events.iter().zip(&packed) {
            prop_assert_eq!(packing.event(*packed), *event);
            prop_assert_eq!(packing.order(*packed), (event.date, !event.kind.is_money(), event.sequence));
            let is_receipt = matches!(event.kind, Kind::Payment { .. } | Kind::Credit { .. });
            prop_assert_eq!(packing.receipt(*packed), is_receipt.then_some(event.date));
        }
    }

    #[test]
    fn what_ledgers_have_is_not_kept_aside(number in 0..84_371, kind in prop_oneof![with_amount(), without_amount()], unit in usual_unit()) {
        let reference = match kind {
            Kind::Touch { reference, .. } | Kind::Note { reference } => reference,
            _ => None,
        };
        let is_far = matches!(reference, Some(Reference::Own { journey, .. }) if journey >= JOURNEYS);
        prop_assume!(!is_far && !matches!(kind, Kind::Promise { amount: Some(_), .. } | Kind::Dispute { amount: Some(_), .. }));
        let mut packing = Packing::default();
        packing.pack(&Event { date: Day::from_number(number), sequence: 0, kind, unit });
        prop_assert!(packing.aside.is_empty());
    }

    #[test]
    fn a_promised_amount_is_not_kept_aside(until in 0..84_371, amount in 0..1_i64 << PROMISED, unit in usual_unit()) {
        let mut packing = Packing::default();
        let kind = Kind::Promise { until: Day::from_number(until), amount: Some(amount) };
        packing.pack(&Event { date: Day::FIRST, sequence: 0, kind, unit });
        prop_assert!(packing.aside.is_empty());
    }

    #[test]
    fn a_disputed_amount_is_not_kept_aside(reason in 0..1_u32 << (64 - DISPUTED), amount in 0..1_i64 << DISPUTED, unit in usual_unit()) {
        let mut packing = Packing::default();
        let kind = Kind::Dispute { reason: TextId::from_number(reason), amount: Some(amount) };
        packing.pack(&Event { date: Day::FIRST, sequence: 0, kind, unit });
        prop_assert!(packing.aside.is_empty());
    }
}

#[test]
fn every_currency_has_its_number() {
    let all = currencies();
    assert!(all.len() > 150);
    for currency in all {
        assert_eq!(Currency::from_number(currency.number()), Some(currency));
        assert!((1..WRITTEN).contains(&u32::from(currency.number())), "{currency}");
    }
}

#[test]
fn an_event_without_money_has_no_unit() {
    let unit = Unit { decimals: Some(7), ..Unit::default() };
    let mut packing = Packing::default();
    let packed = packing.pack(&Event { unit, ..Event::supposed(Day::FIRST, Kind::Reply) });
    assert_eq!(packing.event(packed).unit, Unit::default());
}

#[test]
fn an_event_stays_small() {
    // There are millions of them.
    assert_eq!((size_of::<Packed>(), size_of::<Event>()), (16, 40));
}
