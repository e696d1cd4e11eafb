//! A file as a spreadsheet has saved it: in which encoding, and with what between its fields.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding as Charset;
use std::borrow::Cow;

/// The characters of a file, without a mark at its beginning. What nothing says otherwise is UTF-8 or, if it cannot be that, what its
/// letters look like.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((charset, _)) = Charset::for_bom(bytes) {
        return charset.decode(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(bytes).0
}

/// The table of a text and what stands between its fields. A first line `sep=;` says so; else the header does.
pub(super) fn table(text: &str) -> (&str, u8) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(delimiter) = first.to_ascii_lowercase().strip_prefix("sep=").and_then(|rest| rest.bytes().next()) {
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        return (rest, delimiter);
    }
    let most = [b',', b';', b'\t', b'|'].into_iter().max_by_key(|delimiter| {
        let count = first.bytes().filter(|byte| byte == delimiter).count();
        // Of as many, the first of the list.
        (count, u8::from(*delimiter == b','))
    });
    (text, most.unwrap_or(b','))
}
