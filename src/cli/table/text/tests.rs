
use super::*;

#[test]
fn text_is_cut_by_columns_not_by_letters() {
    assert_eq!(truncated("Acme", 4), "Acme");
    assert_eq!(truncated("Acme GmbH", 6), "Acme …");
    assert_eq!(truncated("株式会社", 8), "株式会社");
    assert_eq!(truncated("株式会社", 7), "株式会…");
    assert_eq!(truncated("株式会社", 6), "株式…");
    assert_eq!(truncated("abc", 0), "");
}

#[test]
fn a_letter_drowned_in_marks_keeps_a_few() {
    let drowned = format!("Z{}o", "\u{301}".repeat(1000));
    assert_eq!(truncated(&drowned, 10), format!("Z{}o", "\u{301}".repeat(4)));
    assert_eq!(width(&drowned), 2);
}

proptest::proptest! {
    #[test]
    fn what_was_cut_fits(text in r"([ -~]|\p{Han}|\p{Arabic}|\p{M}|\p{Emoji}|[\u{fe00}-\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}]){0,40}", most in 2_usize..40) {
        proptest::prop_assert!(width(&truncated(&text, most)) <= most);
        proptest::prop_assert!(wrapped(&text, most).iter().all(|line| width(line) <= most));
    }
}

#[test]
fn lines_break_between_words() {
    assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
    assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    assert_eq!(wrapped("", 5), [""]);
    assert_eq!(wrapped("株式会社", 4), ["株式", "会社"]);
}
