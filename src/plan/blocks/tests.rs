use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn of_pauses_those_are_kept_that_make_a_difference(pauses in prop::collection::vec((0..3_i32, prop::option::of(-2..9_i32)), 0..12)) {
        let (mut kept, mut all, mut today) = (Pauses::default(), Vec::new(), 0);
        for (later, lasts) in pauses {
            today += later;
            let (day, until) = (Day::from_number(today), lasts.map(|days| Day::from_number(today + days)));
            kept.pause(day, until);
            all.push(Block { since: day, until });
            for number in today..today + 12 {
                let day = Day::from_number(number);
                let plain = all.iter().fold(None, |block, pause| Block::join(block, *pause, day));
                prop_assert_eq!(kept.block(day), plain, "on {}", day);
            }
        }
        let day = Day::from_number(today + 3);
        prop_assert_eq!(kept.resume(day), all.iter().any(|pause| pause.until.is_none_or(|until| until > day)));
        prop_assert_eq!(kept.block(day), None);
    }
}

#[test]
fn pauses_within_each_other_take_no_room() {
    let mut pauses = Pauses::default();
    (0..5_000).for_each(|number| pauses.pause(Day::from_number(number), Some(Day::from_number(10_000 - number))));
    assert_eq!(pauses.running.len(), 1);
}
