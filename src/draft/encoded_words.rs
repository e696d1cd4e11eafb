//! Text of headers as encoded words (RFC 2047).

use std::fmt::Write;

/// The longest encoded word, in bytes: with the name of a header before it a line keeps to the 76 that are allowed.
const LONGEST: usize = 62;
const BEGIN: &str = "=?utf-8?Q?";
const END: &str = "?=";

/// Would a mail program decode a part of the text instead of showing it? Then it must be encoded itself.
pub(super) fn looks_encoded(text: &str) -> bool {
    text.contains("=?")
}

/// The text as encoded words, with spaces between them that are no part of it. They may stand in any header, in names of addresses, too.
pub(super) fn encoded(text: &str) -> String {
    let mut words = String::with_capacity(text.len() * 3);
    let mut room = 0;
    for c in text.chars() {
        let mut one = String::with_capacity(12);
        match c {
            ' ' => one.push('_'),
            c if c.is_ascii_alphanumeric() || "!*+-/".contains(c) => one.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                // Writing to a `String` cannot fail.
                let _ = write!(one, "={byte:02X}");
            }),
        }
        if one.len() > room {
            if !words.is_empty() {
                words.push_str(END);
                words.push(' ');
            }
            words.push_str(BEGIN);
            room = LONGEST - BEGIN.len() - END.len();
        }
        room -= one.len();
        words.push_str(&one);
    }
    if !words.is_empty() {
        words.push_str(END);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_short_and_whole_characters_stand_in_each() {
        assert_eq!(encoded("=?utf-8?Q?x?= Zoë"), "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D_Zo=C3=AB?=");
        let words = encoded(&"é".repeat(40));
        assert!(words.split(' ').all(|word| word.len() <= LONGEST && (word.len() - BEGIN.len() - END.len()).is_multiple_of(6)), "{words}");
        assert_eq!(words.matches("=C3=A9").count(), 40);
        assert_eq!(encoded(""), "");
    }
}
