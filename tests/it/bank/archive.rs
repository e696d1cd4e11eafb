//! Statements in an archive.

use super::told_bytes;

/// An archive of one stored file: its header, the file, its directory, and the end of that.
fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let crc = content.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    let (crc, size) = ((!crc).to_le_bytes(), u32::try_from(content.len()).unwrap().to_le_bytes());
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5c][..], &crc, &size, &size, &length, &[0, 0]].concat();
    let file = [b"PK\x03\x04", &common[..], name.as_bytes(), content].concat();
    let directory = [b"PK\x01\x02\x14\x00", &common[..], &[0; 14], name.as_bytes()].concat();
    let (from, long) = (u32::try_from(file.len()).unwrap().to_le_bytes(), u32::try_from(directory.len()).unwrap().to_le_bytes());
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &long[..], &from, &[0, 0]].concat();
    [file, directory, end].concat()
}

const MT940: &[u8] = b":20:X\n:25:123456789\n:60F:C260331EUR1,00\n:61:260401C2,00NTRFNONREF\n:62F:C260401EUR3,00\n-\n";

#[test]
fn the_files_of_an_archive_are_read() {
    let expected = "MT940 statement: 123456789 EUR, 1 on 2026-03-31 to 3 on 2026-04-01\n  - 2026-04-01 2 EUR";
    assert_eq!(told_bytes(&zip("april.sta", MT940)), expected);
}

#[test]
fn workbooks_and_broken_archives_are_told() {
    assert_eq!(told_bytes(&zip("[Content_Types].xml", b"<x/>")), "unreadable-file: s:1: the file is a workbook: save its sheet as CSV");
    let whole = zip("april.sta", MT940);
    assert!(told_bytes(&whole[..whole.len() - 30]).starts_with("unreadable-file: s:1: the archive cannot be read: "));
}

#[test]
fn a_name_with_a_line_in_the_archive_is_part_of_the_place() {
    let told = told_bytes(&zip("a.sta", b":20:X\n:25:1\n:61:nothing\n:62F:C260401EUR3,00\n"));
    assert!(told.contains("malformed-row: s (a.sta):3:1: :61: \"nothing\" is not an entry"), "{told}");
}
