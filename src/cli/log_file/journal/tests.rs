
use super::*;

#[test]
fn what_is_missing_of_a_change_is_known() {
    let added = Journal { keep: 4, before: 4, rest: b"bb\ncc\n".to_vec() };
    let whole = b"aaa\nbb\ncc\n";
    for length in 4..whole.len() {
        assert_eq!(added.state(&whole[..length]), NoteState::Begun, "{length}");
        assert_eq!(added.applied(whole[..length].to_vec()), whole);
    }
    for (log, state) in [
        (&b"aaa\nbb\ncc\n"[..], NoteState::Done),
        (b"aaa\nbb\ncc\ndd\n", NoteState::Done),
        (b"aaa\nbbdd\n", NoteState::Outdated),
        (b"aa", NoteState::Outdated),
    ] {
        assert_eq!(added.state(log), state);
        assert_eq!(added.applied(log.to_vec()), log);
    }
    let anew = Journal { keep: 0, before: 4, rest: b"a,b\n1,\n2,\n".to_vec() };
    for log in ["a\n1\n", "a\n1\n\n2", "a,b\n1,\n2,"] {
        assert_eq!(anew.applied(log.as_bytes().to_vec()), anew.rest, "{log:?}");
    }
    assert_eq!(anew.state(b"a\n"), NoteState::Outdated);
}

#[test]
fn a_note_that_was_cut_short_is_none() {
    let journal = Journal { keep: 4, before: 4, rest: b"bb\n".to_vec() };
    let bytes = journal.to_bytes();
    assert_eq!(Journal::parse(&bytes), Some(journal));
    for length in 0..bytes.len() {
        assert_eq!(Journal::parse(&bytes[..length]), None, "{length}");
    }
}
