use super::*;

fn escaped(before: &str, value: &str, escape: Escape) -> String {
    let mut out = before.to_owned();
    push(&mut out, value, escape);
    out.split_off(before.len())
}

#[test]
fn a_cell_becomes_one_line_that_shows_all_it_has() {
    assert_eq!(clean("Acme"), "Acme");
    assert_eq!(clean(" Acme\r\n\tLtd\0 "), "Acme Ltd");
    assert_eq!(clean("gpj.\u{202E}exe\u{2066}\u{200B}"), "gpj.exe");
    assert_eq!(clean("\u{202E}"), "");
    assert_eq!(clean(&"é".repeat(9000)), format!("{}…", "é".repeat(LONGEST)));
}

#[test]
fn a_word_of_a_command_runs_nothing() {
    assert_eq!(word("INV-7/second-notice/email/1").as_deref(), Some("INV-7/second-notice/email/1"));
    assert_eq!(word("RE 2026/07 (é)").as_deref(), Some("\"RE 2026/07 (é)\""));
    assert_eq!((word("A_7").as_deref(), word("A@2/b").as_deref()), (Some("A_7"), Some("\"A@2/b\"")));
    for harmful in
        ["", "-rf", "a;b", "a\"b", "a'b", "$(a)", "a`b`", "a|b", "a&b", "a>b", "a\\b", "a*", "_a", "a_", "%a%", "!a", "~a", "[a]", "a\nb"]
    {
        assert_eq!(word(harmful), None, "{harmful}");
    }
}

#[test]
fn markup_of_a_value_stays_text() {
    assert_eq!(escaped("", "<b a='1'>&\"", Escape::Html), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
    assert_eq!(escaped("x ", "a|b *c* [d](e) <f> INV_7_b _g_ &lt;", Escape::Markdown), r"a\|b \*c\* \[d\](e) \<f\> INV_7_b \_g\_ \&lt;");
    assert_eq!(escaped("x ", "# 1. - no", Escape::Markdown), "# 1. - no");
    assert_eq!(escaped("x\n", "# a", Escape::Markdown), r"\# a");
    assert_eq!(escaped("x\n", "12. a", Escape::Markdown), r"12\. a");
    assert_eq!(escaped("x\n", "- a", Escape::Markdown), r"\- a");
}
