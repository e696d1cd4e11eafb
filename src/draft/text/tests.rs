use super::*;

fn plain(text: &str) -> String {
    Body::read(text).plain()
}

fn html(text: &str) -> String {
    Body::read(text).html()
}

const BODY: &str = "Hello,\n\ntwo are open:\n\n| Invoice | Open |\n|---|---:|\n| A\u{1}1 | 5.00 |\n| B | 1,250.00 |\n\nSee https://x.example/?a=1&b=2. Bye\nAR";

#[test]
fn a_table_has_aligned_columns_in_plain_text() {
    assert_eq!(
        plain(BODY),
        "Hello,\n\ntwo are open:\n\nInvoice       Open\nA|1           5.00\nB         1,250.00\n\nSee https://x.example/?a=1&b=2. Bye\nAR\n"
    );
}

#[test]
fn the_page_says_the_same() {
    let page = html(BODY);
    assert!(page.contains("<p>Hello,</p>\n<p>two are open:</p>\n<table"), "{page}");
    assert!(
        page.contains(">A|1</td>")
            && page.contains("text-align: right; padding: 3px 14px 3px 0; border-bottom: 1px solid #ccc\">5.00</td>"),
        "{page}"
    );
    assert!(page.contains("<a href=\"https://x.example/?a=1&amp;b=2\">https://x.example/?a=1&amp;b=2</a>. Bye<br>\nAR</p>"), "{page}");
}

#[test]
fn bars_without_a_rule_below_are_text() {
    assert_eq!(plain("| a | b |\n| c |"), "| a | b |\n| c |\n");
    assert!(html("http:// <x>").contains("<p>http:// &lt;x&gt;</p>"));
}
