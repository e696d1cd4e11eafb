
use super::*;
use crate::channel::Channel;

fn id(file: &str, number: u32) -> ActionId {
    ActionId::of_stage(file, 1, "due", "email", number)
}

fn draft(file: &str, approval: &str) -> Listed {
    Listed {
        file: file.into(),
        action_ids: vec![id(file, 1), id(file, 2)],
        channel: Channel::Email,
        owner: "ar".into(),
        customer: "C".into(),
        to: String::new(),
        subject: String::new(),
        digest: String::new(),
        approval: approval.into(),
    }
}

fn by(by: &str, file: &str, digest: &str) -> Approved {
    let action_ids = draft(file, "").action_ids;
    Approved { date: "2026-03-31".into(), by: by.into(), file: file.into(), action_ids, digest: digest.repeat(64) }
}

/// Each action that waits, and why. Every file is `a` throughout.
fn waiting(listed: &[Listed], approvals: &[Approved]) -> Vec<(ActionId, NotApproved)> {
    let now = |file: &str| (file != "gone").then(|| "a".repeat(64));
    unapproved(listed, approvals, now).into_iter().map(|waits| (waits.action_id, waits.why)).collect()
}

fn both(file: &str, why: NotApproved) -> Vec<(ActionId, NotApproved)> {
    [1, 2].map(|number| (id(file, number), why.clone())).into()
}

#[test]
fn what_nobody_must_approve_never_waits() {
    assert_eq!(waiting(&[draft("free", "")], &[]), []);
}

#[test]
fn an_approval_is_by_whoever_may_and_for_the_bytes_that_were_there() {
    let changed = |by: &str| NotApproved::Changed { by: by.into(), date: "2026-03-31".into() };
    assert_eq!(waiting(&[draft("x", "required")], &[]), both("x", NotApproved::Never));
    assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "x", "a")]), []);
    assert_eq!(waiting(&[draft("x", "ruth")], &[by("anna", "x", "a")]), both("x", NotApproved::Never), "ruth must");
    assert_eq!(waiting(&[draft("x", "ruth")], &[by("anna", "x", "a"), by("ruth", "x", "a")]), []);
    assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "y", "a")]), both("x", NotApproved::Never), "another file");
    assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "x", "b")]), both("x", changed("anna")));
    // Edited, and back again: these bytes were approved.
    assert_eq!(waiting(&[draft("x", "required")], &[by("anna", "x", "a"), by("bert", "x", "b")]), []);
    assert_eq!(waiting(&[draft("gone", "required")], &[]), both("gone", NotApproved::Missing));
    assert_eq!(waiting(&[draft("gone", "required")], &[by("anna", "gone", "a")]), [], "it was moved when it was sent");
}

#[test]
fn an_approval_of_fewer_actions_is_for_another_draft() {
    let one = Approved { action_ids: vec![id("x", 1)], ..by("anna", "x", "a") };
    assert!(!waiting(&[draft("x", "required")], &[one]).is_empty());
}

#[test]
fn rows_come_back_and_one_cut_short_is_none() {
    let rows = [by("=anna, AR", "review/ar/x.eml", "a"), by("bert, \"the\nboss\"", "y", "b")];
    let with = |before: &[u8], rows: &[Approved]| with_approvals(before, rows).unwrap();
    let text = with(b"", &rows);
    assert_eq!(read_approvals(&text).unwrap(), rows);
    let one = with(b"", &rows[..1]);
    assert_eq!(with(&one, &rows[1..]), text, "rows are added behind those that are there");
    for cut in 1..text.len() {
        let left = &text[..text.len() - cut];
        let whole = if left.len() + 1 >= one.len() { 1 } else { 0 };
        let whole = if left.len() + 1 >= text.len() { 2 } else { whole };
        assert_eq!(read_approvals(left).unwrap(), rows[..whole], "{cut} bytes less");
        let again = with(left, &rows[1..]);
        let last = read_approvals(&again).unwrap().pop();
        assert_eq!(last.as_ref(), Some(&rows[1]), "what was cut short swallows nothing: {}", String::from_utf8_lossy(&again));
    }
    assert_eq!(read_approvals(b"").unwrap(), []);
}

#[test]
fn what_a_spreadsheet_saved_is_an_error_and_nothing_is_lost() {
    let text = String::from_utf8(with_approvals(b"", &[by("Jörg", "x", "a"), by("Ruth", "y", "b")]).unwrap()).unwrap();
    let latin: Vec<u8> = text.chars().map(|sign| sign as u8).collect();
    let changed = [
        (text.replace(',', ";").into_bytes(), "line 1: not a row as `collect approve` writes it"),
        (text.replace('\n', ",ok\n").into_bytes(), "line 1: not a row as `collect approve` writes it"),
        (latin, "line 2: not a row as `collect approve` writes it"),
        (text.replacen("due/email/1", "due", 1).into_bytes(), "line 2: \"x/due\" is not the id of an action"),
    ];
    for (bytes, wanted) in changed {
        assert_eq!(read_approvals(&bytes).unwrap_err(), wanted);
        assert_eq!(with_approvals(&bytes, &[by("Ann", "x", "a")]).unwrap_err(), wanted);
    }
    let windows = text.replace('\n', "\r\n").into_bytes();
    assert_eq!(read_approvals(&windows).unwrap().len(), 2, "ends of lines do not matter");
}
