//! Disputes of a part.

use super::{due, gentle, outcome, row};

const LARGE: &str = "A ACME due=2026-01-10 amount=10000.00";

#[test]
fn a_part_in_dispute_blocks_nothing() {
    let part = "2026-01-15 A dispute reason=pricing amount=500.00";
    let plan = outcome(&gentle(), LARGE, part, "2026-01-17");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.clock, a.flags.as_str()), ("active", Some(7), "part_disputed"));
    assert_eq!((a.balance.as_str(), a.asked.as_str()), ("10000.00", "9500.00"));
    assert_eq!(due(&plan), ["A/reminder/email/1", "A/dispute/1"]);
    assert_eq!(plan.actions[0].score, "10000.00");
    let settled = format!("{part}\n2026-01-16 A dispute_resolved");
    assert_eq!((row(&outcome(&gentle(), LARGE, &settled, "2026-01-17"), "A").asked.as_str()), "10000.00");
}

#[test]
fn parts_that_leave_nothing_block_like_the_whole() {
    let part = "2026-01-12 A promise until=2026-01-30\n2026-01-15 A dispute amount=500.00";
    let promised = outcome(&gentle(), LARGE, part, "2026-01-16");
    assert_eq!((row(&promised, "A").status.as_str(), row(&promised, "A").flags.as_str()), ("promised", "part_disputed"));
    let paid = format!("{part}\n2026-01-17 A payment amount=9500.00");
    let plan = outcome(&gentle(), LARGE, &paid, "2026-01-18");
    // Nothing is left of what was promised but the disputed part.
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.flags.as_str(), a.asked.as_str(), a.clock), ("disputed", "disputed", "0.00", Some(7)));
    let second = format!("{part}\n2026-01-17 A dispute amount=9500.00");
    assert_eq!(row(&outcome(&gentle(), LARGE, &second, "2026-01-18"), "A").promise_date, None);
}
