//! The characters of a file: what banks send is UTF-8, UTF-16, an encoding of Windows, or one of DOS.

use encoding_rs::{ISO_8859_2, UTF_8, WINDOWS_1250, WINDOWS_1252};
use std::borrow::Cow;

/// The upper half of the encodings of DOS for western and for central Europe.
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const DOS_852: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";

/// Letters that are frequent in the languages of an encoding.
const WESTERN: &str = "äöüßÄÖÜéèêàçùîôâûëïñáíóúåøæÅØÆãõÉÈÀÇÑ";
const CENTRAL: &str = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻěščřžýáíéůúďťňĚŠČŘŽÝÁÍÉŮÚőűŐŰäöüßÄÖÜ";

/// The text of a file. Its encoding is that of its mark, else UTF-8 if it can be, else found out.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((charset, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return charset.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text,
        None => Cow::Owned(single_bytes(bytes)),
    }
}

/// One byte a character, in the encoding in which the words look most like words.
pub(super) fn single_bytes(bytes: &[u8]) -> String {
    let western = |bytes: &[u8]| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let windows = |bytes: &[u8]| WINDOWS_1250.decode_without_bom_handling(bytes).0.into_owned();
    let iso = |bytes: &[u8]| ISO_8859_2.decode_without_bom_handling(bytes).0.into_owned();
    let high: Vec<u8> = (0x80..=0xff).collect();
    let tables = [
        (table(&western(&high)), WESTERN),
        (table(&windows(&high)), CENTRAL),
        (table(DOS_852), CENTRAL),
        (table(DOS_850), WESTERN),
        (table(&iso(&high)), CENTRAL),
    ];
    // The first of those that are equally good.
    let best = tables.iter().rev().max_by_key(|(table, frequent)| likeness(bytes, table, frequent));
    let table = best.map_or(&tables[0].0, |(table, _)| table);
    bytes.iter().map(|byte| character(*byte, table)).collect()
}

fn table(upper: &str) -> Vec<char> {
    upper.chars().collect()
}

fn character(byte: u8, table: &[char]) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(place) => table.get(usize::from(place)).copied().unwrap_or('\u{fffd}'),
    }
}

/// How much the bytes above ASCII look like letters of words.
fn likeness(bytes: &[u8], table: &[char], frequent: &str) -> i64 {
    const ENOUGH: usize = 100_000;
    let near = |at: Option<usize>| at.and_then(|at| bytes.get(at)).filter(|byte| byte.is_ascii_alphabetic());
    let mut sum = 0;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(ENOUGH) {
        let (before, behind) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let letter = character(*byte, table);
        let is_in_word = before.is_some() || behind.is_some();
        sum += match letter {
            c if c.is_control() || c == '\u{fffd}' => -5,
            c if !c.is_alphabetic() => {
                if is_in_word {
                    -3
                } else {
                    0
                }
            }
            c if c.is_uppercase() && before.is_some_and(u8::is_ascii_lowercase) => -1,
            c if frequent.contains(c) => 3,
            _ => 1,
        };
    }
    sum
}
