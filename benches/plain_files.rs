//! The yardstick of `letters.py`: a plain loop that makes files of given names and sizes, one after the other on one thread, and no more:
//! no lock, no list, no flush.
//!
//! `plain-files LIST FOLDER`: each line of the list is a size in bytes, a space, and a path within the folder, which must not be there yet.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [list, folder] = arguments.as_slice() else {
        eprintln!("usage: plain-files LIST FOLDER");
        return ExitCode::from(2);
    };
    match write_all(Path::new(list), Path::new(folder)) {
        Ok(count) => {
            println!("{count} files in {folder}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(list: &Path, folder: &Path) -> std::io::Result<usize> {
    let list = fs_err::read_to_string(list)?;
    let files: Vec<(usize, &str)> =
        list.lines().filter_map(|line| line.split_once(' ')).filter_map(|(size, path)| Some((size.parse().ok()?, path))).collect();
    fs_err::create_dir(folder)?;
    let within: BTreeSet<&Path> = files.iter().filter_map(|(_, path)| Path::new(path).parent()).collect();
    within.iter().try_for_each(|part| fs_err::create_dir_all(folder.join(part)))?;
    let bytes = vec![b'x'; files.iter().map(|(size, _)| *size).max().unwrap_or(0)];
    for (size, path) in &files {
        fs_err::File::create(folder.join(path))?.write_all(&bytes[..*size])?;
    }
    Ok(files.len())
}
