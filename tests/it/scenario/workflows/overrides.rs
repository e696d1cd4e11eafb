//! Random rules for payments, disputes, pauses, promises and replies.

use super::owner;
use collect::channel::Channel;
use collect::money::Decimal;
use collect::workflow::*;
use proptest::option::weighted;
use proptest::prelude::*;

/// All of them.
pub fn random() -> impl Strategy<Value = Overrides> {
    let pause = clock().prop_map(|clock| Pause { clock, line: 0 });
    let no_answer = weighted(0.6, (1..7_u32, 1..4_u32).prop_map(|(retry_days, times)| NoAnswer { retry_days, times, line: 0 }));
    (payment(), dispute(), pause, promise(), reply(), no_answer).prop_map(|(payment, dispute, pause, promise, reply, no_answer)| {
        Overrides { payment, dispute, pause, promise, reply, no_answer, ..Overrides::default() }
    })
}

fn payment() -> impl Strategy<Value = Payment> {
    let close_at = prop_oneof![3 => Just(Decimal::ZERO), 1 => (0..60_i64).prop_map(Decimal::from)];
    let short_pay = (weighted(0.7, owner()), 5..60_i64).prop_map(|(owner, percent)| ShortPay {
        owner,
        at_most_percent: Decimal::from(percent),
        line: 0,
    });
    let channel = prop_oneof![2 => Just(Channel::Task), 1 => Just(Channel::Call), 1 => Just(Channel::Email)];
    let returned = (weighted(0.7, owner()), channel).prop_map(|(owner, channel)| Returned { owner, channel, line: 0 });
    (close_at, weighted(0.8, short_pay), weighted(0.6, returned), clock())
        .prop_map(|(close_at, short_pay, returned, closed_clock)| Payment { close_at, short_pay, returned, closed_clock, line: 0 })
}

fn clock() -> impl Strategy<Value = BlockClock> {
    prop_oneof![2 => Just(BlockClock::Stop), 1 => Just(BlockClock::Run)]
}

fn dispute() -> impl Strategy<Value = Dispute> {
    let routes = weighted(0.4, owner()).prop_map(|owner| owner.map(|owner| ("pricing".to_owned(), owner)).into_iter().collect());
    let sla = weighted(0.4, (0..12_u32, owner()).prop_map(|(days, owner)| Sla { days, owner, line: 0 }));
    let cooldown = prop_oneof![1 => Just(0_u32), 1 => 0..6_u32];
    (weighted(0.6, owner()), routes, sla, clock(), cooldown).prop_map(|(owner, routes, sla, clock, cooldown_days)| Dispute {
        owner,
        routes,
        sla,
        clock,
        cooldown_days,
        line: 0,
    })
}

fn promise() -> impl Strategy<Value = Promise> {
    let channel = prop_oneof![2 => Just(Channel::Call), 1 => Just(Channel::Email), 1 => Just(Channel::Task)];
    let template = weighted(0.4, Just("broken-promise".to_owned()));
    // The stage that it advances to is chosen when the stages have ids.
    let broken = (weighted(0.6, owner()), channel, template).prop_map(|(owner, channel, template)| BrokenPromise {
        owner,
        channel,
        template,
        advance_to: None,
        line: 0,
    });
    (0..4_u32, weighted(0.5, 1..3_u32), broken).prop_map(|(grace_days, honour, broken)| Promise { grace_days, honour, broken, line: 0 })
}

fn reply() -> impl Strategy<Value = Reply> {
    (weighted(0.5, owner()), prop_oneof![1 => 0..3_u32, 3 => 3..15_u32]).prop_map(|(owner, pause_days)| Reply {
        owner,
        pause_days,
        line: 0,
    })
}
