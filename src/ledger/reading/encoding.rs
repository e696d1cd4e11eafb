//! The encodings in which ledgers come.

use encoding_rs::WINDOWS_1252;

/// How the bytes of a file are characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at its beginning.
    #[default]
    Utf8,
    /// The encoding of Windows in western Europe, of which ISO 8859-1 is a part.
    Windows1252,
}

impl Encoding {
    pub const ALL: [Encoding; 2] = [Encoding::Utf8, Encoding::Windows1252];

    /// The name in project files.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    /// Appends the characters of the bytes; what is no character becomes `U+FFFD`.
    pub(super) fn decode(self, bytes: &[u8], text: &mut String) {
        match self {
            Encoding::Utf8 => text.push_str(&String::from_utf8_lossy(bytes)),
            Encoding::Windows1252 => text.push_str(&WINDOWS_1252.decode_without_bom_handling(bytes).0),
        }
    }

    /// The bytes of a text; what the encoding does not have becomes a numeric reference such as `&#8364;`.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
        }
    }
}
