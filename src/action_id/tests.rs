use super::*;

fn read(text: &str) -> Option<(String, String)> {
    ActionId::read(text).map(|id| (id.invoice().to_owned(), id.tail().to_owned()))
}

#[test]
fn an_id_is_read_for_its_own_invoice_only() {
    let step = |text, invoice| split(text, invoice);
    assert_eq!(step("INV-7/escalation/call/1", "INV-7"), Some((1, "escalation/call/1")));
    assert_eq!(step("INV-7@3/due/email/1", "INV-7"), Some((3, "due/email/1")));
    assert_eq!(step("A/B/due/email/1", "A/B"), Some((1, "due/email/1")));
    for other in ["INV-70/due/email/1", "INV-7@1/due/email/1", "INV-7@02/x/y/1", "INV-7", "due/email/1"] {
        assert_eq!(step(other, "INV-7"), None, "{other}");
    }
    assert!(ActionId::of("INV-7", "INV-7/due/email/1").is_some() && ActionId::of("INV-7", "INV-7/due/email").is_none());
    for none in ["INV-7/due/email/0", "INV-7/due/email/01", "INV-7/due/email/+1", "INV-7/due/email/x", "INV-7/due/1", "INV-7@2/dispute/1"] {
        assert!(ActionId::of("INV-7", none).is_none(), "{none}");
    }
}

#[test]
fn where_nothing_tells_the_invoice_the_likeliest_is_read() {
    for (text, invoice, tail) in [
        ("INV-7/escalation/call/1", "INV-7", "/escalation/call/1"),
        ("INV-7@2/escalation/call/1", "INV-7", "@2/escalation/call/1"),
        ("INV-7%402/escalation/call/1", "INV-7@2", "/escalation/call/1"),
        ("2026/7@1/due/email/1", "2026/7@1", "/due/email/1"),
        ("INV-7/dispute/2", "INV-7", "/dispute/2"),
        ("INV-7@2/reply/3", "INV-7@2", "/reply/3"),
        ("A/B/short-pay/2", "A/B", "/short-pay/2"),
        ("A/B/%73hort-pay/2", "A", "/B/short-pay/2"),
        ("A%3BB/due/email/1", "A;B", "/due/email/1"),
        ("5%/due/email/1", "5%", "/due/email/1"),
        ("@2/due/email/1", "@2", "/due/email/1"),
    ] {
        assert_eq!(read(text), Some((invoice.to_owned(), tail.to_owned())), "{text}");
    }
    for none in ["", "nothing", "due/email/1", "/due/email/1", "dispute/1", "/dispute/1", "INV-7/due/email/x", "A/b%2Fc/d/1"] {
        assert_eq!(read(none), None, "{none}");
    }
}

#[test]
fn ordinary_ids_stand_in_a_cell_as_they_are() {
    for text in ["INV-7/due/email/1", "INV-7@2/due/email/1", "2026/7/due/email/1", "2026/7/dispute/1", "5%/due/email/1", "A B/due/email/1"]
    {
        assert_eq!(ActionId::read(text).unwrap().unmistakable(), text);
    }
    let ids = [
        ActionId::of_stage("A;B", 1, "due", "email", 1),
        ActionId::of_stage("INV-7@2", 1, "due", "email", 1),
        ActionId::of_stage("INV-7", 2, "due", "email", 1),
        ActionId::of_stage("%3B", 1, "a;b", "reply", 1),
    ];
    let cell = "A%3BB/due/email/1;INV-7%402/due/email/1;INV-7@2/due/email/1;%253B/a%3Bb/%72eply/1";
    assert_eq!((to_cell(&ids).as_str(), from_cell(cell)), (cell, Ok(ids.to_vec())));
    assert_eq!((to_cell(&[]).as_str(), from_cell("")), ("", Ok(Vec::new())));
}

#[test]
fn a_cell_of_an_earlier_version_is_read() {
    let ids = from_cell("A;B/due/email/1;INV-7/due/email/1").unwrap();
    assert_eq!(ids.iter().map(ActionId::invoice).collect::<Vec<_>>(), ["A;B", "INV-7"]);
    assert_eq!(from_cell("INV-7/due/email/1;x;y"), Err("x;y".to_owned()));
}
