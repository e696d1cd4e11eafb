//! Numbers of accounts that can be checked.

/// Is it an IBAN, written without spaces, with the right check digits (ISO 7064, modulo 97)?
pub fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    shape && remainder_of_97(bytes[4..].iter().chain(&bytes[..4])) == 1
}

fn remainder_of_97<'b>(characters: impl Iterator<Item = &'b u8>) -> u32 {
    characters.fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte.wrapping_sub(b'A')) + 10) % 97,
    })
}
