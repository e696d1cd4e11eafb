//! The encodings in which ledgers come.

use encoding_rs::{Encoding as Charset, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// How the bytes of a file are characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at its beginning.
    #[default]
    Utf8,
    /// The encoding of Windows in central Europe.
    Windows1250,
    /// That of Windows for Cyrillic letters.
    Windows1251,
    /// That of Windows in western Europe, of which ISO 8859-1 is a part.
    Windows1252,
    /// That of older programs in Japan.
    ShiftJis,
    /// Two bytes for most characters. A file of it is made UTF-8 before it is read.
    Utf16,
}

impl Encoding {
    pub const ALL: [Encoding; 6] =
        [Encoding::Utf8, Encoding::Windows1252, Encoding::Windows1250, Encoding::Windows1251, Encoding::ShiftJis, Encoding::Utf16];

    /// The name in project files.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Windows1250 => "windows-1250",
            Encoding::Windows1251 => "windows-1251",
            Encoding::Windows1252 => "windows-1252",
            Encoding::ShiftJis => "shift-jis",
            Encoding::Utf16 => "utf-16",
        }
    }

    fn charset(self) -> &'static Charset {
        match self {
            Encoding::Utf8 | Encoding::Utf16 => UTF_8,
            Encoding::Windows1250 => WINDOWS_1250,
            Encoding::Windows1251 => WINDOWS_1251,
            Encoding::Windows1252 => WINDOWS_1252,
            Encoding::ShiftJis => SHIFT_JIS,
        }
    }

    /// Is a byte below 128 the same character wherever it stands, so that rows can be found in the bytes?
    pub fn keeps_ascii(self) -> bool {
        !matches!(self, Encoding::ShiftJis | Encoding::Utf16)
    }

    /// Appends the characters of the bytes; what is no character becomes `U+FFFD`.
    pub(super) fn decode(self, bytes: &[u8], text: &mut String) {
        match self {
            Encoding::Utf8 => text.push_str(&String::from_utf8_lossy(bytes)),
            _ => text.push_str(&self.charset().decode_without_bom_handling(bytes).0),
        }
    }

    /// The bytes of a text; what the encoding does not have becomes a numeric reference such as `&#8364;`.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            _ => self.charset().encode(text).0.into_owned(),
        }
    }
}
