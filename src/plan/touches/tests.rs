use super::*;
use crate::plan::action_kind::ActionKind;
use std::cell::Cell;

fn touch(number: i32, channel: Channel) -> Touch {
    let day = Day::from_number(number);
    Touch { day, channel, stage: TouchStage::Blank, reference: None, of_customer: false, is_unanswered: false, sequence: number as u32 }
}

#[test]
fn each_touch_is_looked_at_once_on_however_many_days_something_is_sought() {
    const MANY: i32 = 5_000;
    let (mut touches, looked) = (Touches::default(), Cell::new(0));
    let sought = |number| Sought::Done(ActionKey::Override(ActionKind::BrokenPromise, number), Day::FIRST);
    let found = |touches: &Touches, number| {
        touches.first(sought(number), |touch| {
            looked.set(looked.get() + 1);
            touch.channel == Channel::Task && touch.day.number() as u32 >= 1000 * number
        })
    };
    for day in 0..MANY {
        touches.touch(touch(day, if day % 1000 == 7 { Channel::Task } else { Channel::Call }), Day::FIRST);
        for number in 0..3 {
            let first = 1000 * number as i32 + 7;
            assert_eq!(found(&touches, number), (day >= first).then_some(Day::from_number(first)));
        }
    }
    // But for the first few, which are looked through each time.
    assert!(looked.get() < 3 * (MANY as usize + FEW * FEW), "{}", looked.get());
}

#[test]
fn a_new_journey_forgets_what_was_sought_in_the_one_before() {
    let mut touches = Touches::default();
    let released = |touches: &Touches| touches.releases(StageIndex::new(2), Day::FIRST);
    let reached = |touches: &Touches, stage| touches.reached(StageIndex::new(stage), Day::LAST);
    (0..40).for_each(|day| touches.touch(Touch { stage: TouchStage::Known(StageIndex::new(3)), ..touch(day, Channel::Email) }, Day::FIRST));
    assert_eq!((released(&touches), reached(&touches, 3), reached(&touches, 4)), (Some(Day::FIRST), true, false));
    touches.new_journey();
    assert_eq!((released(&touches), reached(&touches, 0)), (None, false));
    (40..80)
        .for_each(|day| touches.touch(Touch { stage: TouchStage::Known(StageIndex::new(1)), ..touch(day, Channel::Email) }, Day::FIRST));
    assert_eq!((released(&touches), reached(&touches, 1), reached(&touches, 2)), (None, true, false));
    touches.touch(touch(80, Channel::Call), Day::FIRST);
    assert_eq!(released(&touches), Some(Day::from_number(80)));
}
