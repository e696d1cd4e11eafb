use super::*;
use crate::calendar::Day;
use crate::store::Sequential;

/// A row: its id, and what it is. An undo takes back the id that it names.
#[derive(Clone, Copy)]
enum SeenSpec<'t> {
    Payment(&'t str, &'t str),
    Undo(&'t str, &'t str),
}

fn again(rows: &[SeenSpec<'_>]) -> SeenAgain {
    let mut seen = Seen::default();
    // The order in which rows go by makes no difference.
    for (row, sequence) in rows.iter().rev().zip((1..=rows.len() as u32).rev()) {
        let (kind, id, invoice, reference) = match *row {
            SeenSpec::Payment(id, invoice) => (EventType::Payment, id, invoice, ""),
            SeenSpec::Undo(id, reference) => (EventType::Undo, id, "", reference),
        };
        let (amount, currency, until, channel) = (None, None, None, None);
        let (customer, reason, stage, address, by, note) = ("", "", "", "", "", "");
        let date = Day::FIRST;
        let cells = EventCells {
            date,
            kind,
            invoice,
            customer,
            amount,
            currency,
            until,
            channel,
            outcome: None,
            reason,
            stage,
            address,
            by,
            note,
            id,
            reference,
        };
        seen.add(&cells, 0, [invoice.as_bytes(), reference.as_bytes()].into_iter(), sequence);
    }
    seen.again(&Sequential)
}

#[test]
fn a_row_counts_once_if_its_id_and_all_that_it_is_are_the_same() {
    use SeenSpec::Payment;
    let seen = again(&[
        Payment("E-1", "A"),
        Payment("E-2", "A"),
        Payment("E-1", "A"),
        Payment("E-1", "B"),
        Payment("E-1", "B"),
        Payment("E-1", "A"),
    ]);
    assert_eq!((seen.repeated, seen.shared), (vec![(3, 1), (5, 4), (6, 1)], vec![(4, 1)]));
    let without_id = again(&[Payment("", "A"), Payment("", "B"), Payment("", "A"), Payment("", "A")]);
    assert_eq!((without_id.doubled, without_id.repeated), (vec![(3, 1), (4, 1)], vec![]));
}

#[test]
fn an_undo_that_is_undone_takes_back_nothing() {
    use SeenSpec::{Payment, Undo};
    let taken_back = |rows: &[SeenSpec<'_>]| again(rows).taken_back.into_iter().collect::<Vec<_>>();
    let [paid, first, second, third] = [Payment("E-1", "A"), Undo("U-1", "E-1"), Undo("U-2", "U-1"), Undo("U-3", "U-2")];
    assert_eq!(taken_back(&[paid, first]), [1]);
    assert_eq!(taken_back(&[paid, first, second]), [2], "put back");
    assert_eq!(taken_back(&[paid, first, second, third]), [1, 3], "and taken back again");
    assert_eq!(taken_back(&[paid, first, Undo("U-2", "E-1"), Undo("U-3", "U-1")]), [1, 2], "two took it back, and one of them stands");
}

#[test]
fn an_undo_takes_back_only_what_stands_before_it() {
    use SeenSpec::{Payment, Undo};
    let seen = again(&[Undo("U-1", "E-1"), Payment("E-1", "A"), Undo("U-1", "E-1"), Undo("U-1", "E-1"), Payment("U-1", "B")]);
    assert_eq!(seen.nothing_to_undo, [1], "and its id is free");
    assert_eq!((seen.taken_back.into_iter().collect::<Vec<_>>(), seen.repeated, seen.shared), (vec![2], vec![(4, 3)], vec![(5, 3)]));
}

#[test]
fn where_fields_end_is_part_of_a_row() {
    let (ab, ba) = (sort_of_file(b"a,b", ""), sort_of_file(b"b,a", ""));
    let cut = |sort, at: usize| of_row(sort, [&b"xyz"[..at], &b"xyz"[at..]].into_iter());
    assert_eq!(cut(ab, 1), cut(ab, 1));
    assert_ne!(cut(ab, 1), cut(ab, 2));
    assert_ne!(cut(ab, 1), cut(ba, 1));
}

#[test]
fn a_row_that_was_seen_takes_little_room_for_there_are_many() {
    assert_eq!(size_of::<SeenRow>(), 16);
}
