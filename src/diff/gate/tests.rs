use super::*;

fn diff(touches: (usize, usize)) -> Diff {
    Diff { changes: vec![], edits: vec![], stages: vec![], owners: vec![], touches, reach: (0, 0) }
}

fn holds(gate: &str, touches: (usize, usize)) -> bool {
    gate.parse::<Gate>().unwrap().holds(&diff(touches)).is_some()
}

#[test]
fn a_share_is_of_the_old_number_and_exact() {
    assert!(!holds("touches > +10%", (200, 220)));
    assert!(holds("touches > +10%", (200, 221)));
    assert!(holds("touches >= +10%", (200, 220)));
    assert!(holds("touches < -0.5%", (200, 198)));
    assert!(holds("touches > +900%", (0, 1)), "anything is more than a share of nothing");
    assert!(!holds("touches > +0%", (0, 0)));
}

#[test]
fn numbers_are_of_the_new_workflow_and_signs_make_differences() {
    assert!(holds("touches > 220", (0, 221)) && !holds("touches > 221", (0, 221)));
    assert!(holds("touches >+5", (10, 16)) && !holds("touches > +5", (10, 15)));
    assert!(holds("touches < -5", (10, 4)));
}

#[test]
fn a_gate_that_says_nothing_teaches() {
    let wrong = |text: &str| text.parse::<Gate>().unwrap_err();
    assert!(wrong("touches = 5").starts_with("there is no comparison"));
    assert!(wrong("touch > 5").starts_with("\"touch\" is not a measure: touches, touches.OWNER"));
    assert_eq!(wrong("touches > 10%"), "\"10%\" is not a limit: write how much more, +10%, or less, -10%");
    assert!(wrong("newly > +5").starts_with("newly is a count of differences already"));
    for text in ["touches > many", "touches > +-5", "touches > 12.5"] {
        assert!(wrong(text).contains("is not a limit"), "{text}");
    }
    let gate: Gate = "touches.ann > 1".parse().unwrap();
    assert_eq!(gate.check(Some(&["bob"]), &[]).unwrap_err(), "neither workflow has an owner \"ann\": there are bob");
}
