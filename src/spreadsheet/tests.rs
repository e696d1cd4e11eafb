use super::*;

#[test]
fn a_guard_can_be_taken_away_again() {
    for (text, cell) in [
        ("=1+1", "'=1+1"),
        ("+1 555", "'+1 555"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("'=x", "''=x"),
        ("''=x", "'''=x"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("a=b", "a=b"),
        ("'", "'"),
        ("", ""),
    ] {
        assert_eq!(guarded(text), cell);
        assert_eq!(unguarded(cell), text);
    }
}
