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

fn reference() -> impl Strategy<Value = Reference> {
    let own = (any::<u16>(), text()).prop_map(|(journey, tail)| Reference::Own { journey, tail });
    prop_oneof![own, text().prop_map(Reference::Other)]
}

fn with_amount() -> impl Strategy<Value = Kind> {
    let (maybe, until) = (|| prop::option::of(amount()), day());
    prop_oneof![
        maybe().prop_map(|amount| Kind::Payment { amount }),
        maybe().prop_map(|amount| Kind::Credit { amount }),
        amount().prop_map(|amount| Kind::Reversal { amount }),
        amount().prop_map(|amount| Kind::Fee { amount }),
        maybe().prop_map(|amount| Kind::WriteOff { amount }),
        (until, maybe()).prop_map(|(until, amount)| Kind::Promise { until, amount }),
    ]
}

fn without_amount() -> impl Strategy<Value = Kind> {
    use prop::option::of;
    prop_oneof![
        of(text()).prop_map(|reason| Kind::Dispute { reason }),
        of(text()).prop_map(|reason| Kind::DisputeResolved { reason }),
        of(day()).prop_map(|until| Kind::Pause { until }),
        Just(Kind::Resume),
        Just(Kind::Reply),
        (channel(), of(text()), of(reference())).prop_map(|(channel, stage, reference)| Kind::Touch { channel, stage, reference }),
        text().prop_map(|stage| Kind::Escalate { stage }),
        day().prop_map(|until| Kind::Extend { until }),
        text().prop_map(|address| Kind::Bounce { address }),
        (of(channel()), of(text()), of(day())).prop_map(|(channel, address, until)| Kind::OptOut { channel, address, until }),
        of(reference()).prop_map(|reference| Kind::Note { reference }),
    ]
}

/// All of them.
fn currencies() -> Vec<Currency> {
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(|one| letters().flat_map(move |two| letters().map(move |three| [one, two, three])));
    codes.filter_map(|code| Currency::from_code(str::from_utf8(&code).unwrap())).collect()
}

fn unit() -> impl Strategy<Value = Unit> {
    let sign = any::<u8>().prop_map(|number| NonZeroU8::new(number).map(Sign));
    (any::<Option<u8>>(), prop::option::of(prop::sample::select(currencies())), sign).prop_map(|(decimals, currency, sign)| Unit {
        decimals,
        currency,
        sign,
    })
}

proptest! {
    #[test]
    fn an_event_with_an_amount_comes_back_as_it_was(date in day(), sequence in any::<u32>(), kind in with_amount(), unit in unit()) {
        let event = Event { date, sequence, kind, unit };
        let packed = Packed::new(&event);
        prop_assert_eq!(packed.event(), event);
        prop_assert_eq!((packed.date(), packed.unit()), (date, unit));
        prop_assert_eq!(packed.is_receipt(), matches!(kind, Kind::Payment { .. } | Kind::Credit { .. }));
        let bare = packed.in_unit(Unit::default());
        prop_assert_eq!(bare.event(), Event { unit: Unit::default(), ..event });
        prop_assert_eq!(bare.in_unit(unit), packed);
    }

    #[test]
    fn an_event_without_one_comes_back_as_it_was(date in day(), sequence in any::<u32>(), kind in without_amount(), unit in unit()) {
        let event = Event { date, sequence, kind, unit: Unit::default() };
        let packed = Packed::new(&event);
        prop_assert_eq!(packed.event(), event);
        prop_assert_eq!(packed.in_unit(unit), packed, "an amount that is not there is in no unit");
        prop_assert!(!packed.is_receipt());
    }

    #[test]
    fn packed_events_stand_in_the_order_in_which_they_count(
        one in (day(), any::<u32>(), prop_oneof![with_amount(), without_amount()]),
        other in (day(), any::<u32>(), prop_oneof![with_amount(), without_amount()]),
    ) {
        let order = |(date, sequence, kind): (Day, u32, Kind)| Packed::new(&Event { date, sequence, kind, unit: Unit::default() }).order();
        let wanted = |(date, sequence, kind): (Day, u32, Kind)| (date, !kind.is_money(), sequence);
        prop_assert_eq!(order(one).cmp(&order(other)), wanted(one).cmp(&wanted(other)));
    }
}

#[test]
fn every_currency_has_its_number() {
    let all = currencies();
    assert!(all.len() > 150);
    for currency in all {
        assert_eq!(Currency::from_number(currency.number()), Some(currency));
        assert!((1..1 << (SIGN - CURRENCY)).contains(&currency.number()), "{currency}");
    }
}

#[test]
fn an_event_stays_small() {
    // There are millions of them.
    assert_eq!((size_of::<Packed>(), size_of::<Event>()), (24, 40));
}
