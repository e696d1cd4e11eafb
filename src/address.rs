//! Email addresses: which are valid, and when two addresses or phone numbers are equal.

/// The one plain address that a text holds, or why it holds none.
/// Error: why it holds none: there is nothing, there are several, or it is no address that a mail program takes as it is.
pub fn plain(text: &str) -> Result<&str, &'static str> {
    let text = text.trim();
    let of_local = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-'..=b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~')
    };
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
                && !local.as_bytes().windows(2).any(|pair| pair == b"=?")
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

/// The addresses of a cell, which may be several with `;` or `,` between them; what stands there may be none.
pub fn each(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ',']).map(str::trim).filter(|part| !part.is_empty())
}

/// The plain addresses that a cell holds, at least one.
/// Error: why one of them is none, or there is none.
pub fn all(cell: &str) -> Result<Vec<&str>, &'static str> {
    let found = each(cell).map(plain).collect::<Result<Vec<&str>, &'static str>>()?;
    if found.is_empty() { Err("there is none") } else { Ok(found) }
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
mod tests;
