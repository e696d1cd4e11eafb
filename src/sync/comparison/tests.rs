use super::*;

const TODAY: Day = Day::from_number(20_000);

fn seen(amount: Balance, open: Balance) -> LastSeen {
    LastSeen { amount, open, due: TODAY, contained: None }
}

fn listed(amount: Balance, open: Balance) -> NowSeen {
    NowSeen::Listed { amount, open, due: TODAY, paid_on: None }
}

fn ahead(ahead: Balance) -> Elsewhere {
    Elsewhere { ahead, ..Elsewhere::default() }
}

/// `payment 40, extend`
fn events(found: &Comparison) -> String {
    let told = |event: &SyncedEvent| match event.kind {
        SyncedKind::Extend(_) => "extend".to_owned(),
        kind => format!("{} {}", kind.name(), event.amount),
    };
    found.events.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn written(last: LastSeen, now: NowSeen, elsewhere: Elsewhere) -> String {
    events(&compare(&last, &now, &elsewhere, TODAY, GoneAs::Payment))
}

#[test]
fn what_changed_becomes_events() {
    for (last, now, wanted) in [
        (seen(100, 100), listed(100, 100), ""),
        (seen(100, 100), listed(100, 60), "payment 40"),
        (seen(100, 60), listed(100, 0), "payment 60"),
        (seen(100, 60), NowSeen::Gone, "payment 60"),
        (seen(100, 0), NowSeen::Gone, ""),
        (seen(100, 0), listed(100, 100), "reversal 100"),
        (seen(100, 60), listed(100, 100), "reversal 40"),
        // Another amount, and what is open goes with it or not.
        (seen(100, 100), listed(120, 120), "fee 20"),
        (seen(100, 100), listed(80, 80), "credit 20"),
        (seen(100, 100), listed(120, 100), "fee 20, payment 20"),
        (seen(100, 50), listed(80, 0), "credit 20, payment 30"),
        // A credit note is used, in part and whole.
        (seen(-50, -50), listed(-50, -20), "reversal 30"),
        (seen(-50, -20), NowSeen::Gone, "reversal 20"),
    ] {
        assert_eq!(written(last, now, ahead(0)), wanted, "{last:?} {now:?}");
    }
}

#[test]
fn what_others_have_told_is_not_written_again_and_not_taken_back() {
    for (last, now, told, wanted, left) in [
        // A payment was logged, and the accounts show it: at once, a part of it, or not yet.
        (seen(100, 100), listed(100, 60), 40, "", 0),
        (seen(100, 100), listed(100, 40), 40, "payment 20", 0),
        (seen(100, 100), listed(100, 70), 40, "", 10),
        (seen(100, 100), listed(100, 100), 40, "", 40),
        (seen(100, 100), NowSeen::Gone, 40, "payment 60", 0),
        // A credit was logged, and the amount is less now.
        (seen(100, 100), listed(80, 80), 20, "", 0),
        // A payment that the accounts had is taken back here first, then there.
        (seen(100, 60), listed(100, 100), -40, "", 0),
    ] {
        let found = compare(&last, &now, &ahead(told), TODAY, GoneAs::Payment);
        assert_eq!((events(&found).as_str(), found.ahead), (wanted, left), "{last:?} {now:?} {told}");
    }
}

#[test]
fn a_fee_of_our_own_stays_and_explains_no_payment() {
    let own_fee = |told| Elsewhere { own_fees: 5, ..ahead(told) };
    for (last, now, told, wanted, left) in [
        (seen(100, 100), listed(100, 100), own_fee(0), "", (0, 5)),
        (seen(100, 100), listed(100, 60), own_fee(0), "payment 40", (0, 5)),
        (seen(100, 100), NowSeen::Gone, own_fee(0), "payment 100", (0, 5)),
        (seen(100, 0), listed(100, 100), own_fee(0), "reversal 100", (0, 5)),
        // Somebody has logged the same, too.
        (seen(100, 100), NowSeen::Gone, own_fee(100), "", (0, 5)),
        (seen(100, 0), listed(100, 100), own_fee(-100), "", (0, 5)),
        // The accounts charge the fee, and perhaps more; and the payment comes back.
        (seen(100, 100), listed(105, 105), own_fee(0), "", (0, 0)),
        (seen(100, 100), listed(112, 112), own_fee(0), "fee 7", (0, 0)),
        (seen(100, 0), listed(105, 105), own_fee(0), "reversal 100", (0, 0)),
    ] {
        let found = compare(&last, &now, &told, TODAY, GoneAs::Payment);
        assert_eq!((events(&found).as_str(), (found.ahead, found.own_fees)), (wanted, left), "{last:?} {now:?}");
    }
}

#[test]
fn a_new_due_date_is_written_unless_others_have_told_it() {
    let (old, new) = (TODAY, TODAY.plus(30));
    let now = NowSeen::Listed { amount: 100, open: 100, due: new, paid_on: None };
    assert_eq!(written(seen(100, 100), now, ahead(0)), "extend");
    assert_eq!(written(seen(100, 100), now, Elsewhere { due: Some(new), ..ahead(0) }), "");
    assert_eq!(written(seen(100, 100), now, Elsewhere { due: Some(old.plus(10)), ..ahead(0) }), "extend");
    // Others have moved it, and the export says what it said.
    assert_eq!(written(seen(100, 100), listed(100, 100), Elsewhere { due: Some(new), ..ahead(0) }), "");
}

#[test]
fn what_is_gone_is_what_the_project_says() {
    let gone = |gone, told| compare(&seen(100, 60), &NowSeen::Gone, &ahead(told), TODAY, gone);
    assert_eq!(events(&gone(GoneAs::Credit, 0)), "credit 60");
    let asked = gone(GoneAs::Ask, 10);
    assert_eq!((events(&asked).as_str(), asked.asked), ("", 50));
    // All of it was told: nothing is left to ask.
    assert_eq!(gone(GoneAs::Ask, 60), Comparison { explained: 60, ..Comparison::default() });
}

#[test]
fn a_payment_has_the_day_that_the_export_says() {
    let date = |paid_on: Day, contained: Option<Day>| {
        let now = NowSeen::Listed { amount: 100, open: 0, due: TODAY, paid_on: Some(paid_on) };
        let last = LastSeen { contained, ..seen(100, 100) };
        compare(&last, &now, &ahead(0), TODAY, GoneAs::Payment).events[0].date
    };
    assert_eq!(date(TODAY.plus(-3), None), TODAY.plus(-3));
    assert_eq!(date(TODAY.plus(-3), Some(TODAY.plus(-4))), TODAY.plus(-3));
    // On that day the book's open amount already had all money.
    assert_eq!(date(TODAY.plus(-3), Some(TODAY.plus(-3))), TODAY);
}
