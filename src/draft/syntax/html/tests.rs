use super::*;

#[test]
fn what_may_stand_where() {
    let code = HtmlSpot::Nothing("in a script or style sheet");
    let bare = HtmlSpot::Nothing("in a tag without quotation marks around it");
    for (before, spot) in [
        ("<p>", HtmlSpot::Text),
        ("<p class=\"a\">a < b", HtmlSpot::Text),
        ("<!-- <a href=\"", HtmlSpot::Text),
        ("<a href=\"", HtmlSpot::Address),
        ("<A\nHREF = '", HtmlSpot::Address),
        ("<a title=\"x\" href=\" ", HtmlSpot::Address),
        ("<img src='", HtmlSpot::Address),
        ("<a href=\"https://pay.example/", HtmlSpot::Text),
        ("<a title=\"", HtmlSpot::Text),
        ("<a href=\"x\">", HtmlSpot::Text),
        ("<a href=", bare),
        ("<a ", bare),
        ("<", bare),
        ("<a href=x", bare),
        ("<p onclick=\"", code),
        ("<p style='", code),
        ("<script>", code),
        ("<style>p { color: ", code),
        ("<style>p { }</STYLE>", HtmlSpot::Text),
        ("<script src=\"x\"></script><a href=\"", HtmlSpot::Address),
        ("<!doctype html><html><body><td>", HtmlSpot::Text),
    ] {
        let mut page = Page::new();
        page.read(before);
        assert_eq!(page.show(), spot, "{before}");
    }
}

#[test]
fn branches_end_at_the_same_place_of_the_page() {
    let page = |text: &str| {
        let mut page = Page::new();
        page.read(text);
        page
    };
    for (one, other) in [("<p>", "<p><b>x</b>"), ("<p title=\"a\"", "<p"), ("<p title=\"a", "<p title=\"")] {
        assert!(page(one).agrees(&page(other)), "{one} {other}");
    }
    for (one, other) in [
        ("<p title=\"", "<p onclick=\""),
        ("<p>", "<p"),
        ("<p>", "<p><script>"),
        ("<p title=\"", "<p title='"),
        ("<a href=\"", "<a title=\""),
    ] {
        assert!(!page(one).agrees(&page(other)), "{one} {other}");
    }
}
