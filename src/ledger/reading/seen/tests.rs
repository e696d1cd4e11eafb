use super::*;

#[test]
fn the_first_place_is_remembered() {
    let mut seen = Seen::default();
    for ids in [["A-1", "A-2"], ["A-0001", "A-0002"]] {
        let mut first = |id: &str, line| seen.first_id(id, || Fingerprint::of_text(id), line);
        assert_eq!((first(ids[0], 2), first(ids[1], 3)), (None, None));
        assert_eq!((first(ids[0], 4), first(ids[0], 5)), (Some(2), Some(2)));
        assert_eq!((seen.find(ids[1]), seen.find("A-3"), seen.find("A-0003")), (Some(3), None, None));
    }
}

#[test]
fn a_spot_has_every_line() {
    for line in [1, 0xffff, 0x1_0000, u32::MAX] {
        assert_eq!(RowSpot::new(7, line).line(), line);
    }
    assert!(RowSpot::new(0, 0x1_0000) > RowSpot::new(0, 0xffff), "in order of files, then lines");
}

#[test]
fn where_fields_end_is_part_of_a_row() {
    let (ab, ba) = (sort_of_file(b"a,b", ""), sort_of_file(b"b,a", ""));
    assert_eq!(
        Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter()),
        Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter())
    );
    assert_ne!(
        Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter()),
        Fingerprint::of_row(ab, [&b"xyz"[..2], &b"xyz"[2..]].into_iter())
    );
    assert_ne!(
        Fingerprint::of_row(ab, [&b"xyz"[..1], &b"xyz"[1..]].into_iter()),
        Fingerprint::of_row(ba, [&b"xyz"[..1], &b"xyz"[1..]].into_iter())
    );
}

#[test]
fn an_entry_is_small() {
    assert_eq!((size_of::<SeenEntry<RowSpot>>(), size_of::<SeenEntry<u32>>()), (16, 16));
}
