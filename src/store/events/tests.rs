use super::*;
use crate::store::packed::tests::kind;
use proptest::prelude::*;

/// The same events in a plain list: whoever asks for some looks at all of them.
#[derive(Default)]
struct PlainEvents {
    all: Vec<PlainRow>,
}

#[derive(Clone, Debug)]
struct PlainRow {
    of_customer: bool,
    id: String,
    line: u32,
    event: Event,
    in_first: bool,
}

impl PlainEvents {
    /// What happened to an invoice or a customer: by day, the money first, then in file order. Money of zero is no event.
    fn of(&self, id: &str, of_customer: bool) -> Vec<Event> {
        let is_zero = |event: &Event| event.kind.is_money() && event.kind.amount() == Some(0);
        let named = self.all.iter().filter(|row| row.id == id && row.of_customer == of_customer && !is_zero(&row.event));
        let mut events: Vec<Event> = named.map(|row| row.event).collect();
        events.sort_by_key(|event| (event.date, !event.kind.is_money(), event.sequence));
        events
    }
}

/// Ids of every shape: numbers of all lengths, with zeros before them, beyond what a number can be; texts; and what separates parts of
/// our own formats.
fn id() -> impl Strategy<Value = String> {
    let shapes = [
        "INV-1",
        "INV-01",
        "INV-0001",
        "INV-00001",
        "INV-10000",
        "INV-1@2",
        "1",
        "01",
        "0001",
        "10000",
        "0",
        "00",
        "18446744073709551615",
        "18446744073709551616",
        "INV-4294967296",
        "A/B",
        "A;B",
        "A B",
        "é-12",
        "12é",
        "Acme",
        "-7",
        "INV-",
    ];
    prop::sample::select(shapes.to_vec()).prop_map(str::to_owned)
}

fn rows() -> impl Strategy<Value = Vec<(bool, String, u32, i32, Kind)>> {
    prop::collection::vec((any::<bool>(), id(), 1..4_u32, 100..103_i32, kind()), 0..60)
}

/// A dispute or promise of 0 is one of the whole.
fn whole(kind: Kind) -> Kind {
    match kind {
        Kind::Dispute { reason, amount: Some(0) } => Kind::Dispute { reason, amount: None },
        Kind::Promise { until, amount: Some(0) } => Kind::Promise { until, amount: None },
        kind => kind,
    }
}

proptest! {
    #[test]
    fn grouped_and_packed_events_are_those_of_a_plain_list(rows in rows(), cut in any::<prop::sample::Index>()) {
        let (mut builder, mut plain) = (EventsBuilder::default(), PlainEvents::default());
        let cut = cut.index(rows.len() + 1);
        builder.begin_source("first.csv");
        let mut line = 1;
        for (place, (of_customer, id, step, day, kind)) in rows.iter().enumerate() {
            if place == cut {
                builder.begin_source("second.csv");
                line = 1;
            }
            line += step;
            let date = Day::from_number(*day);
            let add = if *of_customer { EventsBuilder::add_to_customer } else { EventsBuilder::add_to_invoice };
            let sequence = add(&mut builder, id, date, line, *kind);
            let event = Event { sequence, ..Event::supposed(date, whole(*kind)) };
            plain.all.push(PlainRow { of_customer: *of_customer, id: id.clone(), line, event, in_first: place < cut });
        }
        let events = builder.finish();
        for PlainRow { of_customer, id, line, event, in_first } in &plain.all {
            let subject = if *of_customer { events.customer(id) } else { events.invoice(id) };
            let Some(subject) = subject else {
                prop_assert_eq!(plain.of(id, *of_customer), vec![]);
                continue;
            };
            prop_assert_eq!((&events.id(subject), events.is_customer(subject)), (id, *of_customer));
            prop_assert_eq!(events.of(subject).collect::<Vec<_>>(), plain.of(id, *of_customer));
            let file = if *in_first { "first.csv" } else { "second.csv" };
            prop_assert_eq!(events.place(event), Place::line(file, *line));
        }
        let all: usize = events.every_subject().map(|subject| events.of(subject).len()).sum();
        prop_assert_eq!((all, events.len()), (events.len(), plain.all.iter().filter(|row| !row.event.kind.is_money() || row.event.kind.amount() != Some(0)).count()));
    }
}
