use super::escaped;

#[test]
fn nothing_in_a_cell_is_markup() {
    for (text, shown) in [
        ("a|b", "a\\|b"),
        ("<script>&", "&lt;script&gt;&amp;"),
        ("[x](http://y)", "\\[x\\](http:&#8203;//y)"),
        ("**b** `c` _d_", "\\*\\*b\\*\\* \\`c\\` \\_d\\_"),
        ("written_off INV_1", "written_off INV_1"),
        ("two\nlines", "two lines"),
        ("@some-org/team, see #1 (GH-2, !3, &4)", "@&#8203;some-org/team, see #&#8203;1 (GH-&#8203;2, !&#8203;3, &amp;&#8203;4)"),
        ("ap@acme.example www.acme.example HTTPS://x", "ap@&#8203;acme.example www.&#8203;acme.example HTTPS:&#8203;//x"),
        ("5 @ 10 % # 3, A & B, due: 7 INV-1@2/call Größe-1", "5 @ 10 % # 3, A &amp; B, due: 7 INV-1@2/call Größe-1"),
    ] {
        assert_eq!(escaped(text), shown);
    }
}
