//! The characters of a file: what banks send is UTF-8, an encoding of Windows, or one of DOS.

use std::borrow::Cow;

pub(super) fn windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
}
