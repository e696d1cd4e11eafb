
use super::*;

#[test]
fn a_page_is_paragraphs_lists_and_blocks() {
    let page = HelpPage::new(
        "## `some-code`\n\nOne [link](x.md) and\nmore words here.\n\n- first entry\n  goes on\n- second\n\n```csv a.csv\nid,what\n```\n\n```text\nerror: far too long for it\n```\n",
    );
    let expected = "\
some-code

One link and more
words here.

  - first entry
    goes on
  - second

    a.csv:
      id,what

    error: far too
    long for it
";
    assert_eq!(page.shown(18, false), expected);
}
