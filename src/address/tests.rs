use super::{is_same, plain};

#[test]
fn an_address_is_the_same_however_it_is_written() {
    assert!(is_same(" Ap@Acme.example ", "ap@acme.example"));
    assert!(is_same("+44 (20) 0000-0000", "+442000000000"));
    assert!(!is_same("+44 20 0000 0001", "+442000000000"));
}

#[test]
fn one_plain_address_and_nothing_else() {
    for good in ["a@b.example", " ap+x@mail.b-c.example ", "o'neil@b.example"] {
        assert_eq!(plain(good), Ok(good.trim()), "{good}");
    }
    for bad in [
        "",
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a b@c.example",
        "a@b.example\r\nBcc: c@d.example",
        "<a@b.example>",
        "a@b..example",
        ".a@b.example",
        "a@-b.example",
        "a@b.example,",
        "a.@b.example",
        "a..b@c.example",
        "a@b-.example",
        "a@.example",
        "a@b.example.",
        "a@b.example-",
        "\"a\"@b.example",
        "a@b@c.example",
        "ä@b.example",
        "=?utf-8?q?x?=@b.example",
        "a@[127.0.0.1]",
    ] {
        assert!(plain(bad).is_err(), "{bad}");
    }
    let (local, label) = ("l".repeat(64), "d".repeat(63));
    assert!(plain(&format!("{local}@{label}.example")).is_ok() && plain(&format!("a-b@{label}.x-y.{label}")).is_ok());
    assert!(plain(&format!("l{local}@b.example")).is_err() && plain(&format!("a@d{label}.example")).is_err());
    assert!(plain(&format!("a@b.d{label}")).is_err());
    let long = |last: usize| format!("{local}@{label}.{label}.{}", "e".repeat(last));
    assert!(plain(&long(61)).is_ok() && plain(&long(62)).is_err(), "254 characters, and one more");
    assert_eq!(plain(" "), Err("there is none"));
    assert_eq!(plain("a@b.example; c@d.example"), Err("there is more than one"));
}
