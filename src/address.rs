//! What an email can be sent to, or come from, and when two addresses or numbers are the same one.

/// The one plain address that a text holds, or why it holds none.
/// Error: why it holds none: there is nothing, there are several, or it is no address that a mail program takes as it is.
pub fn plain(text: &str) -> Result<&str, &'static str> {
    let text = text.trim();
    let of_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    match text.split_once('@') {
        Some((local, domain))
            if (1..=64).contains(&local.len())
                && text.len() <= 254
                && local.bytes().all(of_local)
                && local.split('.').all(|part| !part.is_empty())
                // Mail programs would decode it as an encoded word of RFC 2047.
                && !local.contains("=?")
                && domain.contains('.')
                && domain.split('.').all(is_label) =>
        {
            Ok(text)
        }
        _ if text.is_empty() => Err("there is none"),
        _ if text.matches('@').count() > 1 && text.contains([',', ';', ' ']) => Err("there is more than one"),
        _ => Err("it is not a plain address like name@example.com"),
    }
}

/// An address or a phone number as it is compared: addresses without regard to capitals, numbers without regard to what stands between
/// their digits.
pub fn comparable(text: &str) -> String {
    if text.contains('@') {
        return text.trim().to_lowercase();
    }
    text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// Are two texts one address, or one number?
pub fn is_same(one: &str, other: &str) -> bool {
    comparable(one) == comparable(other)
}

#[cfg(test)]
mod tests {
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
}
