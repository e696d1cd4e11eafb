//! Archives: banks send several statements in one.

use super::LARGEST_STATEMENT;
use std::io::{Cursor, Read};

/// No bank puts more files into an archive.
const MOST_FILES: usize = 2000;

pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of an archive with their names, in the order of these. Error: why it cannot be read, or is none of a bank.
pub(super) fn files(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("the archive cannot be read: {error}"))?;
    if archive.len() > MOST_FILES {
        return Err(format!("the archive has {} files, and {MOST_FILES} are read at most", archive.len()));
    }
    let mut files = Vec::new();
    let mut room = LARGEST_STATEMENT;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|error| format!("the archive cannot be read: {error}"))?;
        let name = file.name().map(std::borrow::Cow::into_owned).unwrap_or_else(|_| format!("file {}", place + 1));
        if name == "[Content_Types].xml" {
            return Err("the file is a workbook: save its sheet as CSV".to_owned());
        }
        // What systems add on their own.
        if !file.is_file() || name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") {
            continue;
        }
        let mut content = Vec::new();
        let limit = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut content).map_err(|error| format!("{name} in the archive cannot be read: {error}"))?;
        room = room
            .checked_sub(content.len())
            .ok_or_else(|| format!("the files of the archive have more than {} MB", LARGEST_STATEMENT >> 20))?;
        files.push((name, content));
    }
    files.sort();
    Ok(files)
}
